"""What one search of a document's text finds: the numbers and the names that all its articles are read from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flows.documents import PreparedDocument
from flows.figures.lexicon import Name
from flows.figures.model import Token
from flows.figures.tokens import Tokenizer


@dataclass(slots=True)
class Scan:
    """The number tokens of each paragraph by its start, and all names in order."""

    numbers: Mapping[int, list[Token]]
    names: Sequence[Name]
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = [name.start for name in self.names]

    def names_between(self, start: int, end: int) -> Sequence[Name]:
        """The names that begin between two offsets. No name crosses a line end, so none is cut at a paragraph's."""
        return self.names[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def scan(item: PreparedDocument, tokenizer: Tokenizer) -> Scan:
    """Search a document once; a search of each paragraph would cost more in calls than in reading."""
    text = item.clean.text
    numbers = {p.start: tokenizer.number_tokens(text, p.start, p.end) for p in item.clean.paragraphs}
    return Scan(numbers, tokenizer.lexicon.find_names(text))
