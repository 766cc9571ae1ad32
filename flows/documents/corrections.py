"""Corrections of misprints: the text that is read, and the way back from it to the text that is printed.

All corrections are held against the printed text, so that their order means nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Any

from flows.documents.articles import prepare
from flows.documents.model import Document, Mending, PreparedDocument
from flows.errors import ReferenceDataError
from flows.reference.corrections import NUMBER, align


@dataclass(frozen=True)
class Correction:
    """A row of corrections.yaml, as far as the text is concerned."""

    correction_id: str
    document: str
    match: str
    replace: str
    expect: int
    sha256_prefix: str | None

    def means(self, document: Document) -> bool:
        """Whether it is for this document: by id, by the file's stem, or by pattern."""
        names = (document.document_id, PurePath(document.path).stem)
        return self.document in names or any(fnmatchcase(name, self.document) for name in names)

    def places(self, text: str) -> list[int]:
        """Where `match` stands in a text."""
        found = []
        at = text.find(self.match)
        while at >= 0:
            found.append(at)
            at = text.find(self.match, at + 1)
        return found


@dataclass(frozen=True)
class Outcome:
    """What became of a correction in a run: applied, not_in_run or source_changed; then with a message."""

    correction_id: str
    document_id: str | None
    found: int
    status: str
    message: str | None = None


Place = tuple[int, Correction]


def mend(
    prepared: Sequence[PreparedDocument], rows: Iterable[Mapping[str, Any]]
) -> tuple[list[PreparedDocument], list[Outcome]]:
    """Prepare those documents anew that corrections are for.

    Args:
        prepared: all documents of the run, their articles not tied yet.
        rows: the rows of ref_correction.

    Returns:
        the documents in the same order, and the outcome of each correction. One whose text is not found as
        often as it expects is not applied.

    Raises:
        ReferenceDataError: two corrections mend the same characters.
    """
    names = list(Correction.__dataclass_fields__)
    outcomes: list[Outcome] = []
    places: dict[int, list[Place]] = {}
    for correction in (Correction(**{name: row[name] for name in names}) for row in rows):
        meant = {number: item for number, item in enumerate(prepared) if correction.means(item.document)}
        found = {number: correction.places(item.document.text) for number, item in meant.items()}
        outcome = _outcome(
            correction, [item.document for item in meant.values()], sum(map(len, found.values()))
        )
        outcomes.append(outcome)
        if outcome.status == "applied":
            for number, starts in found.items():
                places.setdefault(number, []).extend((start, correction) for start in starts)
    mended = list(prepared)
    for number, own in places.items():
        if own:
            document = prepared[number].document
            mended[number] = prepare(document, mending(document, own))
    return mended, outcomes


def _outcome(correction: Correction, documents: Sequence[Document], found: int) -> Outcome:
    if not documents:
        return Outcome(correction.correction_id, None, 0, "not_in_run")
    one = documents[0].document_id if len(documents) == 1 else None
    named = ", ".join(document.document_id for document in documents[:5])
    named += f" and {len(documents) - 5} more" if len(documents) > 5 else ""
    prefix = correction.sha256_prefix or ""
    if other := [document for document in documents if not document.sha256.startswith(prefix)]:
        problem = f"the SHA-256 of {other[0].document_id} begins with {other[0].sha256[: len(prefix)]}, not {prefix}"
    elif found != correction.expect:
        problem = f"{correction.match!r} stands {found} times in {named}, expected {correction.expect}"
    else:
        return Outcome(correction.correction_id, one, found, "applied")
    remedy = (
        "The source has changed, so the correction was not applied: if it was mended there, remove the row from "
        "corrections.yaml, else write match and expect anew"
    )
    return Outcome(correction.correction_id, one, found, "source_changed", f"{problem}. {remedy}")


def mending(document: Document, places: Iterable[Place]) -> Mending:
    """Put corrections into a document's text.

    Args:
        document: the document as printed.
        places: where the `match` of which correction stands; at least one.

    Raises:
        ReferenceDataError: two of them overlap.
    """
    printed = document.text
    made = _Maker(printed)
    before: Place | None = None
    for start, correction in sorted(places, key=lambda place: (place[0], place[1].correction_id)):
        if before and start < before[0] + len(before[1].match):
            raise ReferenceDataError(
                f"two corrections mend the same characters {start} to {before[0] + len(before[1].match)} of "
                f"{document.document_id}: {before[1].match!r} and {correction.match!r}",
                "corrections.yaml",
                "Make one row of them, or shorten match",
            )
        made.copy(start)
        made.correct(start, correction)
        before = (start, correction)
    made.copy(len(printed))
    return Mending("".join(made.pieces), made.starts, made.spans, tuple(made.marks))


class _Maker:
    """Collects the text that is read, and where each of its stretches is printed."""

    def __init__(self, printed: str) -> None:
        self.printed = printed
        self.reached = 0
        self.length = 0
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.spans: list[tuple[int, int]] = []
        self.marks: list[tuple[int, int, str]] = []

    def copy(self, end: int) -> None:
        """Read on as printed."""
        self.put(self.printed[self.reached : end], self.reached, end)
        self.reached = end

    def put(self, text: str, start: int, end: int) -> None:
        """Add a stretch that stands from `start` to `end` in the printed text."""
        if text:
            self.starts.append(self.length)
            self.spans.append((start, end))
            self.pieces.append(text)
            self.length += len(text)

    def correct(self, at: int, correction: Correction) -> None:
        """Read a passage otherwise than it is printed.

        The correction marks the numbers it changes, or, where it changes words alone, the whole passage.
        """
        began = self.length
        changed: list[tuple[int, int]] = []
        for stretch in align(correction.match, correction.replace):
            start = self.length
            self.put(stretch.text, at + stretch.start, at + stretch.end)
            if not stretch.copied and self.length > start:
                changed.append((start - began, self.length - began))
        numbers = [number.span() for number in NUMBER.finditer(correction.replace)]
        if not any(a < end and start < b for a, b in changed for start, end in numbers):
            changed = [(0, self.length - began)]
        self.marks += [(began + a, began + b, correction.correction_id) for a, b in changed]
        self.reached = at + len(correction.match)
