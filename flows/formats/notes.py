"""What reading a file left out of its text: each kind once, with what can be done about it, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

LONGEST = 60
"""Characters of what a note quotes."""


@dataclass(frozen=True)
class Kind:
    """A kind of note: what was left out and what to do about it, in English and in Chinese; {found} says what exactly."""

    en: str
    remedy_en: str
    zh: str
    remedy_zh: str


KINDS = {
    "characters_unknown": Kind(
        "its fonts do not tell which characters they show, and what they hide was not read",
        "Recognise its text with an OCR program and put that beside it as .txt",
        "字体没有说明所显示的是哪些字，这部分未读",
        "用 OCR 软件识别该页文字，另存为 .txt 放入",
    ),
    "cut": Kind(
        "the file breaks off inside a character at byte {found}; all before it was read",
        "Copy the file again, whole",
        "文件在第 {found} 字节处断在一个字的中间；此前的内容均已读",
        "重新完整地复制该文件",
    ),
    "formula_not_computed": Kind(
        "formulas that were never computed have no value, and their cells were read as empty: {found}",
        "Open it in Excel or WPS, which computes them, and save it again",
        "公式从未计算，没有数值，这些单元格按空白读：{found}",
        "用 Excel 或 WPS 打开（打开时即计算），重新保存",
    ),
    "header_footer": Kind(
        "headers and footers of pages were not read: {found}",
        "Put what matters of them into the text, or into the .toml beside it",
        "页眉页脚未读：{found}",
        "把其中有用的内容写进正文，或写进同名的 .toml",
    ),
    "number_unknown": Kind(
        "automatic numbers that can't be told were left out, before: {found}",
        "Type these numbers as text",
        "以下段落的自动编号无法算出，未读：{found}",
        "把这些编号改为手工输入的文字",
    ),
    "page_without_text": Kind(
        "a picture without text (scanned), which was not read",
        "Recognise its text with an OCR program and put that beside it as .txt, or ask for the file that it was made of",
        "是没有文字的图片（扫描件），未读",
        "用 OCR 软件识别文字，另存为 .txt 放入，或索取原始文件",
    ),
    "picture": Kind(
        "large pictures, in which text may stand, were not read: {found}",
        "Recognise the text of each with an OCR program and put it into the file, if there is any",
        "较大的图片（其中可能有文字）未读：{found} 幅",
        "如有文字，用 OCR 软件识别后写入文件",
    ),
    "sheet_hidden": Kind(
        "a hidden sheet, which was not read",
        "Unhide it if it belongs to the report, and save the file again",
        "隐藏的工作表，未读",
        "如属于报告内容，取消隐藏后重新保存",
    ),
}  # fmt: skip
"""The closed list."""


@dataclass(frozen=True)
class Note:
    """Something that was left out.

    Args:
        code: of KINDS; a KeyError where it is none of them.
        part: name of the page or sheet; empty where it is of the whole file.
        found: what exactly, in no language: cells, a quotation, a number.
    """

    code: str
    part: str = ""
    found: str = ""

    @property
    def message(self) -> str:
        """What was left out, in words."""
        return KINDS[self.code].en.format(found=self.found)

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return KINDS[self.code].remedy_en


Row = Mapping[str, Any]
"""A row of document_note: note, part_kind, part_name, found, message, remedy."""


@dataclass(frozen=True)
class Place:
    """Pages or sheets, in words of both languages; empty where it is the whole file."""

    en: str = ""
    zh: str = ""


def place_of(kind: str, names: Iterable[str]) -> Place:
    """Parts of a file in words.

    Args:
        kind: page, sheet, or nothing.
        names: of the parts, in order; nothing where it is the whole file.

    Examples:
        >>> place_of("page", ["2", "5", "6", "7"])
        Place(en='pages 2, 5-7', zh='第2、5—7页')
        >>> place_of("sheet", ["底稿"]), place_of("", [""])
        (Place(en='sheet 底稿', zh='工作表“底稿”'), Place(en='', zh=''))
    """
    known = [name for name in names if name]
    if not known:
        return Place()
    if kind == "page" and all(map(str.isdecimal, known)):
        several = "s" if len(known) > 1 else ""
        runs = _runs(list(map(int, known)))
        return Place(
            f"page{several} {', '.join('-'.join(run) for run in runs)}",
            f"第{'、'.join('—'.join(run) for run in runs)}页",
        )
    several = "s" if len(known) > 1 else ""
    return Place(f"{kind}{several} {', '.join(known)}", f"工作表{'、'.join(f'“{name}”' for name in known)}")


def gathered(rows: Iterable[Row]) -> list[tuple[Row, Place]]:
    """The notes of a document, those that say the same of several pages or sheets as one: the first of them, and where.

    Args:
        rows: of one document, in their order.
    """
    same: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        same.setdefault((row["note"], row["part_kind"], row["message"], row["remedy"]), []).append(row)
    return [
        (group[0], place_of(group[0]["part_kind"] or "", [row["part_name"] or "" for row in group]))
        for group in same.values()
    ]


def _runs(numbers: list[int]) -> list[list[str]]:
    """Numbers in order, those that follow each other as first and last."""
    runs = []
    for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        runs.append([str(run[0]), str(run[-1])] if len(run) > 1 else [str(run[0])])
    return runs


def quoted(texts: Iterable[str]) -> str:
    """The beginnings of texts, of which a note quotes no more than a line.

    Examples:
        >>> quoted(["统计简报", "内部  资料"])
        '统计简报; 内部 资料'
    """
    said = "; ".join(filter(None, (" ".join(text.split()) for text in texts)))
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"
