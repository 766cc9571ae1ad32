"""Every run of digits has one disposition, and every mention cites its characters."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.figures.article import sentences

PIECES = [
    "2024年一季度，", "完成工业投资", "108.78", "亿元，", "同比增长", "20.35%", "（15%）", "“1355”", "《2024年要点》", "第3位", "12,345",
    "〔2024〕1号", "5G", "m2", "㎡", "1-7月", "1+130", "3.14.15", "No.7", "12 34", "\n", "。", "、", "分别", "（", "）", "占", "高于省定目标",
    "个百分点", "项目", "７８", "①", "²", "百余", "三成", "\t", "| 1 | 2 |\n", "(", "：", "“", "”", "和", "的", "总投资5亿元的某某项目", "D10版",
]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=30))
def test_no_number_is_lost(reader, pieces):
    raw = "".join(pieces)
    mentions = reader.frames(raw, city="晋城市", published="2024-05-01")["mention"]
    spans = list(mentions.select("char_start", "char_end").iter_rows())
    assert len(set(spans)) == len(spans)
    for (start, end), quote in zip(spans, mentions["quote"], strict=True):
        assert raw[start:end] == quote
    for match in re.finditer(r"\d+", raw):
        holders = [s for s in spans if s[0] < match.end() and match.start() < s[1]]
        assert len(holders) == 1, (match.group(), holders)
        assert holders[0][0] <= match.start() and match.end() <= holders[0][1]


@given(
    st.permutations(
        ["晋城开发区完成工业投资5.1亿元。", "沁水开发区签约项目12个。", "高平开发区固定资产投资增长7.3%。"]
    )
)
def test_the_order_of_independent_sentences_changes_no_figure(reader, sentences):
    rows = reader.figures("2024年一季度，晋城市开发区运行平稳。" + "".join(sentences))
    found = {(r["subject_name"], r["indicator"], r["measure"], r["value"], r["period"]) for r in rows}
    assert found == {
        ("晋城经开区", "工业投资", "level", 5.1, "2024-01..2024-03"),
        ("沁水经开区", "签约项目数", "level", 12, "2024-01..2024-03"),
        ("高平经开区", "固定资产投资", "growth", 7.3, "2024-01..2024-03"),
    }


SENTENCE = "2024年一季度，晋城市完成规上工业增加值108.78亿元，同比增长20.35%，高于省定目标（15%）5.35个百分点，签约项目52个。"


# at most one break at a place: a blank line may end a paragraph
BREAKS = st.dictionaries(
    st.integers(1, len(SENTENCE) - 1), st.sampled_from([" ", "\n", "\u3000", "\r\n"]), max_size=6
)


@given(BREAKS)
def test_blanks_and_line_ends_inside_a_sentence_change_no_figure(reader, breaks):
    text = SENTENCE
    for place, blank in sorted(breaks.items(), reverse=True):
        # a blank between a figure's own digits may make two numbers of it: only a line end may not
        if blank in "\n\r\n" or not (text[place - 1].isdigit() and text[place].isdigit()):
            text = text[:place] + blank + text[place:]
    keys = ("indicator", "measure", "value", "unit", "subject_name", "period", "scenario", "comparator")
    assert [tuple(r[k] for k in keys) for r in reader.figures(text)] == [
        tuple(r[k] for k in keys) for r in reader.figures(SENTENCE)
    ]


@pytest.mark.parametrize(
    "piece",
    ["“1", "1、", "1-", "晋城、", "（", "“", "分别增长1%、", "总投资5亿元的", "有限公司", "1\n", "|1|2|\n"],
)
def test_no_shape_stops_the_reading(reader, piece):
    raw = piece * (4000 // len(piece))
    mentions = reader.frames(raw, city="晋城市", published="2024-05-01")["mention"]
    digits = sum(len(m.group()) for m in re.finditer(r"\d+", raw))
    assert sum(len(re.findall(r"\d", quote)) for quote in mentions["quote"]) == digits


@given(st.text(alphabet="。；，、1 年“（项", max_size=300), st.integers(5, 40))
def test_sentences_cover_the_text_and_have_an_end(text, longest):
    spans = sentences(text, 0, len(text), longest)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(0 < b - a <= longest for a, b in spans)
