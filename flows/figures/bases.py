"""What a percentage is about: the concept, its indicator, and the sign of its change."""

from __future__ import annotations

from decimal import Decimal

from flows.figures.concepts import concept_with
from flows.figures.context import Context
from flows.figures.discourse import Concept
from flows.words.lexicon import OTHER


def rate_of(c: Context, concept: Concept, facet: str | None = None) -> str | None:
    """The indicator that is itself a percentage, for a concept: 开工率, 承诺制项目占比."""
    indicator = c.lexicon.resolve(concept.name, facet or concept.facet, "percent", "%")
    return "key_project_start_rate" if indicator == "start_rate" and c.of_key(concept) else indicator


def measured(c: Context, concept: Concept, facet: str | None = None) -> str | None:
    """The indicator whose growth, share or rank is meant: the amount of a batch if investment is said, else its count."""
    return c.lexicon.measured(concept.name, facet or concept.facet)


def base_concept(c: Context, i: int, strict: bool) -> Concept | None:
    """The concept a percentage is about: the clause's last, else the one carried on.

    `strict`: carry on only where the clause says nothing that the lexicon doesn't know.
    """
    for start, _, concept in c.slots.concepts[::-1]:
        if concept.name not in ("none", "zones"):
            return concept_with(concept, c.slots.facet if c.slots.facet_end >= start else None)
    if strict and c.unknown_before_facet(i):
        return None  # 对外投资增长20.7% is no investment that was spoken of
    if strict and not c.slots.facet and len(c.unknown(c.slots.start, c.tokens[i].start, i)) >= 2:
        return None
    carried = c.carried()
    if carried and carried.name == OTHER and not c.slots.facet:
        return carried
    if c.state.concept and c.slots.facet:
        stage = c.state.stage or c.state.concept
        return concept_with(stage, c.slots.facet)
    return c.state.concept


def bare_investment(c: Context, i: int) -> bool:
    """Whether 投资 stands alone in the clause: 上半年投资增长10.5%, which is that in fixed assets."""
    slots = c.slots
    at = slots.facet_end - 2
    return (
        slots.facet == "investment"
        and not slots.concepts
        and c.text[at : slots.facet_end] == "投资"
        and not c.unknown_before_facet(i)
    )


def same_thing(c: Context, concept: Concept, indicator: str | None) -> bool:
    """Whether an indicator is one of a concept's."""
    return any(row[3] == indicator for row in c.lexicon.concepts.get(concept.name, ()))


def signed(sign: str | None, value: Decimal) -> Decimal:
    """A change with the sign that its verb gives; 增长-1.3% brings its own."""
    return -abs(value) if sign == "-" else value
