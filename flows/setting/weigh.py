"""A choice between candidates: each has evidence, each kind of evidence has a weight, and the largest sum wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import tanh
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
Features = dict[str, float]


class Candidate(NamedTuple, Generic[T]):
    """What may be chosen, its name for people, and the evidence for it by kind."""

    value: T
    name: str
    evidence: Features


class Weighed(NamedTuple, Generic[T]):
    """What was chosen, and what tells most between it and the runner-up (`evidence`).

    `margin` is 0 where the two are alike and nears 1 where one leaves the other far behind: if one of them is right,
    how much likelier it is the one that was chosen.
    """

    value: T
    margin: float | None
    runner_up: str | None
    evidence: str | None


def weigh(candidates: Sequence[Candidate[T]], weights: Mapping[str, float]) -> Weighed[T]:
    """Choose the candidate with the largest sum; of two that are alike, the one that stands first.

    The runner-up bears another name: of two readings that people would name alike, no choice needs to be asked for.
    """
    sums = [sum(weights.get(kind, 0.0) * much for kind, much in c.evidence.items()) for c in candidates]
    order = sorted(range(len(candidates)), key=lambda k: -sums[k])
    best = candidates[order[0]]
    second = next((k for k in order if candidates[k].name != best.name), None)
    if second is None:
        return Weighed(best.value, None, None, None)
    other = candidates[second]
    apart = {
        kind: weights.get(kind, 0.0) * (best.evidence.get(kind, 0.0) - other.evidence.get(kind, 0.0))
        for kind in sorted({*best.evidence, *other.evidence})
    }
    telling = max(apart, key=lambda kind: apart[kind]) if apart else None
    return Weighed(best.value, round(tanh((sums[order[0]] - sums[second]) / 2), 4), other.name, telling)
