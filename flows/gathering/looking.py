"""Looking: what stands in the files, and which of them are not as the cache knows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from flows.documents import Refusal, Source, decoded, fetch, prepare, refused
from flows.errors import DocumentRefusedError
from flows.gathering.parts import Part
from flows.gathering.plan import Group, Plan


@dataclass(frozen=True)
class Looked:
    """What was found in files.

    Args:
        items: the documents.
        contents: the digest of each one's content, by document id.
        refusals: what can't be read.
        parts: the figures of documents that were read as well.
    """

    items: Group = field(default_factory=list)
    contents: dict[str, str] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def add(self, more: Looked) -> None:
        """Add what was found in other files."""
        self.items.extend(more.items)
        self.contents.update(more.contents)
        self.refusals.extend(more.refusals)
        self.parts.extend(more.parts)


def look(sources: Iterable[Source], plan: Plan) -> Looked:
    """Read the bytes of files, and decode and prepare those that are not as the cache knows them.

    A document that the plan holds is never refused; `contents` lacks it where its file can't be read.
    """
    looked = Looked()
    for source in sources:
        entry = plan.usable(source.document_id)
        held = source.document_id in plan.held
        try:
            content = fetch(source)
            known = entry is not None and entry.reading.content == content.digest
            if entry is not None and (held or known):
                item = plan.stub(entry)
                if known and plan.wants_text(entry):
                    item = replace(item, document=decoded(content))
            else:
                item = prepare(decoded(content))
        except DocumentRefusedError as error:
            if not held:
                looked.refusals.append(refused(source, error))
            continue
        looked.contents[source.document_id] = content.digest
        looked.items.append(item)
    return looked
