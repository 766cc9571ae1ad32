"""The sources of a circular, numbered as they are first named: one note per passage of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import chain

from flows.bulletin.source import Row, Source
from flows.circular import queries
from flows.circular.model import STATED, Block, Heading, Paragraph, Run, Table, pieces, plain

_LONG = 240
_STOP = "。"


class Notes:
    """Numbers for sources.

    Args:
        source: the warehouse that the figures are of.
        blocks: all blocks, in the order in which they are printed.
    """

    def __init__(self, source: Source, blocks: Iterable[Block]) -> None:
        keys = list(
            dict.fromkeys(key for text in _texts(blocks) for _, found in pieces(text) for key in found)
        )
        ids = [key for key in keys if not key.startswith(STATED)]
        rows = {row["figure_id"]: row for row in source.rows(queries.SOURCES, {"ids": ids})} if ids else {}
        numbers: dict[object, int] = {}
        self._numbers: dict[str, int] = {}
        self._passages: dict[int, list[Row]] = {}
        self._stated: dict[int, str] = {}
        for key in keys:
            row = rows.get(key)
            if row is None and not key.startswith(STATED):
                continue
            number = numbers.setdefault(_passage(row) if row else key, len(numbers) + 1)
            self._numbers[key] = number
            if row:
                self._passages.setdefault(number, []).append(row)
            else:
                self._stated[number] = key.removeprefix(STATED)

    def runs(self, text: str) -> list[Run]:
        """A marked text in runs with the numbers of its notes; within a sentence each stands once, where it is last named."""
        made: list[Run] = []
        seen: set[int] = set()
        for words, keys in reversed(pieces(text)):
            numbers = sorted({self._numbers[key] for key in keys if key in self._numbers} - seen)
            made.append(Run(words, tuple(numbers)))
            seen |= set(numbers)
            if _STOP in words:
                seen = set()
        return made[::-1]

    def texts(self) -> tuple[str, ...]:
        """The notes in their order."""
        count = len(self._passages) + len(self._stated)
        return tuple(
            _note(self._passages[number]) if number in self._passages else f"{self._stated[number]}。"
            for number in range(1, count + 1)
        )


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        match block:
            case Heading(text) | Paragraph(text):
                yield text
            case Table():
                yield block.title
                yield from chain.from_iterable(block.rows)
                yield from block.remarks


def _passage(row: Row) -> tuple[str, str]:
    """What a note is of: the sentence, or of a long one (a table, a list) the figure alone."""
    sentence = plain(row["sentence"])
    return row["document_id"], sentence if len(sentence) <= _LONG else row["figure_id"]


def _note(rows: list[Row]) -> str:
    """来源: title, who printed and who supplied it, on which day, up to when its data reach, the file; the passage; its figures."""
    first = rows[0]
    about = [
        plain(first["publisher"] or ""),
        plain(first["byline"] or ""),
        _day(first["published"], first["byline"] or ""),
        _month(first["as_of_month"]),
        f"文件{plain(first['path'])}",
        plain(first["url"] or ""),
    ]
    title = f"《{plain(first['title'])}》" if first["title"] else ""
    sentence = plain(first["sentence"])
    if len(sentence) > _LONG:
        sentence = f"…{plain(first['text_before'] + first['quote'] + first['text_after'])}…"
    figures = "； ".join(f"{row['figure_id']}（{plain(row['quote'])}）" for row in rows)
    return f"{title}（{'；'.join(part for part in about if part)}）：“{sentence}”　数据编号： {figures}。"


def _day(day: date | None, byline: str) -> str:
    """The day of publication, unless the byline prints it."""
    if day is None or re.search(rf"{day.year}\D+0?{day.month}\D+0?{day.day}(?!\d)", byline):
        return ""
    return f"{day.year}年{day.month}月{day.day}日"


def _month(month: str | None) -> str:
    return f"数据截至{month[:4]}年{int(month[5:7])}月" if month else ""
