"""The station `read`: every file is looked at; of a large run, most are read for their figures as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flows.batches import holding
from flows.cache import Looked, Plan, look
from flows.console import current
from flows.documents import Source
from flows.engine.jobs import Job, Part, look_and_read
from flows.engine.runners import Engine

if TYPE_CHECKING:
    from flows.engine.runners import RunsJob

Found = tuple[Looked, Part | None]


def look_only(sources: Sequence[Source], plan: Plan) -> Found:
    """Look at the files of a small run; its documents stay in memory."""
    return look(sources, plan), None


def look_through(
    cut: Sequence[Sequence[Source]],
    sizes: Mapping[str, int],
    plan: Plan,
    directory: Path | None,
    engine: Engine,
    task: RunsJob,
    places: str | None,
) -> tuple[Looked, list[Part]]:
    """Look at all files.

    Args:
        cut: the files, in batches.
        sizes: bytes of each file, by document id.
        plan: of the cache; is told what the files hold.
        directory: folder of the reference data.
        engine: where the batches are looked at.
        task: the Prefect task that a batch is a run of.
        places: folder or URL for what is read at once; None where nothing is.

    Returns:
        what was found, and the figures of documents that stand alone.
    """
    looked = Looked(contents=plan.contents)
    parts: list[Part] = []
    amounts = [sum(sizes[source.document_id] for source in batch) for batch in cut]
    jobs: list[Job] = []
    for number, (batch, amount) in enumerate(zip(cut, amounts, strict=True), 1):
        name = holding([source.document_id for source in batch], number, len(cut), amount)
        own = plan.of(batch)
        if places is None:
            jobs.append(Job(name, look_only, (batch, own)))
        else:
            jobs.append(Job(name, look_and_read, (batch, own, directory, f"{places}/part-{number:06}")))
    with current().bar("read", sum(amounts)) as advance:
        for amount, (found, part) in zip(amounts, engine.map(task, jobs), strict=True):
            looked.items.extend(found.items)
            looked.contents.update(found.contents)
            looked.refusals.extend(found.refusals)
            parts += [part] if part else []
            advance(amount)
    return looked, parts
