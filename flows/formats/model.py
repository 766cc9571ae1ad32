"""What a format is, and what reading a file of one gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from flows.errors import DocumentRefusedError
from flows.formats.notes import Note, place_of

MEGABYTE = 1024 * 1024
MAX_CHARACTERS = 5_000_000
"""Characters of a converted text; the longest yearbook has a tenth."""
NO_ENCODING = "none"
"""Encoding of files that hold their characters in no one encoding."""


@dataclass(frozen=True)
class Converted:
    """A file as plain text.

    Args:
        text: headings and paragraphs are lines, headings with a # for their level where it is known; rows of tables
            are Markdown rows.
        encoding: what the bytes were decoded with, or `NO_ENCODING`.
        parts: pages or sheets, in order: name, and where it starts in the text.
        notes: what of the file the text lacks.
    """

    text: str
    encoding: str
    parts: tuple[tuple[str, int], ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Format:
    """A format that is read.

    Args:
        name: as published.
        suffixes: what its files' names end in, in lower case.
        module: of this room; its function `read` takes bytes and gives a `Converted`.
        most_bytes: of a file.
        apart: whether it is read in a process of its own, with bounds on its memory and time.
        parts: what its parts are, empty where it has none.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    most_bytes: int
    apart: bool
    parts: str = ""

    @property
    def plain(self) -> bool:
        """Whether its files are text already."""
        return self.module == "text"

    def read(self, data: bytes) -> Converted:
        """Read a file's bytes, in this process.

        Raises:
            DocumentRefusedError: they can't be read as this format, or hold more than any report does.
        """
        reader = cast("Callable[[bytes], Converted]", import_module(f"flows.formats.{self.module}").read)
        try:
            converted = reader(data)
        except DocumentRefusedError:
            raise
        except Exception as error:  # broken bytes make libraries raise whatever they raise
            raise broken(self.name, error) from error
        if self.plain:
            return converted
        if len(converted.text) > MAX_CHARACTERS:
            raise DocumentRefusedError(
                f"it holds {len(converted.text):,} characters, more than the {MAX_CHARACTERS:,} of the largest report",
                remedy="Split it into one file for each report",
            )
        if not converted.text.strip():
            raise self._without_text(converted.notes)
        return converted

    def _without_text(self, notes: Sequence[Note]) -> DocumentRefusedError:
        if not notes:
            return DocumentRefusedError(
                "there is no text in it",
                remedy="Remove it, or put the text in; pictures of text are not read",
            )
        # all that it has is what was left out
        first = notes[0]
        place = place_of(self.parts, [first.part]).en
        said = f"{place}: {first.message}" if place else first.message
        return DocumentRefusedError(f"there is no text in it ({said})", remedy=first.remedy)


def broken(name: str, error: Exception) -> DocumentRefusedError:
    """What is said of a file that its library can't read."""
    said = " ".join(str(error).split())[:120]
    return DocumentRefusedError(
        f"the file is broken, or no .{name} ({type(error).__name__}{f': {said}' if said else ''})",
        remedy=f"Open it in the program that made it and save it again as .{name}, or as plain text",
    )


def too_much(what: str, number: int, most: int, remedy: str = "") -> DocumentRefusedError:
    """What is said of a file that holds more of something than any report."""
    return DocumentRefusedError(
        f"it has {number:,} {what}, more than the {most:,} of the largest report",
        remedy=remedy or "Split it into one file for each report",
    )
