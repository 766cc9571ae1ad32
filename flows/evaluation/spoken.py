"""What `kaifaqu explain` shows, in the language that is spoken: explained is in English, for the review desk goes by it."""

from __future__ import annotations

from collections.abc import Sequence

from flows.run.language import _, marked, shown

ARROW = "  ← "
LABELS = (
    marked("document"),
    marked("article"),
    marked("place"),
    marked("sentence"),
    marked("disposition"),
    marked("correction"),
    marked("figure"),
    marked("value"),
    marked("unit"),
    marked("indicator"),
    marked("measure"),
    marked("rank of"),
    marked("scenario"),
    marked("set by"),
    marked("subject"),
    marked("period"),
    marked("bound"),
    marked("comparator"),
    marked("scope"),
    marked("rule"),
)
VALUES = (
    marked("characters {} to {} of the file"),
    marked("none of the catalog's; label “{}”"),
    marked("“{}” is read as “{}”: {}"),
)
CAUSES = (
    marked("rule {}"),
    marked("by rule {} at this number"),
    marked("the table's {}"),
    marked("{}, carried over from “{}” (character {})"),
    marked("{}, as the figure before it"),
    marked("an amount of the named project"),
    marked("no word makes it anything else"),
    marked("no word makes it a target or a plan"),
    marked("no word: the article's year"),
    marked("no word: up to the latest month that the article reports on"),
    marked("percentage points are a difference"),
    marked("the article's place"),
    marked("the article's place: {}"),
    marked("the section is a plan"),
    marked("the section is a plan: “{}”"),
    marked("the section's heading"),
    marked("the section's heading: “{}”"),
    marked("the year that the section plans for"),
    marked("the year that the section plans for: “{}”"),
)
"""Why an attribute is what it is (flows.figures.trace)."""


def in_language(rows: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Label and value of each line, in the language that is spoken; words of the text and codes stay as they are."""
    return [(_(label), ARROW.join(map(shown, value.split(ARROW)))) for label, value in rows]
