"""The contracts: the column registry, and the checks that every frame passes before it goes on."""

from flows.contracts.fields import FIELDS, field_of
from flows.contracts.model import Field, ForeignKey, Table
from flows.contracts.reference_check import (
    check_reference,
    check_reference_links,
    place_of,
    read_reference_csv,
)
from flows.contracts.reference_tables import REFERENCE_TABLES
from flows.contracts.reference_yaml import YamlRows, read_yaml_rows
from flows.contracts.schemas import conform, frame_of, schema_for
from flows.contracts.tables import (
    PUBLISHED_TABLES,
    QUARANTINE_FRAME,
    STAGING_TABLES,
    duckdb_schema,
    fields_of,
    polars_schema,
)
from flows.contracts.validation import validate

__all__ = [
    "FIELDS",
    "PUBLISHED_TABLES",
    "QUARANTINE_FRAME",
    "REFERENCE_TABLES",
    "STAGING_TABLES",
    "Field",
    "ForeignKey",
    "Table",
    "YamlRows",
    "check_reference",
    "check_reference_links",
    "conform",
    "duckdb_schema",
    "field_of",
    "fields_of",
    "frame_of",
    "place_of",
    "polars_schema",
    "read_reference_csv",
    "read_yaml_rows",
    "schema_for",
    "validate",
]
