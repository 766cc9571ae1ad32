"""Word files: .docx."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

from flows.formats.docx_numbers import Numbers, UnknownNumberError
from flows.formats.model import NO_ENCODING, Converted
from flows.formats.notes import Note, quoted
from flows.formats.package import unpacked
from flows.formats.table import Rows, is_frame

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# text that was deleted or moved away while changes were tracked, what only older programs show, and what is no text
_LEFT_OUT = frozenset(
    (f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText", f"{_W}sectPr", _FALLBACK)
)
_CHARACTERS = {
    f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}ptab": "\t",
}  # fmt: skip
_NOTES = {f"{_W}footnoteReference": "footnote", f"{_W}endnoteReference": "endnote"}
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_A4 = 11_906, 16_838
"""Of a page, in twentieths of a point."""
_EMU = 635
"""In which pictures are measured, of a twentieth of a point."""
_PAGE = re.compile(r"[第共页码]|\b(?:page|of)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]")
_QUOTED = 12
"""Characters of a paragraph by which it is found again."""
_HEADING = re.compile(r"(?:heading|标题)\s*([1-6])$", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|标题)$", re.IGNORECASE)


def read(data: bytes) -> Converted:
    """Read paragraphs and tables in their order, with their automatic numbers; headers and footers of pages are left out.

    Footnotes and text boxes stand as lines of their own behind the paragraph that they belong to.

    Raises:
        DocumentRefusedError: it is encrypted, of an older kind, or too large when unpacked.
    """
    document = Document(io.BytesIO(unpacked(data, ".docx")))
    numbering = next((parse_xml(blob) for blob in _related(document, RELATIONSHIP_TYPE.NUMBERING)), None)
    body = _Body(_levels(document), _notes(document), Numbers(numbering, document.styles.element))
    lines = list(body.lines(document.element.body))
    text = "\n".join(line for line in lines if line.strip()) + "\n"
    return Converted(text, NO_ENCODING, notes=tuple(_left_out(document, body)))


def _related(document: Any, *kinds: str) -> Iterator[bytes]:
    """The parts of a file that have these relations to its text, each once."""
    parts = {r.rId: r for r in document.part.rels.values() if r.reltype in kinds and not r.is_external}
    seen: set[str] = set()
    for relation in parts.values():
        if relation.target_part.partname not in seen:
            seen.add(relation.target_part.partname)
            yield relation.target_part.blob


def _left_out(document: Any, body: _Body) -> Iterator[Note]:
    around = _around(document)
    if around:
        yield Note("header_footer", found=quoted(around))
    if body.unknown:
        yield Note("number_unknown", found=quoted(body.unknown))
    if pictures := _pictures(document.element.body):
        yield Note("picture", found=str(pictures))


def _around(document: Any) -> list[str]:
    """What headers and footers of pages say besides the number of the page."""
    said: dict[str, None] = {}
    for blob in _related(document, RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
        for paragraph in parse_xml(blob).iter(f"{_W}p"):
            words = "".join(text.text or "" for text in paragraph.iter(f"{_W}t")).strip()
            if _WORD.search(_PAGE.sub("", words)):
                said[words] = None
    return list(said)


def _pictures(body: Any) -> int:
    """How many pictures are so large that text may stand in them."""
    pages = [(_length(size, "w"), _length(size, "h")) for size in body.iter(f"{_W}pgSz")]
    width, height = next(((w, h) for w, h in pages if w and h), _A4)
    return sum(
        _length(extent, "cx", "") * _length(extent, "cy", "") > width * height * _EMU**2 / 3
        for drawing in body.iter(f"{_W}drawing")
        if next(drawing.iter(_PICTURE), None) is not None
        for extent in drawing.iter(_EXTENT)
    )


def _length(element: Any, name: str, space: str = _W) -> int:
    said = element.get(f"{space}{name}") or ""
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def _levels(document: Any) -> dict[str, int]:
    """Levels of headings, by the id of their style."""
    levels: dict[str, int] = {}
    for style in document.styles.element.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        said = "" if name is None else name.get(f"{_W}val") or ""
        if match := _HEADING.match(said):
            levels[style.get(f"{_W}styleId") or ""] = int(match[1])
        elif _TITLE.match(said):
            levels[style.get(f"{_W}styleId") or ""] = 1
    return levels


def _notes(document: Any) -> dict[tuple[str, str], Any]:
    """Footnotes and endnotes by kind and id."""
    notes: dict[tuple[str, str], Any] = {}
    kinds = {"footnote": RELATIONSHIP_TYPE.FOOTNOTES, "endnote": RELATIONSHIP_TYPE.ENDNOTES}
    for kind, relation in kinds.items():
        try:
            part: Part = document.part.part_related_by(relation)
        except KeyError:
            continue
        for note in parse_xml(part.blob).iter(f"{_W}{kind}"):
            notes[kind, note.get(f"{_W}id") or ""] = note
    return notes


class _Body:
    """Reads blocks: paragraphs, tables, and whatever holds more of them; `unknown` are those whose number can't be told."""

    def __init__(self, levels: dict[str, int], notes: dict[tuple[str, str], Any], numbers: Numbers) -> None:
        self._levels, self._notes, self._numbers = levels, notes, numbers
        self.unknown: list[str] = []

    def lines(self, blocks: Any) -> Iterator[str]:
        """The lines of all blocks in an element."""
        for block in blocks:
            if block.tag == f"{_W}p":
                yield from self._paragraph(block)
            elif block.tag == f"{_W}tbl":
                yield from self._table(block)
            elif block.tag not in _LEFT_OUT and isinstance(block.tag, str):
                yield from self.lines(block)  # content controls, insertions that were tracked

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        behind: list[Any] = []
        text = "".join(self._runs(paragraph, behind))
        try:
            if number := self._numbers.of(paragraph):
                text = number + text.lstrip()
        except UnknownNumberError:
            self.unknown.append(text[:_QUOTED])
        level = self._level(paragraph)
        for line in text.split("\n"):
            yield f"{'#' * level} {line.strip()}" if level and line.strip() else line.rstrip()
        for part in behind:
            yield from self.lines(part)

    def _runs(self, element: Any, behind: list[Any]) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == f"{_W}t":
                yield child.text or ""
            elif tag in _CHARACTERS:
                yield _CHARACTERS[tag]
            elif tag in _NOTES:
                note = self._notes.pop((_NOTES[tag], child.get(f"{_W}id") or ""), None)
                if note is not None:
                    behind.append(note)
            elif tag == f"{_W}txbxContent":
                behind.append(child)
            elif tag not in _LEFT_OUT and isinstance(tag, str):
                yield from self._runs(child, behind)

    def _level(self, paragraph: Any) -> int:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return 0
        outline, style = properties.find(f"{_W}outlineLvl"), properties.find(f"{_W}pStyle")
        if outline is not None and (outline.get(f"{_W}val") or "").isdecimal():
            level = int(outline.get(f"{_W}val")) + 1
            return level if level <= 6 else 0
        return self._levels.get(style.get(f"{_W}val") or "", 0) if style is not None else 0

    def _table(self, table: Any) -> Iterator[str]:
        rows = [row for row in _through(table, f"{_W}tr") if not _is_deleted(row)]
        cells = [list(_through(row, f"{_W}tc")) for row in rows]
        flat = [cell for row in cells for cell in row]
        if any(next(cell.iter(f"{_W}tbl"), None) is not None for cell in flat) or is_frame(
            "".join(t.text or "" for t in cell.iter(f"{_W}t")) for cell in flat
        ):
            for cell in flat:
                yield from self.lines(cell)
            return
        grid = Rows()
        spans = _Spans(rows, cells)
        for element, row in zip(rows, cells, strict=True):
            grid.begin()
            before = _number(element.find(f"{_W}trPr/{_W}gridBefore"), 0)
            if before:
                grid.add("", before)
            for cell in row:
                if not spans.goes_on(cell):
                    grid.add("\n".join(self.lines(cell)), spans.columns(cell), spans.rows(cell))
        yield from grid.lines()


class _Spans:
    """How many rows the cells of a table span; those that a cell above goes on in are left out."""

    def __init__(self, rows: list[Any], cells: list[list[Any]]) -> None:
        self._rows: dict[Any, int] = {}
        self._covered: set[Any] = set()
        open_: dict[int, Any] = {}
        for row, within in zip(rows, cells, strict=True):
            at, still = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0), dict[int, Any]()
            for cell in within:
                merge = cell.find(f"{_W}tcPr/{_W}vMerge")
                if merge is not None:
                    if merge.get(f"{_W}val") != "restart" and at in open_:
                        still[at] = open_[at]
                        self._rows[open_[at]] += 1
                        self._covered.add(cell)
                    else:
                        still[at], self._rows[cell] = cell, 1
                at += self.columns(cell)
            open_ = still

    def columns(self, cell: Any) -> int:
        return _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)

    def rows(self, cell: Any) -> int:
        return self._rows.get(cell, 1)

    def goes_on(self, cell: Any) -> bool:
        return cell in self._covered


def _through(element: Any, tag: str) -> Iterator[Any]:
    """Children of a tag, those in content controls and tracked insertions among them."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _through(child, tag)


def _is_deleted(row: Any) -> bool:
    return row.find(f"{_W}trPr/{_W}del") is not None


def _number(element: Any, otherwise: int) -> int:
    said = "" if element is None else element.get(f"{_W}val") or ""
    return int(said) if said.isdecimal() and len(said) < 4 else otherwise
