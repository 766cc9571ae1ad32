"""What analysts call: the table macros, and the names that they take."""

from __future__ import annotations

import pytest

from flows.contracts.macros import MACROS
from flows.warehouse import ordered_files

FIGURES = [
    {"value": 16, "measure": "growth", "unit": "%"},
    {
        "value": 62.3,
        "subject_level": "zone",
        "zone_id": "jincheng-jkq",
        "subject_name": "晋城经开区",
        "indicator_label": "工业增加值（规上）",
    },
    {"value": 46.48, "subject_level": "zone", "zone_id": "gaoping-jkq", "subject_name": "高平经开区"},
    {
        "value": 40,
        "subject_level": "zone",
        "zone_id": "gaoping-jkq",
        "subject_name": "高平经开区",
        "period_start": "2023-01-01",
        "period_end": "2023-03-31",
    },
    {"value": 90, "indicator_id": "start_rate", "indicator_label": "开工率", "unit": "%"},
    {"value": 3, "indicator_id": "zones", "indicator_label": "开工率", "unit": "个"},
    {"value": 4, "indicator_id": "start_rate", "indicator_label": "开工率", "unit": "%", "scope": "战新"},
]


@pytest.fixture
def ask(run):
    """Give a function that asks the sample's warehouse with these figures."""
    from datetime import date

    figures = [
        {key: date.fromisoformat(value) if key.startswith("period") else value for key, value in row.items()}
        for row in FIGURES
    ]
    connection = run(figure=figures)
    return lambda query: connection.execute(query).fetchall()


@pytest.mark.parametrize(
    "name", ["规上工业增加值", "industrial_value_added", "Value added of industry above designated size"]
)
@pytest.mark.parametrize("quarter", ["2024-Q1", "2024年第一季度", "2024年一季度", "Q1 2024"])
def test_ranking_and_gap_take_names_and_ids(ask, name: str, quarter: str) -> None:
    found = ask(
        f"select subject_name, rank, indicator_zh from ranking('{name}', '{quarter}') where measure = 'level'"
    )
    assert found == [("晋城经开区", None, "规上工业增加值"), ("高平经开区", None, "规上工业增加值")]
    assert ask(
        f"select value::double, benchmark_value::double from gap('{name}', '{quarter}') "
        "where benchmark = 'same_quarter_last_year'"
    ) == [(46.48, 40.0)]


def test_words_of_the_texts_name_the_indicator_of_most_figures(ask) -> None:
    assert ask("select indicator_named('开工率'), indicator_named('工业增加值（规上）')") == [
        ("start_rate", "industrial_value_added")
    ]
    assert ask("select distinct indicator_id from ranking('开工率', '2024-Q1')") == [("start_rate",)]


@pytest.mark.parametrize("subject", ["高平经开区", "gaoping-jkq", "高平经济技术开发区"])
def test_trend_follows_a_zone_over_time(ask, subject: str) -> None:
    query = f"select quarter_id, value::double from trend('规上工业增加值', '{subject}')"
    assert ask(query) == [("2023-Q1", 40.0), ("2024-Q1", 46.48)]


@pytest.mark.parametrize("subject", ["晋城市", "140500"])
def test_a_city_is_not_its_zones(ask, subject: str) -> None:
    assert ask(f"select subject_name, measure from trend('规上工业增加值', '{subject}')") == [
        ("晋城市", "growth")
    ]


def test_a_figure_is_found_in_its_document(ask) -> None:
    assert ask(
        "select figure_id, document_id, path, title, char_start, quote, value::double from source_of('f2')"
    ) == [("f2", "001", "raw/001.txt", "晋城市开发区一季度运行情况", 20, "62.3", 62.3)]


@pytest.mark.parametrize(
    "call",
    [
        "ranking('光速', '2024-Q1')",
        "ranking('规上工业增加值', '1984-Q1')",
        "ranking(null, null)",
        "gap('光速', '2024-Q1')",
        "trend('规上工业增加值', '火星市')",
        "source_of('nowhere')",
    ],
)
def test_an_unknown_name_gives_no_rows(ask, call: str) -> None:
    assert ask(f"from {call}") == []


def test_every_macro_is_described() -> None:
    made = {name for file in ordered_files() if file.path.parent.name == "macros" for name in file.makes}
    assert made == {macro.name for macro in MACROS}
