"""The sheet 历季: each indicator of a subject in a row, quarter by quarter, with what was not printed in italics."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from flows.contracts.code_words import CODE_WORDS
from flows.exports.cells import Formats, Places
from flows.exports.paper import WIDE, add_chart, lay_out
from flows.exports.series_rows import ROWS, Point, SeriesRow, SeriesSheet
from flows.exports.values import DOUBT, Look, Values

SERIES = "历季"
TITLE = "各主体各指标历季数值"
HEADS = ("层级", "主体", "所在地", "指标", "单位")
BLOCKS = {"to_date": "年初累计（存量、比率为季末数）", "growth": "同比增速（%）"}
HEAD = 4  # row of the heads, which take two
FIRST = HEAD + 2
LEGEND = 2  # row of the legend
EMPTY = "没有历季数值。 No series: no text gave a subject's indicator of a quarter."
DRAWN = 6  # lines of the chart; more can't be told apart
_COLOURS = ("#2F6DA8", "#C4622D", "#4B8B3B", "#8A5AA8", "#A88A1E", "#4A4A4A")
_DRAWN_WORDS = {"derived": "计算", "chained": "推算"}
_STOPS = Look(origin="derived"), Look(origin="chained"), Look(doubtful=True), Look(wrong=True)
_STOP_COLUMNS = (0, 3), (4, 7), (8, 9), (10, 12)
_STOP_WORDS = (
    "斜体：由原文数加减或两年数值计算得出",
    "斜体褐色：由另一年数值与增速推算",
    f"{DOUBT}：存疑",
    "红底：一文两值，或累计下降",
)


class Chosen(NamedTuple):
    """What is drawn: rows of one indicator, by their number in the sheet (from 0), and the block their values stand in."""

    block: str
    rows: list[int]


def write_series(workbook: Any, into: Any, formats: Formats, sheet: SeriesSheet, places: Places) -> None:
    """Write the sheet of series.

    Args:
        workbook: the workbook that the sheet is of.
        into: the worksheet.
        formats: those of the workbook.
        sheet: what it shows.
        places: figure_id to the sheet and row (from 1) that shows the figure.
    """
    lay_out(into)
    into.write_string(0, 0, TITLE, formats.title)
    into.write_string(1, 0, _counts(sheet), formats.faint)
    if not sheet.rows:
        return
    values = Values(workbook, into, places)
    blocks = [block for block in BLOCKS if block == "to_date" or any(row.growth for row in sheet.rows)]
    _write_legend(into, values)
    _write_heads(into, sheet, blocks, formats)
    for at, row in enumerate(sheet.rows, start=FIRST):
        texts = (CODE_WORDS["subject_level"].get(row.level, row.level), row.name, row.lies_in, row.indicator)
        for column, text in enumerate((*texts, row.unit)):
            values.text(at, column, text)
        for number, block in enumerate(blocks):
            points = _points(row, block)
            for column, quarter in enumerate(sheet.quarters, start=_first_of(number, sheet)):
                _write_point(values, at, column, points.get(quarter))
    widths = _widths(values.widths, len(blocks), len(sheet.quarters))
    for column, width in enumerate(widths):
        into.set_column(column, column, width)
    into.freeze_panes(FIRST, len(HEADS))
    into.repeat_rows(HEAD, HEAD + 1)
    into.autofilter(HEAD + 1, 0, FIRST + len(sheet.rows) - 1, len(HEADS) - 1)
    if chosen := choose(sheet.rows):
        _insert_chart(workbook, into, formats, sheet, chosen, blocks, widths)


def _first_of(block: int, sheet: SeriesSheet) -> int:
    return len(HEADS) + block * len(sheet.quarters)


def _points(row: SeriesRow, block: str) -> dict[str, Point]:
    return row.growth if block == "growth" else row.to_date


def _counts(sheet: SeriesSheet) -> str:
    if not sheet.rows:
        return EMPTY
    said = f"{sheet.quarters[0]}至{sheet.quarters[-1]}，{len(sheet.rows)}行，数值最全的在前，空格表示没有；点击数值看原句。"
    if sheet.rows_left_out:
        said += f"另有{sheet.rows_left_out}行未列（至多{ROWS}行），见“序列”。"
    return f"{said}分项（某产业、某规模等）及企业、项目见“序列”。"


def _write_legend(into: Any, values: Values) -> None:
    for (first, last), look, words in zip(_STOP_COLUMNS, _STOPS, _STOP_WORDS, strict=True):
        into.merge_range(LEGEND, first, LEGEND, last, words, values.format_of_text(look))


def _write_heads(into: Any, sheet: SeriesSheet, blocks: list[str], formats: Formats) -> None:
    for column in range(len(HEADS)):
        into.write_blank(HEAD, column, None, formats.header)
    width = len(sheet.quarters)
    for number, block in enumerate(blocks):
        first = _first_of(number, sheet)
        into.merge_range(HEAD, first, HEAD, first + width - 1, BLOCKS[block], formats.header_group)
    for column, text in enumerate(HEADS):
        into.write_string(HEAD + 1, column, text, formats.header)
    for number in range(len(blocks)):
        for column, quarter in enumerate(sheet.quarters, start=_first_of(number, sheet)):
            into.write_string(HEAD + 1, column, quarter, formats.header_right)


def _write_point(values: Values, row: int, column: int, point: Point | None) -> None:
    if point is None:
        values.text(row, column, "")
    else:
        look = Look(point.bound, point.origin, wrong=point.wrong, doubtful=point.doubtful)
        values.number(row, column, point.value, look, point.figures)


def _widths(found: dict[int, int], blocks: int, quarters: int) -> list[int]:
    least = [6, 10, 8, 12, 6, *([10] * blocks * quarters)]
    widths = [min(max(width, found.get(column, 0) + 3), WIDE) for column, width in enumerate(least)]
    for first in range(len(HEADS), len(widths), quarters):
        # quarters of a block stand at equal distances
        widths[first : first + quarters] = [max(widths[first : first + quarters])] * quarters
    return widths


def choose(rows: list[SeriesRow]) -> Chosen | None:
    """The indicator that most is known of, in rows with two values or more; growth before the amount that it is of.

    Args:
        rows: of the sheet, in its order.
    """
    held: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        for block in reversed(BLOCKS):
            if (points := len(_points(row, block))) > 1:
                held[block, row.indicator_id, row.level] += points
    if not held:
        return None
    # of equals, the one that comes first
    ((block, indicator, level), _), *_ = held.most_common(1)
    same = [
        number
        for number, row in enumerate(rows)
        if (row.indicator_id, row.level) == (indicator, level) and len(_points(row, block)) > 1
    ]
    return Chosen(block, same[:DRAWN])


def _insert_chart(
    workbook: Any,
    into: Any,
    formats: Formats,
    sheet: SeriesSheet,
    chosen: Chosen,
    blocks: list[str],
    widths: list[int],
) -> None:
    """Draw the rows chosen; a point that is not printed, or that is doubtful, is hollow and says so."""
    row = sheet.rows[chosen.rows[0]]
    # years to date begin anew each year: a line would fall where nothing fell
    to_date = chosen.block == "to_date" and row.adds_up
    chart = workbook.add_chart({"type": "column" if to_date else "line"})
    first = _first_of(blocks.index(chosen.block), sheet)
    last = first + len(sheet.quarters) - 1
    for number, colour in zip(chosen.rows, _COLOURS, strict=False):
        points = _points(sheet.rows[number], chosen.block)
        at = FIRST + number
        chart.add_series(
            {
                "name": [SERIES, at, 1],
                "categories": [SERIES, HEAD + 1, first, HEAD + 1, last],
                "values": [SERIES, at, first, at, last],
                **_drawn(to_date, colour),
                "points": [_hollow(points.get(quarter), colour) for quarter in sheet.quarters],
                "data_labels": {
                    "value": True,
                    "position": "outside_end" if to_date else "above",
                    "font": {"size": 8},
                    "custom": [_label(points.get(quarter)) for quarter in sheet.quarters],
                },
            }
        )
    unit = "%" if chosen.block == "growth" else row.unit
    words = "同比增速" if chosen.block == "growth" else "年初累计" if to_date else ""
    level = CODE_WORDS["subject_level"].get(row.level, row.level)
    title = f"{row.indicator}{words}（{unit}），{level}"
    # a quarter that nobody reported is bridged: a line is no claim for it, its points are
    chart.show_blanks_as("span")
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
    chart.set_x_axis({"label_position": "low"})
    add_chart(into, chart, title, FIRST + len(sheet.rows) + 1, widths, formats)


def _drawn(as_columns: bool, colour: str) -> dict[str, Any]:
    fill, border = {"color": colour}, {"color": colour}
    if as_columns:
        return {"fill": fill, "border": border, "gap": 80}
    marker = {"type": "circle", "size": 6, "fill": fill, "border": border}
    return {"line": {"color": colour, "width": 1.75}, "marker": marker}


def _label(point: Point | None) -> dict[str, Any]:
    """What stands over a point: what it is, where it isn't simply a value that was printed."""
    words = []
    if point is not None:
        words = [_DRAWN_WORDS[point.origin]] if point.origin in _DRAWN_WORDS else []
        words += ["存疑"] if point.doubtful else []
    return {"value": "、".join(words)} if words else {"delete": True}


def _hollow(point: Point | None, colour: str) -> dict[str, Any] | None:
    """The look of a point, where it has one of its own."""
    if "delete" in _label(point):
        return None
    return {"fill": {"color": "#FFFFFF"}, "border": {"color": colour}}
