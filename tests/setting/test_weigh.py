"""A choice between candidates, for any evidence and any weights."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.setting.weigh import Candidate, weigh

KINDS = ("title", "lead", "mentions", "byline")
AMOUNT = st.integers(-20, 20).map(lambda n: n / 4)
WEIGHTS = st.fixed_dictionaries(dict.fromkeys(KINDS, AMOUNT))
# quarters add up without a rest, so that ties are ties
EVIDENCE = st.dictionaries(st.sampled_from(KINDS), st.integers(0, 8).map(lambda n: n / 2))
CANDIDATES = st.lists(EVIDENCE, min_size=1, max_size=6).map(
    lambda each: [Candidate(k, f"candidate {k}", evidence) for k, evidence in enumerate(each)]
)


def total(candidate: Candidate[int], weights: dict[str, float]) -> float:
    """The sum of a candidate."""
    return sum(weights[kind] * much for kind, much in candidate.evidence.items())


@given(CANDIDATES, WEIGHTS, st.randoms())
def test_the_order_of_candidates_does_not_matter_but_for_ties(candidates, weights, chance):
    chosen = weigh(candidates, weights)
    shuffled = chance.sample(candidates, len(candidates))
    again = weigh(shuffled, weights)
    assert total(candidates[chosen.value], weights) == total(candidates[again.value], weights)
    assert chosen.margin == again.margin
    if chosen.margin:
        assert chosen.value == again.value


@given(CANDIDATES, WEIGHTS, st.sampled_from(KINDS), st.data())
def test_more_evidence_that_speaks_for_a_candidate_never_lowers_it(candidates, weights, kind, data):
    weights[kind] = abs(weights[kind])
    which = data.draw(st.integers(0, len(candidates) - 1))
    before = weigh(candidates, weights)
    given_more = [
        c._replace(evidence={**c.evidence, kind: c.evidence.get(kind, 0.0) + 1}) if k == which else c
        for k, c in enumerate(candidates)
    ]
    after = weigh(given_more, weights)
    if before.value == which:
        assert after.value == which
        assert before.margin is None or after.margin >= before.margin
    elif after.value != which:
        assert after.value == before.value and after.margin <= before.margin


@given(CANDIDATES, WEIGHTS)
def test_a_margin_lies_between_none_and_certainty(candidates, weights):
    chosen = weigh(candidates, weights)
    assert (chosen.margin is None) == (len(candidates) == 1) == (chosen.runner_up is None)
    assert chosen.margin is None or 0 <= chosen.margin <= 1


def test_a_runner_up_of_the_same_name_is_none():
    alike = [Candidate(1, "2023-12", {"title": 1.0}), Candidate(2, "2023-12", {"title": 1.0})]
    assert weigh(alike, {"title": 1.0}) == (1, None, None, None)
    other = Candidate(3, "2024-03", {})
    assert weigh([*alike, other], {"title": 1.0}).runner_up == "2024-03"


def test_evidence_without_a_weight_counts_nothing():
    assert weigh([Candidate("a", "a", {}), Candidate("b", "b", {"new": 9.0})], {}).value == "a"
