"""The station `extract`: documents go out in batches, their rows come back, and join what the cache holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from flows.batches import batches, holding
from flows.cache import Backfill, Cache, Choice, Group, Looked, Plan, Reading, everything, put_together
from flows.console import current
from flows.documents import Source
from flows.engine.gathering import Given, gather, heights
from flows.engine.jobs import Frames, Job, Part, read_here, read_part
from flows.engine.runners import Engine
from flows.errors import NothingToDoError

if TYPE_CHECKING:
    from flows.engine.runners import RunsJob


@dataclass
class Extraction:
    """The station `extract`: what it is given, and how the batches become frames.

    In a large run the station `read` has read most figures already: those of documents that stand alone. What is left
    runs on into other documents, or is mended.

    Args:
        plan: of the cache.
        last: the cache.
        backfill: the quarter to read again, if only one is.
        sources: all files, by document id.
        directory: folder of the reference data.
        engine: where the batches are read.
        task: the Prefect task that a batch is a run of.
        say: told in one line what was done.
        work: folder for what does not stay in memory; None where all of it does.
        parts: folder or URL for what workers read.
    """

    plan: Plan
    last: Cache
    backfill: Backfill | None
    sources: Mapping[str, Source]
    directory: Path | None
    engine: Engine
    task: RunsJob
    say: Callable[[str], None]
    work: Path | None
    parts: str

    def run(self, items: Group, looked: Looked, ahead: Sequence[Part] = ()) -> tuple[Given, Choice]:
        """Read the figures of linked documents.

        Args:
            items: the documents.
            looked: what was found in their files.
            ahead: what was read of some of them while their files were looked at.

        Returns:
            the frames that reading makes, and the documents that are published.
        """
        anew, readings = self.plan.groups(items)
        done_with = {name for part in ahead for name in part.documents}
        left = [group for group in anew if group[0].document.document_id not in done_with]
        sizes = [(group, sum(item.document.bytes for item in group)) for group in left]
        cut = batches(sizes, workers=self.engine.workers)
        amounts = [sum(item.document.bytes for group in batch for item in group) for batch in cut]
        jobs = []
        for number, (batch, amount) in enumerate(zip(cut, amounts, strict=True), 1):
            within = [item.document.document_id for group in batch for item in group]
            jobs.append(self._job(holding(within, number, len(cut), amount), batch, number))
        done: list[Any] = []
        with current().bar("extract", sum(size for _, size in sizes)) as advance:
            for amount, part in zip(amounts, self.engine.map(self.task, jobs), strict=True):
                done.append(part)
                advance(amount)
        parts = [*ahead, *(part for part in done if isinstance(part, Part))]
        changed = [refusal for part in parts for refusal in part.refusals]
        if changed:
            looked.refusals.extend(changed)
            gone = {refusal.path for refusal in changed}
            names = {item.document.document_id for item in items if item.document.path in gone}
            anew = [group for group in anew if not any(item.document.document_id in names for item in group)]
            readings = {name: reading for name, reading in readings.items() if name not in names}
        choice = self._choice(
            items, anew, readings, [part for part in done if not isinstance(part, Part)] or parts
        )
        if self.work:
            held = {name: self.plan.entries[name].document.bytes for name in choice.kept}
            given = gather(parts, self.last.all, choice, held, self.work)
        else:
            given = {**put_together(done, self.last.all, choice)}
        fresh = sum(map(len, anew))
        self.say(
            f"extract: {fresh:,} of {len(items):,} documents read anew, {len(items) - fresh:,} unchanged; "
            f"{heights(given, 'mention'):,} numbers, {heights(given, 'figure'):,} figures"
        )
        return given, choice

    def _job(self, name: str, groups: list[Group], number: int) -> Job:
        if not self.work:
            return Job(name, read_here, (groups, self.directory))
        names = [item.document.document_id for group in groups for item in group]
        sources = {document: self.sources[document] for document in names}
        contents = {document: self.plan.contents[document] for document in names}
        place = f"{self.parts}/tied-{number:06}"
        return Job(name, read_part, (groups, sources, contents, self.plan.stamp, self.directory, place))

    def _choice(
        self, items: Group, anew: list[Group], readings: Mapping[str, Reading], done: Sequence[Frames | Part]
    ) -> Choice:
        if not self.backfill:
            return everything(anew, readings)
        pieces = [part.frame("article") if isinstance(part, Part) else part["article"] for part in done]
        article = pl.concat([self.last.frames["article"].clear(), *pieces])
        choice = self.backfill.choose(items, anew, readings, article)
        self.say(self.backfill.told(choice))
        if not choice.readings:
            raise NothingToDoError(
                f"no document is of {self.backfill.quarter}", "--quarter", "Name another, or run without it"
            )
        return choice
