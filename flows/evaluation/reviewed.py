"""What share of the figures that a person has reviewed had been read rightly: decisions as labels, held against reading
that knows nothing of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from flows.evaluation.compare import STRICT, Found, same_amount, wrong_attributes
from flows.evaluation.gold import Label
from flows.evaluation.sources import found_in
from flows.evaluation.texts import Words, load_words, read_texts
from flows.figures import Lexicon
from flows.reference import Reference
from flows.reference.reviews import SAMPLE, TABLE, Row, anchor_in, found_at
from flows.run.console import show_table

_Z = 1.96
"""Standard errors within which nineteen of twenty samples lie."""


@dataclass
class Share:
    """So many numbers were reviewed, and so many of them had been read rightly."""

    numbers: int = 0
    right: int = 0

    def __str__(self) -> str:
        if not self.numbers:
            return "none"
        low, high = self.interval
        return (
            f"{self.right} of {self.numbers}, {self.right / self.numbers:.4f} (95 %: {low:.2f} to {high:.2f})"
        )

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares the whole lies, nineteen times of twenty (Wilson)."""
        n = self.numbers
        if not n:
            return 0.0, 1.0
        p = self.right / n
        middle = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass
class Reviewed:
    """All reviewed numbers, those of samples, the attributes that were wrong, and decisions that are on no text read."""

    every: Share = field(default_factory=Share)
    sample: Share = field(default_factory=Share)
    wrong: Counter[str] = field(default_factory=Counter)
    stale: int = 0


def reviewed(raw: Path, reference: Path | None = None) -> Reviewed:
    """Read the texts as if nobody had decided anything, and count what the decisions say of that.

    Args:
        raw: folder of the texts.
        reference: folder of the reference data with reviews.yaml.

    Raises:
        UsageError: `raw` is no folder that can be listed.
        ReferenceDataError: a row is wrong.
    """
    words = load_words(reference)
    rows = words.reference.rows(TABLE)
    blind = _without_reviews(words)
    texts = read_texts(raw, blind)
    by_hash = {item.document.sha256: name for name, item in texts.documents.items()}
    wanted = {by_hash[row["sha256"]] for row in rows if row["sha256"] in by_hash}
    found = found_in(texts.extract(wanted, blind)["figure"], blind.names) if wanted else []
    made = Reviewed()
    places: dict[tuple[str, int, int], list[Row]] = {}
    for row in rows:
        name = by_hash.get(row["sha256"])
        span = found_at(texts.documents[name].document.text, anchor_in(row)) if name else None
        if name is None or span is None:
            made.stale += 1
        else:
            places.setdefault((name, *span), []).append(row)
    for (name, start, end), own in places.items():
        here = [f for f in found if f.document_id == name and f.start < end and start < f.end]
        wrong = [attribute for row in own for attribute in _wrong(row, name, (start, end), here, blind.names)]
        made.every.numbers += 1
        made.every.right += not wrong
        if own[0]["note"] == SAMPLE:
            made.sample.numbers += 1
            made.sample.right += not wrong
        made.wrong.update(set(wrong))
    return made


def _without_reviews(words: Words) -> Words:
    frames = words.reference.frames
    reference = Reference({**frames, TABLE: frames[TABLE].clear()})
    return Words(reference, Lexicon(reference))


def _wrong(
    row: Row, name: str, span: tuple[int, int], here: Sequence[Found], names: Mapping[str, str]
) -> list[str]:
    """The attributes in which reading differs from a decision; `disposition` where it is no figure, or should be none."""
    figures = [figure for figure in here if figure.disposition == "figure"]
    if row["verdict"] == "none":
        return ["disposition"] if here else []
    label = label_of(row, name, span, names)
    if row["verdict"] == "other_figure":
        others = [figure for figure in here if figure not in figures]
        return [] if others and not figures and same_amount(label, others[0]) else ["disposition"]
    if not figures:
        return ["disposition"]
    same = [figure for figure in figures if figure.indicator == label.attributes["indicator"]] or figures
    wrong = wrong_attributes(label, same[0], [figure.subject for figure in same])
    return [attribute for attribute in wrong if attribute in STRICT]


def label_of(row: Row, name: str, span: tuple[int, int], names: Mapping[str, str]) -> Label:
    """A decision as a label."""
    attributes: dict[str, Any] = {
        **row,
        "indicator": names.get(row["indicator_id"] or ""),
        "subject": row["subject_name"],
        "value": float(row["value"]),
        "unit": row["unit"] or "",
        "period_start": f"{row['period_start']:%Y-%m}",
        "period_end": f"{row['period_end']:%Y-%m}",
    }
    return Label(name, *span, row["verdict"], f"{name}:{span[0]}", attributes)


def show(made: Reviewed, stream: TextIO | None = None) -> None:
    """Print the shares, and what was wrong most often."""
    rows = [
        ("sample", f"{made.sample} of the figures drawn alike had been read rightly"),
        (
            "reviewed",
            f"{made.every} of all reviewed numbers; the doubtful ones are asked first, so this is no estimate",
        ),
    ]
    rows += [("wrong", f"{attribute} {count}") for attribute, count in made.wrong.most_common()]
    if made.stale:
        rows.append(("stale", f"{made.stale} decisions are on texts that are not there, or have changed"))
    show_table(rows, stream)
