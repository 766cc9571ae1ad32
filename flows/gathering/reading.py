"""What one task does with one batch, in whatever process; where much is read, arguments and results are small, and the
rows lie in files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from flows.documents import PreparedDocument, Refusal, Source, refused
from flows.errors import DocumentRefusedError
from flows.figures import FRAMES, in_order, read_figures
from flows.gathering.batches import BATCH_BYTES, batches, size_of
from flows.gathering.compiled import lexicon, require_same
from flows.gathering.looking import Looked, look
from flows.gathering.parts import Part, write_frames
from flows.gathering.plan import Group, Plan, brought_back, bytes_of, name_of, put_away

AT_A_TIME = BATCH_BYTES // 8
"""Bytes of documents whose rows are Python objects at the same time."""


def read_here(groups: Sequence[Group], directory: Path | None) -> Part:
    """Read the figures of documents that are at hand, and keep them in memory."""
    items = [item for group in groups for item in group]
    return Part(frozenset(map(name_of, items)), read_figures(items, lexicon(directory)))


def look_and_read(sources: Sequence[Source], plan: Plan, directory: Path | None, place: str) -> Looked:
    """Look at files as `look` does, and read the figures of those documents at once that stand alone.

    They are most, and so their text is fetched, cleaned and cut into articles only once.

    Args:
        sources: the files.
        plan: as far as these files go.
        directory: folder of the reference data; the project's own where none is given.
        place: folder or URL of the part.

    Returns:
        what was found, of which only that is kept which the run needs to know before the other figures are read; with
        the part of those that stand alone, if there are any.
    """
    require_same(plan.stamp, directory)
    found, reading = Looked(), _Reading(directory)
    for some in batches([(source, size_of(source)) for source in sources], AT_A_TIME):
        looked = look(some, plan)
        reading.add([item for item in looked.items if plan.stands_alone(item)])
        found.add(replace(looked, items=[put_away(item, plan) for item in looked.items]))
    if reading.names:
        found.parts.append(reading.written(place))
    return found


def read_part(
    groups: Sequence[Group],
    sources: Mapping[str, Source],
    contents: Mapping[str, str],
    stamp: str,
    directory: Path | None,
    place: str,
) -> Part:
    """Read the figures of a batch of documents into a part.

    Args:
        groups: documents that are tied to each other, linked; most of them put away.
        sources: their files by document id.
        contents: the digest of each one's content when it was looked at.
        stamp: of the code and the reference data of the run.
        directory: folder of the reference data; the project's own where none is given.
        place: folder or URL of the part.

    Returns:
        the part. A document that has changed meanwhile is refused, and so are those tied to it.
    """
    require_same(stamp, directory)
    reading = _Reading(directory)
    refusals: list[Refusal] = []
    for some in batches([(group, bytes_of(group)) for group in groups], AT_A_TIME):
        items: list[PreparedDocument] = []
        for group in some:
            ids = [name_of(item) for item in group]
            try:
                items += [
                    brought_back(item, sources[name], contents[name])
                    for name, item in zip(ids, group, strict=True)
                ]
            except DocumentRefusedError as error:
                refusals += [refused(sources[name], error) for name in ids]
        reading.add(items)
    return reading.written(place, refusals)


class _Reading:
    """The figures of a batch while it is read: rows are large before they are columns, so a few documents at a time."""

    def __init__(self, directory: Path | None) -> None:
        self._words = lexicon(directory)
        self._pieces = [read_figures([], self._words)]
        self.names: set[str] = set()

    def add(self, items: Sequence[PreparedDocument]) -> None:
        """Read some documents, with all that are tied to them."""
        self.names.update(map(name_of, items))
        if items:
            self._pieces.append(read_figures(items, self._words))

    def written(self, place: str, refusals: Sequence[Refusal] = ()) -> Part:
        """Write what was read into a folder or to a URL."""
        frames = {name: pl.concat([piece[name] for piece in self._pieces]) for name in FRAMES}
        write_frames(place, in_order(frames))
        return Part(frozenset(self.names), place=place, refusals=tuple(refusals))
