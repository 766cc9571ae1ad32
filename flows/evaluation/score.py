"""Labels against figures: what is found, what is right, and what is wrong worst first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Protocol, TypeVar

from flows.evaluation.compare import ATTRIBUTES, CORE, STRICT, Found, same_amount, wrong_attributes
from flows.evaluation.gold import Label


class Mention(NamedTuple):
    """A number of ours with its disposition."""

    document_id: str
    start: int
    end: int
    disposition: str
    reason: str | None


class Score(NamedTuple):
    """Precision, recall and F1, rounded to four places."""

    precision: float
    recall: float
    f1: float


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=_Spanned)


# a figure not found, a figure that is none, a figure with wrong attributes, a quantity outside the catalog that is
# misread, and a number that is no figure but was taken for another sort of thing
KINDS = ("missed", "spurious", "wrong", "other value", "disposition")


@dataclass(frozen=True)
class Mistake:
    """One place where label and figure differ. `kind`: one of KINDS, the worst first."""

    kind: str
    document_id: str
    start: int
    end: int
    wrong: tuple[str, ...] = ()
    label: Label | None = None
    figures: tuple[Found, ...] = ()
    mention: Mention | None = None


@dataclass
class Tally:
    """Counts of one document, or of all."""

    labels: int = 0
    accounted: int = 0
    dispositions: int = 0
    wanted: int = 0
    found: int = 0
    detected: int = 0
    strict: int = 0
    core: int = 0
    others: int = 0
    others_right: int = 0
    right: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Count another document in."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def score(self, hits: int) -> Score:
        """Precision, recall and F1 of so many hits among the figures found and the figures wanted."""
        precision = hits / self.found if self.found else 0.0
        recall = hits / self.wanted if self.wanted else 0.0
        both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return Score(round(precision, 4), round(recall, 4), round(both, 4))

    def share(self, hits: int) -> float:
        """A share of the labelled numbers."""
        return round(hits / self.labels, 4) if self.labels else 0.0

    def as_dict(self) -> dict[str, Any]:
        """All of it, for JSON."""
        return {
            "gold_numbers": self.labels,
            "gold_figures": self.wanted,
            "our_figures": self.found,
            "accounted": self.share(self.accounted),
            "disposition": self.share(self.dispositions),
            "detection": self.score(self.detected)._asdict(),
            "strict": self.score(self.strict)._asdict(),
            "core": self.score(self.core)._asdict(),
            "other_value": round(self.others_right / self.others, 4) if self.others else None,
            "attributes": {
                name: {
                    **self.score(self.right[name])._asdict(),
                    "of_detected": round(self.right[name] / self.detected, 4) if self.detected else 0.0,
                }
                for name in ATTRIBUTES
            },
        }


@dataclass
class Evaluation:
    """The counts of all documents, of each, and the mistakes, worst first."""

    total: Tally
    documents: dict[str, Tally]
    mistakes: list[Mistake]


def within(
    catalog: Set[str], mentions: Iterable[Mention], figures: Iterable[Found]
) -> tuple[list[Mention], list[Found]]:
    """Mentions and figures as labels see them that know no more than a catalog.

    A figure of another indicator is a quantity outside the catalog: disposition other_figure, and so is its mention.
    """
    seen, beyond = [], set()
    for figure in figures:
        if figure.disposition == "figure" and figure.indicator not in catalog:
            beyond.add((figure.document_id, figure.start, figure.end))
            figure = replace(figure, disposition="other_figure", indicator=None)
        seen.append(figure)
    kept = {(f.document_id, f.start, f.end) for f in seen if f.disposition == "figure"}
    return [
        m._replace(disposition="other_figure") if (m.document_id, m.start, m.end) in beyond - kept else m
        for m in mentions
    ], seen


def overlapping(rows: Iterable[S], start: int, end: int) -> list[S]:
    """The rows whose span shares a character with another span."""
    return [row for row in rows if row.start < end and start < row.end]


def evaluate(labels: Sequence[Label], mentions: Iterable[Mention], figures: Iterable[Found]) -> Evaluation:
    """Compare labels with mentions and figures of the same documents; others are passed over.

    A label meets what overlaps its numeral. A numeral that is a figure of several subjects counts once. Numbers whose
    label is contested count as figures on neither side.
    """
    by_document: dict[str, list[Label]] = defaultdict(list)
    for label in labels:
        by_document[label.document_id].append(label)
    mentions_of: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        mentions_of[mention.document_id].append(mention)
    figures_of: dict[str, list[Found]] = defaultdict(list)
    for figure in figures:
        figures_of[figure.document_id].append(figure)
    total, documents, mistakes = Tally(), {}, []
    for name, own in sorted(by_document.items()):
        tally, wrong = _document(own, mentions_of[name], figures_of[name])
        documents[name] = tally
        total.add(tally)
        mistakes += wrong
    mistakes.sort(key=_badness)
    return Evaluation(total, documents, mistakes)


def _document(
    labels: Sequence[Label], mentions: Sequence[Mention], figures: Sequence[Found]
) -> tuple[Tally, list[Mistake]]:
    tally, mistakes = Tally(labels=len(labels)), []
    contested: set[str] = set()
    for label in labels:
        here = overlapping(figures, label.start, label.end)
        mention = next(iter(overlapping(mentions, label.start, label.end)), None)
        if mention is not None:
            tally.accounted += 1
            tally.dispositions += mention.disposition in (label.disposition, label.contested)
        if label.disposition == "other_figure":
            tally.others += 1
            tally.others_right += bool(here) and same_amount(label, here[0])
        if label.contested is not None:
            contested.update(figure.figure_id for figure in here)
            continue
        if label.disposition == "figure":
            tally.wanted += 1
        mistake = _judge(label, mention, here, tally)
        if mistake is not None:
            mistakes.append(mistake)
    counted = [f for f in figures if f.disposition == "figure" and f.figure_id not in contested]
    tally.found = len({figure.start for figure in counted})
    unlabelled = {f.start: f for f in counted if not overlapping(labels, f.start, f.end)}
    mistakes += [_spurious(f, None) for f in unlabelled.values()]
    return tally, mistakes


def _judge(label: Label, mention: Mention | None, here: Sequence[Found], tally: Tally) -> Mistake | None:
    def mistake(kind: str, wrong: Sequence[str] = ()) -> Mistake:
        return Mistake(
            kind, label.document_id, label.start, label.end, tuple(wrong), label, tuple(here), mention
        )

    found = here[0] if here and here[0].disposition == "figure" else None
    if label.disposition != "figure":
        if found is not None:
            return _spurious(found, label)
        if mention is None or mention.disposition != label.disposition:
            return mistake("disposition")
        other = label.disposition == "other_figure" and here and not same_amount(label, here[0])
        return mistake("other value", ("value", "unit")) if other else None
    if found is None:
        return mistake("missed")
    wrong = wrong_attributes(label, found, [figure.subject for figure in here])
    tally.detected += 1
    tally.strict += not set(wrong) & set(STRICT)
    tally.core += not set(wrong) & set(CORE)
    tally.right.update(name for name in ATTRIBUTES if name not in wrong)
    return mistake("wrong", wrong) if wrong else None


def _spurious(figure: Found, label: Label | None) -> Mistake:
    return Mistake("spurious", figure.document_id, figure.start, figure.end, (), label, (figure,))


def _badness(mistake: Mistake) -> tuple[int, int, int, str, int]:
    kind = KINDS.index(mistake.kind)
    strict = len(set(mistake.wrong) & set(STRICT))
    return (kind, -strict, -len(mistake.wrong), mistake.document_id, mistake.start)
