"""A text's lines without their margins, and what the layout of each says."""

from __future__ import annotations

import re

VALUE = re.compile(
    r"[+＋\-－−–▲▼↑↓]?\s*\d[\d,]*(?:\.\d+)?\s*(?:[%％‰↑↓]|个百分点|[万亿]?元|[万亿]?美元|[个家户项位名亩倍])?"
)
NOTHING = re.compile(r"[—－–\-/\\…*]{1,4}|N/?A|无")
CAPTION = re.compile(
    r"附|续?表|注|单位[:：]|关于|.*(?:情况|一览|[快简月通公]报|[:：]|指标表|统计表|明细表|排名表|汇总)"
)
_TERMINAL = frozenset("。！？!?…；;")
_CLOSING = "”’』」）)]】"


class Line:
    """A line without its margins: where it starts in the raw text, and what its layout says.

    `kind`: body, heading, byline, furniture or table. `closed`: it ends as a sentence does. `width`: two columns for a
    Chinese character, one for a Latin one, as a reader sees the line's length. `margin`: the blanks it begins with.
    `apart`: the paragraph before it has ended, however it looks. `cells`: of a row of a table, each with its place in the raw text; a table may take its row from several lines.
    """

    __slots__ = (
        "apart",
        "blank_before",
        "cells",
        "closed",
        "kind",
        "level",
        "margin",
        "start",
        "text",
        "width",
    )

    def __init__(
        self,
        start: int,
        text: str,
        blank_before: bool,
        kind: str,
        level: int,
        margin: str = "",
        apart: bool = False,
    ) -> None:
        self.start = start
        self.text = text
        self.width = width(text)
        self.blank_before = blank_before
        self.kind = kind
        self.level = level
        self.margin = margin
        self.apart = apart
        self.closed = is_closed(text)
        self.cells: list[tuple[int, str]] = []


def width(text: str) -> int:
    """Columns that a text takes on a reader's page."""
    return len(text.encode("gb18030", "replace"))


def is_closed(text: str) -> bool:
    """Whether a line ends as a sentence does, quotation marks and brackets left aside."""
    last = text[-1]
    if last in _CLOSING:
        last = text.rstrip(_CLOSING)[-1:]
    return last in _TERMINAL


def is_value(text: str) -> bool:
    """Whether a cell holds a number with its unit, or a dash in place of one."""
    return bool(VALUE.fullmatch(text) or NOTHING.fullmatch(text))
