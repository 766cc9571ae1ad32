"""Tables in a text: header cells give indicator, measure, unit and period; row heads give the subject, or the other
way round (one row for each indicator, as statistics offices print them)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.documents import Paragraph
from flows.figures.discourse import Concept, Discourse
from flows.figures.model import Figure
from flows.setting.model import Subject
from flows.setting.subjects import find_subjects
from flows.setting.zones import ZoneBook
from flows.words.lexicon import Lexicon
from flows.words.numerals import decimal
from flows.words.periods import Span, parse

_NUMBER = re.compile(
    r"\s*(?P<sign>[-－−+▲▼↑↓])?(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>\D{0,6})$"
)
_UNIT_IN_HEAD = re.compile(r"[（(\[]\s*(?:单位[:：])?\s*(?P<unit>[^（）()\[\]:：]{1,8})\s*[）)\]]")
_GROWTH = re.compile(r"增速|增幅|增长|同比|±")
_RANK = re.compile(r"排名|位次|名次|排序")
_SHARE = re.compile(r"占比|比重")
_COMPLETION = re.compile(r"完成率|完成比例|完成年度|占目标|占计划")
_TARGET = re.compile(r"目标|任务|计划")
_GAP = re.compile(r"差距|百分点|比目标|比平均")
_ORDINAL = re.compile(r"序号|编号|名次?$")
_TOTAL = re.compile(r"(?:全市|全省|全区|全县)?(?:合计|总计|小计)$|^全[市省区县](?:开发区)?$")
_UNIT_CAPTION = re.compile(r"单位[:：]\s*(?P<unit>[^\s，。、）)]{1,8})")


@dataclass(frozen=True)
class _Cell:
    start: int
    end: int
    text: str


@dataclass
class _Head:
    """What a header cell (or a row head) says."""

    indicator: str | None = None
    measure: str = "level"
    unit: str | None = None
    span: Span | None = None
    subjects: tuple[Subject, ...] = ()
    target: bool = False
    text: str = ""
    skip: bool = False


def read_table(
    text: str, rows: Sequence[Paragraph], state: Discourse, book: ZoneBook, caption: str
) -> list[tuple[Figure, str]]:
    """Figures of a table's numeric cells, each with its row as the sentence. Cells no head explains are left out."""
    lexicon = state.lexicon
    grid = [_cells(text, row) for row in rows]
    if len(grid) < 2:
        return []
    width = max(len(row) for row in grid)
    first_data = next(
        (i for i, row in enumerate(grid) if sum(bool(_NUMBER.match(c.text)) for c in row[1:]) >= 1), None
    )
    if not first_data:
        return []
    for row in grid[:first_data]:
        if len(row) == width - 1:  # units under the heads, none under the first
            row.insert(0, _Cell(row[0].start, row[0].start, ""))
    unit = m["unit"] if (m := _UNIT_CAPTION.search(caption)) else None
    captioned = _head(caption, state, book, None).span if len(caption) <= 40 else None
    heads = [
        _head(" ".join(row[k].text for row in grid[:first_data] if k < len(row)), state, book, unit)
        for k in range(width)
    ]
    _inherit(heads)
    figures: list[tuple[Figure, str]] = []
    for row in grid[first_data:]:
        label_at = next(
            (k for k, c in enumerate(row) if not _NUMBER.match(c.text) and not heads[k].skip), None
        )
        if label_at is None:
            continue
        row_head = _head(row[label_at].text, state, book, None)
        unit_cell = next((c.text.strip() for k, c in enumerate(row) if heads[k].text.strip() == "单位"), None)
        for k, cell in enumerate(row):
            match = _NUMBER.match(cell.text)
            if k == label_at or not match or heads[k].skip:
                continue
            figure = _figure(cell, match, heads[k], row_head, unit_cell, captioned, state, lexicon)
            if figure is not None:
                figures.append(
                    (
                        figure,
                        text[rows[0].start : rows[0].end].replace("\t", " | ")
                        + " ⏎ "
                        + " | ".join(c.text for c in row),
                    )
                )
    return figures


def _cells(text: str, row: Paragraph) -> list[_Cell]:
    cells, position = [], row.start
    for piece in text[row.start : row.end].split("\t"):
        cells.append(_Cell(position, position + len(piece), piece))
        position += len(piece) + 1
    return cells


def _head(text: str, state: Discourse, book: ZoneBook, unit: str | None) -> _Head:
    lexicon = state.lexicon
    head = _Head(text=text, skip=bool(_ORDINAL.search(text)) and not _RANK.search(text))
    concept: Concept | None = None
    for _, _, term in lexicon.find_terms(text):
        if "concept" in term.tags and term.tags["concept"] not in ("none", "zones"):
            concept = Concept(
                term.tags["concept"],
                term.tags.get("facet") or (concept.facet if concept else None),
                term.text,
            )
        elif "facet" in term.tags and concept:
            concept = Concept(concept.name, term.tags["facet"], concept.text)
    found = _UNIT_IN_HEAD.search(text)
    head.unit = found["unit"].strip() if found else unit
    if _RANK.search(text):
        head.measure, head.unit = "rank", "位"
    elif _GAP.search(text) and not _GROWTH.search(text):
        head.measure = "gap"
    elif _COMPLETION.search(text):
        head.measure = "completion"
    elif _SHARE.search(text):
        head.measure = "share"
    elif _GROWTH.search(text):
        head.measure = "growth"
    head.target = head.measure == "level" and bool(_TARGET.search(text))
    if concept:
        own = lexicon.units.get(head.unit or "", (None, None))[0]
        head.indicator = (
            own and lexicon.resolve(concept.name, concept.facet, own, head.unit or "")
        ) or lexicon.measured(concept.name, concept.facet)
    for match in lexicon.numbers.scan(text):
        if match.lastgroup == "period" and (period := parse(match.group(), state.anchor)) and period.span:
            head.span = period.span
    subjects = find_subjects(text, 0, len(text), book, state.home)
    head.subjects = subjects[-1].value if subjects else ()
    if not head.subjects and _TOTAL.search(text.strip()):
        head.subjects = (state.home,)
    return head


def _inherit(heads: list[_Head]) -> None:
    """增速(%) behind 工业投资(亿元) is the growth of that."""
    last: str | None = None
    for head in heads:
        if head.indicator:
            last = head.indicator
        elif head.measure != "level" and last:
            head.indicator = last


def _figure(
    cell: _Cell,
    match: re.Match[str],
    column: _Head,
    row: _Head,
    unit_cell: str | None,
    captioned: Span | None,
    state: Discourse,
    lexicon: Lexicon,
) -> Figure | None:
    indicator = column.indicator or row.indicator
    subjects = row.subjects or column.subjects or (state.subjects if row.indicator else ())
    if indicator is None or not subjects:
        return None
    measure = column.measure if column.measure != "level" else row.measure
    info = lexicon.indicators[indicator]
    unit = match["unit"].strip() or column.unit or row.unit or unit_cell
    if measure == "growth":
        unit = "%" if unit is None or unit not in ("%", "倍") else unit
    elif measure in ("share", "completion"):
        unit = "%"
    unit = unit or info.canonical_unit or ""
    if measure == "growth" and info.dimension == "percent":
        measure = "gap"
    value = decimal(match["value"])
    negative = match["sign"] in ("-", "－", "−", "▼", "↓")
    target = column.target or row.target
    span = column.span or row.span or captioned or state.default_span("actual", info.stock)
    numeral = (cell.start + match.start("value"), cell.start + match.end("value"))
    return Figure(
        numeral=numeral,
        value=-value if negative else value,
        unit=unit,
        disposition="figure",
        indicator_id=indicator,
        label=(column.text if column.indicator else row.text).strip(),
        measure=measure,
        subjects=subjects,
        span=span,
        rank_of="growth"
        if measure == "rank" and _GROWTH.search(column.text)
        else "level"
        if measure == "rank"
        else None,
        scenario="target" if target else "actual",
        set_by=None,
        bound="eq",
        comparator=None,
        scope=None,
        rules=["table"],
    )
