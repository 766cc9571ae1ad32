"""What every document's rows depend on besides its own text: the code that reads, and the reference data."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version

from flows import paths
from flows.reference import Reference

ROOMS = ("formats", "documents", "words", "setting", "figures", "reference")
# contracts check what was read, in every run; what they make of the reference data stands in its frames
LIBRARIES = (
    "ahocorasick-rs", "lxml", "openpyxl", "pdfminer.six", "pdfplumber", "polars", "pypinyin", "python-docx",
)  # fmt: skip
TABLES = (
    "ref_concept",
    "ref_indicator",
    "ref_place",
    "ref_setting_weight",
    "ref_synonym",
    "ref_table_word",
    "ref_term",
    "ref_unit",
    "ref_zone",
    "ref_zone_type",
)
"""What reading looks up. Corrections and reviews count document by document; the other tables only the warehouse reads."""
BY_DOCUMENT = ("ref_review", "ref_agreed")
"""What reading looks up for single documents: a decision on one number makes nobody read all others anew."""


def digest(parts: Iterable[str]) -> str:
    """One hash of several texts; where one ends and the next begins matters."""
    made = hashlib.sha256()
    for part in parts:
        data = part.encode()
        made.update(len(data).to_bytes(8, "big") + data)
    return made.hexdigest()


@cache
def code() -> str:
    """Hash of the source files that read a document, and of the versions beneath them."""
    parts = [sys.version, *(f"{name} {version(name)}" for name in LIBRARIES)]
    for room in ROOMS:
        for path in sorted((paths.PACKAGE / room).rglob("*.py")):
            parts += [path.relative_to(paths.PACKAGE).as_posix(), path.read_text(encoding="utf-8")]
    return digest(parts)


def looked_up(reference: Reference) -> Reference:
    """Of the reference data, what reading looks up."""
    return Reference({name: reference.frames[name] for name in (*TABLES, *BY_DOCUMENT)})


def stamp(reference: Reference) -> str:
    """Hash of the code and of the reference data that reading looks up."""
    tables = [part for name in TABLES for part in (name, reference.frames[name].write_ndjson())]
    return digest([code(), *tables])
