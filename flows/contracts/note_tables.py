"""What of a file was not read though the rest of it was: a frame, the table made of it, and their columns."""

from __future__ import annotations

from flows.contracts import codes
from flows.contracts.model import Field, Table

NOTE_FIELDS = (
    Field(
        name="note_number",
        label_zh="序号",
        en="Number of the note within the document, from 1.",
        zh="在该文件各项未读部分中的序号，自1起。",
        type="integer",
        minimum=1,
    ),
    Field(
        name="note",
        label_zh="类别",
        en="What was not read: cut (the end of a text that breaks off inside a character), page_without_text (a page that "
        "is a picture), characters_unknown (a page whose fonts do not tell their characters), picture (large pictures in "
        "a .docx), number_unknown (automatic numbers), header_footer (headers and footers of pages), sheet_hidden, "
        "formula_not_computed (cells of formulas without a value).",
        zh="未读的是什么：cut（文本断在一个字的中间，其后）、page_without_text（整页为图片）、characters_unknown（字体未说明是哪些字的页）、"
        "picture（.docx 中较大的图片）、number_unknown（无法算出的自动编号）、header_footer（页眉页脚）、sheet_hidden（隐藏的工作表）、"
        "formula_not_computed（没有数值的公式单元格）。",
        allowed=codes.NOTES,
        tables=("document_note",),
    ),
    Field(
        name="found",
        label_zh="具体内容",
        en="What exactly: the cells, the byte, how many pictures, or the beginning of the words.",
        zh="具体是哪些：单元格、字节位置、图片数，或文字的开头。",
        tables=("document_note",),
    ),
)
_COLUMNS = "document_id note_number note part_kind? part_name? found? message remedy"
_KEY = "document_id note_number"
_EN = "One row per part of a document's file that was not read though the rest was: what, where, and what to do."
_ZH = "文件已读但其中某一部分未读的，每部分一行：是什么、在何处、如何处理。"

NOTE_FRAME = Table(
    name="document_note",
    columns=_COLUMNS,
    key=_KEY,
    foreign_keys=("document_id -> document.document_id",),
    en=_EN,
    zh=_ZH,
)
DOCUMENT_NOTE = Table(
    name="document_note",
    label_zh="未读部分",
    columns=_COLUMNS,
    key=_KEY,
    foreign_keys=("document_id -> dim_document.document_id",),
    en=_EN,
    zh=_ZH,
)
