"""What of a file its text lacks is a note of the document."""

from __future__ import annotations

import io
import re
from types import ModuleType

import pytest
from docx import Document
from docx.shared import Cm
from openpyxl import Workbook
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from xlsxwriter import Workbook as OtherWorkbook

from flows.contracts import codes
from flows.errors import DocumentRefusedError
from flows.formats import SUFFIXES, Note, convert, gathered
from flows.formats.notes import KINDS
from flows.formats.pdf import read as read_pdf

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_the_list_of_kinds_is_closed_and_in_both_languages() -> None:
    assert tuple(KINDS) == codes.NOTES
    for kind in KINDS.values():
        assert not CHINESE.search(kind.en + kind.remedy_en)
        assert CHINESE.search(kind.zh) and CHINESE.search(kind.remedy_zh)
        assert ("{found}" in kind.en) == ("{found}" in kind.zh)
    with pytest.raises(KeyError):
        _ = Note("smudged").message


def test_the_same_of_several_pages_is_told_once() -> None:
    def row(part: str, message: str = "m") -> dict[str, str | None]:
        return {"note": "cut", "part_kind": "page", "part_name": part, "message": message, "remedy": "r"}

    told = gathered([row("2"), row("3", "n"), row("4"), row("5")])
    assert [(first["message"], place.en) for first, place in told] == [("m", "pages 2, 4-5"), ("n", "page 3")]


# pages


def picture() -> Image.Image:
    return Image.new("RGB", (60, 80), "lightgrey")


def with_scans(kinds: str, made: ModuleType, strips: int = 1) -> bytes:
    """Pages of text (t), scanned pages (s), scanned pages under the page header of a program (h), empty ones (e)."""
    made.as_pdf(made.REPORT)  # registers the font
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for number, kind in enumerate(kinds, 1):
        canvas.setFont("STSong-Light", 12)
        if kind in "sh":
            for k in range(strips):
                canvas.drawImage(ImageReader(picture()), 60, 60 + 600 / strips * k, 480, 600 / strips)
        if kind in "th":
            canvas.drawString(60, 800, "东岭经济开发区统计简报第三期")
        if kind == "t":
            canvas.drawString(60, 700, f"第{number}家企业一季度完成投资{number}.5亿元")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("kinds", "strips", "pages"),
    [("tst", 1, ["2"]), ("ttsset", 1, ["3", "4"]), ("ttsttt", 12, ["3"]), ("ttht", 1, ["3"]), ("tet", 1, [])],
)
def test_pages_that_are_pictures_are_told(
    kinds: str, strips: int, pages: list[str], made: ModuleType
) -> None:
    found = read_pdf(with_scans(kinds, made, strips))
    assert [(note.code, note.part) for note in found.notes] == [("page_without_text", page) for page in pages]
    assert found.text.count("完成投资") == kinds.count("t")


def test_a_paragraph_does_not_go_on_over_a_page_that_is_a_picture(made: ModuleType) -> None:
    made.as_pdf(made.REPORT)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for text in ("东岭经济开发区一季度新签约的项目总数达到", "", "北川高新区一季度新开工的项目数为12个之多"):
        canvas.setFont("STSong-Light", 12)
        if text:
            for k in range(3):
                canvas.drawString(60, 700 - 20 * k, text)
        else:
            canvas.drawImage(ImageReader(picture()), 60, 60, 480, 700)
        canvas.showPage()
    canvas.save()
    lines = read_pdf(out.getvalue()).text.splitlines()
    assert not any("东岭" in line and "北川" in line for line in lines)


# sheets


def figures(book: Workbook) -> None:
    page = book.active
    page.title = "工业"
    for row in (
        ["区", "产值（亿元）", "同比（%）"],
        ["东岭", 5.5, "=B2/5*100-100"],
        ["北川", 6.5, "=B3/6*100-100"],
    ):
        page.append(row)


def test_formulas_that_were_never_computed_are_told_with_their_cells(made: ModuleType) -> None:
    book = Workbook()
    figures(book)
    other = book.create_sheet("无公式")
    other.append(["区", "家"])
    other.append(["东岭", 3])
    found = SUFFIXES[".xlsx"].read(made.saved(book))
    assert found.notes == (Note("formula_not_computed", "工业", "C2:C3"),)
    assert "| 东岭 | 5.5 |  |" in found.text.splitlines()


@pytest.mark.parametrize(("value", "told"), [(0, True), (10, False), ("无", False)])
def test_the_nought_that_a_library_writes_for_a_formula_is_no_value(value: object, told: bool) -> None:
    out = io.BytesIO()
    with OtherWorkbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("投资")
        page.write_row(0, 0, ["区", "亿元", "增速"])
        page.write_row(1, 0, ["东岭", 0])
        page.write_formula(1, 2, "=B2*2", None, value)
    found = SUFFIXES[".xlsx"].read(out.getvalue())
    assert [(note.code, note.found) for note in found.notes] == [("formula_not_computed", "C2")] * told
    assert found.text.splitlines()[2].split("|")[3].strip() == ("" if told else str(value))
    assert "| 东岭 | 0 |" in found.text  # a nought that somebody wrote is one


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_told_unless_nothing_stands_in_them(state: str, made: ModuleType) -> None:
    book = Workbook()
    for name in ("工业", "底稿", "空表"):
        page = book.active if name == "工业" else book.create_sheet(name)
        page.title = name
        if name != "工业":
            page.sheet_state = state
        if name != "空表":
            page.append(["区", "亿元"])
            page.append(["东岭", 7])
    found = SUFFIXES[".xlsx"].read(made.saved(book))
    assert found.notes == (Note("sheet_hidden", "底稿"),)


def test_a_workbook_of_which_nothing_is_left_is_refused_with_what_it_has(made: ModuleType) -> None:
    book = Workbook()
    book.active["A1"] = "=1+1"
    with pytest.raises(
        DocumentRefusedError, match=r"sheet Sheet: formulas that were never computed .* A1\)"
    ) as refused:
        convert("a.xlsx", made.saved(book))
    assert refused.value.remedy == KINDS["formula_not_computed"].remedy_en


# Word files


def notes(made: ModuleType, document: object) -> list[tuple[str, str]]:
    return [(note.code, note.found) for note in SUFFIXES[".docx"].read(made.saved(document)).notes]


@pytest.mark.parametrize(
    ("header", "footer", "told"),
    [
        ("东岭开发区简报", "第 3 页 共 12 页", "东岭开发区简报"),
        ("", "北川管委会2024年4月印", "北川管委会2024年4月印"),
        ("", "- 1 -", None),
        ("", "Page 1 of 3", None),
    ],
)
def test_headers_and_footers_are_told_if_they_say_more_than_the_page(
    header: str, footer: str, told: str | None, made: ModuleType
) -> None:
    document = Document()
    document.add_paragraph("完成投资5亿元。")
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = footer
    assert notes(made, document) == ([] if told is None else [("header_footer", told)])


@pytest.mark.parametrize(("width", "height", "told"), [(16, 22, 1), (3, 3, 0)])
def test_pictures_as_large_as_text_are_told(width: int, height: int, told: int, made: ModuleType) -> None:
    document = Document()
    document.add_paragraph("完成投资5亿元。")
    out = io.BytesIO()
    picture().save(out, "PNG")
    document.add_picture(out, Cm(width), Cm(height))
    assert notes(made, document) == [("picture", "1")] * told


def test_notes_come_back_from_the_process_that_reads(made: ModuleType) -> None:
    book = Workbook()
    figures(book)
    assert convert("a.xlsx", made.saved(book)).notes == (Note("formula_not_computed", "工业", "C2:C3"),)
