"""Web pages: .html, .htm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from flows.errors import DocumentRefusedError
from flows.formats.encodings import Decoded, decode_whole
from flows.formats.model import Converted, too_much
from flows.formats.table import Rows, is_frame, one_line

MAX_ELEMENTS = 500_000
# what no reader of the page sees, and what only leads to other pages; boxes that merely look like furniture stay, for
# an article may stand in them
_DROPPED = frozenset(
    ("script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "canvas", "audio", "video", "math",
     "head", "nav", "button", "select", "textarea", "input", "datalist")
)  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
     "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
     "u", "var", "wbr", "o:p", "st1:chsdate")
)  # fmt: skip
_ROW_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,20})""", re.IGNORECASE)
_CHINESE = frozenset(("gb2312", "gbk", "gb18030", "x-gbk", "cp936"))
_SITE = re.compile(r"\s*(?:[-_|–—·]|－)+\s*")


def read(data: bytes) -> Converted:
    """Read a page as a browser shows it, without scripts, forms and navigation.

    Raises:
        DocumentRefusedError: it is no text, or too large.
    """
    found = _decoded(data)
    # decoded already, so the page's own word on its encoding must not be followed
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = html.document_fromstring(found.text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise DocumentRefusedError(
            "its elements stand in one another too deep to be read", remedy="Save its text as plain text"
        )
    elements = sum(1 for _ in root.iter())
    if elements > MAX_ELEMENTS:
        raise too_much("elements", elements, MAX_ELEMENTS)
    page = _Page()
    page.walk(root)
    lines = page.lines()
    return Converted("\n".join([*_title(root, lines), *lines]) + "\n", found.encoding, notes=found.notes)


def _decoded(data: bytes) -> Decoded:
    """Text and encoding, by byte-order mark, by what the page says, or by its bytes."""
    said = _CHARSET.search(data[:4096])
    if said and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = said[1].decode("ascii", "replace").lower()
        name = "gb18030" if name in _CHINESE else name
        if name in ("gb18030", "big5"):
            try:
                return Decoded(data.decode(name), name)
            except UnicodeDecodeError:
                pass  # pages say what they please
    return decode_whole(data)


def _title(root: html.HtmlElement, lines: list[str]) -> list[str]:
    """The page's title, unless it is printed in the page as well."""
    title = one_line(root.findtext(".//title") or "")
    if not title:
        return []
    # 一季度运行情况_某市商务局: the site's name is no part of what is printed
    own = _SITE.split(title)[0]
    printed = {line.lstrip("# ") for line in lines[:40]}
    if own in printed or title in printed or any(line.startswith("# ") for line in lines):
        return []
    return [f"# {title}"]


class _Page:
    """The lines of a page while it is read."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []

    def lines(self) -> list[str]:
        """What was read, without empty lines."""
        self._end()
        return self._lines

    def walk(self, element: html.HtmlElement) -> None:
        """Read an element with all in it; libxml2 bounds how deep that may be."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _DROPPED:
            return
        if tag == "br" or tag == "hr":
            self._end()
        elif tag == "table":
            self._end()
            self._table(element)
        elif tag in _HEADINGS:
            self._end()
            if said := one_line(element.text_content()):
                self._lines.append(f"{'#' * _HEADINGS[tag]} {said}")
        elif tag == "pre":
            self._end()
            self._lines += [line for line in element.text_content().splitlines() if line.strip()]
        else:
            block = tag not in _INLINE
            if block:
                self._end()
            self._inside(element)
            if block:
                self._end()

    def _inside(self, element: html.HtmlElement) -> None:
        self._say(element.text)
        for child in element:
            self.walk(child)
            self._say(child.tail)

    def _say(self, text: str | None) -> None:
        if text:
            self._line.append(text)

    def _end(self) -> None:
        said = re.sub(r"[ \t\r\n\f]+", " ", "".join(self._line)).strip()
        self._line = []
        if said:
            self._lines.append(said)

    def _table(self, table: html.HtmlElement) -> None:
        rows = list(_rows(table))
        cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
        texts = [cell.text_content() for cell in cells]
        nested = any(cell.find(".//table") is not None for cell in cells)
        headed = any(cell.find(f".//{tag}") is not None for cell in cells for tag in ("h1", "h2", "h3"))
        if nested or headed or is_frame(texts):
            self._frame(table)
            return
        caption = table.find("caption")
        if caption is not None:
            self.walk(caption)
        grid = Rows()
        for row in rows:
            grid.begin()
            for cell in row:
                if cell.tag in ("td", "th"):
                    grid.add(_cell(cell), _span(cell, "colspan"), _span(cell, "rowspan"))
        self._lines += grid.lines()

    def _frame(self, table: html.HtmlElement) -> None:
        """A table that lays out a page: what stands in it, one after the other."""
        for part in table:
            if isinstance(part.tag, str):
                self._end()
                self._inside(part) if part.tag not in _DROPPED else None
                self._say(part.tail)
        self._end()


def _rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in _ROW_GROUPS:
            yield from (row for row in part if row.tag == "tr")


def _cell(cell: html.HtmlElement) -> str:
    """What a cell says; a line end of its own is a blank, which means nothing between Chinese characters."""
    inner = _Page()
    inner._inside(cell)
    return "\n".join(inner.lines())


def _span(cell: html.HtmlElement, name: str) -> int:
    said = (cell.get(name) or "").strip()
    return int(said) if said.isdecimal() and len(said) < 6 else 1
