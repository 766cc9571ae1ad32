"""Backfill: one quarter is read again, and the documents of all others stay as they were published.

A document is of the quarters that its articles' data reach (as_of_month); documents whose articles run on into
each other are taken together, or stay together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from flows.cache import Entry, Reading
from flows.documents import Outcome, PreparedDocument, tied
from flows.gathering.choice import Choice
from flows.gathering.plan import Group, Plan, name_of
from flows.run.console import listed
from flows.run.language import marked
from flows.run.quarters import quarter_of

NAMED = 20
"""How many documents that are left as they were the log names."""


def of_other_quarters(entries: Mapping[str, Entry], quarter: str) -> frozenset[str]:
    """The documents that stay as they were published: they, or one tied to them, are of another quarter."""
    held: set[str] = set()
    for members in components(_ties(entries)):
        if {q for name in members for q in entries[name].quarters} - {quarter}:
            held |= members
    return frozenset(held)


def _ties(entries: Mapping[str, Entry]) -> list[set[str]]:
    return [
        {name, *({article.continues_in or name for article in entry.articles} & entries.keys())}
        for name, entry in entries.items()
    ]


def components(sets: Iterable[Iterable[str]]) -> list[set[str]]:
    """Join sets that share a member.

    Examples:
        >>> [sorted(members) for members in components(["ab", "c", "bd"])]
        [['a', 'b', 'd'], ['c']]
    """
    home: dict[str, set[str]] = {}
    for members in sets:
        joined = set(members)
        for name in list(joined):
            joined |= home.get(name, set())
        home.update(dict.fromkeys(joined, joined))
    return list({id(members): members for members in home.values()}.values())


@dataclass(frozen=True)
class Backfill:
    """A quarter to read again; `plan` holds what is of others."""

    quarter: str
    plan: Plan

    def choose(
        self,
        items: Sequence[PreparedDocument],
        anew: Sequence[Group],
        readings: Mapping[str, Reading],
        article: pl.DataFrame,
    ) -> Choice:
        """Decide what is published.

        Args:
            items: all documents, linked, those that are held among them.
            anew: the groups that were read.
            readings: how each document is read.
            article: the articles found in them.

        Returns:
            the choice; its notes name the documents that this run leaves as they were, or leaves out, though
            their files are new, have changed or are gone.
        """
        entries, held = self.plan.entries, self.plan.held
        quarters: dict[str, set[str]] = {}
        for document_id, month in article.select("document_id", "as_of_month").iter_rows():
            quarters.setdefault(document_id, set()).update({quarter_of(month) or ""} - {""})
        fresh = {name_of(item) for group in anew for item in group}
        paths = {name_of(item): item.document.path for item in items}
        taken: set[str] = set()
        kept: set[str] = set()
        notes: list[str] = []
        for members in components([*({name_of(i) for i in group} for group in tied(items)), *_ties(entries)]):
            found = {q for name in members for q in quarters.get(name, ())}
            found |= {q for name in members & entries.keys() for q in entries[name].quarters}
            if found == {self.quarter} and not members & held:
                taken |= members & fresh
                kept |= (members & paths.keys()) - fresh
                continue
            kept |= members & entries.keys()
            notes += [
                f"{paths.get(name) or entries[name].document.path} ({why}, {', '.join(sorted(found)) or 'no quarter'})"
                for name in sorted(members)
                if (why := self._difference(name))
            ]
        kept_readings = {name: readings.get(name, entries[name].reading) for name in kept - fresh}
        kept_readings |= {name: entries[name].reading for name in kept & fresh}
        chosen = {name: readings[name] for name in taken} | kept_readings
        return Choice(frozenset(taken), frozenset(kept), chosen, tuple(sorted(notes)))

    def _difference(self, document_id: str) -> str | None:
        entry, content = self.plan.entries.get(document_id), self.plan.contents.get(document_id)
        if entry is None:
            return "new"
        if content is None:
            return "gone"
        return "changed" if content != entry.reading.content else None

    def told(self, choice: Choice) -> str:
        """One line for the log: what is taken, what stays, and what is left out by name."""
        stays = len(self.plan.held & choice.kept)
        held = (f"{len(choice.readings) - stays:,}", self.quarter, f"{stays:,}")
        named = "; ".join(listed(choice.notes, NAMED, "{} more"))
        if named:
            return marked("quarter: {} documents of {}, {} of others; left as published: {}").format(
                *held, named
            )
        return marked("quarter: {} documents of {}, {} of others").format(*held)

    def outcomes(
        self, fresh: Iterable[Outcome], kept: pl.DataFrame, items: Sequence[PreparedDocument]
    ) -> list[Outcome]:
        """What became of the corrections: as before for those that only mean documents that stay as they were.

        Args:
            fresh: the outcomes of this run.
            kept: the frame `correction` of the cache.
            items: all documents.
        """
        before = {row["correction_id"]: Outcome(**row) for row in kept.iter_rows(named=True)}
        settled: list[Outcome] = []
        for outcome, correction in zip(fresh, self.plan.corrections, strict=True):
            means = {name_of(item) for item in items if correction.means(item.document)}
            if means and means <= self.plan.held:
                outcome = before.get(
                    correction.correction_id, Outcome(correction.correction_id, None, 0, "not_in_run")
                )
            settled.append(outcome)
        return settled
