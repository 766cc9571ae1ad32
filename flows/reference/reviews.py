"""Decisions of a person on single numbers: read, checked, and found again in a text by its hash and its words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from flows.contracts import REFERENCE_TABLES, check_reference, place_of, read_yaml_rows
from flows.errors import ReferenceDataError

TABLE, FILE = "ref_review", "reviews.yaml"
AGREED, AGREED_FILE = "ref_agreed", "agreed.yaml"
"""Readings of somebody else that say the same as what was read here; of no weight where a number is read otherwise by now."""
SAMPLE = "sample"
"""Note of a decision on a figure that was drawn from all alike: only such speak for the whole."""
NEEDED = (
    "measure",
    "scenario",
    "subject_level",
    "subject_name",
    "period_start",
    "period_end",
    "value",
    "bound",
)
"""What a decision says of a number that is a quantity."""
_AROUND = (12, 24, 48)
"""Characters on either side by which a number is told from others like it; as few of these as will do."""
Row = Mapping[str, Any]


class Anchor(NamedTuple):
    """Where a number stands, without counting characters: its quote, the words around it, and which of such places."""

    quote: str
    text_before: str
    text_after: str
    occurrence: int


def anchor_of(text: str, start: int, end: int) -> Anchor:
    """By which words a place of a text is found again.

    Examples:
        >>> anchor_of("增长5%，同比增长5%", 2, 3)
        Anchor(quote='5', text_before='增长', text_after='%，同比增长5%', occurrence=1)
    """
    for around in _AROUND:
        before, after = text[max(0, start - around) : start], text[end : end + around]
        places = _places(text, before + text[start:end] + after)
        if len(places) == 1:
            break
    return Anchor(text[start:end], before, after, places.index(start - len(before)) + 1)


def anchor_in(row: Row) -> Anchor:
    """The place that a row of ref_review speaks of."""
    return Anchor(row["quote"], row["text_before"] or "", row["text_after"] or "", row["occurrence"])


def found_at(text: str, anchor: Anchor) -> tuple[int, int] | None:
    """Where the words stand in a text, half open; None where they do not."""
    quote, before, after, occurrence = anchor
    places = _places(text, before + quote + after, occurrence)
    if len(places) < occurrence:
        return None
    start = places[occurrence - 1] + len(before)
    return start, start + len(quote)


def _places(text: str, words: str, most: int | None = None) -> list[int]:
    found: list[int] = []
    at = text.find(words)
    while at >= 0 and (most is None or len(found) < most):
        found.append(at)
        at = text.find(words, at + 1)
    return found


def read_reviews(path: Path) -> pl.DataFrame:
    """Read reviews.yaml into a checked frame; without the file there are none.

    Raises:
        ReferenceDataError: a row is wrong: names file, line and remedy.
    """
    return _read(path, TABLE)


def read_agreed(path: Path) -> pl.DataFrame:
    """Read agreed.yaml into a checked frame; without the file there are none.

    Raises:
        ReferenceDataError: a row is wrong: names file, line and remedy.
    """
    return _read(path, AGREED)


def _read(path: Path, table: str) -> pl.DataFrame:
    columns = REFERENCE_TABLES[table].column_names
    if not path.is_file():
        return check_reference(pl.DataFrame(schema=dict.fromkeys(columns, pl.String)), table, path)
    found = read_yaml_rows(path, columns)
    rows = [{**row, "occurrence": row["occurrence"] or "1"} for row in found.rows]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String))
    checked = check_reference(frame, table, path, found.line_of)
    for index, row in enumerate(checked.iter_rows(named=True)):
        if problem := what_is_wrong({"verdict": "figure", **row}):
            place = place_of(path, found.line_of, index, "verdict" if table == TABLE else "value")
            raise ReferenceDataError(problem, place, "Decide again with kaifaqu review, or mend the row")
    return checked


def what_is_wrong(row: Row) -> str | None:
    """Why the cells of a decision do not go together; None where they do."""
    if row["verdict"] == "none":
        return None
    if missing := [name for name in NEEDED if row[name] is None]:
        return f"verdict {row['verdict']} needs {', '.join(missing)}"
    if (row["verdict"] == "figure") != (row["indicator_id"] is not None):
        return "indicator_id must be given for verdict figure, and for no other"
    if (row["rank_of"] is not None) != (row["measure"] == "rank"):
        return "rank_of must be given for measure rank, and for no other"
    if row["period_end"] < row["period_start"]:
        return "period_end must not lie before period_start"
    return None


class Reviews:
    """The decisions, and the readings that agree, by the hash of the document that they are about.

    Args:
        rows: the rows of ref_review.
        agreed: the rows of ref_agreed.
    """

    def __init__(self, rows: Iterable[Row] = (), agreed: Iterable[Row] = ()) -> None:
        self._by_hash: dict[str, list[Row]] = {}
        self._agreed: dict[str, list[Row]] = {}
        for found, given in ((self._by_hash, rows), (self._agreed, agreed)):
            for row in given:
                found.setdefault(row["sha256"], []).append(row)

    def of(self, sha256: str) -> Sequence[Row]:
        """The decisions on numbers of a document."""
        return self._by_hash.get(sha256, ())

    def agreed(self, sha256: str) -> Sequence[Row]:
        """The readings of a document's numbers that agree with what was read."""
        return self._agreed.get(sha256, ())

    def digest(self, sha256: str) -> str:
        """A hash of both; empty where there is none."""
        rows = [*self.of(sha256), *self.agreed(sha256)]
        return hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest() if rows else ""

    def stale(self, documents: Mapping[str, tuple[str, str]]) -> dict[str, list[Row]]:
        """The decisions that are not applied since a text is no longer what it was, by document.

        Args:
            documents: of those in the run, by id: the hash, and the text where it is at hand.
        """
        hashes = {sha256 for sha256, _ in documents.values()}
        texts = {sha256: text for sha256, text in documents.values() if text}
        gone: dict[str, list[Row]] = {}
        for sha256, rows in self._by_hash.items():
            for row in rows:
                changed = sha256 not in hashes and row["document"] in documents
                lost = sha256 in texts and found_at(texts[sha256], anchor_in(row)) is None
                if changed or lost:
                    gone.setdefault(row["document"], []).append(row)
        return gone
