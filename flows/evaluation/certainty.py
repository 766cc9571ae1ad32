"""How often a figure is right, by what makes it doubtful: what certainty is worth on labelled texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.evaluation.compare import STRICT, Found
from flows.evaluation.score import Mistake


@dataclass
class Counted:
    """Figures of one kind, and how many of them are strictly right."""

    figures: int = 0
    right: int = 0

    def add(self, right: bool) -> None:
        """Count one figure in."""
        self.figures += 1
        self.right += right

    @property
    def share(self) -> float:
        """The share that is right."""
        return round(self.right / self.figures, 4) if self.figures else 0.0


def by_doubt(figures: Iterable[Found], mistakes: Sequence[Mistake]) -> dict[str, Counted]:
    """Figures of the catalog by doubt, `clear` first for those without any, `doubtful` for the others.

    Args:
        figures: of the judged documents; one that holds for several subjects counts once.
        mistakes: of the same evaluation.
    """
    wrong = {
        (mistake.document_id, figure.start)
        for mistake in mistakes
        for figure in mistake.figures
        if mistake.kind == "spurious" or set(mistake.wrong) & set(STRICT)
    }
    found: dict[str, Counted] = {"clear": Counted(), "doubtful": Counted()}
    kinds: dict[str, Counted] = defaultdict(Counted)
    seen: set[tuple[str, int]] = set()
    for figure in figures:
        place = figure.document_id, figure.start
        if figure.disposition != "figure" or place in seen:
            continue
        seen.add(place)
        found["doubtful" if figure.doubts else "clear"].add(place not in wrong)
        for doubt in figure.doubts:
            kinds[doubt].add(place not in wrong)
    return {**found, **dict(sorted(kinds.items()))}
