"""A circular as blocks of text, before anybody knows whether it becomes Word, a page or a PDF.

A text carries its sources in itself: after a value stands a mark with the keys of what it comes from, so that a
template can put values anywhere, and a sentence that vanishes takes its sources with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

OPEN, BETWEEN, CLOSE = "\ue000", "\ue001", "\ue002"
STATED = "="
"""Begins a key that is the source itself in words, such as a target of the reference data; other keys are figure_ids."""
_MARK = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
# XML has no word for these, and the marks are nobody else's
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\ue000-\ue002]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text and the numbers of the notes that stand behind it."""

    text: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first level, such as 一、总体情况."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences in one paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; `across` columns wide, or `down` rows high in a head."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of its head (a cell that a neighbour covers is left out), rows of its body, widths by column, remarks.

    The first `words` columns hold words, the others numbers.
    """

    title: str
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    remarks: tuple[str, ...] = ()
    words: int = 1


Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class Circular:
    """A whole circular. What is empty is left out.

    Attributes:
        head: what stands around the text: issuer, number, title, to, signed, date, copies.
        blocks: the text.
        attachments: title and blocks of each.
        notes: the sources in the order of their numbers, the first is 1.
    """

    head: dict[str, str]
    blocks: tuple[Block, ...]
    attachments: tuple[tuple[str, tuple[Block, ...]], ...]
    notes: tuple[str, ...] = field(default=())


def plain(text: str) -> str:
    """A text out of a report, without what no document may hold and without line breaks.

    Examples:
        >>> plain("签约\\x00项目\\n91个\\ue000")
        '签约项目 91个'
    """
    return " ".join(_FORBIDDEN.sub("", text).split())


def marked(text: str, keys: Iterable[str | None]) -> str:
    """A text with the keys of its sources behind it."""
    known = list(dict.fromkeys(key for key in keys if key))
    return f"{text}{OPEN}{BETWEEN.join(known)}{CLOSE}" if known else text


def pieces(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """A marked text in pieces, each with the keys of the sources that stand behind it.

    Examples:
        >>> pieces(marked("工业投资10亿元", ["f1"]) + "，同比" + marked("增长3%", ["f2", "f3"]) + "。")
        [('工业投资10亿元', ('f1',)), ('，同比增长3%', ('f2', 'f3')), ('。', ())]
    """
    found: list[tuple[str, tuple[str, ...]]] = []
    start = 0
    for mark in _MARK.finditer(text):
        found.append((text[start : mark.start()], tuple(mark[1].split(BETWEEN))))
        start = mark.end()
    if start < len(text) or not found:
        found.append((text[start:], ()))
    return found


def unmarked(text: str) -> str:
    """The text alone."""
    return _MARK.sub("", text)
