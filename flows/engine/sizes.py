"""Cut the documents of a run into batches by their size."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from flows.documents import Source

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


def batches(items: Iterable[tuple[T, int]], limit: int | None = None, workers: int = 1) -> list[list[T]]:
    """Cut items with their sizes into batches of at most `limit`, in order; a larger item is one by itself.

    Args:
        items: each with its bytes.
        limit: bytes of a batch; BATCH_BYTES where None.
        workers: how many work at a time. What does not fit into one batch is cut into as many for each, of one
            size: five batches of 4 MB would keep two workers busy as long as six do.

    Examples:
        >>> batches([("a", 3), ("b", 3), ("c", 9), ("d", 1)], limit=6)
        [['a', 'b'], ['c'], ['d']]
        >>> [len(batch) for batch in batches([("a", 1)] * 10, limit=4, workers=2)]
        [3, 3, 3, 1]
    """
    items = list(items)
    size_of_all = sum(size for _, size in items)
    limit = BATCH_BYTES if limit is None else limit
    if workers > 1 and size_of_all > limit:
        limit = math.ceil(size_of_all / (workers * math.ceil(size_of_all / limit / workers)))
    cut: list[list[T]] = []
    room = 0
    for item, size in items:
        if not cut or size > room:
            cut.append([])
            room = limit
        cut[-1].append(item)
        room -= size
    return cut


def named(number: int, count: int, documents: Sequence[str]) -> str:
    """What a batch is called in Prefect and in errors.

    Examples:
        >>> named(2, 12, ["a", "b", "c"])
        '2 of 12 (a to c)'
    """
    span = documents[0] if len(documents) == 1 else f"{documents[0]} to {documents[-1]}"
    return f"{number} of {count} ({span})"
