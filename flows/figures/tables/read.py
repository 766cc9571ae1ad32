"""A table read: its figures, its numbers that no head explains, and what became of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from flows.documents import Paragraph
from flows.figures.discourse import Discourse
from flows.figures.model import Figure
from flows.figures.tables.cells import Cells, UnreadError, with_part
from flows.figures.tables.columns import Columns, make_columns, take_over
from flows.figures.tables.grid import Cell, Grid, Value, make_grid
from flows.figures.tables.heads import Head, HeadReader
from flows.figures.tables.names import Namer
from flows.setting.model import Subject
from flows.setting.zones import ZoneBook
from flows.words.model import Mark, Token, numerals

LONGEST = 500
"""Characters of a row that its figures are shown with."""
_PLACE = re.compile(r"第\s*\d{1,3}\s*[位名]")
_NAMES = ("subject", "project", "part")
_IN_WORDS = ("part_of_name", "part_of_word", "endless")


@dataclass
class TableReading:
    """What a table gives.

    `figures`: with the sentence that each stands in. `marks`: numbers that are no quantities. `columns`: for a table that
    goes on behind a page break. `unread`: how many numbers were not read, by reason; `heads`: words no lexicon knows.
    """

    rows: int = 0
    width: int = 0
    figures: list[tuple[Figure, str]] = field(default_factory=list)
    marks: list[Token] = field(default_factory=list)
    columns: Columns | None = None
    unread: Counter[str] = field(default_factory=Counter)
    heads: dict[str, None] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """How many numbers were read."""
        return sum(figure.disposition == "figure" for figure, _ in self.figures)


def read_table(
    text: str,
    paragraphs: Sequence[Paragraph],
    state: Discourse,
    book: ZoneBook,
    captions: Sequence[str] = (),
    title: str | None = None,
    numbers: Mapping[int, Sequence[Token]] | None = None,
    before: Columns | None = None,
    shown: str | None = None,
) -> TableReading:
    """Read a table.

    Args:
        text: the cleaned text.
        paragraphs: the table's rows.
        state: who speaks, and of when.
        book: the zones met so far.
        captions: the lines over the table, the nearest first.
        title: the article's title, whose indicator is meant where nothing nearer names one.
        numbers: the number tokens of the text by paragraph.
        before: the columns of the table before this one, where it may go on here.
        shown: the cleaned text in the script of the file, where that is another one.
    """
    shown = text if shown is None else shown
    namer = Namer(state, book, " ".join([*captions, title or ""]))
    reader = HeadReader(state, namer)
    grid = make_grid(
        text, paragraphs, state.lexicon.units.__contains__, lambda head: reader.words.label(head) is not None
    )
    namer.of_zones = namer.of_zones or any(namer.zones(head) for column in grid.header[:2] for head in column)
    if grid.header or before is None or len(before.roles) != grid.width:
        columns = make_columns(grid, reader, namer)
    else:
        columns = before
    titled = reader.read(title, caption=True) if title else None
    over = [reader.read(words, caption=True) for words in [*reversed(grid.captions), *captions]]
    said = [head.subjects[0] for head in over if len(head.subjects) == 1]
    if said and said[0].level in ("zone", "county", "city"):
        namer.home = said[0]
    _own_subject(grid, columns, namer, titled)
    cells = Cells(state, namer, over, titled)
    reading = TableReading(rows=len(paragraphs), width=grid.width, columns=columns if columns.heads else None)
    header = _shown(shown[paragraphs[0].start : paragraphs[0].end])
    # without a header, one column of numbers can be told by what stands before it, several can't
    headed = bool(grid.header) or columns is before or columns.roles.count(None) == 1
    _read_rows(text, shown, grid, columns, reader, namer, cells, headed, reading, header)
    _read_words(text, shown, grid, columns, paragraphs, numbers or {}, state, reading)
    return reading


def _own_subject(grid: Grid, columns: Columns, namer: Namer, title: Head | None) -> None:
    """Who the table is about is none of those whose rows it adds up."""
    places = [k for k, role in enumerate(columns.roles) if role == "subject"]
    if not places or namer.home.level != "zone":
        return
    named = {namer.name(row[places[-1]].text) for row in grid.rows if len(row) == grid.width} - {None}
    if namer.home in named and len(named) > 1:
        said = title.subjects if title and len(title.subjects) == 1 else ()
        namer.home = said[0] if said and said[0] not in named else namer.whole("city")


def _shown(row: str) -> str:
    """A row as people read it, as long as a sentence may be: each of its figures is shown with it."""
    return row[:LONGEST].replace("\t", " | ")


def _read_rows(
    text: str, shown: str, grid: Grid, columns: Columns, reader: HeadReader, namer: Namer, cells: Cells, headed: bool,
    reading: TableReading, header: str,
) -> None:  # fmt: skip
    group, last, above = Head(), None, list[Cell]()
    order = _order_of(grid, columns)
    for row in grid.rows:
        sentence = f"{header} ⏎ {_shown(shown[row[0].start : row[-1].end])}"
        if len(row) != grid.width:
            words = [cell.text for cell in row if not cell.value and not cell.empty]
            for cell in row:
                if cell.value:
                    _leave(reading, cell.value, " ".join(words), "", "ragged_row", cells, sentence)
            continue
        if (
            not any(cell.value for cell in row)
            and sum(not cell.empty for cell in row) == 1
            and grid.width > 2
        ):
            only = next(cell.text for cell in row if not cell.empty)
            group = reader.read(only)
            if not group.subjects and not group.concept and (subject := namer.name(only)):
                group = replace(group, subjects=(subject,))
            continue
        head = _row_head(row, above, columns, reader, namer)
        above = row
        if head.derived and not head.subjects and last is not None:
            take_over(head, last)
        elif not head.measure and not head.target:
            last = head
        place: Value | None = None
        for k, cell in enumerate(row):
            value, role = cell.value, columns.roles[k]
            if value is None:
                continue
            if role == "number":
                if _PLACE.fullmatch(cell.text.strip()):
                    place = value
                    continue
                reading.marks.append(_row_number(cell.start, cell.end, value))
                continue
            column = (
                columns.heads[k]
                if role is None
                else Head(text=columns.heads[k].text, unknown=columns.heads[k].text)
            )
            if k in order:
                column = order[k]
            try:
                figure = cells.figure(value, column, head, group, headed)
            except UnreadError as why:
                unknown = column.unknown or head.unknown
                if unknown:
                    reading.heads[unknown] = None
                unit = "位" if column.measure == "rank" else next(iter(column.units or head.units), "")
                _leave(reading, value, f"{head.text} {column.text}", unit, str(why), cells, sentence)
            else:
                reading.figures.append((figure, sentence))
                if place is not None:  # 第1位　侯马经开区　186.3亿元
                    reading.figures.append((_placed(figure, place), sentence))
                    place = None
        if place is not None:
            reading.marks.append(_row_number(*place.numeral, place))


def _row_number(start: int, end: int, value: Value) -> Token:
    """The mark of a number that only counts the rows."""
    return Token(start, end, "mark", Mark("reference", "row_number", (value.numeral,)))


def _placed(figure: Figure, place: Value) -> Figure:
    """The place that a row has in the order of its figure."""
    made = figure.of(figure.indicator_id or "", figure.label)
    made.numeral, made.value, made.unit, made.bound = place.numeral, place.value, "位", "eq"
    made.rank_of = "growth" if figure.measure == "growth" else "level"
    made.measure, made.comparator = "rank", None
    return made


def _order_of(grid: Grid, columns: Columns) -> dict[int, Head]:
    """A rank that stands before the quantities is of the one that falls as it rises."""
    made: dict[int, Head] = {}
    for k, head in enumerate(columns.heads):
        if columns.roles[k] is not None or head.measure != "rank" or head.concept or head.unknown:
            continue
        for other in range(k + 1, grid.width):
            of = columns.heads[other]
            if columns.roles[other] is not None or of.measure == "rank":
                continue
            pairs = [
                (row[k].value.value, row[other].value.value)  # type: ignore[union-attr]
                for row in grid.rows
                if len(row) == grid.width and row[k].value and row[other].value
            ]
            pairs.sort()
            if len(pairs) > 2 and all(a[1] >= b[1] for a, b in pairwise(pairs)):
                copy = replace(head)
                take_over(copy, of)
                made[k] = copy
                break
    return made


def _row_head(
    row: Sequence[Cell], above: Sequence[Cell], columns: Columns, reader: HeadReader, namer: Namer
) -> Head:
    """What stands before a row's numbers, the nearest cell first; an empty cell goes on with the one above it."""
    head = Head()
    texts: list[str] = []
    labels = [
        k for k, role in enumerate(columns.roles) if role is not None and role not in ("number", "note")
    ]
    for k in reversed(labels):
        role, text = columns.roles[k], row[k].text.strip()
        if row[k].empty:
            if k == labels[-1] or not above or role == "unit":
                continue
            text = above[k].text.strip()
        if role == "unit":
            head = replace(head, units=head.units or reader.units(text))
            continue
        said = _said(text, role, reader, namer)
        texts.insert(0, text)
        head = said if not texts[1:] and not head.units else replace(head, text="").over(said)
    return replace(head, text=" ".join(texts))


def _said(text: str, role: str | None, reader: HeadReader, namer: Namer) -> Head:
    if role == "project":
        return Head(text=text, subjects=(Subject("project", text),), label=role)
    said = reader.read(text)
    if role == "period" or said.concept or said.whole or (said.measure and not said.unknown):
        return replace(said, label=role)
    subject = namer.name(text)
    if subject is not None and role != "part":
        return replace(said, subjects=(subject,), unknown="", label=role)
    if said.subjects and not said.unknown:
        return replace(said, label=role)
    if role == "subject":
        return Head(text=text, subjects=(Subject("other", text),), label=role)
    return with_part(said) if role == "part" else replace(said, unknown=said.unknown or text, label=role)


def _leave(
    reading: TableReading, value: Value, words: str, unit: str, why: str, cells: Cells, sentence: str
) -> None:
    """A number that could not be read is kept, under the words of the table."""
    reading.unread[why] += 1
    figure = _other(value.numeral, value.value, value.unit or unit, " ".join(words.split()), why, cells.state)
    reading.figures.append((figure, sentence))


def _other(
    numeral: tuple[int, int], value: object, unit: str, words: str, why: str, state: Discourse
) -> Figure:
    return Figure(
        numeral=numeral, value=value, unit=unit, disposition="other_figure", indicator_id=None, label=words,  # type: ignore[arg-type]
        measure="level", subjects=(state.section_subject or state.home,), span=state.default_span("actual", True),
        rank_of=None, scenario="actual", set_by=None, bound="eq", comparator=None, scope=None, rules=["table_unread"], reason=why,
    )  # fmt: skip


def _read_words(
    text: str, shown: str, grid: Grid, columns: Columns, paragraphs: Sequence[Paragraph],
    numbers: Mapping[int, Sequence[Token]], state: Discourse, reading: TableReading,
) -> None:  # fmt: skip
    """Quantities among words, of a header or a note: 铁路路基完成60%; those of a name stay parts of it.

    What else stands in a cell and is no date or reference gets a mark that says why it was not read.
    """
    done = {figure.numeral for figure, _ in reading.figures} | {
        span for mark in reading.marks for span in mark.value.numerals
    }
    # where cells that hold names begin; no token crosses a cell's end
    starts = [cell.start for row in grid.rows for cell in row]
    roles = [role for row in grid.rows for _, role in zip_longest(row, columns.roles[: len(row)])]
    ends = [cell.end for row in grid.rows for cell in row]
    for paragraph in paragraphs:
        for token in numbers.get(paragraph.start, ()):
            at = bisect_right(starts, token.start) - 1
            inside = at >= 0 and token.start < ends[at]
            if at >= 0 and roles[at] in _NAMES:
                _mark(text, token, "cell_name", reading)
                continue
            if token.kind != "number" or isinstance(token.value, tuple):
                # a name among the words of a note is one there as well
                if inside and (token.kind != "mark" or roles[at] is None):
                    _mark(text, token, "cell_unread", reading)
                continue
            quantity = token.value
            if quantity.numeral in done or not text[slice(*quantity.numeral)].isascii():
                continue
            cell_start = max(paragraph.start, text.rfind("\t", paragraph.start, token.start) + 1)
            words = (
                text[cell_start : token.start].strip() or text[paragraph.start : paragraph.end].split("\t")[0]
            )
            figure = _other(quantity.numeral, quantity.value, quantity.unit, words, "cell_words", state)
            reading.figures.append((figure, _shown(shown[paragraph.start : paragraph.end])))


def _mark(text: str, token: Token, why: str, reading: TableReading) -> None:
    """Say why a cell's number was not read; a date, a reference and what is known for a name say so themselves."""
    if token.kind == "period" or (token.kind == "mark" and token.value.reason not in _IN_WORDS):
        return
    spans = token.value.numerals if token.kind == "mark" else numerals(token)
    digits = tuple([span for span in spans if text[slice(*span)].isascii()])
    reading.marks.append(Token(token.start, token.end, "mark", Mark("name", why, digits)))
