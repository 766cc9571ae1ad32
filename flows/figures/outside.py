"""Why a quantity is none of the catalog's: known to be none, a count of other things, or words that nobody knows."""

from __future__ import annotations

from flows.figures.model import Figure
from flows.words.lexicon import OTHER, Lexicon

_RANKS = ("rank_change", "length_of_list")
_OF_THE_FIELD = frozenset({"concept", "facet", "noun"})
_COUNTED = ("count", "time")


def why_outside(figure: Figure, lexicon: Lexicon) -> str:
    """The reason of a figure that the catalog lacks, a code of data/reference/reasons.csv.

    A count of things that no word of the field stands with is one of things that the catalog does not hold (5个工作专班).
    Of all else that has a unit, nobody knows: it looks like data.
    """
    if figure.reason is not None:
        return figure.reason
    rule = figure.rules[0]
    if rule == "threshold":
        return "class_bound"
    if figure.measure == "rank" or rule in _RANKS:
        return "rank_outside"
    named = [
        tags
        for _, _, term in lexicon.find_terms(figure.label)
        if not _OF_THE_FIELD.isdisjoint(tags := term.tags)
    ]
    if named and named[-1].get("concept") == OTHER:
        return "known_outside"
    unit = lexicon.units.get(figure.unit)
    if unit is None:
        return "bare_number"
    if not figure.label:
        return "words_missing"
    if unit[0] in _COUNTED and not named:
        return "things_counted"
    return "words_unknown"
