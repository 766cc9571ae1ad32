"""Marks of other programs left in a text: tags and entities of HTML, and the cell marks of Word's tables.

They become what they stand for, a line end, a tab, a blank or a character, and every character keeps its place in the
text as published. Digits inside a mark (`<td width="120">`, `&#160;`) are told apart, since no digit may be lost.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

_LT, _GT = r"(?:<|&(?:amp;){0,3}lt;)", r"(?:>|&(?:amp;){0,3}gt;)"
_CELLS, _ROWS = "td|th", "tr|table|tbody|thead|tfoot|caption"
_BLOCKS = "p|br|div|li|ul|ol|dl|dt|dd|h[1-6]|hr|section|article|header|footer|center|blockquote|pre|title|body|head|html"
_INLINE = "span|b|strong|i|em|u|s|font|a|img|sup|sub|small|big|label|input|form|button|iframe|meta|link|col|colgroup|nobr|o:p|st1:[a-z]+"
_INSIDE = r"(?:[^<>\r\n&]|\r?\n(?!\s*\r?\n)|&(?!(?:amp;){0,3}[gl]t;)){0,600}?"
_TAG = rf"{_LT}/?(?:{_CELLS}|{_ROWS}|{_BLOCKS}|{_INLINE})(?:[\s/]{_INSIDE})?{_GT}"
_HIDDEN = re.compile(rf"{_LT}(?:(?P<remark>!--)|(?P<code>script|style)\b|!DOCTYPE|\?xml)", re.IGNORECASE)
_ENTITY = (
    r"&(?:amp;){0,3}(?:[A-Za-z][A-Za-z0-9]{1,30};|\#\d{1,7};|\#[xX][0-9A-Fa-f]{1,6};|nbsp(?![A-Za-z0-9]))"
)
# \r\x07 ends a cell of Word, and once more its row
_MARK = r"\r?\x07"
_RUN = re.compile(
    rf"(?P<tags>{_TAG}(?:\s*{_TAG})*)|(?P<entity>{_ENTITY})|(?P<marks>(?:{_MARK})+)", re.IGNORECASE
)
# what goes on for longer was not closed where it ends: the report's own sentences are in it
_LONGEST = 20_000
# a paragraph ends, whatever its last line looks like
_APART = "\u2029"
_ONE_TAG = re.compile(rf"{_LT}(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:]*)", re.IGNORECASE)
_CELL, _ROW = re.compile(_CELLS, re.IGNORECASE), re.compile(_ROWS, re.IGNORECASE)
_BLOCK = re.compile(_BLOCKS, re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
# without one of these a text has no marks
_SIGNS = re.compile(r"[<&\x07]")


@dataclass
class Flat:
    """A text without its marks, made of stretches that are contiguous in the published one.

    Character `starts[k] + i` is character `places[k] + i` there. `digits` are the runs of digits inside marks, half
    open, in the published text.
    """

    text: str = ""
    starts: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    digits: list[tuple[int, int]] = field(default_factory=list)

    def placed(self, clean_starts: list[int], starts: list[int], length: int) -> tuple[list[int], list[int]]:
        """Stretches that point at this text, made to point at the published one.

        Args:
            clean_starts: where each stretch begins in a third text.
            starts: where it begins in this one.
            length: of the third text.
        """
        begins: list[int] = []
        places: list[int] = []
        for k, (at, start) in enumerate(zip(clean_starts, starts, strict=True)):
            end = clean_starts[k + 1] if k + 1 < len(clean_starts) else length
            for behind, place in self._runs(start, end - at):
                if not begins or places[-1] + at + behind - begins[-1] != place:
                    begins.append(at + behind)
                    places.append(place)
        return begins, places

    def _runs(self, start: int, length: int) -> Iterator[tuple[int, int]]:
        """The stretches that a part of the text is made of: how far each begins behind `start`, and its place."""
        k = max(0, bisect_right(self.starts, start) - 1)
        yield 0, self.places[k] + start - self.starts[k]
        for n in range(k + 1, len(self.starts)):
            if self.starts[n] >= start + length:
                return
            yield self.starts[n] - start, self.places[n]


def flat(text: str) -> Flat | None:
    """A text without its marks; nothing where it has none.

    Examples:
        >>> flat("签约&nbsp;12个<br/>总投资&lt;p&gt;5亿元").text
        '签约\\xa012个\\n总投资\\u20295亿元'
        >>> flat("<tr><td>签约</td><td width=80>12</td></tr>").text, flat("A&B，1<2") is None
        ('\\u2029签约\\t12\\u2029', True)
    """
    if not _SIGNS.search(text):
        return None
    made, pieces, position, length = Flat(), [], 0, 0

    def put(piece: str, place: int) -> None:
        nonlocal length
        if piece:
            made.starts.append(length)
            made.places.append(place)
            pieces.append(piece)
            length += len(piece)

    for start, end, instead in _marks(text):
        put(text[position:start], position)
        position = end
        for char in instead:
            # all of them stand where the mark stands
            put(char, start)
        made.digits += [found.span() for found in _DIGITS.finditer(text, start, end)]
    if not position:
        return None
    put(text[position:], position)
    made.text = "".join(pieces)
    return made


def _marks(text: str) -> Iterator[tuple[int, int, str]]:
    """Each mark with what it stands for, in order."""
    position = 0
    for start, end in [*_hidden(text), (len(text), len(text))]:
        for match in _RUN.finditer(text, position, start):
            if (instead := _instead(match)) is not None:
                yield *match.span(), instead
        if end > start:
            yield start, end, ""
        position = end


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """Remarks, scripts and styles: what a page does not show."""
    position = 0
    # what is not closed once is not closed later either
    open_ended: set[str] = set()
    while match := _HIDDEN.search(text, position):
        position = match.end()
        close = "-->" if match["remark"] else f"</{match['code']}" if match["code"] else ">"
        if close in open_ended:
            continue
        at = text.find(close, position)
        if at < 0:
            open_ended.add(close)
        elif at - position <= _LONGEST:
            position = text.find(">", at) + 1 or len(text)
            yield match.start(), position


def _instead(match: re.Match[str]) -> str | None:
    """What a mark stands for; nothing where it is none."""
    if match["entity"]:
        return _character(match["entity"])
    if match["marks"]:
        marks = match["marks"]
        # the end of a row is one mark more than that of its last cell
        return _APART if marks.count("\x07") > 1 and "\r" in marks else "\t" * marks.count("\x07")
    rows = blocks = lines = False
    cells = opened = 0
    for tag in _ONE_TAG.finditer(match["tags"]):
        name = tag["name"]
        if _ROW.fullmatch(name):
            rows, opened = True, 0
        elif _CELL.fullmatch(name):
            cells += 1
            opened += not tag["close"]
        elif _BLOCK.fullmatch(name):
            blocks, lines = blocks or name.lower() != "br", True
    if rows:
        # a row that begins with empty cells
        return _APART + "\t" * max(0, opened - 1)
    if cells:
        before = match.string[max(0, match.start() - 40) : match.start()].rstrip(" \t")
        at_start = not before[-1:].strip()
        return "\t" * (opened - (at_start and opened > 0))
    if blocks:
        return _APART
    return "\n" if lines or "\n" in match["tags"] else ""


def _character(entity: str) -> str | None:
    char = entity if entity.endswith(";") else f"{entity};"
    for _ in range(4):
        char = html.unescape(char)
    # a digit stays as it is printed, and so does what is no character
    return char if len(char) == 1 and not char.isdigit() and (char.isprintable() or char.isspace()) else None
