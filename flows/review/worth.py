"""What an answer is worth: how many figures it is likely to change, as far as labelled reports tell.

The desk asks in the order of this. The shares below were counted on labelled reports (docs/review.md); they order questions,
and nothing that is published rests on them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

SETTING = {"home": 0.5, "as_of": 0.15}
"""Share of an article's figures that change with whom it is about, or with its month, where the runner-up is as good."""
WORD = 0.15
"""Share of the figures of an unknown word that teaching it makes figures of the catalog."""
HEAD = 0.15
DOUBTS = {
    "planned": 0.45,
    "several_subjects": 0.4,
    "unusual_period": 0.24,
    "head_implied": 0.23,
    "unknown_word": 0.2,
}
"""Share of figures that are wrong, by doubt; OTHER_DOUBT for those not named."""
OTHER_DOUBT = 0.18
MORE = 0.05
"""What each further doubt adds."""
UNREAD = {"成": 0.5, "家": 0.45, "%": 0.4, "万吨": 0.4, "户": 0.4, "个": 0.3, "亿元": 0.25}
"""Share of numbers whose words say no indicator to reading, and do to a person, by unit; OTHER_UNIT for those not named."""
OTHER_UNIT = 0.1
_WORDS = re.compile(r"[\w“”]{2,}")


def of_setting(question: str, margin: float | None, figures: int) -> float:
    """Of whom an article is about (home), or of its month (as_of); the surer the choice, the less."""
    return figures * SETTING[question] * (1.0 - (margin or 0.0)) ** 2


def of_word(word: str, figures: int) -> float:
    """Of an unknown word; little where it is cut out of a sentence with marks in it."""
    return figures * WORD if _WORDS.fullmatch(word) else 0.0


def of_figure(doubts: Sequence[str], figures: int = 1) -> float:
    """Of a single figure."""
    if not doubts:
        return 0.0
    return max(DOUBTS.get(doubt, OTHER_DOUBT) for doubt in doubts) + MORE * (len(doubts) - 1)


def of_unread(unit: str | None) -> float:
    """Of a quantity that was taken for none of the catalog."""
    return UNREAD.get(unit or "", OTHER_UNIT)
