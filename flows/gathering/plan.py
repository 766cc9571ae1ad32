"""Which documents are read anew, and which rows are taken from the cache.

A document whose name, bytes and sidecar are those of the last run is not even decoded, unless a correction is
for it or it runs on into another: then its text is kept at hand, since what becomes of it depends on others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flows.cache import Entry, Reading, digest
from flows.documents import (
    CleanText,
    Correction,
    Document,
    PreparedDocument,
    Source,
    decoded,
    fetch,
    prepare,
    tied,
)
from flows.errors import MomentaryError
from flows.reference.reviews import Reviews


class _Absent(CleanText):
    """Stands for a cleaned text that is not at hand; there are two, and they stay themselves from process to process."""

    def __reduce__(self) -> str:
        return "UNREAD" if self is UNREAD else "AWAY"


UNREAD = _Absent("", (), [], [])
"""Stands for the cleaned text of a document that nobody has cleaned in this run."""
AWAY = _Absent("", (), [], [])
"""Stands for the cleaned text of a document that was looked at, and is fetched again when its figures are read."""

Group = list[PreparedDocument]


def is_read(item: PreparedDocument) -> bool:
    """Whether the document was read in this run, and not taken from the cache."""
    return item.clean is not UNREAD


def name_of(item: PreparedDocument) -> str:
    """The document's id."""
    return item.document.document_id


def bytes_of(group: Group) -> int:
    """Bytes of the files of some documents."""
    return sum(item.document.bytes for item in group)


@dataclass
class Plan:
    """What a run may take from the cache.

    Args:
        stamp: of the code and the reference data.
        entries: what is kept, by document id.
        rows: the rows of ref_correction.
        full: whether to read all documents, whatever is kept.
        held: ids of documents that stay as they were published, whatever has become of their files.
        reviews: what people have decided on single numbers.
    """

    stamp: str
    entries: Mapping[str, Entry]
    rows: Sequence[Mapping[str, Any]] = ()
    full: bool = False
    held: frozenset[str] = frozenset()
    reviews: Reviews = field(default_factory=Reviews)
    contents: dict[str, str] = field(default_factory=dict)
    corrections: list[Correction] = field(init=False)

    def __post_init__(self) -> None:
        names = list(Correction.__dataclass_fields__)
        self.corrections = [Correction(**{name: row[name] for name in names}) for row in self.rows]

    def of(self, sources: Iterable[Source]) -> Plan:
        """The same plan, as far as these files go: small enough to be sent to another process."""
        names = {source.document_id for source in sources}
        entries = {name: self.entries[name] for name in names & self.entries.keys()}
        return replace(self, entries=entries, held=self.held & names, contents={})

    def usable(self, document_id: str) -> Entry | None:
        """What is kept of a document, if this run may use it."""
        entry = self.entries.get(document_id)
        if entry is None or document_id in self.held:
            return entry
        return entry if entry.reading.stamp == self.stamp and not self.full else None

    def wants_text(self, entry: Entry) -> bool:
        """Whether what becomes of an unchanged document may depend on more than its own bytes."""
        return bool(
            entry.reading.mending
            or any(a.continued_from is not None or a.continues_on is not None for a in entry.articles)
            or self.corrects(entry.document)
        )

    def stands_alone(self, item: PreparedDocument) -> bool:
        """Whether a document that was just prepared can be read at once.

        What is read in it then depends on no other document, and nothing that the run finds out later changes it.
        """
        marked = any(a.continued_from is not None or a.continues_on is not None for a in item.articles)
        return is_read(item) and not marked and not self.corrects(item.document)

    def corrects(self, document: Document) -> bool:
        """Whether a correction may be for a document, or somebody has decided on a number of it."""
        return bool(self.reviews.digest(document.sha256)) or any(
            correction.means(document) for correction in self.corrections
        )

    def stub(self, entry: Entry) -> PreparedDocument:
        """A document as the cache knows it."""
        articles = tuple(replace(a, continues_in=None) for a in entry.articles)
        return PreparedDocument(entry.document, UNREAD, articles)

    def restored(self, items: Iterable[PreparedDocument]) -> Group:
        """Put right what mending has left: all documents in order, each as it is to be read.

        A document that stays as it was published is taken from the cache, be its file there or not; one that a
        correction was for, and none is any more, is read.
        """
        kept: Group = []
        for item in items:
            document_id = name_of(item)
            if document_id in self.held:
                continue
            if not is_read(item) and self.entries[document_id].reading.mending:
                item = prepare(item.document)
            kept.append(item)
        kept += [self.stub(self.entries[document_id]) for document_id in self.held]
        return sorted(kept, key=name_of)

    def readings(self, group: Group) -> dict[str, Reading]:
        """How each document of a group of tied ones is read."""
        mendings = {
            name_of(item): _mending(item) + self.reviews.digest(item.document.sha256) for item in group
        }
        parts = [self.stamp]
        for document_id in sorted(mendings):
            parts += [document_id, self.contents[document_id], mendings[document_id]]
        parts += sorted(
            f"{a.article_id} {a.continues_in} {a.continuation_of}"
            for item in group
            for a in item.articles
            if a.continues_in or a.continuation_of
        )
        key = digest(parts)
        return {
            document_id: Reading(self.stamp, self.contents[document_id], mending, key)
            for document_id, mending in mendings.items()
        }

    def changed(self, readings: Mapping[str, Reading]) -> bool:
        """Whether a group has to be read anew."""
        kept = [self.usable(document_id) for document_id in readings]
        return any(
            entry is None or entry.reading.key != reading.key
            for entry, reading in zip(kept, readings.values(), strict=True)
        )

    def groups(self, items: Sequence[PreparedDocument]) -> tuple[list[Group], dict[str, Reading]]:
        """Cut linked documents into what is read anew and what is taken from the cache.

        Returns:
            the groups to read, every document of them with its text; and how each document is read.
        """
        anew: list[Group] = []
        readings: dict[str, Reading] = {}
        for group in tied(items):
            if any(name_of(item) in self.held for item in group):
                # what runs on into a document that stays as it was, stays as well
                readings |= {
                    name: self.entries[name].reading for name in map(name_of, group) if name in self.entries
                }
                continue
            own = self.readings(group)
            readings |= own
            if self.changed(own):
                anew.append([_thawed(item) for item in group])
        return anew, readings


def _mending(item: PreparedDocument) -> str:
    mending = item.clean.mending
    return digest([mending.text, repr((mending.starts, mending.spans, mending.marks))]) if mending else ""


def put_away(item: PreparedDocument, plan: Plan) -> PreparedDocument:
    """What a run keeps of a document until its figures are read: not its text, unless a correction may be for it."""
    entry = plan.entries.get(name_of(item))
    wanted = plan.corrects(item.document) or bool(not is_read(item) and entry and entry.reading.mending)
    document = item.document if wanted else replace(item.document, text="")
    if not is_read(item):
        return replace(item, document=document)
    articles = tuple(replace(article, sections=()) for article in item.articles)
    return PreparedDocument(document, AWAY, articles)


def brought_back(item: PreparedDocument, source: Source, digest: str) -> PreparedDocument:
    """A document with its text again, tied as it was.

    Raises:
        MomentaryError: the file is not what it was when it was put away.
    """
    if item.clean is not AWAY:
        return item
    document = item.document
    if not document.text:
        content = fetch(source)
        if content.digest != digest:
            raise MomentaryError(
                "the file was changed while the run was reading it", remedy="Run again once it is at rest"
            )
        document = decoded(content)
    return _tied_as(prepare(document), item)


def _tied_as(fresh: PreparedDocument, item: PreparedDocument) -> PreparedDocument:
    for article, linked in zip(fresh.articles, item.articles, strict=True):
        article.continues_in, article.continuation_of = linked.continues_in, linked.continuation_of
    return fresh


def _thawed(item: PreparedDocument) -> PreparedDocument:
    if is_read(item):
        return item
    if not item.document.text:
        return replace(item, clean=AWAY)
    return _tied_as(prepare(item.document), item)
