"""Formats: a file's bytes to plain text. One small file for each, and one line in FORMATS."""

from __future__ import annotations

from pathlib import PurePosixPath

from flows.formats.apart import read_apart
from flows.formats.encodings import decode
from flows.formats.model import MEGABYTE, Converted, Format
from flows.formats.notes import Note, gathered
from flows.formats.others import remedy_of
from flows.formats.plausible import implausible

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "Converted",
    "Format",
    "Note",
    "convert",
    "decode",
    "format_of",
    "gathered",
    "implausible",
    "kind_of_part",
    "remedy_of",
]

FORMATS = (
    # no report comes near this; what does is a dump, and one such file must not eat the run's memory
    Format("txt", (".txt", ".text", ".md"), "text", 20 * MEGABYTE, apart=False),
    Format("html", (".html", ".htm"), "html", 10 * MEGABYTE, apart=False),
    # these come with pictures
    Format("docx", (".docx",), "docx", 40 * MEGABYTE, apart=True),
    Format("pdf", (".pdf",), "pdf", 60 * MEGABYTE, apart=True, parts="page"),
    Format("xlsx", (".xlsx", ".xlsm"), "xlsx", 40 * MEGABYTE, apart=True, parts="sheet"),
)
SUFFIXES = {suffix: form for form in FORMATS for suffix in form.suffixes}
"""The formats by what a file's name ends in, in lower case."""


def format_of(name: str) -> Format:
    """The format of a file, by its name; a name without any of the endings is taken for text.

    Examples:
        >>> format_of("2024/一季度.PDF").name, format_of("notes").name
        ('pdf', 'txt')
    """
    return SUFFIXES.get(PurePosixPath(name).suffix.lower(), FORMATS[0])


def kind_of_part(name: str) -> str:
    """What the parts of a format are: page, sheet, or nothing.

    Args:
        name: of the format.
    """
    return next((form.parts for form in FORMATS if form.name == name), "")


def convert(name: str, data: bytes) -> Converted:
    """A file's bytes as plain text.

    Args:
        name: of the file, for its ending.
        data: its bytes.

    Raises:
        DocumentRefusedError: they can't be read, or not within the bounds of memory and time.
    """
    form = format_of(name)
    return read_apart(form.name, data) if form.apart else form.read(data)
