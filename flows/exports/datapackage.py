"""Describe the Parquet files as a Frictionless Data Package, version 2."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from flows.contracts import PUBLISHED_TABLES, Field, Table, fields_of
from flows.contracts.model import Type
from flows.run.inputs import sha256_of

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
PACKAGE_TYPES: dict[Type, str] = {
    "string": "string",
    "integer": "integer",
    "decimal": "number",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "datetime": "datetime",
    "strings": "array",
}

# frictionless reads Parquet by way of pandas, where an integer column with a null in it is one of floats with
# NaN, and a list is an array of numpy: it takes neither for what it is, but takes both for the wider type
_WIDENED: dict[tuple[Type, bool], str] = {
    ("integer", True): "number",
    ("strings", True): "any",
    ("strings", False): "any",
}


def write_datapackage(database: Path, folder: Path) -> Path:
    """Write `datapackage.json` beside the Parquet files; the same tables give the same bytes.

    Args:
        database: the warehouse that the files come from; its documents become the package's sources.
        folder: holds `<table>.parquet` for every published table.

    Returns:
        the file written.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        documents = connection.execute(
            "select document_id, path from dim_document order by document_id"
        ).fetchall()
    package = {
        "$schema": PROFILE,
        "name": "kaifaqu",
        "title": "开发区 development zones: figures, rankings and gaps from the texts",
        "description": "One table per file; every figure names the document and characters it was read from.",
        "sources": [{"title": title, "path": path} for title, path in documents],
        "resources": [resource(table, folder) for table in PUBLISHED_TABLES.values()],
    }
    path = folder / "datapackage.json"
    path.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def resource(table: Table, folder: Path) -> dict[str, Any]:
    """Describe one table's file: path, format, size, hash and schema."""
    path = folder / f"{table.name}.parquet"
    digest = sha256_of(path)
    return {
        "name": table.name,
        "type": "table",
        "title": table.label_zh,
        "description": table.comment,
        "path": path.name,
        "scheme": "file",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        # not the standard's own `bytes`: frictionless never counts a Parquet file's bytes, and calls every
        # number it finds there wrong
        "kaifaqu:bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": schema(table),
    }


def schema(table: Table) -> dict[str, Any]:
    """Describe a table's columns and keys; a key with a column that may be null is no primary key."""
    described: dict[str, Any] = {"fields": [_field(field, table) for field in fields_of(table)]}
    if not table.nullable.intersection(table.key_columns):
        described["primaryKey"] = list(table.key_columns)
    links = [
        {
            "fields": [link.column],
            "reference": {"resource": link.reference_table, "fields": [link.reference_column]},
        }
        for link in table.references
    ]
    return described | ({"foreignKeys": links} if links else {})


def _field(field: Field, table: Table) -> dict[str, Any]:
    nullable = field.name in table.nullable
    exact = PACKAGE_TYPES[field.type]
    wide = _WIDENED.get((field.type, nullable), exact)
    constraints = {
        "required": not nullable or None,
        "enum": list(field.allowed) or None,
        "pattern": field.pattern,
        # NaN would break a bound; the warehouse has checked it already
        "minimum": field.minimum if wide == exact else None,
        "maximum": field.maximum if wide == exact else None,
    }
    given = {name: value for name, value in constraints.items() if value is not None}
    return {
        "name": field.name,
        "type": wide,
        **({"kaifaqu:type": exact} if wide != exact else {}),
        "title": field.label_zh,
        "description": field.comment,
        **({"constraints": given} if given else {}),
    }
