"""Tables of other shapes: where the indicator, the unit, the period and the subject stand, and how cells are parted."""

import pytest


def read(reader, text, **context):
    """(subject, indicator, measure, value, unit, period) of each figure."""
    return [
        (r["subject_name"], r["indicator"], r["measure"], r["value"], r["unit"], r["period"])
        for r in reader.figures(text, **context)
        if r["disposition"] == "figure"
    ]


HALF = "2023-01..2023-06"
QUARTER = "2024-01..2024-03"


@pytest.mark.parametrize(
    "table",
    [
        "| 开发区 | 本期 | 增长(%) |\n| --- | --- | --- |\n| 侯马经开区 | 28210 | 3.6 |\n| 高平经开区 | 5290 | -1.5 |",
        "开发区\t本期\t增长(%)\n侯马经开区\t28210\t3.6\n高平经开区\t5290\t-1.5",
        "开发区        本期     增长(%)\n侯马经开区    28210    3.6\n高平经开区     5290    -1.5",
        "开发区 本期 增长(%)\n侯马经开区 28210 3.6\n高平经开区 5290 -1.5",
        "开发区\n本期\n增长(%)\n侯马经开区\n28210\n3.6\n高平经开区\n5290\n-1.5",
        "开发区 |\n本期 |\n增长(%) |\n侯马经开区 |\n28210 |\n3.6 |\n高平经开区 |\n5290 |\n-1.5 |",
        "开发区 | 本期 | 增长(%)\n侯马经开区 | 28210 | 3.6\n高平经开区 | 5290 | -1.5",
    ],
    ids=["markdown", "tabs", "aligned", "one blank", "one cell a line", "cells with bars", "bars"],
)
def test_indicator_and_unit_in_the_caption_however_cells_are_parted(reader, table):
    text = f"山西省各开发区2023年上半年规上工业总产值\n单位：万元\n\n{table}\n"
    name = "规上工业总产值"
    assert read(reader, text, city="山西省") == [
        ("侯马经开区", name, "level", 28210.0, "万元", HALF),
        ("侯马经开区", name, "growth", 3.6, "%", HALF),
        ("高平经开区", name, "level", 5290.0, "万元", HALF),
        ("高平经开区", name, "growth", -1.5, "%", HALF),
    ]


def test_two_header_rows_with_merged_cells(reader):
    text = """滁州市开发区2024年一季度主要指标

| 开发区 | 固定资产投资 | | 进出口总额 | |
| --- | --- | --- | --- | --- |
| | 总量（亿元） | 增速（%） | 总量（亿美元） | 增速（%） |
| 滁州经开区 | 31.2 | 8.4 | 2.6 | -3.1 |
| 天长经开区 | 12.5 | 11.9 | — | — |
"""
    assert read(reader, text) == [
        ("滁州经开区", "固定资产投资", "level", 31.2, "亿元", QUARTER),
        ("滁州经开区", "固定资产投资", "growth", 8.4, "%", QUARTER),
        ("滁州经开区", "进出口总额", "level", 2.6, "亿美元", QUARTER),
        ("滁州经开区", "进出口总额", "growth", -3.1, "%", QUARTER),
        ("天长经开区", "固定资产投资", "level", 12.5, "亿元", QUARTER),
        ("天长经开区", "固定资产投资", "growth", 11.9, "%", QUARTER),
    ]


def test_merged_cells_that_left_no_empty_ones(reader):
    """A page of HTML gives the cells that there are, and nothing for those that are merged."""
    text = "\n".join(
        ["滁州市开发区2024年一季度主要指标（亿元、%）", "",
         *["开发区", "固定资产投资", "税收收入", "总量", "增速", "总量", "增速", "滁州经开区", "31.2", "8.4", "5.5", "2.2", "天长经开区", "12.5", "11.9", "1.8", "-0.6"]]
    )  # fmt: skip
    assert [r[:5] for r in read(reader, text)][:4] == [
        ("滁州经开区", "固定资产投资", "level", 31.2, "亿元"),
        ("滁州经开区", "固定资产投资", "growth", 8.4, "%"),
        ("滁州经开区", "税收收入", "level", 5.5, "亿元"),
        ("滁州经开区", "税收收入", "growth", 2.2, "%"),
    ]


def test_zones_in_columns_and_what_a_row_has_from_the_one_above(reader):
    text = """芜湖市2024年一季度开发区外贸情况

指标\t单位\t芜湖经开区\t芜湖高新区\t全市
进出口总额\t亿元\t88.1\t12.6\t140.2
同比增长\t%\t4.5\t-2.0\t3.3
占全市比重\t%\t62.8\t9.0\t—
"""
    name = "进出口总额"
    assert read(reader, text) == [
        ("芜湖经开区", name, "level", 88.1, "亿元", QUARTER),
        ("芜湖高新区", name, "level", 12.6, "亿元", QUARTER),
        ("芜湖市", name, "level", 140.2, "亿元", QUARTER),
        ("芜湖经开区", name, "growth", 4.5, "%", QUARTER),
        ("芜湖高新区", name, "growth", -2.0, "%", QUARTER),
        ("芜湖市", name, "growth", 3.3, "%", QUARTER),
        ("芜湖经开区", name, "share", 62.8, "%", QUARTER),
        ("芜湖高新区", name, "share", 9.0, "%", QUARTER),
    ]


def test_indicator_in_a_column_of_its_own(reader):
    """The zone's cell is merged over its rows, and the number of a row is none of its figures."""
    text = """南阳市2024年一季度开发区台账

序号\t开发区\t指标\t数值\t单位
1\t南阳高新区\t工业投资\t9.3\t亿元
2\t\t税收收入\t4200\t万元
3\t内乡高新区\t工业投资\t3.1\t亿元
"""
    assert read(reader, text) == [
        ("南阳高新区", "工业投资", "level", 9.3, "亿元", QUARTER),
        ("南阳高新区", "税收收入", "level", 4200.0, "万元", QUARTER),
        ("内乡高新区", "工业投资", "level", 3.1, "亿元", QUARTER),
    ]
    assert [q for q, d in reader.dispositions(text) if d == "reference"] == ["1", "2", "3"]


def test_periods_in_the_header(reader):
    text = """安庆高新区2023年上半年主要指标

| 指标 | 6月 | 1-6月累计 | 上年同期 | 增长（%） |
| --- | --- | --- | --- | --- |
| 规上工业总产值（亿元） | 8.2 | 47.5 | 41.0 | 15.9 |
"""
    name = "规上工业总产值"
    assert [r[2:] for r in read(reader, text) if r[1] == name] == [
        ("level", 8.2, "亿元", "2023-06..2023-06"),
        ("level", 47.5, "亿元", HALF),
        ("level", 41.0, "亿元", "2022-01..2022-06"),
        ("growth", 15.9, "%", HALF),
    ]


def test_years_in_the_header_and_indicators_in_rows(reader):
    text = """赣州经开区近三年主要指标

指标（亿元）\t2021\t2022\t2023
税收收入\t11.2\t12.5\t14.1
固定资产投资\t80.6\t88.3\t91.7
"""
    rows = [r for r in read(reader, text) if r[1] == "税收收入"]
    assert [(r[3], r[4], r[5]) for r in rows] == [
        (11.2, "亿元", "2021-01..2021-12"),
        (12.5, "亿元", "2022-01..2022-12"),
        (14.1, "亿元", "2023-01..2023-12"),
    ]


def test_goal_done_and_completion(reader):
    text = """贵阳市各开发区2024年一季度工业投资完成情况（单位：亿元、%）

开发区\t年度目标\t完成投资\t完成年度目标\t位次
贵阳经开区\t60\t12.3\t20.5\t2
贵阳高新区\t45\t10.8\t24.0\t1
"""
    rows = [r for r in reader.figures(text) if r["subject_name"] == "贵阳经开区"]
    assert [(r["measure"], r["value"], r["unit"], r["scenario"], r["period"]) for r in rows] == [
        ("level", 60.0, "亿元", "target", "2024-01..2024-12"),
        ("level", 12.3, "亿元", "actual", QUARTER),
        ("completion", 20.5, "%", "actual", QUARTER),
        ("rank", 2.0, "位", "actual", QUARTER),
    ]
    assert {r["indicator"] for r in rows} == {"工业投资"}


def test_a_rank_is_of_what_stands_beside_it(reader):
    text = """绵阳市开发区2024年一季度规上工业增加值

| 园区 | 总量（亿元） | 位次 | 增速（%） | 位次 |
| --- | --- | --- | --- | --- |
| 绵阳高新区 | 40.1 | 1 | 7.7 | 2 |
| 绵阳经开区 | 22.9 | 2 | 9.1 | 1 |
"""
    ranks = [(r["value"], r["rank_of"]) for r in reader.figures(text) if r["measure"] == "rank"]
    assert ranks == [(1.0, "level"), (2.0, "growth"), (2.0, "level"), (1.0, "growth")]


def test_a_rank_before_the_quantities_is_of_the_one_that_orders_the_rows(reader):
    text = """遵义市各开发区2024年一季度税收收入（万元）

排名\t开发区\t税收收入\t增长%
1\t遵义经开区\t9100\t3.3
2\t播州经开区\t7200\t8.8
3\t仁怀经开区\t5100\t-1.2
"""
    ranks = [r for r in reader.figures(text) if r["measure"] == "rank"]
    assert [(r["value"], r["rank_of"], r["indicator"]) for r in ranks] == [
        (n, "level", "税收收入") for n in (1.0, 2.0, 3.0)
    ]


def test_a_total_is_the_tables_own_subject_and_the_whole_city_is_told_apart(reader):
    text = """洛阳市开发区2024年一季度工业投资（亿元）

开发区\t完成额
洛阳高新区\t14.0
偃师经开区\t6.0
合计\t20.0
全市\t55.5
"""
    rows = [(r["subject_name"], r["value"], r["scope"]) for r in reader.figures(text)]
    assert rows[2:] == [("洛阳市", 20.0, None), ("洛阳市", 55.5, "全市")]


def test_counties_cities_and_parks_that_no_register_names(reader):
    text = """岳阳市2024年一季度规上工业增加值增速

地区\t增速（%）\t比1-2月（个百分点）
云溪区\t5.0\t0.3
城陵矶港产业园\t12.1\t-0.8
湘阴县\t6.6\t1.0
"""
    rows = reader.figures(text)
    assert [(r["subject_level"], r["subject_name"]) for r in rows][::2] == [
        ("county", "云溪区"),
        ("zone", "城陵矶港产业园"),
        ("county", "湘阴县"),
    ]
    assert [(r["measure"], r["comparator"]) for r in rows][:2] == [("growth", None), ("gap", "1-2月")]


def test_stages_of_projects_take_their_facets_from_the_columns(reader):
    text = """昭通市开发区2024年一季度项目情况

| 开发区 | 签约项目 | | 开工项目 | |
| --- | --- | --- | --- | --- |
| | 个数（个） | 总投资（亿元） | 个数（个） | 总投资（亿元） |
| 昭阳经开区 | 12 | 30.5 | 8 | 21.0 |
"""
    assert [r[1:5] for r in read(reader, text)] == [
        ("签约项目数", "level", 12.0, "个"),
        ("签约项目总投资", "level", 30.5, "亿元"),
        ("开工项目数", "level", 8.0, "个"),
        ("开工项目总投资", "level", 21.0, "亿元"),
    ]


def test_a_table_of_named_projects(reader):
    text = """玉溪高新区重点项目进展（截至2024年3月底，单位：万元）

序号\t项目名称\t总投资\t年度计划投资\t累计完成投资\t形象进度
1\t高原果蔬加工厂\t52000\t20000\t6100\t主体完成40%
2\t8英寸传感器产线\t30000\t9000\t—\t3号楼封顶
"""
    rows = reader.figures(text)
    first = [r for r in rows if r["subject_name"] == "高原果蔬加工厂"]
    assert [(r["subject_level"], r["indicator"], r["value"], r["unit"], r["scenario"]) for r in first] == [
        ("project", "项目总投资", 52000.0, "万元", "actual"),
        ("project", "项目已完成投资", 20000.0, "万元", "target"),
        ("project", "项目已完成投资", 6100.0, "万元", "actual"),
    ]
    assert [(r["value"], r["unit"]) for r in rows if r["disposition"] == "other_figure"] == [(40.0, "%")]


def test_industries_in_rows_are_parts(reader):
    text = """德阳高新区2024年一季度分行业规上工业总产值（亿元）

行业\t产值\t增长（%）
通用航空\t11.1\t2.2
油气装备\t9.0\t-4.4
合计\t20.1\t-0.9
"""
    rows = [(r["subject_name"], r["value"], r["scope"]) for r in reader.figures(text)]
    assert rows[0] == ("德阳高新区", 11.1, "通用航空")
    assert rows[2] == ("德阳高新区", 9.0, "油气装备")
    assert rows[4] == ("德阳高新区", 20.1, None)


def test_a_page_break_inside_a_table(reader):
    text = """宜春市开发区2024年一季度指标

| 开发区 | 税收收入（万元） | 增长（%） |
| --- | --- | --- |
| 宜春经开区 | 8800 | 1.5 |

— 3 —

| 开发区 | 税收收入（万元） | 增长（%） |
| --- | --- | --- |
| 樟树高新区 | 6400 | 2.5 |

— 4 —

| 丰城高新区 | 7700 | 3.5 |
"""
    assert [(r[0], r[3]) for r in read(reader, text)] == [
        ("宜春经开区", 8800.0), ("宜春经开区", 1.5),
        ("樟树高新区", 6400.0), ("樟树高新区", 2.5),
        ("丰城高新区", 7700.0), ("丰城高新区", 3.5),
    ]  # fmt: skip


def test_a_table_behind_the_plans_says_what_was_done(reader):
    text = """三明高新区2024年一季度运行情况

一季度，三明高新区规上工业增加值增长6.1%。

下一步，将力争全年工业投资增长10%以上。

附表 三明高新区主要指标
指标\t1-3月（亿元）\t增长（%）
固定资产投资\t9.9\t4.0
工业投资\t5.5\t6.0
"""
    rows = [r for r in reader.figures(text) if "table" in r["rule"]]
    assert {(r["scenario"], r["period"]) for r in rows} == {("actual", QUARTER)}


@pytest.mark.parametrize(
    ("table", "labels"),
    [
        ("园区\t得分\t档次\n榆林高新区\t91.2\t一档\n榆阳经开区\t88.7\t二档", ["榆林高新区 得分", "榆阳经开区 得分"]),
        ("园区\t企业满意度\t走访次数\n榆林高新区\t91.2\t6\n榆阳经开区\t88.7\t9",
         ["榆林高新区 企业满意度", "榆林高新区 走访次数", "榆阳经开区 企业满意度", "榆阳经开区 走访次数"]),
    ],
)  # fmt: skip
def test_what_no_head_explains_is_kept_under_the_words_of_the_table(reader, table, labels):
    text = f"榆林市2024年一季度园区考核\n\n{table}\n"
    rows = reader.figures(text)
    assert [r["indicator_label"] for r in rows] == labels
    assert {r["disposition"] for r in rows} == {"other_figure"}
    assert "name" not in {d for _, d in reader.dispositions(text)}


def test_a_row_that_lost_a_cell_is_not_guessed(reader):
    text = "\n".join(
        ["榆林市2024年一季度园区指标", "",
         *["园区", "税收收入（万元）", "工业投资（万元）", "榆林高新区", "900", "700", "榆阳经开区", "800", "神木高新区", "600", "500"]]
    )  # fmt: skip
    assert [(r[0], r[3]) for r in read(reader, text)] == [
        ("榆林高新区", 900.0), ("榆林高新区", 700.0), ("神木高新区", 600.0), ("神木高新区", 500.0),
    ]  # fmt: skip
    assert ("800", "other_figure") in reader.dispositions(text)


def test_lines_that_are_numbers_stay_two_numbers(reader):
    text = "侯马经开区2023年快报\n\n发布时间：2023-07-05 09:26:31\n2023年上半年，侯马经开区固定资产投资4.5亿元。\n\n规模以上工业总产值\n万元\n13642\n8.5\n"
    found = dict(reader.dispositions(text))
    assert found["13642"] == found["8.5"] == "other_figure"
    assert found["31"] == found["09"] == found["05"] == "date"
    assert next(r["period"] for r in reader.figures(text)) == HALF


def test_each_table_is_told_of_with_what_was_read_and_what_not(reader):
    text = """榆林市2024年一季度园区指标

一季度，榆林高新区税收收入增长2%。

表1 园区情况
园区\t税收收入（万元）\t得分
榆林高新区\t900\t91.2
榆阳经开区\t800\t88.7

表2 企业情况
园区\t税收收入（万元）\t增长（%）
神木高新区\t600\t5.0
"""
    rows = reader.frames(text)["text_table"].to_dicts()
    assert [
        (r["heading"], r["rows"], r["columns"], r["numbers_read"], r["numbers_unread"]) for r in rows
    ] == [
        ("表1园区情况", 3, 3, 2, 2),
        ("表2企业情况", 2, 3, 2, 0),
    ]
    assert [(r["why"], r["heads_unread"]) for r in rows] == [("unknown_head", "得分"), (None, None)]
    assert text[rows[0]["char_start"] :].startswith("园区")
    assert text[: rows[0]["char_end"]].endswith("88.7")


def test_units_of_the_caption_go_to_what_is_counted_in_them(reader):
    """And who is added up in a total is not whom the total is about."""
    text = (
        "晋城市2024年一季度开发区三个一批情况表\n单位：亿元、个、%\n\n"
        "开发区\t签约\t\t开工\t\t开工率\n\t项目数\t总投资\t项目数\t总投资\t\n"
        "晋城经开区\t12\t33.5\t10\t30.1\t83.3\n高平经开区\t8\t20.0\t6\t11.0\t75.0\n合计\t20\t53.5\t16\t41.1\t80.0\n"
    )
    rows = read(reader, text)
    assert [r[1:5] for r in rows[:5]] == [
        ("签约项目数", "level", 12.0, "个"),
        ("签约项目总投资", "level", 33.5, "亿元"),
        ("开工项目数", "level", 10.0, "个"),
        ("开工项目总投资", "level", 30.1, "亿元"),
        ("签约项目开工率", "level", 83.3, "%"),
    ]
    assert {r[0] for r in rows[10:]} == {"晋城市"}


def test_months_in_rows_and_what_is_added_up_to_them(reader):
    text = """太原市2023年规上工业总产值各月情况（亿元）

月份\t当月\t累计\t增长（%）
1-2月\t—\t30.5\t3.3
3月\t18.2\t48.7\t4.4
"""
    assert [r[2:] for r in read(reader, text)] == [
        ("level", 30.5, "亿元", "2023-01..2023-02"),
        ("growth", 3.3, "%", "2023-01..2023-02"),
        ("level", 18.2, "亿元", "2023-03..2023-03"),
        ("level", 48.7, "亿元", "2023-01..2023-03"),
        ("growth", 4.4, "%", "2023-01..2023-03"),
    ]


def test_a_difference_in_the_quantitys_own_unit_is_no_growth(reader):
    text = """大连市开发区2024年1-5月实际利用外资
（单位：万美元）

地区    本年累计    去年同期    增减额    增减%
大连高新区    5200    4900    300    6.1
旅顺经开区    800    1000    -200    -20.0
"""
    assert [r[2:] for r in read(reader, text)[:4]] == [
        ("level", 5200.0, "万美元", "2024-01..2024-05"),
        ("level", 4900.0, "万美元", "2023-01..2023-05"),
        ("gap", 300.0, "万美元", "2024-01..2024-05"),
        ("growth", 6.1, "%", "2024-01..2024-05"),
    ]


def test_header_words_that_a_narrow_column_broke(reader):
    text = """2023年1-9月晋中市各开发区主要指标

开发区      规上工业    同比     固定资产
            增加值      增速     投资
           （亿元）    （%）    （亿元）
晋中经开区    45.2      6.1      30.5
祁县经开区    12.7      9.9       8.4
"""
    assert [r[1:5] for r in read(reader, text)[:3]] == [
        ("规上工业增加值", "level", 45.2, "亿元"),
        ("规上工业增加值", "growth", 6.1, "%"),
        ("固定资产投资", "level", 30.5, "亿元"),
    ]


def test_goals_of_a_table_that_sets_them(reader):
    text = """2024年山西省各市开发区主要目标任务分解表
单位：亿元

| 市 | 规上工业增加值 | 固定资产投资 |
|---|---|---|
| 太原 | 500 | 300 |
| 大同 | 120 | 90 |
"""
    rows = reader.figures(text)
    assert {(r["scenario"], r["period"]) for r in rows} == {("target", "2024-01..2024-12")}
    assert [r["subject_name"] for r in rows][::2] == ["太原市", "大同市"]


@pytest.mark.parametrize("unit", ["单位：万美元", "（单位：万人）", "从业人员（万人）", "产值（百万元）"])
def test_a_unit_that_begins_as_a_numeral_is_none(reader, unit):
    assert reader.dispositions(f"大连高新区2024年1-5月指标\n{unit}\n") == [
        ("2024", "date"), ("1", "date"), ("5", "date")
    ]  # fmt: skip
