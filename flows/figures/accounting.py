"""Numbers of a mended text: each printed digit is accounted for once, whatever a correction makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from flows.documents import PreparedDocument

UNREAD = "printed digits that a correction leaves unread"
_DIGITS = re.compile(r"\d+")

Row = dict[str, Any]


def complete(item: PreparedDocument, mentions: Sequence[Row], id_of: Callable[..., str]) -> list[Row]:
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
                "quote": match.group(), "disposition": "name", "reason": UNREAD, "figure_id": None,
                "correction_id": item.clean.mending.marks[0][2],
            }  # fmt: skip
    return [kept[span] for span in sorted(kept)]
