"""The words of the field, compiled once: one automaton over all terms, one over all place names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

import ahocorasick_rs

from flows.reference import Reference
from flows.reference.places import Places
from flows.reference.zones import Zones
from flows.words.quantities import Numbers


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of the catalog with what the grammar needs of it."""

    indicator_id: str
    name: str
    canonical_unit: str | None
    dimension: str | None
    stock: bool


@dataclass(slots=True)
class Term:
    """A word of the lexicon: its roles (tag → value); one word may have several (增加 is growth and step).

    What the grammar asks of each term in turn is worked out once: `inert`, it only stands between other words and
    reading it changes nothing; `turns`, it may open a frame or say what a number is against; `names`, it does no
    more than name what is counted; `distributes`, it is 分别 or the like.
    """

    text: str
    tags: dict[str, str]
    inert: bool = False
    turns: bool = False
    names: bool = False
    distributes: bool = False


class Name:
    """A zone, a place or a type word of zones as it stands in a text, half open."""

    __slots__ = ("end", "start", "text")

    def __init__(self, start: int, end: int, text: str) -> None:
        self.start = start
        self.end = end
        self.text = text


class Matcher:
    """All occurrences of a set of words, leftmost and longest, in one pass of native code."""

    def __init__(self, words: list[str], implementation: ahocorasick_rs.Implementation | None = None) -> None:
        self.words = words
        self._automaton = ahocorasick_rs.AhoCorasick(
            words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, implementation=implementation
        )

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """(index of the word, start, end) of each match, in order, none overlapping."""
        return self._automaton.find_matches_as_indexes(text)


class Lexicon:
    """Everything the grammar knows of words, built from the reference tables.

    Not picklable: build one for each process, from the same `Reference`.
    """

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self.units: dict[str, tuple[str, str]] = {
            row["unit"]: (row["dimension"], row["unit_canonical"]) for row in reference.rows("ref_unit")
        }
        self.numbers = Numbers(self.units)
        self.indicators = {
            row["indicator_id"]: Indicator(
                row["indicator_id"],
                row["name_zh"],
                row["canonical_unit"],
                self.units[row["canonical_unit"]][0] if row["canonical_unit"] else None,
                row["observation"] == "stock",
            )
            for row in reference.rows("ref_indicator")
        }
        self.concepts: dict[str, list[tuple[str, str | None, frozenset[str], str]]] = {}
        for row in reference.rows("ref_concept"):
            units = frozenset((row["units"] or "").split(";")) - {""}
            self.concepts.setdefault(row["concept"], []).append(
                (row["dimension"], row["facet"], units, row["indicator_id"])
            )
        self.setting_weights: dict[str, dict[str, float]] = {}
        for row in reference.rows("ref_setting_weight"):
            self.setting_weights.setdefault(row["question"], {})[row["evidence"]] = float(
                row["setting_weight"]
            )
        self.terms = self._terms()
        self.places = Places(reference)
        self.zones = Zones(reference, self.places)
        self.zone_suffixes = self.zones.kinds
        # a third faster than what the library takes by itself, and built as soon; for the terms it would take a tenth of
        # a second more at each start
        dfa = ahocorasick_rs.Implementation.DFA
        self._firm_names = Matcher(
            sorted({*self.zones.irregular, *self.places.by_name, *self.zone_suffixes}), dfa
        )
        self._short_names = Matcher(sorted(self.places.by_short), dfa)
        self.term_list = list(self.terms.values())
        self.term_matches = Matcher([term.text for term in self.term_list]).find

    def _terms(self) -> dict[str, Term]:
        terms: dict[str, Term] = {}

        def add(text: str, tag: str, value: str) -> None:
            terms.setdefault(text, Term(text, {})).tags[tag] = value

        for row in self.reference.rows("ref_term"):
            add(row["term"], row["tag"], row["value"] or "")
        for row in self.reference.rows("ref_synonym"):
            add(row["term"], "concept", row["indicator_id"] or OTHER)
        for term in terms.values():
            tags = term.tags.keys()
            term.inert = tags <= _INERT
            term.turns = bool(tags & _TURNS)
            term.names = tags <= _INERT | _NAMES
            term.distributes = "distribute" in tags
        return terms

    def find_terms(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Every term of a text: start, end, term."""
        for index, start, end in self.term_matches(text):
            yield start, end, self.term_list[index]

    def find_names(self, text: str, registered: bool = True) -> list[Name]:
        """Names of zones and places and type words of zones, in order, none overlapping. None crosses a line end.

        A registered zone is one name, whatever else its parts may be; `registered` false leaves it in its parts. A short
        place name counts where no firm name overlaps it; right before a type word it wins over others.
        """
        words = self._firm_names.words
        found = [Name(start, end, words[w]) for w, start, end in self._firm_names.find(text)]
        if registered:
            found = self._with_zones(text, found)
        taken = bytearray(len(text))
        for name in found:
            taken[name.start : name.end] = b"\1" * (name.end - name.start)
        for i in range(len(found)):
            name, start = found[i], found[i].start
            if start and not taken[start - 1] and name.text in self.zone_suffixes:
                for size in range(min(8, start), 1, -1):
                    before = text[start - size : start]
                    if before in self.places.by_short and taken.find(1, start - size, start) < 0:
                        found.append(Name(start - size, start, before))
                        taken[start - size : start] = b"\1" * size
                        break
        words = self._short_names.words
        for w, start, end in self._short_names.find(text):
            if not taken[start] and taken.find(1, start, end) < 0:
                found.append(Name(start, end, words[w]))
        found.sort(key=_START)
        return found

    def _with_zones(self, text: str, names: list[Name]) -> list[Name]:
        """The names, in order, each registered zone as one: the parts of its name are left out."""
        joined: list[Name] = []
        for name in names:
            start = (
                self.zones.start_of(text, name.start, name.text) if name.text in self.zone_suffixes else None
            )
            # a name that the zone's would cut in two stays whole, and so does its type word
            if start is not None and not any(other.start < start < other.end for other in joined[-4:]):
                while joined and joined[-1].start >= start:
                    joined.pop()
                name = Name(start, name.end, text[start : name.end])
            joined.append(name)
        return joined

    def resolve(self, concept: str, facet: str | None, dimension: str, unit: str) -> str | None:
        """The indicator that a concept means for a quantity of this dimension and unit, None where it has none.

        Examples:
            signed + money → projects_signed_investment; agency + 件 → agency_items.
        """
        if concept in self.indicators and concept not in self.concepts:
            own = self.indicators[concept].dimension
            return concept if own == dimension or _same_kind(own, dimension) else None
        for want, want_facet, units, indicator in self.concepts.get(concept, ()):
            if (
                (want == dimension or (want, dimension) == _ABROAD)
                and (want_facet == facet or (want_facet is None and facet not in _OWN_ROW))
                and (not units or unit in units or unit.removeprefix("万") in units)
            ):
                return indicator
        return None

    def stage_of(self, indicator_id: str) -> str | None:
        """The stage of projects whose number or investment an indicator is: projects_signed → signed."""
        return next(
            (
                name
                for name, rows in self.concepts.items()
                if name != indicator_id and any(r[3] == indicator_id for r in rows)
            ),
            None,
        )

    def measured(self, concept: str, facet: str | None) -> str | None:
        """The indicator whose growth, share or rank is meant: a batch's investment if that is said, else its count."""
        if concept in self.indicators:
            return concept
        for dimension in _MONEY_FIRST if facet in ("investment", "completed") else _AMOUNTS:
            for unit in _ANY_UNIT:
                if indicator := self.resolve(concept, facet, dimension, unit):
                    return indicator
        return None


_START = attrgetter("start")
_INERT = {"filler", "done", "etc"}
_TURNS = {"benchmark", "gap", "versus", "share"}
_NAMES = {"concept", "facet", "noun"}
OTHER = "other"
"""The concept of what the field knows by name and the catalog does not hold: nobody else's figures are read into it."""

_AMOUNTS = ("count", "money", "floor", "land", "percent")
_MONEY_FIRST = ("money", "count", "floor", "land", "percent")
_ANY_UNIT = ("", "个", "宗", "家")

# facets that change what is meant: without a row of their own they mean nothing
_OWN_ROW = {"completed", "start_rate", "use"}


# an investment is printed in any currency; what only money from abroad can be has a row of its own, before that
_ABROAD = ("money", "money_foreign")


def _same_kind(own: str | None, dimension: str) -> bool:
    # trade and foreign investment are printed in yuan or dollars, areas in mu or square kilometres
    pairs = ({"money", "money_foreign"}, {"land", "area"}, {"money", "money_per_land"})
    return any(own in pair and dimension in pair for pair in pairs)
