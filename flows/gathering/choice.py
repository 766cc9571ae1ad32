"""What a run publishes: the documents read anew and those out of the cache, and how each was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from flows.cache import BOOKS, Entry, Reading
from flows.documents import PreparedDocument
from flows.gathering.plan import Group, name_of


@dataclass(frozen=True)
class Choice:
    """What a run publishes: documents read anew and documents out of the cache, by id, and how each was read."""

    anew: frozenset[str]
    kept: frozenset[str]
    readings: Mapping[str, Reading]
    notes: tuple[str, ...] = ()


def everything(anew: Iterable[Group], readings: Mapping[str, Reading]) -> Choice:
    """The choice of an ordinary run: the documents that are there, and no others."""
    fresh = frozenset(name_of(item) for group in anew for item in group)
    return Choice(fresh, frozenset(readings) - fresh, readings)


def books(
    items: Iterable[PreparedDocument], entries: Mapping[str, Entry], choice: Choice
) -> dict[str, pl.DataFrame]:
    """The frames `reading` and `page` of the cache, for the documents of a choice."""
    articles = {name: entries[name].articles for name in choice.kept}
    articles |= {name_of(item): item.articles for item in items if name_of(item) in choice.anew}
    reading = [(name, *vars(choice.readings[name]).values()) for name in sorted(articles)]
    page = [
        (a.article_id, a.document_id, number, a.continued_from, a.continues_on)
        for name in sorted(articles)
        for number, a in enumerate(articles[name])
    ]
    rows = {"reading": reading, "page": page}
    return {name: pl.DataFrame(rows[name], schema=BOOKS[name], orient="row") for name in rows}
