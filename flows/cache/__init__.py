"""The cache: what the last run read in each document, so that the next one reads only what has changed.

It holds no result of its own: without it, a run gives the same tables and takes longer. docs/incremental.md
says what a document's rows depend on.
"""

from flows.cache.backfill import Backfill, of_other_quarters
from flows.cache.plan import (
    Choice,
    Group,
    Looked,
    Plan,
    books,
    brought_back,
    everything,
    look,
    put_away,
    put_together,
    rows_of,
)
from flows.cache.stamps import looked_up, stamp
from flows.cache.store import BULK, Cache, Reading, carry_over, published_version, recall, remember

__all__ = [
    "BULK",
    "Backfill",
    "Cache",
    "Choice",
    "Group",
    "Looked",
    "Plan",
    "Reading",
    "books",
    "brought_back",
    "carry_over",
    "everything",
    "look",
    "looked_up",
    "of_other_quarters",
    "published_version",
    "put_away",
    "put_together",
    "recall",
    "remember",
    "rows_of",
    "stamp",
]
