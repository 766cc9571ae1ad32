"""Batches of documents: where one ends, and what its task is called in Prefect's UI."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from flows.documents import Source

# a task costs about 5 ms and a batch this size some seconds: small enough to show progress and to keep
# the lookups within a batch short, large enough to make the tasks cheap
BATCH_BYTES = 1_000_000

T = TypeVar("T")


def size_of(source: Source) -> int:
    """Bytes of a source; 0 where the file is gone or can't be seen, which reading it will then report."""
    with contextlib.suppress(OSError):
        return Path(source.file).stat().st_size
    return 0


def batches(items: Iterable[tuple[T, int]], limit: int = BATCH_BYTES) -> list[list[T]]:
    """Cut items with their sizes into batches of at most `limit`, in order; a larger item is one by itself.

    Examples:
        >>> batches([("a", 3), ("b", 3), ("c", 9), ("d", 1)], limit=6)
        [['a', 'b'], ['c'], ['d']]
    """
    cut: list[list[T]] = []
    room = 0
    for item, size in items:
        if not cut or size > room:
            cut.append([])
            room = limit
        cut[-1].append(item)
        room -= size
    return cut


def holding(batch: Sequence[T], name: Callable[[T], str], number: int, of: int, size: int) -> str:
    """What a batch holds, for its task's name in Prefect's UI.

    Examples:
        >>> holding(["a", "b", "c"], str, 2, 5, 3_900_000)
        '2 of 5: 3 documents, 3.9 MB, a to c'
        >>> holding(["a"], str, 1, 1, 1_234)
        '1 of 1: 1 document, 1.2 kB, a'
    """
    amount = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.1f} kB"
    ends = dict.fromkeys((name(batch[0]), name(batch[-1])))
    return f"{number} of {of}: {counted(len(batch), 'document')}, {amount}, {' to '.join(ends)}"


def counted(number: int, thing: str) -> str:
    """A number of things, in words.

    Examples:
        >>> counted(1, "row"), counted(1200, "row")
        ('1 row', '1,200 rows')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
