"""Each printed digit is accounted for once, whatever the rules or a correction make of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from flows.documents import PreparedDocument

_DIGITS = re.compile(r"\d+")

# a number with its separators
DIGIT_RUN = re.compile(r"\d+(?:[.,]\d+)*")
_UNCOVERED = re.compile(rb"\0+")

Row = dict[str, Any]


def left_over(
    text: str, start: int, end: int, spans: Collection[tuple[int, int]]
) -> Iterable[tuple[int, int]]:
    """Digits between two offsets that lie in none of the spans: whole numbers, and what is left of one.

    Examples:
        >>> list(left_over("2024年1.5和3.4", 0, 12, {(0, 4), (9, 10), (11, 12)}))
        [(5, 8)]
        >>> list(left_over("a123", 0, 4, {(2, 3)}))
        [(1, 2), (3, 4)]
    """
    # nearly all numbers are spans themselves
    others = [
        span
        for span in map(re.Match.span, DIGIT_RUN.finditer(text, start, max(start, end)))
        if span not in spans
    ]
    if not others:
        return
    # one byte a character: comparing each run of digits with each span would be quadratic
    covered = bytearray(len(text))
    for a, b in spans:
        covered[a:b] = b"\1" * (b - a)
    for span in others:
        if covered.find(1, *span) < 0:
            yield span
        elif covered.find(0, *span) >= 0:
            for part in _DIGITS.finditer(text, *span):
                yield from (piece.span() for piece in _UNCOVERED.finditer(covered, *part.span()))


def without_inner(
    mentions: Sequence[tuple[Any, ...]], start: int, end: int, figure: int
) -> list[tuple[Any, ...]]:
    """The mentions of a document but for those inside another one: digits of a mark that stands in a number.

    Args:
        mentions: rows of mention.
        start: the column that says where one begins.
        end: the column that says where it ends.
        figure: the column of its figure; one that has a figure stays.
    """
    kept: list[tuple[Any, ...]] = []
    reached = -1
    for row in sorted(mentions, key=lambda row: (row[start], -row[end])):
        if row[end] > reached or row[figure] is not None:
            kept.append(row)
        reached = max(reached, row[end])
    return kept


def complete(
    item: PreparedDocument, mentions: Sequence[Row], id_of: Callable[[str, int, int], str]
) -> list[Row]:
    """Make the mentions of a document whole.

    A correction can glue a number to its neighbour, or cut one in two. Numbers that cite the same characters
    become one mention, and printed digits that none cites get a mention of their own.

    Args:
        item: the document.
        mentions: its rows of mention.
        id_of: makes an id of a document and a span.
    """
    if item.clean.mending is None:
        return list(mentions)
    kept: dict[tuple[int, int], Row] = {}
    for row in sorted(mentions, key=lambda row: row["figure_id"] is None):
        kept.setdefault((row["char_start"], row["char_end"]), row)
    cited = {place for span in kept for place in range(*span)}
    document = item.document
    for match in _DIGITS.finditer(document.text):
        start, end = match.span()
        if not cited.issuperset(range(start, end)):
            kept[start, end] = {
                "mention_id": id_of(document.document_id, start, end), "document_id": document.document_id,
                "article_id": item.articles[0].article_id, "char_start": start, "char_end": end,
                "quote": match.group(), "disposition": "name", "reason": "correction_left", "figure_id": None,
                "correction_id": item.clean.mending.marks[0][2],
            }  # fmt: skip
    return [kept[span] for span in sorted(kept)]
