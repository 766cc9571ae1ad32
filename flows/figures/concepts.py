"""The concept that a word stands for, and what a rule gives that finds one for a number."""

from __future__ import annotations

from flows.figures.context import Context
from flows.figures.discourse import Concept
from flows.words.model import Token

Head = tuple[Concept, str, str]
# a noun stands there, and it is none of the catalog's: looking further would find somebody else's
NO_HEAD: Head = (Concept("none"), "", "no_head")


def tags_before(c: Context, i: int) -> set[str]:
    """Roles of the terms between the start of the clause and token i."""
    terms = (t for t in c.tokens[:i] if t.kind == "term" and t.start >= c.slots.start)
    return {tag for t in terms for tag in t.value.tags}


def as_concept(token: Token) -> Concept:
    """The concept a term names."""
    tags = token.value.tags
    return Concept(tags["concept"], tags.get("facet"), token.value.text)


def concept_with(concept: Concept, facet: str | None) -> Concept:
    """The concept with the facet that the clause names."""
    return Concept(concept.name, facet or concept.facet, concept.text)
