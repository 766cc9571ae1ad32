"""The cache: what the last run read in each document, on disk, so that the next one reads only what has changed.

It holds no result of its own: without it, a run gives the same tables and takes longer. docs/incremental.md
says what a document's rows depend on; `flows.gathering` decides what is taken from here.
"""

from flows.cache.stamps import digest, looked_up, stamp
from flows.cache.store import (
    BOOKS,
    BULK,
    Cache,
    Entry,
    Lazily,
    Reading,
    carry_over,
    published_version,
    recall,
    remember,
)

__all__ = [
    "BOOKS",
    "BULK",
    "Cache",
    "Entry",
    "Lazily",
    "Reading",
    "carry_over",
    "digest",
    "looked_up",
    "published_version",
    "recall",
    "remember",
    "stamp",
]
