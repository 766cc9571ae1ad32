"""分别: the numbers behind it belong, one by one, to the heads before it."""

from __future__ import annotations

import re

from flows.figures.amounts import as_concept
from flows.figures.context import Context, Override
from flows.figures.discourse import Concept
from flows.figures.model import Subject


def distribute(c: Context) -> None:
    """分别: the numbers behind it belong, one by one, to the heads before it."""
    tokens = c.tokens
    for d, token in enumerate(tokens):
        if token.kind != "term" or "distribute" not in token.value.tags:
            continue
        numbers = _list_after(c, d)
        if len(numbers) < 2:
            continue
        concepts, subjects = _heads_before(c, d)
        for k, i in enumerate(numbers):
            if len(subjects) == len(numbers):
                c.overrides[i] = Override(subjects=(subjects[k],))
            elif len(concepts) == len(numbers):
                c.overrides[i] = Override(concept=concepts[k])
            else:
                c.overrides[i] = Later(len(numbers), k)


class Later(Override):
    """Heads known only once the numbers before have been read: the last figures of the sentence, in order."""

    __slots__ = ("count", "place")

    def __init__(self, count: int, place: int) -> None:
        super().__init__()
        self.count, self.place = count, place


def _list_after(c: Context, d: int) -> list[int]:
    numbers: list[int] = []
    for i in range(d + 1, len(c.tokens)):
        token = c.tokens[i]
        if token.kind in ("number", "rank"):
            if numbers:
                previous = c.tokens[numbers[-1]]
                same = previous.kind == token.kind
                gap = c.between(previous.end, token.start)
                if not same or len(re.sub(r"[、和与及,，以]", "", gap)) > 4:
                    break
            numbers.append(i)
        elif token.kind == "punct" and c.text[token.start] in "。；;":
            break
    return numbers


def _heads_before(c: Context, d: int) -> tuple[list[Concept], list[Subject]]:
    """Concepts or subjects that stand in a list in the clause before 分别."""
    concepts: list[Concept] = []
    subjects: list[Subject] = []
    for token in reversed(c.tokens[:d]):
        if token.kind == "punct" and c.text[token.start] in "，。；,;":
            break
        if token.kind == "term" and "concept" in token.value.tags and token.value.tags["concept"] != "none":
            concepts.insert(0, as_concept(token))
        if token.kind == "subject":
            subjects[0:0] = list(token.value)
    return concepts, subjects


def resolve_later(c: Context, i: int) -> None:
    """Give a number of a 分别 list its head from the figures read before it."""
    override = c.overrides.get(i)
    if not isinstance(override, Later):
        return
    numerals = {
        c.tokens[k].value.numeral
        for k, o in c.overrides.items()
        if isinstance(o, Later)
        and k != i
        and c.tokens[k].kind in ("number", "rank")
        and not isinstance(c.tokens[k].value, tuple)
    }
    earlier = [f for f in c.figures if f.measure == "level" and f.indicator_id and f.numeral not in numerals]
    if len(c.state.subjects) == override.count:  # 合肥、芜湖、滁州三市…居前三位，分别为…
        c.overrides[i] = Override(subjects=(c.state.subjects[override.place],))
        return
    heads = earlier[-override.count :]
    if len(heads) == override.count:
        like = heads[override.place]
        same_subject = len({f.subjects for f in heads}) == 1
        c.overrides[i] = Override(like=like, subjects=None if same_subject else like.subjects)
    else:
        del c.overrides[i]
