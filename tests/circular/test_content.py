"""What stands in a circular is what the marts hold, with its source; what they don't hold is not said."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from docx.document import Document as WordDocument

HERE = runpy.run_path(str(Path(__file__).parent / "conftest.py"))
text_of, tables_of = HERE["text_of"], HERE["tables_of"]
Word = Callable[..., WordDocument]
Changed = Callable[..., Path]
MARK = re.compile(r"(?:\[\d+\])+")
# periods, headings of attachments, ranks that are open, and names are no values
NO_VALUES = re.compile(
    r"\d{4}年(?:\d+月至\d{4}年\d+月|\d+—\d+月|\d+月|[一二三四]季度)?|附件：?\d*．?|\d．|三个一批|“[^”]*”|（口径[^）]*）"
)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
COLUMNS = """
select table_name, column_name from duckdb_columns()
where (table_name like 'mart_%' or table_name = 'fact_figure') and data_type in ('DECIMAL(18,4)', 'BIGINT') and schema_name = 'main'
"""


def body_of(document: WordDocument) -> str:
    """All that is printed before the list of sources, tables included."""
    lines = text_of(document).split("\n")
    cut = max(number for number, line in enumerate(lines) if line == "数据来源")
    cells = [cell for table in tables_of(document) for row in table for cell in row]
    return "\n".join([*lines[:cut], *cells])


def held_by(database: Path) -> set[Decimal]:
    """All numbers that the marts and figures hold, without their signs."""
    with duckdb.connect(str(database), read_only=True) as connection:
        held: set[Decimal] = set()
        for table, column in connection.execute(COLUMNS).fetchall():
            found = connection.execute(
                f'select distinct "{column}" from {table} where "{column}" is not null'
            )
            held |= {abs(Decimal(row[0])) for row in found.fetchall()}
    return held | {round(value, 2) for value in held}


@pytest.mark.parametrize("name", ["invented", "samples"])
def test_every_number_is_held_by_a_mart(name: str, word: Word, request: pytest.FixtureRequest) -> None:
    database = request.getfixturevalue(name)
    text = NO_VALUES.sub("", MARK.sub("", body_of(word(database))))
    found = {Decimal(number) for number in NUMBER.findall(text)}
    assert len(found) > 15
    assert found <= held_by(database)


@pytest.mark.parametrize("name", ["invented", "samples"])
def test_every_value_of_a_table_has_a_source(name: str, word: Word, request: pytest.FixtureRequest) -> None:
    for table in tables_of(word(request.getfixturevalue(name))):
        heads = [row for row in table if not any(MARK.search(cell) for cell in row)]
        names = heads[-1]
        for row in table[len(heads) :]:
            for column, cell in zip(names, row, strict=True):
                told = NUMBER.search(cell) and not re.search("位次|时期|差距|口径|地区|主体", column)
                assert not told or MARK.search(cell), (column, cell)


def test_every_sentence_with_a_value_has_a_source_that_quotes_it(invented: Path, word: Word) -> None:
    document = word(invented)
    lines = text_of(document).split("\n")
    notes = {match[1]: line for line in lines if (match := re.match(r"\[(\d+)\] ", line))}
    with duckdb.connect(str(invented), read_only=True) as connection:
        figures = {row[0] for row in connection.execute("select figure_id from fact_figure").fetchall()}
    for note in notes.values():
        ids = re.findall(r"([0-9a-f]{16})（([^）]+)）", note)
        assert ids and {figure_id for figure_id, _ in ids} <= figures
        assert all(quote in note.partition("“")[2].partition("”　")[0] for _, quote in ids)
        paper = "钱江开发报；2024年4月19日；数据截至2024年3月；文件cities.txt；example.org/4"
        office = "来源：浙江省商务厅2024年4月22日；数据截至2024年3月；文件province.txt"
        assert f"《2024年一季度各市开发区指标》（{paper}）" in note or f"运行通报》（{office}）" in note
    own = [line for line in lines[: lines.index("附件1")] if not line.startswith("注：")]
    told = [line for line in own if re.search(r"\d+(\.\d+)?(%|亿元|个)", line)]
    assert len(told) > 8
    for line in told:
        for sentence in filter(None, line.split("。")):
            marks = re.findall(r"\[(\d+)\]", sentence)
            assert marks, sentence
            assert set(marks) <= set(notes)


def test_growth_is_held_against_target_and_average(invented: Path, word: Word) -> None:
    text = MARK.sub("", text_of(word(invented)))
    assert "全省规上工业增加值812.6亿元，同比增长7.4%，增速高于省定目标（6.5%）0.9个百分点。" in text
    assert (
        "增速高于全省平均的市有杭州市（9.8%）、嘉兴市（8.2%）；低于全省平均的有宁波市（6.6%）、温州市（-1.3%）。"
        in text
    )
    assert "温州市（-1.3%，沿用浙江省省定目标6.5%）。" in text
    assert "【红色】温州市2024年1—3月规上工业增加值增速为-1.3%，低于0%，为负增长。" in text


def test_the_table_shows_values_growth_and_ranks(invented: Path, word: Word) -> None:
    table = [[MARK.sub("", cell) for cell in row] for row in tables_of(word(invented))[0]]
    assert table[0][:4] == ["地区", "规上工业增加值", "规上工业增加值", "规上工业增加值"]
    assert table[1][1:4] == ["数值（亿元）", "增速（%）", "增速位次"]
    assert ["嘉兴市", "120.9", "8.2", "2", "—"] in table
    # what is doubtful is marked
    assert ["宁波市", "188.30", "6.6", "3", "91.4※"] in table
    assert ["温州市", "96.7", "-1.3", "4", "超过85※"] in table


def test_a_rank_that_a_bound_leaves_open_is_a_range(samples: Path, word: Word) -> None:
    table = [[MARK.sub("", cell) for cell in row] for row in tables_of(word(samples))[0]]
    assert ["太原市", "超过90", "1—8", "100", "1"] in table


def test_the_table_says_where_a_rate_went(changed: Changed, word: Word) -> None:
    # as if texts had stated the distance from the quarter before
    insert = """
        insert into mart_gap by name
        select * replace ('previous_quarter' as benchmark, {gap} as gap) from mart_gap
        where subject_name = '{name}' and measure = 'growth' and benchmark = 'provincial_average'
    """
    database = changed(
        insert.format(gap="-0.4", name="宁波市"), insert.format(gap="2.1", name="嘉兴市"), insert.format(gap="0", name="杭州市")
    )  # fmt: skip
    cells = {row[0]: MARK.sub("", row[2]) for row in tables_of(word(database))[0]}
    assert (cells["宁波市"], cells["嘉兴市"], cells["杭州市"]) == ("6.6↓", "8.2↑", "9.8→")
    assert cells["温州市"] == "-1.3"


def test_bounds_and_contested_values_are_said_to_be(changed: Changed, word: Word) -> None:
    database = changed(
        "update mart_ranking set bound = 'ge' where subject_name = '浙江省' and indicator_id = 'fixed_asset_investment'",
        "update mart_ranking set contested = true where subject_name = '杭州市' and measure = 'growth'",
    )
    document = word(database)
    assert "全省固定资产投资不低于655.3亿元，同比增长不低于4.1%" in MARK.sub("", text_of(document))
    assert "杭州市（9.8%（同一文件另有不同数值）" in MARK.sub("", text_of(document))
    assert "9.8△" in MARK.sub("", str(tables_of(document)[0]))


DOUBT = "update fact_figure set certainty = 'doubtful' where subject_name = '{}' and indicator_id = '{}'"


def test_doubtful_figures_stay_out_of_sentences_and_are_marked_in_tables(
    changed: Changed, word: Word
) -> None:
    database = changed(DOUBT.format("浙江省", "fixed_asset_investment"), DOUBT.format("温州市", "industrial_value_added"))  # fmt: skip
    document = word(database)
    text = text_of(document)
    assert "固定资产投资" not in text[: text.index("附件1")]
    assert "温州市（-1.3%" not in text and "为负增长" not in text
    assert "另有预警所据数据读取存疑" in text
    cells = [cell for table in tables_of(document) for row in table for cell in row]
    assert any(cell.startswith("655.3亿元※") for cell in cells)
    assert any(cell.startswith("-1.3※") for cell in cells)


def test_an_office_may_have_doubtful_figures_in_sentences_marked(
    changed: Changed, word: Word, tmp_path: Path
) -> None:
    (tmp_path / "own" / "bulletin").mkdir(parents=True)
    (tmp_path / "own" / "bulletin" / "settings.toml").write_text('doubtful = "mark"\n', encoding="utf-8")
    database = changed(DOUBT.format("浙江省", "fixed_asset_investment"))
    text = MARK.sub("", text_of(word(database, own=tmp_path / "own")))
    assert "全省固定资产投资655.3亿元※，同比增长4.1%※。" in text


def test_a_target_of_the_reference_data_is_called_that(changed: Changed, word: Word) -> None:
    database = changed(
        "update mart_gap set benchmark_figure_id = null, benchmark_basis = 'reference' where benchmark = 'provincial_target'"
    )
    text = text_of(word(database))
    assert "高于省定目标（参考目标6.5%）" in MARK.sub("", text)
    assert re.search(r"\[\d+\] 参考目标（targets\.csv）：浙江省2024年规上工业增加值增速省定目标6\.5%。", text)


def test_a_sentence_whose_value_is_missing_vanishes_whole(changed: Changed, word: Word) -> None:
    database = changed(
        "delete from mart_ranking where subject_name = '浙江省' and indicator_id = 'industrial_value_added' and measure = 'level'",
        "update mart_pipeline set signed_investment = null",
    )
    text = MARK.sub("", text_of(word(database)))
    assert "全省规上工业增加值同比增长7.4%，高于省定目标（6.5%）0.9个百分点。" in text
    assert "浙江省签约项目128个。" in text
    assert not re.search("None|Missing|总投资。|，。|亿元亿元|（）", text)


def test_a_part_without_data_says_so(changed: Changed, word: Word) -> None:
    database = changed("delete from mart_pipeline", "delete from mart_warning")
    text = text_of(word(database))
    assert "三、项目建设\n本季度未见相关数据。\n四、预警与问题\n本季度未触发预警规则。" in text


def test_values_of_another_period_are_said_to_be(changed: Changed, word: Word) -> None:
    database = changed(
        "update mart_ranking set period_end = date '2024-02-29', months = 2 where subject_name = '浙江省' and indicator_id = 'fixed_asset_investment'"
    )
    text = MARK.sub("", text_of(word(database)))
    assert "全省固定资产投资655.3亿元（2024年1—2月）" in text


def test_a_city_is_reported_on_by_its_zones(samples: Path, word: Word) -> None:
    document = word(samples, "晋城市")
    assert document.core_properties.title == "关于2024年一季度晋城市开发区建设发展情况的通报"
    assert "全市规上工业增加值108.78亿元，同比增长20.35%" in MARK.sub("", text_of(document))
    assert "山西省" not in {row[0] for table in tables_of(document) for row in table}
