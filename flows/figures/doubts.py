"""What makes a figure doubtful, as far as reading knows; data/reference/doubts.csv says what each code means.

Kept are the kinds of reading that were wrong more often than others on labelled reports (docs/certainty.md): where an
attribute came from tells little, but a number whose clause holds a word that nobody knows, or whose subject was carried
past another place, is wrong two to four times as often.
"""

from __future__ import annotations

from flows.figures.context import Context
from flows.figures.model import Figure
from flows.setting.model import Setting

_IMPLIED = frozenset({"completed", "like_before", "capacity"})
"""Rules that give a number a head which its own clause does not name."""
_BESIDE = frozenset({"gap", "goal", "growth", "noun_before", "pull", "rate"})
"""Rules whose numbers stand right beside their head, or are told by it what they are: a strange word before it is no other."""
_UNUSUAL = frozenset({"month", "span", "event"})
"""Kinds of period that hold for less, or for more, than what stands around them."""
_SEVERAL = 2
UNSURE = 0.3
"""Margin of an article's setting below which its figures are doubtful."""


def doubt(c: Context, made: int) -> None:
    """Note the doubts about the figures of a number that was just read; `made`: how many there were before it."""
    for figure in c.figures[made:]:
        if figure.indicator_id is not None:
            figure.doubts = _doubts_of(c, figure)


def _doubts_of(c: Context, figure: Figure) -> list[str]:
    """The doubts about a figure when it is made, sorted.

    Args:
        c: the sentence, as far as it is read.
        figure: of the catalog.
    """
    state, first = c.state, figure.numeral[0]
    found: list[str] = []
    named = [t.value for t in c.tokens if t.kind == "subject" and t.start < first]
    if figure.rules[0] in _IMPLIED:
        found.append("head_implied")
    if len(named) >= _SEVERAL:
        found.append("other_places")
    if figure.scenario == "plan":
        found.append("planned")
    if len(figure.subjects) > 1:
        found.append("several_subjects")
    elif (
        figure.subjects[0] != state.home
        and not any(figure.subjects[0] in value for value in named)
        and not _whole(c, first)
    ):
        found.append("subject_carried")
    if figure.rules[0] not in _BESIDE and c.unknown(c.slots.start, first, len(c.tokens)):
        found.append("unknown_word")
    if c.event is not None or (state.period is not None and state.period[0] in _UNUSUAL):
        found.append("unusual_period")
    return found


def _whole(c: Context, end: int) -> bool:
    """Whether 全市 or the like stands before an offset."""
    return any(t.kind == "term" and "scope_subject" in t.value.tags and t.start < end for t in c.tokens)


def unsure_of(setting: Setting, figure: Figure) -> list[str]:
    """The doubts that a figure has from its article: whom that is about, and up to which month its data reach."""
    found: list[str] = []
    whom, when = setting.whom.margin, setting.when.margin
    if whom is not None and whom < UNSURE and figure.subjects == (setting.home,):
        found.append("home_unsure")
    if when is not None and when < UNSURE and figure.span is not None and figure.span.end == setting.as_of:
        found.append("time_unsure")
    return found
