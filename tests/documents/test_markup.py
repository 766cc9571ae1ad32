"""Tags, entities and cell marks become what they stand for; every character keeps its place, no digit is lost."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import paths
from flows.documents import Document, clean, prepare
from flows.documents.markup import flat
from flows.figures import extract
from flows.reference import load_reference


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("签约项目&nbsp;21&nbsp;个，总投资&amp;nbsp;30亿元。", "签约项目21个，总投资30亿元。"),
        ("<p>签约项目21个。</p><p>开工项目9个。</p>", "签约项目21个。\n开工项目9个。"),
        ("签约项目21个。<br/>开工项目9个。<BR>投产项目4个。", "签约项目21个。\n开工项目9个。\n投产项目4个。"),
        ("建成厂房30万m<sup>2</sup>，<b>增长</b><font color='red'>5%</font>。", "建成厂房30万m2，增长5%。"),
        ("&lt;p&gt;签约项目21个。&lt;/p&gt;", "签约项目21个。"),
        ("亩均税收&ge;10万元，&ldquo;三个一批&rdquo;项目8个。", "亩均税收≥10万元，“三个一批”项目8个。"),
        ("<!-- 编辑留言 -->签约项目21个。<style>p{color:red}</style>", "签约项目21个。"),
        ("增速<5%的有3家，A&B公司入驻，R&D投入占比3%。", "增速<5%的有3家，A&B公司入驻，R&D投入占比3%。"),
        ("税收\x07收入7亿元。", "税收收入7亿元。"),
    ],
)
def test_marks_become_what_they_stand_for(raw, expected):
    assert clean(raw).text.strip() == expected


@pytest.mark.parametrize(
    "raw",
    [
        "<table><tr><th>指标</th><th>总量</th><th>增速</th></tr>\n<tr>\n<td><p>税收收入</p></td>\n<td>8.4</td>\n<td></td></tr>\n<tr><td>固定资产投资</td><td>30</td><td>5.1</td></tr></table>",
        "指标</td><td>总量</td><td>增速</td></tr><tr><td>税收收入</td><td>8.4</td><td></td></tr><tr><td>固定资产投资</td><td>30</td><td>5.1",
        "指标\x07总量\x07增速\n税收收入\x078.4\x07\n固定资产投资\x0730\x075.1",
    ],
)  # fmt: skip
def test_cells_become_rows_of_a_table(raw):
    cleaned = clean(raw)
    rows = [cleaned.text[p.start : p.end] for p in cleaned.paragraphs]
    assert {p.kind for p in cleaned.paragraphs} == {"table"}
    assert rows == ["指标\t总量\t增速", "税收收入\t8.4\t", "固定资产投资\t30\t5.1"]


def test_rows_of_word_end_with_one_mark_more():
    raw = "指标\r\x07总量\r\x07增速\r\x07\r\x07税收收入\r\x078.4\r\x072\r\x07\r\x07固定资产投资\r\x0730\r\x075.1\r\x07\r\x07"
    cleaned = clean(raw)
    rows = [cleaned.text[p.start : p.end] for p in cleaned.paragraphs]
    assert rows == ["指标\t总量\t增速", "税收收入\t8.4\t2", "固定资产投资\t30\t5.1"]


@pytest.mark.parametrize(
    "raw",
    [
        '桃溪经开区2024年工作总结\n\n<p style="margin:12px">2024年，桃溪经开区固定资产投资&#160;30.5亿元，</p>\n<img src="/2023/07/a15.jpg" width=300>',
        "桃溪经开区2024年工作总结\n\n2024年，桃溪经开区<span class='c9'>固定资产投资</span>30.5亿元。<script>var n = 98765; // 税收5亿元\n</script>",
    ],
)
def test_numbers_of_marks_are_no_figures(raw):
    document = Document("a", "a.txt", "0" * 64, "utf-8", len(raw.encode()), raw)
    frames = extract([prepare(document)], load_reference(paths.reference_dir()))
    assert frames["figure"]["quote", "indicator_id"].rows() == [("30.5", "fixed_asset_investment")]
    cited = set()
    for start, end in frames["mention"]["char_start", "char_end"].rows():
        cited.update(range(start, end))
    assert {m.start() for m in re.finditer(r"\d", raw)} <= cited
    others = frames["mention"].filter(frames["mention"]["figure_id"].is_null())
    assert set(others["disposition"]) <= {"reference", "date", "name"}


def test_a_mark_that_is_not_closed_eats_nothing():
    for raw in (
        "<td 税收收入5亿元。",
        "<!-- 税收收入5亿元。",
        "<script>税收收入5亿元。",
        "<p税收收入5亿元>。",
    ):
        assert "税收收入5亿元" in clean(raw).text


PIECES = ["税收", "5.2亿元", "，", "。", "\n", "\r\n", "\t", " ", "&nbsp;", "&amp;lt;", "&#49;", "<br>", "<td width=9>", "</td>", "<tr>", "</p>", "<", ">", "&", "\x07", "\r\x07", "12", "簽約項目", "\u202e", "\ufeff", "\x0b", "\x0c", "\x1a", "\x1e", "\x1f", "１"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_every_character_points_at_the_published_text(raw):
    cleaned = clean(raw)
    printed = flat(raw)
    for i, char in enumerate(cleaned.shown):
        if char.isdigit() and char.isascii():
            start, end = cleaned.raw_span(i, i + 1)
            assert end == start + 1
            assert raw[start] in (char, "１")
    digits = [
        place for p in (cleaned,) for place in (p.raw_offset(i) for i, c in enumerate(p.text) if c.isdigit())
    ]
    assert sorted(digits) == [m.start() for m in re.finditer(r"\d", raw)]
    if printed is not None:
        assert not any(mark in cleaned.text for mark in ("<br>", "<td", "&nbsp;", "\x07"))


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_what_was_cleaned_has_no_marks_left(raw):
    once = flat(raw)
    text = raw if once is None else once.text
    for _ in range(3):
        following = flat(text)
        if following is None:
            break
        text = following.text
    assert flat(text) is None


@pytest.mark.parametrize(
    ("raw", "quotes"),
    [
        ("2024年，桃溪经开区税收收入8<span style='font-size:16.0pt'>.4</span>亿元。", ["2024", "8<span style='font-size:16.0pt'>.4", "16.0"]),
        ("2024年，桃溪经开区签约项目2&#10;1个。", ["2024", "2&#10;1"]),
    ],
)  # fmt: skip
def test_a_number_that_holds_a_mark_is_one_number(raw, quotes):
    document = Document("a", "a.txt", "0" * 64, "utf-8", len(raw.encode()), raw)
    frames = extract([prepare(document)], load_reference(paths.reference_dir()))
    spans = frames["mention"].sort("char_start")["char_start", "char_end"].rows()
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert set(frames["mention"]["quote"]) <= set(quotes)
    assert frames["figure"].height == 1


@pytest.mark.parametrize(
    "raw", ["产值9<td width=2>4", "产值9\x074", "产值9<p>4</p>", "产值9</p><p class=a5>4"]
)
def test_cells_and_paragraphs_are_never_one_number(raw):
    assert not re.search(r"94", clean(raw).text)
