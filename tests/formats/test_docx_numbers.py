"""Automatic numbers of paragraphs stand in the text as Word shows them."""

from __future__ import annotations

from types import ModuleType

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from flows.formats import SUFFIXES, Note
from flows.formats.docx_numbers import in_style

NAMES = nsdecls("w")
OUTLINE = [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]
LEGAL = [("chineseCounting", "第%1章"), ("decimal", "%1.%2")]


def level(at: int, style: str, words: str, more: str = "") -> str:
    return f"<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{style}'/>{more}<w:lvlText w:val='{words}'/></w:lvl>"


class Made:
    """A document with lists of its own."""

    def __init__(self) -> None:
        self.document = Document()
        part = self.document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
        self.root = part.element
        for child in list(self.root):
            self.root.remove(child)

    def outline(self, name: int, levels: list[tuple[str, str]], more: str = "") -> None:
        inside = "".join(
            level(at, style, words, more if at else "") for at, (style, words) in enumerate(levels)
        )
        self.root.append(
            parse_xml(f"<w:abstractNum {NAMES} w:abstractNumId='{name}'>{inside}</w:abstractNum>")
        )

    def num(self, number: int, outline: int, start: int | None = None) -> None:
        anew = (
            ""
            if start is None
            else f"<w:lvlOverride w:ilvl='0'><w:startOverride w:val='{start}'/></w:lvlOverride>"
        )
        self.root.append(
            parse_xml(f"<w:num {NAMES} w:numId='{number}'><w:abstractNumId w:val='{outline}'/>{anew}</w:num>")
        )

    def add(self, text: str, number: int | None = None, at: int = 0) -> None:
        paragraph = self.document.add_paragraph(text)
        if number is not None:
            self.mark(paragraph._p, number, at)

    def mark(self, paragraph: object, number: int, at: int = 0) -> None:
        xml = f"<w:numPr {NAMES}><w:ilvl w:val='{at}'/><w:numId w:val='{number}'/></w:numPr>"
        paragraph.get_or_add_pPr().append(parse_xml(xml))  # type: ignore[attr-defined]


def lines(made: ModuleType, made_here: Made) -> list[str]:
    return SUFFIXES[".docx"].read(made.saved(made_here.document)).text.splitlines()


def test_levels_count_and_begin_anew_under_the_next_of_the_level_above(made: ModuleType) -> None:
    here = Made()
    here.outline(1, OUTLINE)
    here.num(1, 1)
    for text, at in (("总体", 0), ("工业", 1), ("投资", 1), ("项目", 2), ("打算", 0), ("招商", 1)):
        here.add(text, 1, at)
        here.add("正文5亿元。")
    assert lines(made, here)[::2] == [
        "一、总体",
        "（一）工业",
        "（二）投资",
        "1. 项目",
        "二、打算",
        "（一）招商",
    ]
    assert set(lines(made, here)[1::2]) == {"正文5亿元。"}


def test_a_number_never_joins_the_one_that_follows(made: ModuleType) -> None:
    here = Made()
    here.outline(1, [("decimal", "%1.")])
    here.num(1, 1)
    for text in ("5家企业投产。", "8个项目开工。"):
        here.add(text, 1)
    assert lines(made, here) == ["1. 5家企业投产。", "2. 8个项目开工。"]


def test_lists_go_on_where_they_share_an_outline_and_begin_anew_where_they_say_so(made: ModuleType) -> None:
    here = Made()
    here.outline(1, [("decimal", "（%1）")])
    for number, start in ((1, None), (2, None), (3, 7)):
        here.num(number, 1, start)
    for number in (1, 1, 2, 3, 3):
        here.add("句", number)
    assert lines(made, here) == ["（1）句", "（2）句", "（3）句", "（7）句", "（8）句"]


def test_a_level_names_those_above_it(made: ModuleType) -> None:
    here = Made()
    here.outline(1, LEGAL, "<w:isLgl/>")
    here.num(1, 1)
    for at in (0, 1, 1, 0, 1):
        here.add("条", 1, at)
    assert lines(made, here) == ["第一章条", "1.1 条", "1.2 条", "第二章条", "2.1 条"]


def test_numbers_come_from_styles_as_well_and_can_be_taken_off(made: ModuleType) -> None:
    here = Made()
    here.outline(1, OUTLINE)
    here.num(1, 1)
    style = here.document.styles["Heading 2"]
    style.element.get_or_add_pPr().append(
        parse_xml(f"<w:numPr {NAMES}><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr>")
    )
    for text in ("工业", "投资"):
        here.document.add_heading(text, 2)
    here.mark(here.document.add_heading("附", 2)._p, 0)
    assert lines(made, here) == ["## （一）工业", "## （二）投资", "## 附"]


def test_row_numbers_of_a_table_are_read(made: ModuleType) -> None:
    here = Made()
    here.outline(1, [("decimal", "%1")])
    here.num(1, 1)
    table = here.document.add_table(3, 2)
    for row, (left, right) in zip(table.rows, (("序号", "项目"), ("", "甲"), ("", "乙")), strict=True):
        row.cells[0].text, row.cells[1].text = left, right
        if not left:
            here.mark(row.cells[0].paragraphs[0]._p, 1)
    assert lines(made, here) == ["| 序号 | 项目 |", "| 1 | 甲 |", "| 2 | 乙 |"]


def test_bullets_are_no_numbers(made: ModuleType) -> None:
    here = Made()
    here.outline(1, [("bullet", "\uf0b7")])
    here.num(1, 1)
    here.add("签约3个。", 1)
    found = SUFFIXES[".docx"].read(made.saved(here.document))
    assert (found.text, found.notes) == ("签约3个。\n", ())


def test_numbers_that_are_not_known_are_told_with_their_paragraphs(made: ModuleType) -> None:
    here = Made()
    here.outline(1, [("hebrew1", "%1.")])
    here.num(1, 1)
    for text in ("东岭开发区完成投资", "北川"):
        here.add(text, 1)
    found = SUFFIXES[".docx"].read(made.saved(here.document))
    assert found.text.splitlines() == ["东岭开发区完成投资", "北川"]
    assert found.notes == (Note("number_unknown", found="东岭开发区完成投资; 北川"),)


@pytest.mark.parametrize("wrong", ["<w:start w:val='x'/>", "<w:lvlRestart w:val=''/>"])
def test_a_list_that_is_written_wrongly_is_read_as_far_as_it_goes(wrong: str, made: ModuleType) -> None:
    here = Made()
    xml = f"<w:lvl w:ilvl='0'>{wrong}<w:numFmt w:val='decimal'/><w:lvlText w:val='%1、'/></w:lvl>"
    here.root.append(parse_xml(f"<w:abstractNum {NAMES} w:abstractNumId='1'>{xml}</w:abstractNum>"))
    here.num(1, 1)
    here.add("句", 1)
    assert lines(made, here)[0].endswith("、句")


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (10, "chineseCounting", "十"), (20, "japaneseCounting", "二十"), (110, "chineseCountingThousand", "一百一十"),
        (21, "ideographDigital", "二一"), (14, "chineseLegalSimplified", "壹拾肆"), (4, "lowerRoman", "iv"), (27, "upperLetter", "AA"),
        (3, "ideographZodiac", "寅"), (7, "decimalZero", "07"), (12, "decimalFullWidth", "１２"),
    ],
)  # fmt: skip
def test_numbers_are_shown_in_the_styles_of_the_program(number: int, style: str, shown: str) -> None:
    assert in_style(number, style) == shown
