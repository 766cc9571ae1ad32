"""Scores: who shares nothing is not ranked, what fell counts, red warnings limit the grade, little data gives none."""

from __future__ import annotations

from typing import Any

Q1, Q2 = "2024-01..2024-03", "2024-01..2024-06"
RATES = ["签约项目开工率", "开工项目投产率", "投产项目达效率", "承诺制项目占比", "全代办项目占比"]


def card(
    city: str, period: str, growth: tuple[float, ...] = (), target: int = 0, **rates: float
) -> tuple[dict[str, str], str]:
    """A report of one city: growth of value added and of investment, and rates by their place in RATES."""
    parts = [
        f"{name}增长[[{value}|{name};m=growth;u=%]]%"
        + (f"，省定目标[[{target}|{name};m=growth;u=%;sc=target;set=province]]%" if target else "")
        for name, value in zip(("规上工业增加值", "工业投资"), growth, strict=False)
    ]
    parts += [f"{RATES[int(key[1:])]}[[{value}|{RATES[int(key[1:])]};u=%]]%" for key, value in rates.items()]
    return {"s": f"city:{city}", "p": period}, f"{city}：" + "；".join(parts) + "。"


TEXTS = {
    # coverage 0.35 and 0.55: too little for a grade, and nothing shared
    "a": card("大同市", Q1, (9.2, 25.1), 13),
    "b": card("吕梁市", Q1, (), 0, r0=92, r1=38, r2=97, r3=99, r4=95),
    # all indicators: three that can be compared
    "c": card("晋城市", Q2, (15, 16), 10, r0=95, r1=60, r2=96, r3=100),
    "d": card("阳泉市", Q2, (8, 9), 10, r0=85, r1=30, r2=90, r3=100),
    # two growths below zero, no target: they score 0, and two red warnings leave 合格 at best
    "e": card("朔州市", Q2, (-5.1, -22.7), 0, r0=95, r1=60, r2=98, r3=100),
    # a growth without target and average is no score, and is named
    "f": card("忻州市", Q2, (7.5,), 0, r0=90, r1=55, r2=98, r3=100, r4=95),
}


def card_of(told: Any, subject: str, columns: str) -> tuple[Any, ...]:
    query = f"select {columns} from mart_scorecard where subject_name = ?"
    (row,) = told.connection.execute(query, [subject]).fetchall()
    return row


def test_little_coverage_gives_no_grade_and_no_rank(told: Any) -> None:
    assert card_of(told, "大同市", "coverage::double, grade, rank, peers") == (0.35, None, None, None)
    assert card_of(told, "吕梁市", "coverage::double, grade, rank, peers") == (0.55, None, None, None)


def test_those_that_share_indicators_are_ranked(told: Any) -> None:
    query = "select subject_name, grade, rank, peers from mart_scorecard where quarter_id = '2024-Q2' order by rank"
    found = told.tuples(query)
    assert [(name, rank, peers) for name, _, rank, peers in found] == [
        ("晋城市", 1, 3), ("阳泉市", 2, 3), ("朔州市", 3, 3), ("忻州市", None, None)
    ]  # fmt: skip


def test_a_growth_below_zero_counts_without_a_target(told: Any) -> None:
    query = "select normalised_score::double from mart_scorecard_part where subject_name = '朔州市' and measure = 'growth'"
    assert told.tuples(query) == [(0,), (0,)]
    # 15 × 95 + 15 × 100 + 10 × 98 + 10 × 100 of 85
    assert card_of(told, "朔州市", "score::double, red_warnings") == (57.7059, 2)


def test_a_growth_that_nothing_measures_is_named(told: Any) -> None:
    assert card_of(told, "忻州市", "unscored") == (["industrial_value_added growth"],)
    assert card_of(told, "晋城市", "unscored, warnings, red_warnings") == ([], 0, 0)
