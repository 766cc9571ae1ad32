"""A circular as a Word file, in the form of GB/T 9704-2012 as far as styles go: its paper, margins, typefaces and sizes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from flows.circular.model import Circular, Heading, Paragraph, Run, Table
from flows.circular.notes import Notes
from flows.circular.settings import Fonts
from flows.circular.word_parts import (
    alternatives,
    bookmark,
    borders,
    bottom_line,
    cell_text,
    chinese,
    field,
    linked,
    typeface,
)

_RED = RGBColor(0xC8, 0x10, 0x2E)
# GB/T 9704-2012 5.2 and 7: 三号 is 16 pt, 二号 22, 四号 14; 22 lines of 28 characters on a page
_BODY, _TITLE, _NUMBER, _SMALL, _CELL = 16, 22, 14, 10.5, 9
_LINE = 28.9
_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
_WIDTH = 210 - 28 - 26
# a file says when it was made; the same warehouse gives the same bytes, so it says nothing
_NEVER = datetime(2000, 1, 1)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def to_word(circular: Circular, notes: Notes, fonts: Fonts) -> bytes:
    """The bytes of a .docx file; the same circular gives the same."""
    return _Writer(circular, notes, fonts).bytes()


class _Writer:
    def __init__(self, circular: Circular, notes: Notes, fonts: Fonts) -> None:
        self.circular, self.notes, self.fonts = circular, notes, fonts
        self.document: WordDocument = Document()
        self._bookmarks = 0
        self._page()
        self._head()
        self._blocks(circular.blocks, _BODY)
        self._foot()
        self._attachments()

    def bytes(self) -> bytes:
        """Written with no time of day in it."""
        alternatives(self.document, {self.fonts.title: "宋体", self.fonts.body: "仿宋"})
        about = self.document.core_properties
        about.title = self.circular.head["title"].replace("\n", "")
        about.author, about.comments = self.circular.head["issuer"], ""
        about.created = about.modified = _NEVER
        about.revision, about.last_modified_by, about.language = 1, "", "zh-CN"
        written = io.BytesIO()
        self.document.save(written)
        return _timeless(written.getvalue())

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        for name, width in _MARGINS.items():
            setattr(section, name, Mm(width))
        section.footer_distance = Mm(28)  # the page number stands 7 mm below the text
        self.document.settings.odd_and_even_pages_header_footer = True
        normal = self.document.styles["Normal"]
        typeface(normal.element.get_or_add_rPr(), self.fonts.body, self.fonts.latin)
        chinese(self.document)
        normal.font.size = Pt(_BODY)
        for footer, side in (
            (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
            (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
        ):
            line = footer.paragraphs[0]
            line.alignment = side
            _indent(line, right=_NUMBER if side == WD_ALIGN_PARAGRAPH.RIGHT else 0, left=_NUMBER if side == WD_ALIGN_PARAGRAPH.LEFT else 0)  # fmt: skip
            self._run(line, "— ", "宋体", _NUMBER)
            field(self._run(line, "", "宋体", _NUMBER), "PAGE")
            self._run(line, " —", "宋体", _NUMBER)

    def _head(self) -> None:
        head = self.circular.head
        if head["issuer"]:
            # the name in red on one line: 15.6 cm hold so many points
            size = max(22, min(42, int(_WIDTH / 25.4 * 72 / len(head["issuer"]))))
            line = self._line(WD_ALIGN_PARAGRAPH.CENTER, exactly=size * 1.5)
            self._run(line, head["issuer"], self.fonts.title, size).font.color.rgb = _RED
        if head["number"]:
            self._run(self._line(WD_ALIGN_PARAGRAPH.CENTER), head["number"], self.fonts.body, _BODY)
        if head["issuer"] or head["number"]:
            bottom_line(self.document.paragraphs[-1], "C8102E")
            self._line()
        title = self._line(WD_ALIGN_PARAGRAPH.CENTER, exactly=35)
        for number, part in enumerate(head["title"].split("\n")):
            run = self._run(title, "", self.fonts.title, _TITLE)
            if number:
                run.add_break()
            run.add_text(part)
        self._line()
        if head["to"]:
            self._run(self._line(WD_ALIGN_PARAGRAPH.LEFT), f"{head['to']}：", self.fonts.body, _BODY)

    def _blocks(self, blocks: Any, size: float) -> None:
        for block in blocks:
            match block:
                case Heading(text):
                    line = self._line(indent=size)
                    line.paragraph_format.keep_with_next = True
                    self._run(line, text, self.fonts.heading, size)
                case Paragraph(text):
                    self._runs(self._line(indent=size), self.notes.runs(text), self.fonts.body, size)
                case Table():
                    self._table(block)

    def _foot(self) -> None:
        """附件说明, the signature and its day; the attachments follow on a page of their own."""
        circular = self.circular
        for number, (title, _) in enumerate(circular.attachments, 1):
            line = self._line(WD_ALIGN_PARAGRAPH.LEFT, indent=_BODY)
            words = f"附件：{number}．{title}" if number == 1 else f"{number}．{title}"
            if number > 1:
                _indent(line, left=5 * _BODY)
            self._run(line, words, self.fonts.body, _BODY)
        if circular.head["signed"] or circular.head["date"]:
            self._line()
        for name in ("signed", "date"):
            if circular.head[name]:
                line = self._line(WD_ALIGN_PARAGRAPH.RIGHT)
                _indent(line, right=4 * _BODY)
                self._run(line, circular.head[name], self.fonts.body, _BODY)
        if circular.head["copies"]:
            line = self._line(WD_ALIGN_PARAGRAPH.LEFT)
            self._run(line, f"抄送：{circular.head['copies']}。", self.fonts.body, _NUMBER)

    def _attachments(self) -> None:
        count = len(self.circular.attachments)
        for number, (title, blocks) in enumerate(self.circular.attachments, 1):
            label = self._line(WD_ALIGN_PARAGRAPH.LEFT)
            # the sources run on behind the tables
            label.paragraph_format.page_break_before = number == 1
            self._run(label, f"附件{number}" if count > 1 else "附件", self.fonts.heading, _BODY)
            line = self._line(WD_ALIGN_PARAGRAPH.CENTER)
            for each in (label, line):
                each.paragraph_format.keep_with_next = True
            self._run(line, title, self.fonts.title, _BODY)
            self._blocks(blocks, _NUMBER)
            if number == count:
                self._sources()

    def _sources(self) -> None:
        for number, text in enumerate(self.circular.notes, 1):
            line = self._line(WD_ALIGN_PARAGRAPH.LEFT, exactly=14)
            line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Pt(24), Pt(-24)
            self._run(line, f"[{number}] ", self.fonts.body, _CELL)
            self._run(line, text, self.fonts.body, _CELL)
            self._bookmarks += 1
            bookmark(line, f"source{number}", self._bookmarks)

    def _table(self, table: Table) -> None:
        if table.title:
            line = self._line(WD_ALIGN_PARAGRAPH.CENTER)
            line.paragraph_format.keep_with_next = True
            self._run(line, table.title, self.fonts.heading, 12)
        columns, heads = len(table.widths), len(table.head)
        made = self.document.add_table(heads + len(table.rows), columns)
        made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        borders(made)
        lines = list(made.rows)
        unit = _WIDTH / sum(table.widths)
        grid = made._tbl.tblGrid.findall(qn("w:gridCol"))
        for column, width in zip(grid, table.widths, strict=True):
            column.set(qn("w:w"), str(int(Mm(width * unit).twips)))
        covered: set[tuple[int, int]] = set()
        for row, cells in enumerate(table.head):
            self._repeat(lines[row])
            column = 0
            for cell in cells:
                while (row, column) in covered:
                    column += 1
                covered |= {(row + r, column + c) for r in range(cell.down) for c in range(cell.across)}
                target = made.cell(row, column)
                if cell.across > 1 or cell.down > 1:
                    target = target.merge(made.cell(row + cell.down - 1, column + cell.across - 1))
                self._cell(target, [Run(cell.text)], self.fonts.heading, True)
        for number, texts in enumerate(table.rows, heads):
            cells = lines[number].cells
            self._whole(lines[number])
            for column, text in enumerate(texts):
                self._cell(cells[column], self.notes.runs(text), self.fonts.body, column >= table.words)
        for number, row in enumerate(lines):
            for cell, width in zip(row._tr.tc_lst, table.widths, strict=False):
                if number >= heads:
                    cell.width = Mm(width * unit)
        for remark in table.remarks:
            self._run(self._line(exactly=13), remark, self.fonts.body, _CELL)

    def _cell(self, cell: Any, runs: list[Run], font: str, centred: bool) -> None:
        line = cell_text(cell)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
        _spacing(line, 13)
        self._runs(line, runs, font, _CELL)

    @staticmethod
    def _repeat(row: Any) -> None:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    @staticmethod
    def _whole(row: Any) -> None:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))

    def _line(
        self, side: Any = WD_ALIGN_PARAGRAPH.JUSTIFY, indent: float = 0, exactly: float = _LINE
    ) -> WordParagraph:
        line = self.document.add_paragraph()
        line.alignment = side
        _spacing(line, exactly)
        if indent:
            line.paragraph_format.first_line_indent = Pt(2 * indent)
        return line

    def _runs(self, line: WordParagraph, runs: list[Run], font: str, size: float) -> None:
        for run in runs:
            if run.text:
                self._run(line, run.text, font, size)
            for number in run.notes:
                mark = self._run(line, f"[{number}]", self.fonts.body, size)
                mark.font.superscript = True
                linked(mark, f"source{number}")

    def _run(self, line: WordParagraph, text: str, font: str, size: float) -> Any:
        run = line.add_run(text)
        run.font.size = Pt(size)
        typeface(run._r.get_or_add_rPr(), font, self.fonts.latin)
        return run


def _spacing(line: WordParagraph, exactly: float) -> None:
    form = line.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(exactly)


def _indent(line: WordParagraph, left: float = 0, right: float = 0) -> None:
    form = line.paragraph_format
    form.first_line_indent, form.left_indent, form.right_indent = Pt(0), Pt(left), Pt(right)


def _timeless(blob: bytes) -> bytes:
    """The same package with one time on all its parts, in the order of their names behind the list of their types."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blob)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(info, old.read(name))
    return made.getvalue()
