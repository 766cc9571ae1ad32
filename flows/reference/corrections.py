"""Corrections of misprints: read, checked, and each cut into what is kept and what reads otherwise."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import polars as pl

from flows.contracts import REFERENCE_TABLES, check_reference, place_of, read_yaml_rows
from flows.errors import ReferenceDataError

TABLE = "ref_correction"
# a number as the figures room tells them apart: 3.14.15 is two
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?")
# one that a line end or a blank of the layout has broken
BROKEN = re.compile(r"\d+(?:[.,\s]*\d+)*")
_WORDS = re.compile(r"[\u4e00-\u9fff]")
_DEFAULT_EXPECT = "1"


class Stretch(NamedTuple):
    """A stretch of the printed text, half open, and what is read in its place; equal texts are copied."""

    start: int
    end: int
    text: str
    copied: bool

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """What is printed for a part of the text; the whole of it for the whole, else as large a share."""
        size, printed = len(self.text), self.end - self.start
        return self.start + start * printed // size, self.start + end * printed // size


def read_corrections(path: Path) -> pl.DataFrame:
    """Read corrections.yaml into a checked frame.

    Raises:
        ReferenceDataError: a row is wrong: names file, line and remedy.
    """
    columns = [name for name in REFERENCE_TABLES[TABLE].column_names if name != "correction_id"]
    found = read_yaml_rows(path, columns)
    rows = [
        {
            **row,
            "correction_id": correction_id(row["document"] or "", row["match"] or ""),
            "expect": row["expect"] or _DEFAULT_EXPECT,
        }
        for row in found.rows
    ]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(["correction_id", *columns], pl.String))
    checked = check_reference(frame, TABLE, path, found.line_of)
    for index, (match, replace) in enumerate(checked.select("match", "replace").iter_rows()):
        try:
            align(match, replace)
        except ReferenceDataError as error:
            place = place_of(path, found.line_of, index, "replace")
            raise ReferenceDataError(error.problem, place, error.remedy) from None
    return checked


def correction_id(document: str, match: str) -> str:
    """A correction's id: the same as long as it mends the same words of the same documents."""
    return hashlib.blake2b(f"{document}|{match}".encode(), digest_size=8).hexdigest()


def align(printed: str, meant: str) -> list[Stretch]:
    """Cut two readings of a passage into stretches that follow each other without holes.

    Numbers are told apart from words: where both readings hold as many, the first reads for the first and so
    on, and a number that was mended stands for the whole printed one.

    Raises:
        ReferenceDataError: nothing is mended, a printed number would be left without a reading, or a number
            would be read that is not printed; then not every number could cite its characters.

    Examples:
        >>> [(s.text, "105元"[s.start : s.end]) for s in align("105元", "10.5元")]
        [('10.5', '105'), ('元', '元')]
    """
    if printed == meant:
        raise ReferenceDataError("match and replace are the same", "", "Write what should stand there.")
    stretches: list[Stretch] = []
    a = b = 0
    for (start, end), (from_, to) in _pairs(printed, meant):
        stretches += _words(printed[a:start], meant[b:from_], a)
        text = meant[from_:to]
        stretches.append(Stretch(start, end, text, copied=printed[start:end] == text))
        a, b = end, to
    stretches += _words(printed[a:], meant[b:], a)
    _require_every_number(printed, meant, stretches)
    return stretches


def _pairs(printed: str, meant: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Spans of the printed numbers with those they should be; none where it can't be told."""
    for pattern in (NUMBER, BROKEN):
        ours = [number.span() for number in pattern.finditer(printed)]
        theirs = [number.span() for number in pattern.finditer(meant)]
        if len(ours) == len(theirs):
            return list(zip(ours, theirs, strict=True))
    # 1O5 for 105: pieces of one number, as long as no words stand between them
    if ours and len(theirs) == 1 and not _WORDS.search(printed, ours[0][1], ours[-1][0]):
        return [((ours[0][0], ours[-1][1]), theirs[0])]
    return []


def _words(printed: str, meant: str, offset: int) -> Iterator[Stretch]:
    matcher = SequenceMatcher(None, printed, meant, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        yield Stretch(offset + i1, offset + i2, meant[j1:j2], copied=kind == "equal")


def _require_every_number(printed: str, meant: str, stretches: list[Stretch]) -> None:
    # for each character that is read, the printed ones it stands for
    places = [(s, i) for s in stretches for i in range(len(s.text))]
    reached = 0
    read: set[int] = set()
    for number in NUMBER.finditer(meant):
        (first, a), (last, b) = places[number.start()], places[number.end() - 1]
        start, end = first.bounds(a, a + 1)[0], last.bounds(b, b + 1)[1]
        if start >= end or start < reached:
            raise ReferenceDataError(
                f"replace holds the number {number.group()}, for which none is printed in match",
                "",
                "Hold as many numbers in replace as in match: each figure cites the characters it was read from.",
            )
        reached = end
        read.update(range(start, end))
    for match in re.finditer(r"\d+", printed):
        if not read.issuperset(range(*match.span())):
            raise ReferenceDataError(
                f"replace leaves out the printed number {match.group()}",
                "",
                "Hold as many numbers in replace as in match: every printed number is accounted for.",
            )
