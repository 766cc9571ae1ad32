"""Decisions whose text has changed since: each is asked again, at the number that is now most like it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any

from flows.reference.reviews import Reviews
from flows.review import reviews
from flows.review.model import Question, Row, TakeBack
from flows.review.published import Published


def questions(published: Published, reference: Path) -> list[Question]:
    """The decisions that the last run did not apply, in the order of the file."""
    known = reviews.decisions(reference)
    book = Reviews([row for rows in known.values() for row in rows])
    names = {row["document"] for rows in known.values() for row in rows}
    hashes = {
        row["document_id"]: row["sha256"]
        for row in published.rows("select document_id, sha256 from dim_document")
    }
    wanted = {sha256 for sha256, _ in known}
    texts = {
        name: (sha256, published.text(name) if name in names or sha256 in wanted else "")
        for name, sha256 in hashes.items()
    }
    asked: dict[str, Question] = {}
    for document_id, rows in book.stale(texts).items():
        for row in rows:
            key = reviews.key_of(row)
            name = hashlib.sha256(repr(key).encode()).hexdigest()[:16]
            place = _nearest(published, document_id, row) or {"document_id": document_id, "char_start": None}
            asked.setdefault(
                f"stale:{name}", Question("stale", f"stale:{name}", 1, {**place, "old": row, "old_key": key})
            )
    return list(asked.values())


def _nearest(published: Published, document_id: str, row: Mapping[str, Any]) -> Row | None:
    """The number of the text as it is now that is printed alike, in the words that are most alike."""
    found = published.rows(
        "select document_id, char_start, char_end, article_id from fact_mention where document_id = ? and quote = ?",
        document_id,
        row["quote"],
    )
    text = published.text(document_id)

    def alike(place: Row) -> int:
        before, after = text[: place["char_start"]], text[place["char_end"] :]
        old_before, old_after = row["text_before"] or "", row["text_after"] or ""
        return _shared(before[::-1], old_before[::-1]) + _shared(after, old_after)

    return max(found, key=lambda place: (alike(place), -place["char_start"]), default=None)


def _shared(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def remove(reference: Path, row: Row) -> TakeBack:
    """Take the stale decision away.

    Raises:
        SavingError: the file can't be written.
    """
    before = reviews.put(reference, row["old_key"], [])

    def take_back() -> None:
        reviews.put(reference, row["old_key"], before, instead_of=[])

    return take_back


def said_of(row: Mapping[str, Any]) -> str:
    """An earlier decision in one line: its words, and what was decided."""
    place = f"{row['text_before'] or ''}【{row['quote']}】{row['text_after'] or ''}"
    cells = ("verdict", "subject_name", "indicator_id", "measure", "scenario", "period_end", "value", "unit")
    return (
        f"{' '.join(place.split())} → {' '.join(str(row[name]) for name in cells if row[name] is not None)}"
    )
