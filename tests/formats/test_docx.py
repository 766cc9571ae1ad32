"""Word files as text."""

from __future__ import annotations

from types import ModuleType

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from flows.formats import SUFFIXES

NAMES = nsdecls("w")


def lines(made: ModuleType, document: object) -> list[str]:
    return SUFFIXES[".docx"].read(made.saved(document)).text.splitlines()


def with_xml(*pieces: str) -> object:
    document = Document()
    for piece in pieces:
        document.element.body.insert_element_before(
            parse_xml(piece.replace("<w:p>", f"<w:p {NAMES}>", 1)), "w:sectPr"
        )
    return document


def test_paragraphs_and_tables_stand_in_their_order(made: ModuleType) -> None:
    document = Document()
    document.add_heading("通报", 1)
    document.add_paragraph("完成投资5亿元。")
    table = document.add_table(2, 2)
    for cell, said in zip(
        (c for row in table.rows for c in row.cells), ("区", "投资", "东区", "5"), strict=True
    ):
        cell.text = said
    document.add_paragraph("以上。")
    assert lines(made, document) == ["# 通报", "完成投资5亿元。", "| 区 | 投资 |", "| 东区 | 5 |", "以上。"]


def test_what_was_deleted_is_left_out_and_what_was_inserted_is_read(made: ModuleType) -> None:
    document = with_xml(
        "<w:p><w:r><w:t>完成投资</w:t></w:r><w:del w:id='1'><w:r><w:delText>4</w:delText><w:t>4</w:t></w:r></w:del>"
        "<w:ins w:id='2'><w:r><w:t>5</w:t></w:r></w:ins><w:r><w:t>亿元。</w:t></w:r></w:p>",
        "<w:p><w:moveFrom w:id='3'><w:r><w:t>旧句9</w:t></w:r></w:moveFrom><w:moveTo w:id='4'><w:r><w:t>新句8</w:t>"
        "</w:r></w:moveTo></w:p>",
    )
    assert lines(made, document) == ["完成投资5亿元。", "新句8"]


def test_content_controls_fields_and_links_are_text(made: ModuleType) -> None:
    document = with_xml(
        "<w:p><w:sdt><w:sdtContent><w:r><w:t>签约</w:t></w:r></w:sdtContent></w:sdt><w:fldSimple w:instr='X'><w:r>"
        "<w:t>7</w:t></w:r></w:fldSimple><w:hyperlink><w:r><w:t>个</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE 3"
        "</w:instrText></w:r></w:p>"
    )
    assert lines(made, document) == ["签约7个"]


def test_a_text_box_stands_behind_its_paragraph_and_once(made: ModuleType) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框内3家。</w:t></w:r></w:p></w:txbxContent>"
    document = with_xml(
        "<w:p><w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>正文2家。</w:t></w:r></w:p>"
    )
    assert lines(made, document) == ["正文2家。", "框内3家。"]


def test_a_footnote_stands_behind_its_paragraph(made: ModuleType) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = with_xml(
        "<w:p><w:r><w:t>增长5%</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>。</w:t></w:r></w:p>"
    )
    notes = f"<w:footnotes {NAMES}><w:footnote w:id='2'><w:p><w:r><w:t>按可比价计算。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert lines(made, document) == ["增长5%。", "按可比价计算。"]


def test_merged_cells_keep_the_columns(made: ModuleType) -> None:
    rows = [[("区", 1, 2), ("工业", 2, 1)], ["总量", "增速"], [("东区", 1, 2), "1", "2"], ["3", "4"]]
    assert SUFFIXES[".docx"].read(made.as_docx([("table", rows)])).text.splitlines() == [
        "| 区 | 工业 |  |", "| 区 | 总量 | 增速 |", "| 东区 | 1 | 2 |", "| 东区 | 3 | 4 |",
    ]  # fmt: skip


def test_headers_and_footers_of_pages_are_left_out(made: ModuleType) -> None:
    text = SUFFIXES[".docx"].read(made.as_docx([("body", "完成投资5亿元。")], header="内部资料2023")).text
    assert text == "完成投资5亿元。\n"
