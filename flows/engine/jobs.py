"""What one task does with one batch, in whatever process; the arguments and results are small, the parts are files.

A part is a folder of Parquet files, one for each frame that reading makes. A task that runs twice, since the worker
that ran it first died, writes the same part again.
"""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from flows.batches import BATCH_BYTES, batches, size_of
from flows.cache import Group, Looked, Plan, brought_back, look, put_away
from flows.documents import PreparedDocument, Refusal, Source, is_url, local_path, refused
from flows.engine.compiled import lexicon, require_same
from flows.errors import DocumentRefusedError
from flows.figures import FRAMES, in_order, read_figures

AT_A_TIME = BATCH_BYTES // 8
"""Bytes of documents whose rows are Python objects at the same time."""
Frames = dict[str, pl.DataFrame]


@dataclass(frozen=True)
class Job:
    """A batch by its name, and what to do with it; it can be sent to another process."""

    name: str
    work: Callable[..., Any]
    arguments: tuple[Any, ...]

    def __call__(self) -> Any:
        """Do it here."""
        with uncollected():
            return self.work(*self.arguments)


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python's collector of cycles off for a block.

    A batch makes a million objects that are wanted until it ends, and the collector would look through them again and
    again: a tenth of the time of reading, a quarter where reading is compiled. Cycles that a batch leaves are found
    after it.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


@dataclass(frozen=True)
class Part:
    """Where the rows of a batch lie, of which documents they are, and what could no longer be read."""

    place: str
    documents: frozenset[str]
    refusals: tuple[Refusal, ...] = ()

    def frame(self, name: str) -> pl.DataFrame:
        """One of its frames."""
        return read_frame(self.place, name)


def read_here(groups: Sequence[Group], directory: Path | None) -> Frames:
    """Read the figures of documents that are at hand, and keep them in memory."""
    return read_figures([item for group in groups for item in group], lexicon(directory))


def look_and_read(
    sources: Sequence[Source], plan: Plan, directory: Path | None, place: str
) -> tuple[Looked, Part | None]:
    """Look at files as `cache.look` does, and read the figures of those documents at once that stand alone.

    They are most, and so their text is fetched, cleaned and cut into articles only once.

    Args:
        sources: the files.
        plan: as far as these files go.
        directory: folder of the reference data; the project's own where none is given.
        place: folder or URL of the part.

    Returns:
        what was found, of which only that is kept which the run needs to know before the other figures are read; and
        the part of those that stand alone, if there are any.
    """
    require_same(plan.stamp, directory)
    found, reading = Looked(), _Reading(directory)
    for some in batches([(source, size_of(source)) for source in sources], AT_A_TIME):
        looked = look(some, plan)
        reading.add([item for item in looked.items if plan.stands_alone(item)])
        found.items.extend(put_away(item, plan) for item in looked.items)
        found.contents.update(looked.contents)
        found.refusals.extend(looked.refusals)
    return found, reading.written(place) if reading.names else None


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
    for some in batches([(group, sum(item.document.bytes for item in group)) for group in groups], AT_A_TIME):
        items: list[PreparedDocument] = []
        for group in some:
            ids = [item.document.document_id for item in group]
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
        self.names.update(item.document.document_id for item in items)
        if items:
            self._pieces.append(read_figures(items, self._words))

    def written(self, place: str, refusals: Sequence[Refusal] = ()) -> Part:
        """Write what was read into a folder or to a URL."""
        frames = {name: pl.concat([piece[name] for piece in self._pieces]) for name in FRAMES}
        write_frames(place, in_order(frames))
        return Part(place, frozenset(self.names), tuple(refusals))


def write_frames(place: str, frames: Mapping[str, pl.DataFrame]) -> None:
    """Write frames as Parquet into a folder, in one step, or to a URL, one object after the other."""
    if is_url(place):
        import fsspec  # type: ignore[import-untyped,unused-ignore]

        for name, frame in frames.items():
            with fsspec.open(f"{place}/{name}.parquet", "wb") as file:
                frame.write_parquet(file)
        return
    target = Path(place)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{target.name}.", dir=target.parent))
    for name, frame in frames.items():
        frame.write_parquet(fresh / f"{name}.parquet")
    # a first attempt may have got as far as this
    shutil.rmtree(target, ignore_errors=True)
    os.rename(fresh, target)


def read_frame(place: str, name: str) -> pl.DataFrame:
    """Read one of the frames that `write_frames` wrote."""
    path = f"{place}/{name}.parquet"
    if not is_url(path):
        return pl.read_parquet(path)
    import fsspec

    with fsspec.open(path, "rb") as file:
        frame = pl.read_parquet(file)
    return frame.select(list(FRAMES[name]))


def remove_parts(place: str) -> None:
    """Remove the folder of a run's parts, or what is below its URL; what can't be removed stays."""
    path = local_path(place)
    if path is not None:
        shutil.rmtree(path, ignore_errors=True)
        return
    import fsspec

    with contextlib.suppress(OSError):
        system, folder = fsspec.core.url_to_fs(place)
        system.rm(folder, recursive=True)
