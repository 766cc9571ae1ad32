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
@pytest.mark.parametrize("quarter", ["2024-Q1", "2024年一季度"])
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
    ("quarter", "names"),
    [
        ("2024-Q1", ["2024-Q1", "2024Q1", "2024 q1", "Q1 2024", "2024年第一季度", "2024年一季度", "2024年1季度", "24年一季度",
                     "２０２４年第１季度", "二〇二四年一季度", "2024年3月", "2024年1—3月", "2024-03", "202403"]),
        ("2023-Q2", ["2023年上半年", "2023H1", "2023年二季度", "2023年1-6月", "2023年5月底"]),
        ("2023-Q3", ["2023年前三季度", "2023年1—9月", "2023Q3"]),
        ("2023-Q4", ["2023年", "2023", "2023年全年", "2023年度", "2023年下半年", "2023年四季度", "2023年12月"]),
        (None, ["春天", "", "第一季度"]),
    ],
)  # fmt: skip
def test_quarters_are_read_as_people_write_them(ask, quarter: str | None, names: list[str]) -> None:
    assert {name: ask(f"select quarter_read('{name}')")[0][0] for name in names} == dict.fromkeys(
        names, quarter
    )


def test_a_quarter_that_is_not_there_is_answered_with_the_nearest(ask) -> None:
    assert ask(
        "select quarter_named('1984年一季度'), quarter_named('2050Q3'), quarter_named('2023年5月')"
    ) == [("2023-Q1", "2024-Q1", "2023-Q2")]


@pytest.mark.parametrize(
    ("name", "indicator"),
    [
        ("增加值", "industrial_value_added"), ("规模以上工业增加值", "industrial_value_added"),
        ("规上 工业增加值", "industrial_value_added"), ("规上工业增加值增速", "industrial_value_added"),
        ("规上工业的增加值（亿元）", "industrial_value_added"), ("INDUSTRIAL_VALUE_ADDED", "industrial_value_added"),
        ("Value added by industry above designated size", "industrial_value_added"),
        ("项目的开工率", "start_rate"), ("光速", None), ("warp drive", None),
    ],
)  # fmt: skip
def test_synonyms_and_near_names_name_the_indicator(run, name: str, indicator: str | None) -> None:
    connection = run(
        ref_synonym=[
            {"term": "增加值", "indicator_id": "industrial_value_added"},
            {"term": "规模以上工业增加值", "indicator_id": "industrial_value_added"},
            {"term": "项目开工率", "indicator_id": "start_rate"},
        ]
    )
    assert connection.execute(f"select indicator_named('{name}')").fetchall() == [(indicator,)]


@pytest.mark.parametrize(
    ("call", "rows", "note"),
    [
        ("ranking('规上工业增加值', '2024-Q1')", 3, None),
        ("ranking('规上的工业增加', '2024-Q1')", 3, "没有“规上的工业增加”，以下为最近的“规上工业增加值”"),
        ("ranking('光速', '2024-Q1')", 1, "没有与“光速”相近的指标"),
        ("ranking('规上工业增加值', '1984-Q1')", 1, "没有该季度，以下为最近的2023-Q1"),
        ("ranking('规上工业增加值', '2023年二季度')", 1, "有数据的季度：2023-Q1, 2024-Q1"),
        ("ranking('规上工业增加值', '春天')", 1, "未识别季度“春天”"),
        ("ranking(null, null)", 1, "没有与“”相近的指标"),
        ("gap('光速', '2024-Q1')", 1, "nothing in dim_indicator is like it"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest_and_a_note(
    ask, call: str, rows: int, note: str | None
) -> None:
    found = [row[0] for row in ask(f"select note from {call}")]
    assert len(found) == rows
    assert all(each is None if note is None else note in each for each in found)


@pytest.mark.parametrize("call", ["trend('规上工业增加值', '火星市')", "source_of('nowhere')"])
def test_an_unknown_subject_or_figure_gives_no_rows(ask, call: str) -> None:
    assert ask(f"from {call}") == []


def test_every_macro_is_described() -> None:
    made = {name for file in ordered_files() if file.path.parent.name == "macros" for name in file.makes}
    assert made == {macro.name for macro in MACROS}
