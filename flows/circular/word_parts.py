"""What python-docx has no words for: East Asian typefaces, borders, links within a file, fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_FONT_TABLE = "/word/fontTable.xml"


def _element(tag: str, /, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def typeface(properties: Any, east_asian: str, latin: str) -> None:
    """Set the typefaces of a run or style: one for Chinese, one for the rest."""
    fonts = properties.get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name, value in (("ascii", latin), ("hAnsi", latin), ("eastAsia", east_asian), ("cs", latin)):
        fonts.set(qn(f"w:{name}"), value)


def chinese(document: Document) -> None:
    """Say that the text is simplified Chinese; else full stops may stand in the middle of their square."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")


def bottom_line(paragraph: Paragraph, colour: str) -> None:
    """A line below a paragraph, as between the red head and the text."""
    border = _element("w:pBdr")
    border.append(_element("w:bottom", val="single", sz="18", space="6", color=colour))
    # Word wants pBdr before spacing and indents
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def borders(table: Table) -> None:
    """Thin lines around and within a table."""
    lines = _element("w:tblBorders")
    for side in _SIDES:
        lines.append(_element(f"w:{side}", val="single", sz="4", space="0", color="000000"))
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="40", type="dxa"))
    # Word refuses a file whose elements stand in another order
    properties = table._tbl.tblPr
    properties.insert_element_before(lines, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties.insert_element_before(margins, "w:tblLook")


def cell_text(cell: _Cell) -> Paragraph:
    """The paragraph of a cell, which stands in its middle; those that merged cells bring along go."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    first, *others = cell.paragraphs
    for other in others:
        other._p.getparent().remove(other._p)
    return first


def linked(run: Run, anchor: str) -> None:
    """Make a run a link to a bookmark of the same file."""
    link = _element("w:hyperlink", anchor=anchor, history="1")
    run._r.addprevious(link)
    link.append(run._r)


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Give a paragraph a name that links can lead to."""
    start = _element("w:bookmarkStart", id=str(number), name=name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(_element("w:bookmarkEnd", id=str(number)))


def field(run: Run, code: str) -> None:
    """Put a field into a run, such as PAGE."""
    for kind in ("begin", "separate", "end"):
        if kind == "separate":
            instruction = _element("w:instrText")
            instruction.text = code
            run._r.append(instruction)
        run._r.append(_element("w:fldChar", fldCharType=kind))


def alternatives(document: Document, fonts: Mapping[str, str]) -> None:
    """Say which typeface may stand for one that a reader lacks."""
    part = next((p for p in document.part.package.iter_parts() if p.partname == _FONT_TABLE), None)
    if part is None:
        return
    table = parse_xml(part.blob)
    for name, other in fonts.items():
        if name != other:
            font = parse_xml(f"<w:font {nsdecls('w')}/>")
            font.set(qn("w:name"), name)
            font.append(_element("w:altName", val=other))
            table.append(font)
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)
