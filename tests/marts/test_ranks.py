"""Ranks: a value that is only a bound has the ranks it leaves open; fields are a province, or national zones alone."""

from __future__ import annotations

from typing import Any

Q1, Q2 = "2024-01..2024-03", "2024-01..2024-06"
SHARE, RATE, OUTPUT = "全代办项目占比;u=%", "企业入住率;u=%", "工业总产值;u=亿元"


def cities(label: str, period: str, **values: str) -> tuple[dict[str, str], str]:
    """A text with a value of each city; > and < before a value make it a bound."""
    parts = [
        f"{name}为[[{value.lstrip('<>')}|{label};s=city:{name};b={({'>': 'gt', '<': 'lt'}).get(value[0], 'eq')}]]"
        for name, value in values.items()
    ]
    return {"s": "province:山西省", "p": period}, "，".join(parts) + "。"


def zones(period: str, *names: str) -> tuple[dict[str, str], str]:
    """A text with the output of zones, each a little less than the one before."""
    parts = [f"{name}完成[[{50 - place}|{OUTPUT};s=zone:{name}]]亿元" for place, name in enumerate(names)]
    return {"s": "province:山西省", "p": period}, "，".join(parts) + "。"


TEXTS = {
    "shares": cities(SHARE, Q1, 临汾市="98.2", 朔州市="96.1", 晋城市=">90", 阳泉市="<80", 忻州市="75"),
    "rates": cities(RATE, Q1, 临汾市=">97", 朔州市="96.5", 晋城市="88", 阳泉市="70"),
    "two": cities(RATE, Q2, 临汾市="91", 朔州市="82"),
    "national": zones(Q1, "太原经济技术开发区", "西安高新技术产业开发区", "合肥高新技术产业开发区"),
    "mixed": zones(Q2, "太原经济技术开发区", "西安高新技术产业开发区", "高平经开区"),
}


def ranks(told: Any, indicator: str, quarter: str) -> dict[str, tuple[Any, ...]]:
    query = "select subject_name, rank, rank_best, rank_worst, peers from mart_ranking where indicator_id = ? and quarter_id = ?"
    return {name: row for name, *row in told.connection.execute(query, [indicator, quarter]).fetchall()}


def test_a_bound_has_a_range_of_ranks(told: Any) -> None:
    assert ranks(told, "agency_share", "2024-Q1") == {
        "临汾市": [None, 1, 2, 5], "朔州市": [None, 2, 3, 5], "晋城市": [None, 1, 3, 5],
        "阳泉市": [None, 4, 5, 5], "忻州市": [None, 4, 5, 5],
    }  # fmt: skip


def test_a_bound_that_leaves_nothing_open_has_a_rank(told: Any) -> None:
    assert [row[0] for row in ranks(told, "occupancy_rate", "2024-Q1").values()] == [1, 2, 3, 4]


def test_two_are_no_ranking(told: Any) -> None:
    assert list(ranks(told, "occupancy_rate", "2024-Q2").values()) == [[None, None, None, 2]] * 2


def test_nobody_is_the_best_or_the_middle_where_a_bound_may_be(told: Any) -> None:
    query = (
        "select benchmark, count(*) from mart_gap where indicator_id = 'agency_share' "
        "and benchmark in ('best_peer', 'peer_median') group by all"
    )
    assert told.tuples(query) == []
    query = (
        "select distinct benchmark_value::double from mart_gap where indicator_id = 'occupancy_rate' "
        "and quarter_id = '2024-Q1' and benchmark = 'peer_median'"
    )
    assert told.tuples(query) == [(92.25,)]


def test_who_may_not_be_last_is_not_warned_of(told: Any) -> None:
    assert told.tuples("select subject_name from mart_warning where kind = 'last_among_peers'") == []


def test_national_zones_rank_across_provinces_and_others_do_not(told: Any) -> None:
    found = ranks(told, "gross_industrial_output", "2024-Q1")
    assert sorted(row[0] for row in found.values()) == [1, 2, 3]
    found = ranks(told, "gross_industrial_output", "2024-Q2")
    assert [row[0] for row in found.values()] == [None] * 3
