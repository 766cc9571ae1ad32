"""Write a circular from a published warehouse."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import duckdb

from flows.circular.compose import compose
from flows.circular.page import to_html, to_pdf
from flows.circular.word import to_word
from flows.errors import UsageError, WarehouseError
from flows.warehouse import reading

FORMATS = ("docx", "pdf", "html")


def write_circular(
    database: Path,
    quarter: str,
    region: str | None = None,
    own: Path | None = None,
    kind: str = "docx",
    output: Path | None = None,
) -> Path:
    """Write a circular; the same warehouse and reference data give the same bytes.

    Args:
        database: a published warehouse, which is opened read-only.
        quarter: id of the quarter.
        region: name of a province or city; the only province with data where None.
        own: folder of the office's reference data; those of kaifaqu where None.
        kind: one of `FORMATS`.
        output: the file, which is replaced; where None, one in this directory, named for region and quarter.

    Returns:
        the file.

    Raises:
        UsageError: there is no such quarter, region or folder, or the file can't be written.
        ReferenceDataError: a setting or template is wrong.
        WarehouseError: the warehouse can't be read, or another kaifaqu made it.
        KaifaquError: there is nothing that prints a PDF.
    """
    try:
        circular, notes, settings, name = reading(
            lambda connection: compose(connection, quarter, region, own), database
        )
    except duckdb.Error as error:
        raise WarehouseError(
            f"no circular can be made from this warehouse: {' '.join(str(error).split())}",
            str(database),
            "Publish it anew with `kaifaqu run`",
        ) from error
    if kind == "docx":
        blob = to_word(circular, notes, settings.fonts)
    else:
        blob = to_html(circular, notes, settings.fonts)
        blob = to_pdf(blob) if kind == "pdf" else blob
    path = output or Path(f"通报-{name}-{quarter}.{kind}")
    _save(path, blob)
    return path


def _save(path: Path, blob: bytes) -> None:
    """Replace a file in one step: who has the old one open keeps it."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
            file.write(blob)
        os.chmod(file.name, 0o644)
        os.replace(file.name, path)
    except OSError as error:
        raise UsageError(
            f"the file can't be written: {error.strerror}", str(path), "Name another with -o FILE"
        ) from error
