"""What stands in a cell: a value with its way to the text, how it came about, and whether it is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from flows.bulletin.numbers import Number
from flows.bulletin.profile.rows import Cited
from flows.bulletin.source import Source
from flows.bulletin.words import Words


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as these pages show it.

    Attributes:
        number: the value with its link.
        raw: the value for sorting and for CSV.
        origin: derived or chained, where no text prints the value.
        sources: where the values stand that it was computed from.
        doubt: why a figure behind it is doubtful, in both languages.
    """

    number: Number
    raw: str
    origin: str | None = None
    sources: Sequence[str] = ()
    doubt: Words | None = None


@dataclass(slots=True)
class Citations:
    """What the page says of the figures that it shows, for those who cite one: each document and sentence once."""

    source: Source
    cited: Mapping[str, Cited]
    figures: dict[str, list[Any]] = field(default_factory=dict)
    documents: dict[tuple[Any, ...], int] = field(default_factory=dict)
    sentences: dict[str, int] = field(default_factory=dict)

    def of(self, figure_ids: Iterable[str | None]) -> str:
        """Take figures up; their ids in one text, each once, as the page's buttons bear them."""
        ids = list(dict.fromkeys(name for name in figure_ids if name is not None and name in self.cited))
        for name in ids:
            found = self.cited[name]
            document = (
                f"documents/{self.source.pages[found.document_id]}",
                found.title,
                found.byline,
                found.as_of_month,
                found.path,
            )
            self.figures[name] = [
                self.documents.setdefault(document, len(self.documents)),
                self.sentences.setdefault(found.sentence, len(self.sentences)),
                found.quote,
                found.char_start,
                found.char_end,
            ]
        return " ".join(ids)

    def shown(self) -> dict[str, Any]:
        """All of them, as the page holds them."""
        return {
            "figures": self.figures,
            "documents": [list(document) for document in self.documents],
            "sentences": list(self.sentences),
        }

    def doubt(self, figure_ids: Iterable[str | None]) -> Words | None:
        """Why a value of these figures is doubtful; None where nothing is known against it."""
        found = [self.cited[name].doubts for name in figure_ids if name is not None and name in self.cited]
        doubtful = [doubts for doubts in found if doubts is not None]
        if not doubtful or not self.source.marks_doubts:
            return None
        codes = dict.fromkeys(code for doubts in doubtful for code in doubts.split(";"))
        known = [self.source.doubts[code] for code in codes if code in self.source.doubts]
        return {language: " ".join(words[language] for words in known) for language in ("zh", "en")}

    def cell(
        self,
        value: Decimal | int | float | None,
        unit: str | None = None,
        figure_ids: Sequence[str | None] = (),
        *,
        bound: str | None = None,
        origin: str | None = None,
        signed: bool = False,
    ) -> Cell | None:
        """A value as these pages show it.

        Args:
            value: None gives None.
            unit: of the value; None where the column says it.
            figure_ids: the figures it comes from; of a printed one the first is its own.
            bound: of a value that is none exactly.
            origin: printed, derived or chained; None is printed.
            signed: whether a plus sign is shown.
        """
        computed = origin if origin in ("derived", "chained") else None
        own = None if computed else next(iter(figure_ids), None)
        if isinstance(value, Decimal) and computed:
            value = round(value, 2) if abs(value) >= 1 else round(value, 4)
        number = self.source.number(value, unit, own, bound, signed)
        if number is None:
            return None
        sources = [self.source.address(name) for name in figure_ids] if computed else []
        return Cell(
            # the mark here says why as well
            replace(number, doubtful=False),
            format(value, "f") if isinstance(value, Decimal) else str(value),
            computed,
            [address for address in sources if address],
            self.doubt(figure_ids),
        )
