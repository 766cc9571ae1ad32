"""Batches of documents: where one ends, what its task is called in Prefect's UI, and how all of them are worked through."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from flows.documents import Source, local_path
from flows.engine import Engine, Job
from flows.formats import SUFFIXES
from flows.run.console import counted, current

if TYPE_CHECKING:
    from flows.engine.runners import RunsJob

# a task costs about 5 ms and a batch this size some seconds: small enough to show progress and to keep
# the lookups within a batch short, large enough to make the tasks cheap
BATCH_BYTES = 4_000_000

T = TypeVar("T")


def size_of(source: Source) -> int:
    """Bytes of a source; 0 where the file is gone or can't be seen, which reading it will then report."""
    if source.bytes is not None:
        return source.bytes
    with contextlib.suppress(OSError):
        return Path(source.file).stat().st_size
    return 0


def exceeds_a_batch(raw: Path | str) -> bool:
    """Whether a folder of this machine holds more text than a batch; of its files only as many are seen as it takes to tell.

    Args:
        raw: the folder; of a URL it can't be told so cheaply.
    """
    folder = local_path(raw)
    folders = [] if folder is None else [str(folder)]
    seen = 0
    with contextlib.suppress(OSError):  # discovery will name it
        while folders:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    elif entry.name.lower().endswith(tuple(SUFFIXES)):
                        seen += entry.stat().st_size
                    if seen > BATCH_BYTES:
                        return True
    return False


def batches(items: Iterable[tuple[T, int]], limit: int | None = None, workers: int = 1) -> list[list[T]]:
    """Cut items with their sizes into batches of at most `limit`, in order; a larger item is one by itself.

    Args:
        items: each with its bytes.
        limit: bytes of a batch; BATCH_BYTES where None.
        workers: how many work at a time. The last batches are smaller, so that all workers end at about the same
            time: each of them takes half of a worker's share of what is left, but not less than an eighth of `limit`.

    Examples:
        >>> batches([("a", 3), ("b", 3), ("c", 9), ("d", 1)], limit=6)
        [['a', 'b'], ['c'], ['d']]
        >>> [len(batch) for batch in batches([("a", 1)] * 60, limit=8, workers=2)]
        [8, 8, 8, 8, 7, 5, 4, 3, 2, 1, 1, 1, 1, 1, 1, 1]
    """
    items = list(items)
    limit = BATCH_BYTES if limit is None else limit
    left = sum(size for _, size in items)
    shares = 2 * workers if workers > 1 and left > limit else 1
    cut: list[list[T]] = []
    room = 0
    for item, size in items:
        if not cut or size > room:
            cut.append([])
            room = min(limit, max(limit // 8, left // shares))
        cut[-1].append(item)
        room -= size
        left -= size
    return cut


def holding(documents: Sequence[str], number: int, of: int, size: int) -> str:
    """What a batch holds, for its task's name in Prefect's UI and for errors.

    Args:
        documents: ids, in order.
        number: of the batch.
        of: how many batches there are.
        size: bytes of the documents.

    Examples:
        >>> holding(["a", "b", "c"], 2, 5, 3_900_000)
        '2 of 5: 3 documents, 3.9 MB, a to c'
        >>> holding(["a"], 1, 1, 1_234)
        '1 of 1: 1 document, 1.2 kB, a'
    """
    amount = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.1f} kB"
    ends = dict.fromkeys((documents[0], documents[-1]))
    return f"{number} of {of}: {counted(len(documents), 'document')}, {amount}, {' to '.join(ends)}"


def worked_through(
    station: str,
    cut: Sequence[Sequence[T]],
    documents: Callable[[T], Sequence[str]],
    size: Callable[[T], int],
    job: Callable[[str, Sequence[T], int], Job],
    engine: Engine,
    task: RunsJob,
) -> Iterator[Any]:
    """Do a job for each batch, and show how far it is.

    Args:
        station: what is done, for the bar.
        cut: the batches.
        documents: ids of the documents of an item.
        size: bytes of an item.
        job: makes the job of a batch, of what the batch is called, its items and its number.
        engine: where the jobs are done.
        task: the Prefect task that a job is a run of.

    Yields:
        the results, in the order of the batches.
    """
    amounts = [sum(map(size, batch)) for batch in cut]
    jobs = []
    for number, (batch, amount) in enumerate(zip(cut, amounts, strict=True), 1):
        within = [name for item in batch for name in documents(item)]
        jobs.append(job(holding(within, number, len(cut), amount), batch, number))
    with current().bar(station, sum(amounts)) as advance:
        for amount, result in zip(amounts, engine.map(task, jobs), strict=True):
            yield result
            advance(amount)
