"""Which lines are rows of a table, and where their cells are, whatever the table was made of.

Pipes (Markdown, or bars between cells), tabs, blanks that align columns, one blank between cells, and one cell a line as
HTML and PDF leave them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from flows.documents.cell_lines import mark_cells
from flows.documents.lines import CAPTION, Line, is_value, width

_GAP = re.compile(r"[\u3000]|  ")
# 合  计 is one word set wide
_WIDE = re.compile(r"(?:[ \u3000]{2,}|(?<=[^ \u3000]{2})\u3000|\u3000(?=[^ \u3000]{2}))(?!计(?:[ \u3000]|$))")
_RULE = re.compile(r"[|｜\s:：\-—=+]+$")
_PIPE = re.compile(r"[|｜]")
_SENTENCE = re.compile(r"[。；！？]|，[^，]{8,}")
_FEW = 2
_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
_COMMAS, _GOES_ON = "，；、", "，。；！？、"


def mark_tables(lines: Sequence[Line]) -> None:
    """Make rows of tables of those lines that are: `kind` table, with their cells.

    Args:
        lines: all lines but page furniture, which may stand between two rows. A line that went into the row of another
            one is left with the kind `cell`.
    """
    for form, split, believed in _FORMS:
        for at, block in _blocks(lines, form):
            rows = split(block)
            if believed(rows):
                for line, cells in zip(block, rows, strict=True):
                    line.kind, line.cells = "table", cells
                if form is _has_blank:
                    _rows_above(lines, at)
    mark_cells(lines)


def is_rule(line: Line) -> bool:
    """Whether a row only draws a line: |---|---|."""
    return bool(_PIPE.search(line.text) and _RULE.match(line.text))


def _blocks(lines: Sequence[Line], form: Callable[[Line], bool]) -> Iterator[tuple[int, list[Line]]]:
    """Stretches of lines of one form, each with the place of its first."""
    block: list[Line] = []
    for i, line in enumerate(lines):
        if line.kind == "body" and form(line):
            block.append(line)
        elif block:
            yield i - len(block), block
            block = []
    if block:
        yield len(lines) - len(block), block


def _between(
    line: Line, pattern: re.Pattern[str], text: str | None = None, at: int = 0
) -> list[tuple[int, str]]:
    """The cells between the matches of a pattern."""
    text = line.text if text is None else text
    cells, position = [], 0
    for end, after in [*(m.span() for m in pattern.finditer(text)), (len(text), len(text))]:
        piece = text[position:end]
        inner = piece.strip()
        blanks = piece.index(inner[0]) if inner else 0
        cells.append((line.start + at + position + blanks, inner))
        position = after
    return cells


# pipes


def _has_pipes(line: Line) -> bool:
    return line.text[0] in "|｜" and len(_PIPE.findall(line.text)) >= 2


def _has_bars(line: Line) -> bool:
    return "|" in line.text.strip("|") or "｜" in line.text.strip("｜")


def _pipes(block: Sequence[Line]) -> list[list[tuple[int, str]]]:
    rows = []
    for line in block:
        at = line.text[0] in "|｜"
        end = len(line.text) - (len(line.text) > 1 and line.text[-1] in "|｜")
        rows.append([] if is_rule(line) else _between(line, _PIPE, line.text[at:end], int(at)))
    return rows


# tabs


def _has_tab(line: Line) -> bool:
    return "\t" in line.text


def _tabs(block: Sequence[Line]) -> list[list[tuple[int, str]]]:
    """One tab between cells, so that empty ones count; several where that makes the rows more even."""
    one = []
    for line in block:
        lead = line.margin.count("\t")
        one.append([*[(line.start, "")] * lead, *_between(line, _TAB)])
    several = [_between(line, _TABS) for line in block]
    if _evenness(one) < _evenness(several):
        return several
    most = max(map(len, one))
    for line, row in zip(block, one, strict=True):
        if not row[0][1] or any(is_value(text) for _, text in row):
            # empty cells that it ended with were lost with the blanks of its end
            row += [(line.start + len(line.text), "")] * (most - len(row))
    return one


_TAB, _TABS = re.compile(r"\t"), re.compile(r"\t+")


def _evenness(rows: Sequence[Sequence[object]]) -> float:
    return max(Counter(map(len, rows)).values()) / len(rows)


# blanks that align the columns


def _has_gap(line: Line) -> bool:
    if not _GAP.search(line.text):
        return False
    pieces = _WIDE.split(line.text)
    if any(a[-1:] in _COMMAS or b[:1] in _GOES_ON for a, b in pairwise(filter(None, pieces))):
        return False  # 一季度　，晋城市: a blank inside a sentence
    cells = len(pieces)
    if "，" in _BRACKETS.sub("", line.text) and sum(map(is_value, pieces[1:])) < _FEW:
        return False  # a sentence with blanks in it
    return cells > 2 or (cells == 2 and not _SENTENCE.search(line.text) and not CAPTION.match(line.text))


def _aligned(block: Sequence[Line]) -> list[list[tuple[int, str]]]:
    """Cells between wide blanks; a row of numbers with some cells empty is set right by where the columns stand."""
    rows = [_between(line, _WIDE) for line in block]
    most = max(map(len, rows))
    full = [(line, row) for line, row in zip(block, rows, strict=True) if len(row) == most]
    places = [_places(line, row) for line, row in full]
    columns = [(min(p[k][0] for p in places), max(p[k][1] for p in places)) for k in range(most)]
    if any(a[1] > b[0] for a, b in pairwise(columns)):
        return rows  # the columns run into each other: blanks only part the cells
    made = []
    for line, row in zip(block, rows, strict=True):
        at = [
            next((k for k, (start, end) in enumerate(columns) if start < e and s < end), None)
            for s, e in _places(line, row)
        ]
        known = [k for k in at if k is not None]
        values = sum(is_value(text) for _, text in row)
        if len(row) < most and len(known) == len(row) == len(set(known)) and (values or len(row) == most - 1):
            cells = dict(zip(known, row, strict=True))
            last, filled = line.start, []
            for k in range(most):
                cell = cells.get(k, (last, ""))
                last = cell[0] + len(cell[1])
                filled.append(cell)
            row = filled
        made.append(row)
    return made


def _places(line: Line, row: Sequence[tuple[int, str]]) -> list[tuple[int, int]]:
    """Where the cells of a row stand on a reader's page."""
    margin, found = width(line.margin), []
    for start, text in row:
        left = margin + width(line.text[: start - line.start])
        found.append((left, left + width(text)))
    return found


# one blank between cells


def _has_blank(line: Line) -> bool:
    text = line.text
    if " " not in text or not (text[-1].isdecimal() or text[-1] in "%％—-－"):
        return False
    words = _words(line)
    return len(words) >= 3 and not is_value(words[0][1]) and all(is_value(text) for _, text in words[1:])


def _blanks(block: Sequence[Line]) -> list[list[tuple[int, str]]]:
    return [_words(line) for line in block]


def _words(line: Line) -> list[tuple[int, str]]:
    cells = _between(line, _BLANK)
    while len(cells) > 1 and len(cells[0][1]) == 1 == len(cells[1][1]) and not is_value(cells[1][1]):
        start, text = cells[0]
        end = cells[1][0] + len(cells[1][1])
        cells[:2] = [(start, line.text[start - line.start : end - line.start])]
        if len(text) != 1:
            break
    return cells


_BLANK = re.compile(r"[ \u3000]+")


# what makes a table of a block


def _always(rows: Sequence[Sequence[tuple[int, str]]]) -> bool:
    return True


def _believed(rows: Sequence[Sequence[tuple[int, str]]]) -> bool:
    """Two rows of three cells or more, about as many in each, or three of two with a number in most."""
    wide = [row for row in rows if len(row) >= 3]
    if any(abs(len(a) - len(b)) <= 1 for a, b in pairwise(wide)) and 2 * len(wide) >= len(rows):
        return True
    pairs = [row for row in rows if len(row) == 2]
    numbers = sum(is_value(row[1][1]) and not is_value(row[0][1]) for row in pairs)
    return len(rows) >= 3 and numbers >= 2 and 2 * numbers >= len(rows)


def _valued(rows: Sequence[Sequence[tuple[int, str]]]) -> bool:
    """As `_believed`, with a number in a cell of its own: blanks alone may stand in any sentence."""
    return _believed(rows) and any(is_value(text) for row in rows for _, text in row[1:])


def _even(rows: Sequence[Sequence[tuple[int, str]]]) -> bool:
    return len(rows) >= 2 and _evenness(rows) > 0.7


_FORMS: tuple[
    tuple[
        Callable[[Line], bool],
        Callable[[Sequence[Line]], list[list[tuple[int, str]]]],
        Callable[[Sequence[Sequence[tuple[int, str]]]], bool],
    ],
    ...,
] = (
    (_has_pipes, _pipes, _always),
    (_has_bars, _pipes, _believed),
    (_has_tab, _tabs, _believed),
    (_has_gap, _aligned, _valued),
    (_has_blank, _blanks, _even),
)


def _rows_above(lines: Sequence[Line], at: int) -> None:
    """The header over a block whose cells one blank parts: its own words show no gap that tells it from a sentence."""
    for line in reversed(lines[max(0, at - 2) : at]):
        words = _words(line) if line.kind == "body" and not _SENTENCE.search(line.text) else []
        if not 2 <= len(words) <= len(lines[at].cells) or line.closed or CAPTION.match(line.text):
            return
        line.kind, line.cells = "table", words
