"""Each number that is no figure of the catalog says why, in a code that the reference data describes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows.contracts import codes

LEAD = "2024年一季度，晋城经开区固定资产投资增长6%。"


def reasons(reader, text: str) -> dict[str, str | None]:
    """The reason of each number of a text, by what is printed; of equal ones, that of the last."""
    frame = reader.frames(text)["mention"]
    return dict(frame.select("quote", "reason").iter_rows())


def verdicts(reader) -> dict[str, str]:
    return {row["reason"]: row["verdict"] for row in reader.reference.rows("ref_reason")}


@pytest.mark.parametrize(
    ("text", "quote", "code"),
    [
        ("3月18日召开了推进会。", "18", "period"),
        ("发布时间：2024-04-02。", "02", "date"),
        ("上午9:30开始。", "30", "time_of_day"),
        ("审批压到3个工作日内办结。", "3", "duration"),
        ("印发《2026年行动计划》。", "2026", "title"),
        ("打造“468”产业体系。", "468", "quoted"),
        ("推行“1+8”工作机制。", "8", "quoted"),
        ("晋经开发〔2024〕17号文件下发。", "17", "document_number"),
        ("（下转D4版）", "4", "newspaper_page"),
        ("建成面积0.9万m2。", "2", "part_of_unit"),
        ("浏览次数：4312次", "4312", "page_furniture"),
        ("统一编码140500202403151234567890。", "140500202403151234567890", "endless"),
        # quantities of what the catalog does not hold
        ("抽调9个工作专班包联。", "9", "things_counted"),
        ("派出21支巡诊小分队。", "21", "things_counted"),
        ("在建面积88万平方米。", "88", "known_outside"),
        ("瞪羚企业14家。", "14", "known_outside"),
        ("税收超过3亿元的企业有5家。", "3", "class_bound"),
        ("增速超过25%的园区有4个。", "25", "class_bound"),
        ("综合考评列全省第31位。", "31", "rank_outside"),
        # what looks like data
        ("云朵指数收入达到71亿元。", "71", "words_unknown"),
        ("星火贡献度为18.6%。", "18.6", "words_unknown"),
    ],
)
def test_a_number_of_a_text_says_why_it_is_no_figure(reader, text: str, quote: str, code: str) -> None:
    assert reasons(reader, f"{LEAD}{text}")[quote] == code


@pytest.mark.parametrize(
    ("heading", "quote", "code"),
    [
        ("跑出38%的加速度", "38", "heading_quantity"),
        ("争进全国第66位", "66", "heading_quantity"),
        ("守住两个重点", "两", "bare_heading"),
        ("认准三个方向", "三", "bare_heading"),
    ],
)
def test_a_quantity_that_a_heading_leaves_open_looks_like_data(
    reader, heading: str, quote: str, code: str
) -> None:
    text = f"晋城经开区2024年一季度情况\n\n一、{heading}\n\n{LEAD}\n"
    assert reasons(reader, text)[quote] == code


TABLE = """晋城市2024年一季度园区情况

一季度，晋城经开区税收收入增长2%。

表1 园区情况
{head}
{first}
{second}
"""


@pytest.mark.parametrize(
    ("head", "first", "second", "quote", "code"),
    [
        # a head that nobody knows
        ("园区\t税收收入（万元）\t和谐指数", "晋城经开区\t900\t91.2", "高平经开区\t800\t88.7", "91.2", "unknown_head"),
        # a unit that the indicator is not counted in
        ("园区\t税收收入（吨）\t固定资产投资（亿元）", "晋城经开区\t901\t3.2", "高平经开区\t802\t4.5", "802", "unit_unfit"),
        # a name with a number in it
        ("园区\t税收收入（万元）\t固定资产投资（亿元）", "晋城经开区\t900\t3.2", "高平经开区77亩片区\t800\t4.1", "77", "cell_name"),
        # a range, where each cell is one number
        ("园区\t税收收入（万元）\t固定资产投资（亿元）", "晋城经开区\t900\t3.2", "高平经开区\t800\t4.1-5.7亿元", "5.7", "cell_unread"),
        ("园区\t税收收入（万元）\t固定资产投资（亿元）", "晋城经开区\t900\t3.2", "高平经开区\t800\t已到位4.6亿元", "4.6", "cell_words"),
    ],
)  # fmt: skip
def test_a_cell_that_was_not_read_says_why(
    reader, head: str, first: str, second: str, quote: str, code: str
) -> None:
    text = TABLE.format(head=head, first=first, second=second)
    assert reasons(reader, text)[quote] == code


def test_cells_of_a_row_that_lost_one_say_so(reader) -> None:
    cells = [
        "园区",
        "税收收入（万元）",
        "工业投资（万元）",
        "晋城经开区",
        "910",
        "710",
        "高平经开区",
        "810",
        "沁水经开区",
        "610",
        "510",
    ]
    text = "\n".join(["晋城市2024年一季度园区指标", "", *cells])
    found = reasons(reader, text)
    assert (found["810"], found["510"]) == ("ragged_row", None)


def test_every_number_has_a_reason_or_is_a_figure_of_the_catalog(reader) -> None:
    text = TABLE.format(head="序号\t园区\t指数", first="1\t晋城经开区\t3.5", second="2\tA7园\t第4位")
    frame = reader.frames(f"{text}\n{LEAD}（2）共3项。12345。")["mention"]
    silent = frame.filter((frame["disposition"] == "figure") != frame["reason"].is_null())
    assert silent.is_empty()


def test_the_reference_data_describes_each_code_once(reader) -> None:
    rows = reader.reference.rows("ref_reason")
    assert [row["reason"] for row in rows] == sorted(codes.REASONS)
    assert all(row["description_en"] and row["description_zh"] for row in rows)


def test_what_was_read_as_another_quantity_is_not_all_unread(reader) -> None:
    found = reasons(reader, f"{LEAD}抽调9个工作专班，云朵指数收入达到71亿元。")
    verdict = verdicts(reader)
    assert [verdict[found[quote]] for quote in ("9", "71")] == ["no_figure", "unread"]
    assert found["6"] is None


def test_no_mark_is_made_with_words_of_its_own(repository: Path) -> None:
    made = re.compile(r'(?:\bMark\(|_mark\(match, )\s*"\w+",\s*"([^"]*)"')
    sources = [path.read_text(encoding="utf-8") for path in sorted((repository / "flows").rglob("*.py"))]
    given = {code for source in sources for code in made.findall(source)}
    assert len(given) > 10
    assert given <= set(codes.REASONS)


@pytest.mark.parametrize(
    ("number", "quote"),
    [
        ("1\u202e08.78\u202c", "1\u202e08.78"),
        ("\u202e108.78\u202c", "108.78"),
        ("1\u03360\u03368\u0336", "1\u03360\u03368"),
        ("1\ufe0f\u20e30\ufe0f\u20e3", "1\ufe0f\u20e30"),
        ("10\ufffd8.78", "8.78"),
    ],
)
def test_a_number_that_is_not_what_the_eye_sees_is_no_figure(reader, number: str, quote: str) -> None:
    for text in (
        f"{LEAD}税收收入{number}亿元，增长7%。",
        f"{LEAD}\n| 开发区 | 税收收入（亿元） |\n|---|---|\n| 高平经开区 | {number} |\n| 沁水经开区 | 3.5 |\n",
    ):
        frames = reader.frames(text)
        assert reasons(reader, text)[quote] == "disguised"
        assert frames["figure"].filter(frames["figure"]["value"] > 8).is_empty()
        assert frames["figure"].height > 1
    assert verdicts(reader)["disguised"] == "unread"
