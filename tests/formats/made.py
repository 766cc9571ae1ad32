"""Reports as the usual programs would save them: one invented report in every format, and many variations of it.

A report is a list of blocks: ("title", words), ("heading", words), ("body", words), ("table", rows). A cell of a row is
words, or (words, columns, rows) where it is merged.
"""

from __future__ import annotations

import html
import io
import random
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

Block = tuple[str, Any]
FONT = "STSong-Light"
"""A font that every reader of PDF has, so that none has to be at hand."""

REPORT: list[Block] = [
    ("title", "晋城市开发区2024年一季度运行情况通报"),
    ("heading", "一、主要指标完成情况"),
    ("body", "2024年一季度，晋城市开发区规上工业增加值完成96.4亿元，同比增长11.3%，高于全市平均水平2.1个百分点；"
             "固定资产投资完成58.7亿元，同比增长9.6%；实际利用外资完成1.25亿美元。"),
    ("heading", "二、各开发区主要指标"),
    ("body", "一季度各开发区指标完成情况如下。"),
    ("table", [
        ["开发区", "规上工业增加值（亿元）", "增速（%）", "固定资产投资（亿元）"],
        ["晋城经开区", "41.2", "12.8", "23.5"],
        ["高平经开区", "30.1", "10.4", "20.6"],
        ["沁水经开区", "25.1", "9.7", "14.6"],
    ]),
    ("heading", "三、项目建设情况"),
    ("body", "一季度，晋城市开发区新签约项目37个，计划总投资128.5亿元；新开工项目22个，开工率59.5%。"),
]  # fmt: skip

CAST: list[tuple[str, list[str]]] = [
    ("晋城市", ["晋城经开区", "高平经开区", "沁水经开区"]),
    ("阳泉市", ["阳泉高新区", "盂县经开区", "平定经开区"]),
    ("长治市", ["长治高新区", "长治经开区", "壶关经开区"]),
    ("大同市", ["大同经开区", "灵丘经开区", "天镇经开区"]),
]


def varied(number: int) -> list[Block]:
    """A report like `REPORT` with other places, numbers, and merged cells in its table; the same for the same number."""
    chance = random.Random(number)
    city, zones = CAST[number % len(CAST)]
    some = lambda low, high: f"{chance.uniform(low, high):.1f}"  # noqa: E731
    long = "，".join(
        f"{zone}规上工业增加值完成{some(10, 50)}亿元，同比增长{some(1, 20)}%"
        for zone in zones
        for _ in range(1)
    )
    return [
        ("title", f"{city}开发区2023年上半年经济运行情况"),
        ("heading", "一、总体情况"),
        ("body", f"2023年上半年，{city}开发区地区生产总值完成{some(100, 300)}亿元，同比增长{some(2, 12)}%。其中，{long}。"),
        ("body", f"上半年，{city}开发区固定资产投资完成{some(20, 90)}亿元，同比增长{some(2, 20)}%，"
                 f"进出口总额完成{some(5, 40)}亿元，同比下降{some(1, 9)}%，税收收入完成{some(3, 30)}亿元。"),
        ("heading", "二、分区情况"),
        ("table", [
            [("开发区", 1, 2), ("规上工业增加值", 2, 1), ("固定资产投资", 2, 1)],
            ["总量（亿元）", "增速（%）", "总量（亿元）", "增速（%）"],
            *([zone, some(10, 50), some(1, 20), some(5, 30), some(1, 20)] for zone in zones),
        ]),
        ("heading", "三、下一步打算"),
        ("body", f"下半年，{city}开发区将新开工项目{chance.randint(5, 40)}个，力争全年固定资产投资增长{some(8, 15)}%。"),
    ]  # fmt: skip


def cell_of(cell: Any) -> tuple[str, int, int]:
    """Words of a cell, and the columns and rows that it spans."""
    return cell if isinstance(cell, tuple) else (cell, 1, 1)


def placed(rows: Sequence[Sequence[Any]]) -> list[tuple[int, int, str, int, int]]:
    """Row, column, words, columns and rows of each cell."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            words, columns, under = cell_of(cell)
            cells.append((y, x, words, columns, under))
            taken |= {(y + dy, x + dx) for dy in range(under) for dx in range(columns)}
    return cells


def as_text(report: Sequence[Block]) -> bytes:
    """Plain text: a table has tabs, and what a merged cell says stands where the cell begins."""
    lines: list[str] = []
    for kind, said in report:
        if kind == "table":
            cells = placed(said)
            width = max(x + columns for _, x, _, columns, _ in cells)
            grid = [[""] * width for _ in said]
            for y, x, words, _, under in cells:
                for dy in range(under):
                    grid[y + dy][x] = words
            lines += ["\t".join(row) for row in grid]
        else:
            lines.append(f"# {said}" if kind == "title" else said)
    return "\n".join(lines).encode()


def as_docx(report: Sequence[Block], header: str = "", size: float = 12) -> bytes:
    """A Word file: styles for headings, a grid for the table, page headers if any."""
    document = Document()
    document.styles["Normal"].font.size = Pt(size)
    for kind, said in report:
        if kind == "table":
            cells = placed(said)
            width = max(x + columns for _, x, _, columns, _ in cells)
            table = document.add_table(rows=len(said), cols=width, style="Table Grid")
            for y, x, words, columns, under in cells:
                cell = table.cell(y, x).merge(table.cell(y + under - 1, x + columns - 1))
                cell.text = words
        elif kind == "body":
            half = len(said) // 2
            paragraph = document.add_paragraph()
            paragraph.add_run(said[:half])
            paragraph.add_run(said[half:]).bold = True
        elif kind == "title":
            document.add_heading(said, 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            document.add_paragraph(said)
    if header:
        document.sections[0].header.paragraphs[0].text = header
        document.sections[0].footer.paragraphs[0].text = "第1页"
    return saved(document)


def as_html(report: Sequence[Block], encoding: str = "utf-8", furniture: bool = False) -> bytes:
    """A page of a portal: scripts and navigation around the article, a table with its spans."""
    body: list[str] = []
    for kind, said in report:
        if kind == "table":
            body.append("<table border=1>")
            for row in said:
                cells = [cell_of(cell) for cell in row]
                body.append(
                    "<tr>"
                    + "".join(
                        f'<td colspan="{columns}" rowspan="{rows}"><p>{html.escape(words)}</p></td>'
                        for words, columns, rows in cells
                    )
                    + "</tr>"
                )
            body.append("</table>")
        else:
            tag = {"title": "h1", "heading": "p"}.get(kind, "p")
            body.append(f"<{tag}>&emsp;&emsp;{html.escape(said)}</{tag}>")
    title = html.escape(report[0][1])
    around = ("", "")
    if furniture:
        around = (
            "<script>var n = 12345;</script><nav><ul><li><a href='/'>首页 3</a></li></ul></nav><style>p{width:77px}</style>",
            "<form><select><option>2019</option></select></form><script>count(888)</script>",
        )
    page = (
        f'<!DOCTYPE html><html><head><meta charset="{encoding}"><title>{title}_某市商务局</title></head>'
        f"<body>{around[0]}<div class=TRS_Editor>{''.join(body)}</div>{around[1]}</body></html>"
    )
    return page.encode(encoding)


def as_pdf(
    report: Sequence[Block], size: float = 12, header: str = "", ruled: bool = True, indent: bool = True
) -> bytes:
    """What an office program prints: lines broken in the middle of paragraphs, page headers and numbers if any."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    plain = ParagraphStyle(
        "plain", fontName=FONT, fontSize=size, leading=1.6 * size, wordWrap="CJK", firstLineIndent=2 * size * indent,
        spaceAfter=0 if indent else size,
    )  # fmt: skip
    large = ParagraphStyle(
        "large", parent=plain, fontSize=1.6 * size, leading=2.2 * size, alignment=1, firstLineIndent=0
    )
    story: list[Any] = []
    for kind, said in report:
        if kind == "table":
            cells = placed(said)
            width = max(x + columns for _, x, _, columns, _ in cells)
            grid = [[""] * width for _ in said]
            style: list[Any] = [("FONT", (0, 0), (-1, -1), FONT, size - 2)]
            if ruled:
                style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
            for y, x, words, columns, under in cells:
                grid[y][x] = words
                style.append(("SPAN", (x, y), (x + columns - 1, y + under - 1)))
            story += [Spacer(1, size), Table(grid, style=style), Spacer(1, size)]
        else:
            story.append(Paragraph(html.escape(said), large if kind == "title" else plain))

    def around(canvas: Any, template: Any) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(200, A4[1] - 30, header)
        canvas.drawCentredString(A4[0] / 2, 30, f"- {template.page} -")

    out = io.BytesIO()
    made = SimpleDocTemplate(out, pagesize=A4, invariant=1)
    if header:
        made.build(story, onFirstPage=around, onLaterPages=around)
    else:
        made.build(story)
    return out.getvalue()


def as_xlsx(report: Sequence[Block], sheet: str = "主要指标", numbers: bool = True) -> bytes:
    """A workbook: each table of a report on a sheet, under the report's title in one merged cell."""
    book = Workbook()
    book.remove(book.active)
    title = next(said for kind, said in report if kind == "title")
    for kind, said in report:
        if kind != "table":
            continue
        page = book.create_sheet(sheet)
        cells = placed(said)
        width = max(x + columns for _, x, _, columns, _ in cells)
        page["A1"] = title
        page["A1"].font = Font(bold=True)
        page.merge_cells(f"A1:{get_column_letter(width)}1")
        for y, x, words, columns, under in cells:
            cell = page.cell(y + 2, x + 1)
            try:
                cell.value = float(words) if numbers else words
                cell.number_format = "0.0"
            except ValueError:
                cell.value = words
            if columns > 1 or under > 1:
                page.merge_cells(
                    start_row=y + 2, start_column=x + 1, end_row=y + under + 1, end_column=x + columns
                )
    return saved(book)


def saved(made: Any) -> bytes:
    """The bytes that a library saves."""
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
