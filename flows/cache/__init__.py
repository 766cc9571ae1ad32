"""The cache: what the last run read in each document, so that the next one reads only what has changed.

It holds no result of its own: without it, a run gives the same tables and takes longer. docs/incremental.md
says what a document's rows depend on.
"""

from flows.cache.backfill import Backfill, of_other_quarters
from flows.cache.plan import Choice, Group, Looked, Plan, books, everything, look, put_together
from flows.cache.stamps import stamp
from flows.cache.store import Cache, carry_over, published_version, recall, remember

__all__ = [
    "Backfill",
    "Cache",
    "Choice",
    "Group",
    "Looked",
    "Plan",
    "books",
    "carry_over",
    "everything",
    "look",
    "of_other_quarters",
    "published_version",
    "put_together",
    "recall",
    "remember",
    "stamp",
]
