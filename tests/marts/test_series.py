"""A subject through the year: to date, single quarters, growth, and what is chained from another year."""

from __future__ import annotations

from typing import Any

LEVEL, GROWTH = "工业投资;u=亿元", "工业投资;m=growth;u=%"
H1, H1_BEFORE = "2024-01..2024-06", "2023-01..2023-06"
TEXTS = {
    "single_quarters": (
        {"s": "city:临汾市", "p": "2024-01..2024-03"},
        f"工业投资一季度[[10|{LEVEL}]]亿元，二季度[[12|{LEVEL};p=2024-04..2024-06]]亿元，三季度[[9|{LEVEL};p=2024-07..2024-09]]亿元。",
    ),
    "chained_back": (
        {"s": "city:晋城市", "p": H1},
        f"上半年工业投资[[55|{LEVEL}]]亿元，增长[[10|{GROWTH}]]%；一季度[[22|{LEVEL};p=2024-01..2024-03]]亿元，增长"
        f"[[25|{GROWTH};p=2024-01..2024-03]]%。2023年一季度曾部署此项工作，完成签约[[3|签约项目数;u=个;p=2023-01..2023-03]]个。",
    ),
    "chained_forth": (
        {"s": "city:大同市", "p": H1},
        f"上半年工业投资增长[[-20|{GROWTH}]]%。2023年上半年工业投资[[40|{LEVEL};p={H1_BEFORE}]]亿元。",
    ),
    "constant_prices": (
        {"s": "city:吕梁市", "p": H1},
        "上半年规上工业增加值[[66|规上工业增加值;u=亿元]]亿元，增长[[10|规上工业增加值;m=growth;u=%]]%。",
    ),
    "stock": (
        {"s": "city:运城市", "p": "2024-03"},
        "季末高新技术企业[[90|高新技术企业数;u=家]]家，二季度末[[120|高新技术企业数;u=家;p=2024-06]]家。",
    ),
}


def series(told: Any, subject: str, columns: str) -> list[tuple[Any, ...]]:
    query = f"select {columns} from mart_series where subject_name = ? and indicator_id != 'projects_signed' order by quarter_id"
    return told.connection.execute(query, [subject]).fetchall()


def test_growth_gives_the_level_of_the_year_before(told: Any) -> None:
    columns = "quarter_id, to_date::double, to_date_origin, quarter_value::double, quarter_origin, quarter_growth_derived::double"
    assert series(told, "晋城市", columns) == [
        ("2023-Q1", 17.6, "chained", 17.6, "chained", None),
        ("2023-Q2", 50, "chained", 32.4, "chained", None),
        ("2024-Q1", 22, "printed", 22, "printed", 25),
        ("2024-Q2", 55, "printed", 33, "derived", 1.8519),
    ]
    # that of the year to date would only be what the chain began with
    assert {row[0] for row in series(told, "晋城市", "growth_derived")} == {None}


def test_growth_gives_the_level_of_this_year(told: Any) -> None:
    columns = "quarter_id, to_date::double, to_date_origin, len(to_date_figure_ids), growth_derived"
    assert series(told, "大同市", columns) == [
        ("2023-Q2", 40, "printed", 1, None), ("2024-Q2", 32, "chained", 2, None)
    ]  # fmt: skip


def test_growth_at_constant_prices_chains_nothing(told: Any) -> None:
    assert series(told, "吕梁市", "quarter_id, to_date::double, growth_printed::double") == [
        ("2024-Q2", 66, 10)
    ]


def test_a_stock_has_no_single_quarter(told: Any) -> None:
    assert series(told, "运城市", "quarter_id, to_date::double, quarter_value") == [
        ("2024-Q1", 90, None), ("2024-Q2", 120, None)
    ]  # fmt: skip


def total(told: Any, indicator: str, subject: str) -> list[tuple[Any, ...]]:
    query = f"select total::double, quarter_id, is_whole_year, additivity from total('{indicator}', 2024) where subject_name = ?"
    return told.connection.execute(query, [subject]).fetchall()


def test_a_total_is_the_last_year_to_date_or_the_sum_of_single_quarters(told: Any) -> None:
    assert total(told, "工业投资", "晋城市") == [(55, "2024-Q2", False, "additive")]
    assert total(told, "工业投资", "临汾市") == [(31, "2024-Q3", False, "additive")]


def test_the_total_of_a_stock_is_its_last_value(told: Any) -> None:
    assert total(told, "高新技术企业数", "运城市") == [(120, "2024-Q2", False, "semi_additive")]
