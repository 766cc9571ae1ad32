"""PDF files with a text layer: characters with their places to lines and tables, page by page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from flows.errors import DocumentRefusedError
from flows.formats.model import MAX_CHARACTERS, NO_ENCODING, Converted, too_much
from flows.formats.notes import Note
from flows.formats.pdf_columns import in_reading_order
from flows.formats.pdf_lines import Line, Page, Segment, joined
from flows.formats.table import Rows, is_frame

MAX_PAGES = 1_000
MAX_EDGES = 4_000
"""Ruled lines of a page; with more it is a drawing, and not looked through for tables."""
# parts of a line that are farther apart than this share of a character are cells
_GAP = 0.9
_CID = re.compile(r"\(cid:\d+\)")
_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff]")
_MOST_UNKNOWN = 0.1
_SCAN = (
    "Recognise its text with an OCR program and save that as .txt, or ask for the file that it was made of"
)
_FEW = 10
"""Characters of a page that is a picture: a stamp, a page number."""


def read(data: bytes) -> Converted:
    """Read the text layer: lines of one paragraph joined, tables as rows, headers and footers left out.

    Raises:
        DocumentRefusedError: it is encrypted, scanned, its characters have no meaning, or it has too many pages.
    """
    if b"%PDF-" not in data[:1024]:
        raise DocumentRefusedError(
            "this is no .pdf, whatever its name says", remedy="Give it the ending that it was made with"
        )
    pages: list[Page] = []
    pictures = characters = 0
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise too_much("pages", len(pdf.pages), MAX_PAGES)
            for page in pdf.pages:
                chars = page.chars
                characters += len(chars)
                if characters > MAX_CHARACTERS:
                    raise too_much("characters", characters, MAX_CHARACTERS)
                covered = _is_covered(page)
                pictures += covered and len(chars) < _FEW
                pages.append(Page(list(_lines(page)), float(page.height), covered))
                page.close()  # or all that was found on it is kept
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise DocumentRefusedError(
                "it is encrypted", remedy="Open it with its password and save it as .pdf without one"
            ) from error
        raise
    if pictures * 2 > len(pages) or (pictures and not characters):
        raise DocumentRefusedError(
            f"{pictures} of its {len(pages)} pages are pictures without text (scanned)", remedy=_SCAN
        )
    text, starts = joined(pages)
    if len(_UNKNOWN.findall(text)) > _MOST_UNKNOWN * len(text):
        raise DocumentRefusedError("its fonts do not tell which characters they show", remedy=_SCAN)
    notes = tuple(_notes(text, starts, pages))
    return Converted(text, NO_ENCODING, tuple((str(k), start) for k, start in enumerate(starts, 1)), notes)


def _is_covered(page: Any) -> bool:
    """Whether pictures cover most of a page; some scanners save a page as strips."""
    area = float(page.width) * float(page.height)
    return area / 3 < sum(
        abs(float(i["x1"]) - float(i["x0"])) * abs(float(i["bottom"]) - float(i["top"])) for i in page.images
    )


def _notes(text: str, starts: Sequence[int], pages: Sequence[Page]) -> Iterator[Note]:
    """The pages of which hardly anything came out."""
    for number, (page, (start, end)) in enumerate(zip(pages, pairwise([*starts, len(text)]), strict=True), 1):
        said = "".join(text[start:end].split())
        if len(_UNKNOWN.findall(said)) > _MOST_UNKNOWN * len(said):
            yield Note("characters_unknown", str(number))
        elif len(said) < _FEW and page.covered:
            yield Note("page_without_text", str(number))


def _lines(page: Any) -> Iterator[Line]:
    """Lines and tables of a page as people read them."""
    chars = [_known(char) for char in page.dedupe_chars().chars if char["text"] >= " "]
    upright = [char for char in chars if char["upright"]]
    if 4 * len(upright) >= 3 * len(chars):
        chars = upright  # what else stands there is a stamp or a watermark
    tables = []
    if len(page.edges) <= MAX_EDGES:
        for table in page.find_tables():
            within = _Table(table, chars)
            if within.lines:
                tables.append(within)
                chars = [char for char in chars if not _inside(char, table.bbox)]
    lines = [_line(row) for row in _rows_of_words(chars)]
    # a table parts what stands over it from what stands under it
    for table in sorted(tables, key=lambda table: table.line.top):
        over = [line for line in lines if line.top < table.line.top]
        lines = lines[len(over) :]
        yield from (*in_reading_order(over), table.line)
    yield from in_reading_order(lines)


def _known(char: dict[str, Any]) -> dict[str, Any]:
    """A character; one that its font knows by number alone has digits that nobody printed."""
    return {**char, "text": "\ufffd"} if _CID.fullmatch(char["text"]) else char


def _inside(char: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _rows_of_words(chars: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Characters by the line that they stand in, from the top, each from the left."""
    rows: list[list[dict[str, Any]]] = []
    for char in sorted(chars, key=lambda c: ((c["top"] + c["bottom"]) / 2, c["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        if rows:
            first = rows[-1][0]
            if abs((first["top"] + first["bottom"]) / 2 - middle) <= 0.4 * min(char["size"], first["size"]):
                rows[-1].append(char)
                continue
        rows.append([char])
    return [sorted(row, key=lambda c: float(c["x0"])) for row in rows if any(c["text"].strip() for c in row)]


def _line(chars: list[dict[str, Any]]) -> Line:
    sizes = sorted(float(c["size"]) for c in chars if c["text"].strip())
    size = sizes[len(sizes) // 2]
    segments: list[Segment] = []
    start = 0
    solid = [k for k, c in enumerate(chars) if c["text"].strip()]
    for left, right in pairwise(solid):
        if chars[right]["x0"] - chars[left]["x1"] > _GAP * size:
            segments.append(_segment(chars[start : left + 1], size))
            start = right
    segments.append(_segment(chars[start : solid[-1] + 1], size))
    return Line(segments, min(float(c["top"]) for c in chars), size)


def _segment(chars: list[dict[str, Any]], size: float) -> Segment:
    pieces: list[str] = []
    last = None
    for char in chars:
        text = char["text"]
        # Latin words may be set apart without a blank between them
        if last is not None and char["x0"] - last["x1"] > 0.2 * size:
            letters = f"{last['text'][-1:]}{text[:1]}"
            pieces.append(" " if letters.isascii() and letters.isalpha() else "")
        pieces.append(text)
        last = char
    text = " ".join("".join(pieces).split())
    solid = [char for char in chars if char["text"].strip()]
    return Segment(text, float(solid[0]["x0"]), float(solid[-1]["x1"]))


class _Table:
    """A table that ruled lines draw, unless it is a frame around text; `lines` are its rows."""

    def __init__(self, table: Any, chars: list[dict[str, Any]]) -> None:
        x0, top, x1, _ = map(float, table.bbox)
        lefts = sorted({cell[0] for cell in table.cells})
        tops = sorted({cell[1] for cell in table.cells})
        self.lines: list[str] = []
        if len(lefts) > 1 and len(tops) > 1:
            within = [char for char in chars if _inside(char, table.bbox)]
            rows = [[(cell, _text(within, cell)) for cell in row.cells] for row in table.rows]
            if not is_frame(text for row in rows for _, text in row):
                self.lines = _grid(rows, lefts, tops)
        self.line = Line([Segment("", x0, x1)], top, 0.0, self.lines)


def _text(chars: list[dict[str, Any]], cell: tuple[float, float, float, float] | None) -> str:
    if cell is None:
        return ""
    rows = _rows_of_words([char for char in chars if _inside(char, cell)])
    return "\n".join(" ".join(segment.text for segment in _line(row).segments) for row in rows)


def _grid(rows: list[list[tuple[Any, str]]], lefts: list[float], tops: list[float]) -> list[str]:
    grid = Rows()
    for row in rows:
        grid.begin()
        at = 0
        for place, (cell, text) in enumerate(row):
            if cell is None or place < at:
                continue
            grid.skip(place - at)
            columns = sum(cell[0] <= left < cell[2] - 0.5 for left in lefts)
            under = sum(cell[1] <= top < cell[3] - 0.5 for top in tops)
            grid.add(text, columns, under)
            at = place + columns
    return grid.lines()
