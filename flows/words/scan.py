"""What one search of a document's text finds: the tokens and the names that all its articles are read from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import chain
from operator import attrgetter

from flows.documents import CleanText, PreparedDocument
from flows.words.lexicon import Name
from flows.words.model import Mark, Token
from flows.words.tokens import Tokenizer

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
START = attrgetter("start")


class Scan:
    """What was found in a document.

    `numbers`: the number tokens of each paragraph by its start. `names`: all names, in order. `tokens`: numbers, terms
    and punctuation by where they start, the longer of two first.
    """

    def __init__(
        self,
        numbers: Mapping[int, list[Token]],
        names: Sequence[Name],
        tokens: list[Token],
        nested: Sequence[tuple[Token, Token]],
    ) -> None:
        self.numbers = numbers
        self.names = names
        self.tokens = tokens
        # a period inside a term, with the term: 当年完成投资 is one word, whatever 当年 alone may be
        self.nested = nested
        self._starts = list(map(START, tokens))
        self._name_starts = [name.start for name in names]

    def names_between(self, start: int, end: int) -> Sequence[Name]:
        """The names that begin between two offsets. No name crosses a line end, so none is cut at a paragraph's."""
        first = bisect_left(self._name_starts, start)
        return self.names[first : bisect_left(self._name_starts, end, first)]

    def tokens_between(self, start: int, end: int) -> list[Token]:
        """The tokens that begin between two offsets, in a list of their own."""
        first = bisect_left(self._starts, start)
        return self.tokens[first : bisect_left(self._starts, end, first)]


def scan(item: PreparedDocument, tokenizer: Tokenizer) -> Scan:
    """Search a document once; a search of each paragraph would cost more in calls than in reading."""
    text = item.clean.text
    numbers = {p.start: tokenizer.number_tokens(text, p.start, p.end) for p in item.clean.paragraphs}
    if item.clean.disguised:
        numbers = {start: [_seen(item.clean, token) for token in own] for start, own in numbers.items()}
    found = list(chain.from_iterable(numbers.values()))
    terms, punctuation, nested = tokenizer.other_tokens(text, found)
    # where two start together, the longer one comes first: terms, which may hold a period, then numbers
    tokens = [*terms, *found, *punctuation]
    tokens.sort(key=START)
    return Scan(numbers, tokenizer.lexicon.find_names(text), tokens, nested)


def _seen(clean: CleanText, token: Token) -> Token:
    """A number as it is, or the mark of one that is not what the eye sees: no figure is made of it."""
    if not clean.is_disguised(token.start, token.end):
        return token
    digits = [found.span() for found in _DIGITS.finditer(clean.text, token.start, token.end)]
    own = digits or [(token.start, token.end)]
    return Token(token.start, token.end, "mark", Mark("name", "disguised", tuple(own)))
