"""The first sheet, 报告: subjects by indicators, each value with its rank, its gap and its way, to read and to print."""

from __future__ import annotations

from typing import Any

from flows.contracts.code_words import CODE_WORDS
from flows.exports.cells import Formats, Places
from flows.exports.paper import WIDE, add_chart, lay_out, width_of
from flows.exports.report_rows import LEVELS, SUBJECTS, Cell, Head, Report
from flows.exports.values import DOUBT, Look, Values

REPORT = "报告"
SUBJECT_HEADS = ("层级", "主体", "所在地")
PARTS = 4  # columns of an indicator: value, rank, gap, way
HEAD = 4  # row of the heads, which take two
FIRST = HEAD + 2
EMPTY = (
    "没有可以并列的数值：各文本均未读出某季度、某主体的指标值。 No values to set side by side: no text gave a subject's indicator "
    "of a quarter."
)
LEGEND = (
    f"位次：3/11即11个可比主体中第3；数值带“超过”“约”等的，原文只给界限；红底未达目标；{DOUBT}存疑；↑↓→较前一时期上升、下降、持平；"
    "空格表示没有。点击数值看原句。"
)
_ARROWS = {1: "↑", -1: "↓", 0: "→"}


def write_report(workbook: Any, into: Any, formats: Formats, report: Report, places: Places) -> None:
    """Write the report.

    Args:
        workbook: the workbook that the sheet is of.
        into: the worksheet.
        formats: those of the workbook.
        report: what it shows.
        places: figure_id to the sheet and row (from 1) that shows the figure.
    """
    lay_out(into)
    into.write_string(0, 0, _title(report), formats.title)
    into.write_string(1, 0, _counts(report), formats.faint)
    if not report.lines:
        return
    values = Values(workbook, into, places)
    into.write_string(2, 0, LEGEND, formats.faint)
    _write_heads(into, report.heads, formats)
    for row, line in enumerate(report.lines, start=FIRST):
        for column, text in enumerate((CODE_WORDS["subject_level"][line.level], line.name, line.lies_in)):
            values.text(row, column, text)
        for number in range(len(report.heads)):
            _write_cell(values, row, len(SUBJECT_HEADS) + number * PARTS, line.cells.get(number))
    widths = _widths(report.heads, values.widths)
    for column, width in enumerate(widths):
        into.set_column(column, column, width)
    into.freeze_panes(FIRST, 2)
    into.repeat_rows(HEAD, HEAD + 1)
    _insert_chart(workbook, into, report, widths, formats)


def _title(report: Report) -> str:
    return f"{quarter_words(report.quarter)}开发区主要指标" if report.quarter else "开发区主要指标"


def quarter_words(quarter: str) -> str:
    """A quarter in words.

    Examples:
        >>> quarter_words("2024-Q1")
        '2024年第1季度'
    """
    year, _, number = quarter.partition("-Q")
    return f"{year}年第{number}季度"


def _counts(report: Report) -> str:
    said = [f"{len(report.lines)}个主体、{len(report.heads)}项指标"] if report.lines else [EMPTY]
    if report.doubtful_left_out:
        said.append(f"存疑未列入{report.doubtful_left_out}条")
    if report.lines_left_out:
        said.append(f"另有{report.lines_left_out}个主体未列（每个层级至多{SUBJECTS}个），见“排名”")
    return "；".join(said)


def _write_heads(into: Any, heads: list[Head], formats: Formats) -> None:
    into.set_row(HEAD, 34)
    into.set_row(HEAD + 1, 34)
    # a row is done before the next begins: a streamed sheet takes them in no other order
    for column in range(len(SUBJECT_HEADS)):
        into.write_blank(HEAD, column, None, formats.header)
    for number, head in enumerate(heads):
        first = len(SUBJECT_HEADS) + number * PARTS
        into.merge_range(
            HEAD, first, HEAD, first + PARTS - 1, f"{head.name}\n{head.period}", formats.header_group
        )
    for column, text in enumerate(SUBJECT_HEADS):
        into.write_string(HEAD + 1, column, text, formats.header)
    for number, head in enumerate(heads):
        for part, text in enumerate(part_heads(head)):
            shape = formats.header_group if part % 2 else formats.header_right
            into.write_string(HEAD + 1, len(SUBJECT_HEADS) + number * PARTS + part, text, shape)


def part_heads(head: Head) -> tuple[str, str, str, str]:
    """What stands over an indicator's four columns; the gap's and the way's name what they are held against."""
    return (
        f"数值\n{head.unit}" if head.unit else "数值",
        "位次",
        f"较{head.benchmark}" if head.benchmark else "差距",
        f"较{head.before}" if head.before else "变化",
    )


def _write_cell(values: Values, row: int, first: int, cell: Cell | None) -> None:
    if cell is None:
        for part in range(PARTS):
            values.text(row, first + part, "")
        return
    values.number(
        row,
        first,
        cell.value,
        Look(bound=cell.bound, wrong=cell.missed, doubtful=cell.doubtful),
        [cell.figure_id],
    )
    values.text(row, first + 1, rank_words(cell.rank), centred=True)
    if cell.gap is None:
        values.text(row, first + 2, "")
    else:
        look = Look(cell.gap_bound, signed=True, wrong=cell.gap_missed, doubtful=cell.gap_doubtful)
        values.number(row, first + 2, cell.gap, look, [])
    arrow = "" if cell.change is None else _ARROWS[cell.change]
    doubt = DOUBT if cell.change_doubtful else ""
    values.text(row, first + 3, arrow + doubt, Look(doubtful=cell.change_doubtful), centred=True)


def rank_words(rank: tuple[int, int, int] | None) -> str:
    """A rank among its peers; bounds may leave open which.

    Examples:
        >>> rank_words((3, 3, 11)), rank_words((1, 2, 4))
        ('3/11', '1～2/4')
    """
    if rank is None:
        return ""
    best, worst, peers = rank
    return f"{best}/{peers}" if best == worst else f"{best}～{worst}/{peers}"


def _widths(heads: list[Head], found: dict[int, int]) -> list[int]:
    least = [5, 10, 8]
    for head in heads:
        # a head takes two lines
        own = (
            (9, width_of(head.unit) + 2),
            (6,),
            (9, width_of(head.benchmark) // 2 + 4),
            (5, width_of(head.before) // 2 + 3),
        )
        least += map(max, own)
    return [min(max(width, found.get(column, 0) + 3), WIDE) for column, width in enumerate(least)]


def _insert_chart(workbook: Any, into: Any, report: Report, widths: list[int], formats: Formats) -> None:
    """Draw the first indicator, of the level that has most of its values: those stand together, best first."""
    held = {
        level: [
            at for at, line in enumerate(report.lines, start=FIRST) if line.level == level and 0 in line.cells
        ]
        for level in LEVELS
    }
    level = max(LEVELS, key=lambda name: len(held[name]))
    if len(held[level]) < 2:
        return
    first, last = held[level][0], held[level][-1]
    head, column = report.heads[0], len(SUBJECT_HEADS)
    chart = workbook.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": head.name,
            "categories": [REPORT, first, 1, last, 1],
            "values": [REPORT, first, column, last, column],
            "data_labels": {"value": True, "font": {"size": 8}},
            "fill": {"color": "#5B8DB8"},
            "gap": 60,
        }
    )
    unit = f"（{head.unit}）" if head.unit else ""
    title = f"{head.name}{unit}，{head.period}，{CODE_WORDS['subject_level'][level]}"
    chart.set_legend({"none": True})
    lowest = min(line.cells[0].value for line in report.lines[first - FIRST : last - FIRST + 1])
    # bars are as long as their values are large
    bounds = {"min": 0} if lowest >= 0 else {}
    chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}, **bounds})
    chart.set_x_axis({"num_font": {"size": 9}, "label_position": "low"})
    add_chart(into, chart, title, FIRST + len(report.lines) + 1, widths, formats)
