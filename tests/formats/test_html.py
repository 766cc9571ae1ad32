"""Web pages as text."""

from __future__ import annotations

import pytest

from flows.formats import SUFFIXES


def lines(page: str, encoding: str = "utf-8") -> list[str]:
    return SUFFIXES[".html"].read(page.encode(encoding)).text.splitlines()


def test_scripts_navigation_and_forms_are_left_out_and_boxes_are_not() -> None:
    page = """<html><head><title>简报</title><style>p{width:33px}</style></head><body><nav>首页 1</nav>
      <div class="footer-like sidebar"><p>完成投资5亿元。</p></div><aside>签约项目8个。</aside>
      <script>var x = 12;</script><select><option>2019</option></select><noscript>9</noscript></body></html>"""
    assert lines(page) == ["# 简报", "完成投资5亿元。", "签约项目8个。"]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<h1>一季度运行情况</h1>", "# 一季度运行情况"),
        ("<div class=t>一季度运行情况</div>", "一季度运行情况"),
        ("<p>正文</p>", "# 一季度运行情况_某市商务局"),
    ],
)
def test_the_title_stands_once(body: str, title: str) -> None:
    found = lines(
        f"<html><head><title>一季度运行情况_某市商务局</title></head><body>{body}<p>增长5%。</p></body></html>"
    )
    assert found[0] == title
    assert sum("一季度运行情况" in line for line in found) == 1


def test_entities_are_decoded_and_blanks_of_the_source_are_none() -> None:
    assert lines("<p>A&amp;B&nbsp;公司&#12289;增长\n   5&percnt;&lt;6&#37;</p>") == [
        "A&B\xa0公司、增长 5%<6%"
    ]


def test_inline_elements_part_nothing_and_blocks_do() -> None:
    page = "<p>完成<b>12</b><span>.5</span>亿元</p><div>增长<font color=red>3</font>%<br>下降<i>2</i>%</div>"
    assert lines(page) == ["完成12.5亿元", "增长3%", "下降2%"]


def test_merged_cells_keep_the_columns() -> None:
    page = """<table><caption>各区指标</caption>
      <tr><th rowspan=2>开发区<th colspan=2>工业增加值</tr><tr><td>总量<td>增速</tr>
      <tr><td rowspan=2>东区<td>1.5<td rowspan=2>8</tr><tr><td>2.5</tr></table>"""
    assert lines(page) == [
        "各区指标",
        "| 开发区 | 工业增加值 |  |",
        "| 开发区 | 总量 | 增速 |",
        "| 东区 | 1.5 | 8 |",
        # words are said of each row that a cell spans, and a number once
        "| 东区 | 2.5 |  |",
    ]


def test_a_table_that_lays_out_the_page_is_none() -> None:
    cell = "<td><p>一季度完成投资5亿元。</p><table><tr><td>甲区<td>3</tr><tr><td>乙区<td>4</tr></table></td>"
    assert lines(f"<table><tr><td>导航</td>{cell}</tr></table>") == [
        "导航", "一季度完成投资5亿元。", "| 甲区 | 3 |", "| 乙区 | 4 |",
    ]  # fmt: skip


def test_a_bar_in_a_cell_makes_no_column() -> None:
    assert lines("<table><tr><td>a|b<td>1</tr><tr><td>c<td>2</tr></table>")[0] == "| a/b | 1 |"


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "utf-8", "utf-16", "big5"])
def test_pages_say_their_encoding_or_show_it(encoding: str) -> None:
    said = "一季度完成投資5億元" if encoding in ("big5", "utf-16") else "一季度完成投资5亿元"
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}"></head><p>{said}</p>'
    assert lines(page, encoding) == [said]


def test_a_page_that_says_a_wrong_encoding_is_read_all_the_same() -> None:
    page = (
        '<?xml version="1.0" encoding="gb2312"?><html><meta charset="gb2312"><p>一季度完成投资5亿元和更多</p>'
    )
    assert SUFFIXES[".html"].read(page.encode()).text.strip().endswith("更多")
