"""Tables in a text: header cells and row heads say what a cell is."""

ZONES = """开发区月度台账（2023年1-12月累计）

| 开发区 | 规上工业增加值(亿元) | 增速(%) | 工业投资(亿元) |
| --- | ---: | ---: | ---: |
| 阳泉高新区 | 29.3 | 16.6 | 32.3 |
| 平定经开区 | 22.6 | — | 9.9 |
"""
BULLETIN = """2022年上半年全市经济运行情况表
指标\t单位\t1-6月累计\t同比增长(%)
地区生产总值\t亿元\t1250.6\t5.3
固定资产投资\t亿元\t320.5\t-12.4
"""


def rows_of(reader, text, **context):
    return [
        (r["subject_name"], r["indicator"], r["measure"], r["value"], r["unit"], r["period"])
        for r in reader.figures(text, **context)
    ]


def test_one_row_for_each_zone(reader):
    year = "2023-01..2023-12"
    assert rows_of(reader, ZONES, city="阳泉市") == [
        ("阳泉高新区", "规上工业增加值", "level", 29.3, "亿元", year),
        ("阳泉高新区", "规上工业增加值", "growth", 16.6, "%", year),
        ("阳泉高新区", "工业投资", "level", 32.3, "亿元", year),
        ("平定经开区", "规上工业增加值", "level", 22.6, "亿元", year),
        ("平定经开区", "工业投资", "level", 9.9, "亿元", year),
    ]


def test_one_row_for_each_indicator(reader):
    half = "2022-01..2022-06"
    assert rows_of(reader, BULLETIN, city="襄阳市") == [
        ("襄阳市", "地区生产总值", "level", 1250.6, "亿元", half),
        ("襄阳市", "地区生产总值", "growth", 5.3, "%", half),
        ("襄阳市", "固定资产投资", "level", 320.5, "亿元", half),
        ("襄阳市", "固定资产投资", "growth", -12.4, "%", half),
    ]
