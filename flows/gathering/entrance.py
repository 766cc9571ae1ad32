"""The one entrance of the room: files go in, and what was read in them comes out.

The flow opens the room for a run and hands on what its stations make: `read`, `mend`, `extract`. Which documents are read
anew, where, and what comes from the cache is nobody's business outside.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from flows import cache
from flows.contracts import frame_of
from flows.documents import Discovery, Refusal, Source, link, mend
from flows.engine import Engine, Job, engine_for
from flows.errors import KaifaquError, NothingToDoError
from flows.figures import with_zones
from flows.gathering.backfill import Backfill, of_other_quarters
from flows.gathering.batches import batches, exceeds_a_batch, size_of, worked_through
from flows.gathering.choice import Choice, books, everything
from flows.gathering.compiled import handed_over, lexicon, reference
from flows.gathering.decided import not_applied
from flows.gathering.frames import Given, apart, heights, put_together
from flows.gathering.looking import Looked, look
from flows.gathering.model import Gathered, Mended, Order
from flows.gathering.parts import Part, remove_parts
from flows.gathering.plan import Group, Plan, bytes_of, name_of
from flows.gathering.reading import look_and_read, read_here, read_part
from flows.reference.reviews import AGREED, Reviews
from flows.reference.reviews import TABLE as REVIEWS
from flows.run.console import counted
from flows.run.language import marked
from flows.warehouse import candidate_folder

if TYPE_CHECKING:
    from flows.engine.runners import RunsJob

REFUSAL_SCHEMA = {"path": pl.String, "check": pl.String, "message": pl.String, "remedy": pl.String}


@contextlib.contextmanager
def gathering(order: Order, say: Callable[[str], None], disk: contextlib.ExitStack) -> Iterator[Gathering]:
    """Open the room for a run; its workers go home when the block ends.

    Args:
        order: what to read.
        say: told in one line what each station did.
        disk: what does not stay in memory lies on disk until this is closed.

    Raises:
        EngineError: there is no cluster.
        KaifaquError: the reference data are wrong, or the cache that a backfill needs is not there.
    """
    with engine_for(order.scale, partial(handed_over, order.directory)) as engine:
        if exceeds_a_batch(order.raw):
            engine.start()  # and the last run is recalled and the files are listed meanwhile
        yield Gathering(order, say, disk, engine)


def remember(marts: Path, version: str, gathered: Gathered, say: Callable[[str], None]) -> None:
    """Let the next run have what this one has read; that it can't be kept is no reason to fail.

    Args:
        marts: the marts folder.
        version: what was published of it.
        gathered: what was read.
        say: as for `gathering`.
    """
    frames, bulk = apart(gathered.books)
    try:
        cache.remember(marts, version, frames, bulk)
    except OSError as error:
        say(f"cache: not kept ({error}); the next run reads more than it would have to")


class Gathering:
    """The stations from files to frames, for one run; each takes what the one before it made."""

    def __init__(
        self,
        order: Order,
        say: Callable[[str], None],
        disk: contextlib.ExitStack,
        engine: Engine,
    ) -> None:
        self._order, self._say, self._disk, self._engine = order, say, disk, engine
        known = reference(order.directory)
        self._last = self._recall()
        entries = self._last.entries()
        held = of_other_quarters(entries, order.quarter) if order.quarter else frozenset()
        self._plan = Plan(
            cache.stamp(known),
            entries,
            known.rows("ref_correction"),
            order.full,
            held,
            Reviews(known.rows(REVIEWS), known.rows(AGREED)),
        )
        self._backfill = Backfill(order.quarter, self._plan) if order.quarter else None
        self._sources: Mapping[str, Source] = {}
        self._folder: Path | None = None

    def read(self, found: Discovery, task: RunsJob) -> Looked:
        """Look at every file; of a large run, most are read for their figures as well.

        Args:
            found: the files.
            task: the Prefect task that a batch is a run of.

        Raises:
            NothingToDoError: there is no text, or none that can be read.
            EngineError: a worker died, or the cluster can't be reached.
        """
        order = self._order
        if not found.sources and not found.refusals:
            raise NothingToDoError(
                "there is no text in this folder",
                str(order.raw),
                "Put .txt, .docx, .html, .pdf or .xlsx files in, or name another with --raw DIR",
            )
        self._sources = {source.document_id: source for source in found.sources}
        sizes = {name: size_of(source) for name, source in self._sources.items()}
        sized = ((source, sizes[source.document_id]) for source in found.sources)
        cut = batches(sized, workers=self._engine.workers)
        if self._engine.spreads(len(cut)):
            self._folder = self._disk.enter_context(candidate_folder(order.marts))
        if order.scale.parts:
            self._disk.callback(remove_parts, self._parts)
        looked = Looked(contents=self._plan.contents)
        for some in worked_through(
            marked("read"),
            cut,
            lambda source: [source.document_id],
            lambda source: sizes[source.document_id],
            self._looking,
            self._engine,
            task,
        ):
            looked.add(some)
        looked.refusals.extend(found.refusals)
        looked.refusals.sort(key=lambda refusal: refusal.path)
        megabytes = bytes_of(looked.items) / 1e6
        self._say(f"read: {len(looked.items)} documents, {megabytes:.2f} MB; {len(looked.refusals)} refused")
        if not looked.items:
            told = "; ".join(f"{r.path}: {r.message}" for r in looked.refusals[:20])
            raise NothingToDoError(
                f"no text in this folder can be read ({told})", str(order.raw), "Mend or replace them"
            )
        return looked

    def mend(self, looked: Looked) -> Mended:
        """Apply the corrections, and tie documents to each other that run on into one another."""
        mended, outcomes = mend(looked.items, self._plan.rows)
        if outcomes:
            applied = sum(outcome.status == "applied" for outcome in outcomes)
            changed = sum(outcome.status == "source_changed" for outcome in outcomes)
            self._say(
                f"mend: {applied} of {len(outcomes)} corrections applied, {changed} whose source has changed"
            )
        items = self._plan.restored(mended)
        if self._backfill:
            outcomes = self._backfill.outcomes(outcomes, self._last.frames["correction"], items)
        link(items)
        stale = not_applied(self._plan.reviews, [item.document for item in items])
        if stale:
            self._say(f"mend: {counted(len(stale), 'document')} with decisions whose text has changed")
        return Mended(items, outcomes, [*looked.refusals, *stale], looked.parts)

    def extract(self, mended: Mended, task: RunsJob) -> Gathered:
        """Read the figures of what has changed, and take those of all else out of the cache.

        In a large run the station `read` has read most figures already: those of documents that stand alone. What is
        left runs on into other documents, or is mended.

        Args:
            mended: the documents.
            task: the Prefect task that a batch is a run of.

        Raises:
            NothingToDoError: no document is of the quarter.
            EngineError: a worker died, or the cluster can't be reached.
        """
        items = mended.items
        anew, readings = self._plan.groups(items)
        read = {name for part in mended.parts for name in part.documents}
        left = [group for group in anew if name_of(group[0]) not in read]
        cut = batches(((group, bytes_of(group)) for group in left), workers=self._engine.workers)
        done = worked_through(
            marked("extract"),
            cut,
            lambda group: list(map(name_of, group)),
            bytes_of,
            self._reading,
            self._engine,
            task,
        )
        parts = [*mended.parts, *done]
        changed = [refusal for part in parts for refusal in part.refusals]
        if changed:
            gone = {refusal.path for refusal in changed}
            names = {name_of(item) for item in items if item.document.path in gone}
            anew = [group for group in anew if not any(name_of(item) in names for item in group)]
            readings = {name: reading for name, reading in readings.items() if name not in names}
        choice = self._choice(items, anew, readings, parts)
        entries = self._plan.entries
        sizes = {name: entries[name].document.bytes for name in choice.kept}
        frames = put_together(parts, self._last.all, choice, sizes, self._folder)
        fresh = sum(map(len, anew))
        self._say(
            f"extract: {fresh:,} of {len(items):,} documents read anew, {len(items) - fresh:,} unchanged; "
            f"{heights(frames, 'mention'):,} numbers, {heights(frames, 'figure'):,} figures"
        )
        correction = frame_of("correction", map(vars, mended.outcomes))
        refusals = [*mended.refusals, *changed]
        return Gathered(
            staging=self._staging(frames, refusals) | {"correction": correction},
            books={**frames, **books(items, entries, choice), "correction": correction},
            refusals=refusals,
            documents=len(items),
            anew=len(choice.anew),
            folder=self._folder,
        )

    @property
    def _parts(self) -> str:
        """Folder or URL for the parts of the run."""
        shared = self._order.scale.parts
        return f"{shared.rstrip('/')}/{self._order.version}" if shared else str(self._folder)

    def _recall(self) -> cache.Cache:
        marts = self._order.marts
        last = cache.recall(marts, self._say)
        published = cache.published_version(marts)
        if self._order.quarter and published and last.version != published:
            raise KaifaquError(
                "what was read for the version published now is not kept, so other quarters can't stay as they are",
                str(marts / "cache" / published),
                "Run once without --quarter",
            )
        return last

    def _looking(self, name: str, sources: Sequence[Source], number: int) -> Job:
        own = self._plan.of(sources)
        if self._folder is None:
            return Job(name, look, (sources, own))
        place = f"{self._parts}/part-{number:06}"
        return Job(name, look_and_read, (sources, own, self._order.directory, place))

    def _reading(self, name: str, groups: Sequence[Group], number: int) -> Job:
        directory = self._order.directory
        if self._folder is None:
            return Job(name, read_here, (groups, directory))
        names = [name_of(item) for group in groups for item in group]
        sources = {name: self._sources[name] for name in names}
        contents = {name: self._plan.contents[name] for name in names}
        place = f"{self._parts}/tied-{number:06}"
        return Job(name, read_part, (groups, sources, contents, self._plan.stamp, directory, place))

    def _choice(
        self,
        items: Group,
        anew: list[Group],
        readings: Mapping[str, cache.Reading],
        parts: Sequence[Part],
    ) -> Choice:
        if not self._backfill:
            return everything(anew, readings)
        article = pl.concat(
            [self._last.frames["article"].clear(), *(part.frame("article") for part in parts)]
        )
        choice = self._backfill.choose(items, anew, readings, article)
        self._say(self._backfill.told(choice))
        if not choice.readings:
            raise NothingToDoError(
                f"no document is of {self._backfill.quarter}", "--quarter", "Name another, or run without it"
            )
        return choice

    def _staging(self, frames: Given, refusals: Sequence[Refusal]) -> Given:
        small, bulk = apart(frames)
        refused = [(r.path, r.check, r.message, r.remedy) for r in refusals]
        refusal = pl.DataFrame(refused, schema=REFUSAL_SCHEMA, orient="row")
        return {**with_zones(small, lexicon(self._order.directory)), **bulk, "refusal": refusal}
