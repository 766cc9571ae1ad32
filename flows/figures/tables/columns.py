"""The columns and the rows of a grid as heads: which columns name the rows, and what a head takes over from its neighbour."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flows.figures.tables.grid import Cell, Grid
from flows.figures.tables.heads import Head, HeadReader
from flows.figures.tables.names import Namer
from flows.setting.model import Subject

_PLACE_HEAD = re.compile(r"[区市县州园盟旗]|单位|名称|地方")
_INVESTED = re.compile(r"完成|到位|累计")
_PLANNED = re.compile(r"计划|目标|任务|拟")


@dataclass
class Columns:
    """The columns of a table: what stands over each, and which name the rows, by their role.

    Roles: subject, project, indicator, part, period, unit, note (names of the rows), number (their order); None for a
    column of data.
    """

    heads: list[Head]
    roles: list[str | None]


def make_columns(grid: Grid, reader: HeadReader, namer: Namer) -> Columns:
    """Read the header, and find what each column holds."""
    heads = [replace(reader.pieces(texts)) for texts in grid.header] or [Head() for _ in range(grid.width)]
    rows = [row for row in grid.rows if len(row) == grid.width]
    roles = [_role(k, heads[k], [row[k] for row in rows], reader, namer) for k in range(grid.width)]
    named = [
        k for k, role in enumerate(roles) if role in ("subject", "project", "indicator", "part", "period")
    ]
    if not named and (first := next((k for k, role in enumerate(roles) if role == "note"), None)) is not None:
        roles[first] = "indicator"
    _name_columns(heads, roles, namer)
    for k, role in enumerate(roles):
        if role == "project":
            for head in heads:
                _of_projects(head)
        if role is not None:
            heads[k] = replace(heads[k], label=role)
    inherit([head for head, role in zip(heads, roles, strict=True) if role is None])
    return Columns(heads, roles)


def _role(k: int, head: Head, cells: Sequence[Cell], reader: HeadReader, namer: Namer) -> str | None:
    said = [cell for cell in cells if not cell.empty]
    values = [cell for cell in said if cell.value]
    if head.label == "number" or (k == 0 and not head.text and _counts(values, cells)):
        return "number"
    if not said or 2 * len(values) > len(said):
        return None
    words = [cell.text for cell in said if not cell.value]

    def most(test: Callable[[str], object]) -> bool:
        return 2 * sum(bool(test(text)) for text in words) >= len(words)

    if most(reader.units):
        return "unit"
    if head.label in ("note", "project"):
        return head.label
    read = [reader.read(text) for text in words]
    if 2 * sum(h.concept is not None or h.measure is not None for h in read) >= len(read):
        return "indicator"
    if head.label in ("subject", "part"):
        return head.label
    if 2 * sum(h.span is not None and not h.unknown for h in read) >= len(read):
        return "period"
    if most(lambda text: namer.name(text) or reader.read(text).subjects):
        return "subject"
    if head.label == "indicator":
        return "indicator" if head.text != "项目" else "project"
    if not head.concept and _PLACE_HEAD.search(head.text) and head.label is None:
        return "subject"
    return "note" if k and head.text else "indicator"


def _counts(values: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    """Whether cells are numbered from 1 on."""
    numbers = [int(cell.value.value) for cell in values if cell.value]
    return len(values) > 1 and len(values) >= len(cells) - 1 and numbers == list(range(1, len(numbers) + 1))


def _name_columns(heads: list[Head], roles: list[str | None], namer: Namer) -> None:
    """Columns that are zones: where most are named, the others are whoever stands there."""
    data = [k for k, role in enumerate(roles) if role is None]
    for k in data:
        head = heads[k]
        if head.unknown and not head.subjects and not head.measure and (subject := namer.name(head.text)):
            heads[k] = replace(head, subjects=(subject,), unknown="")
    named = [k for k in data if heads[k].subjects and not heads[k].concept and not heads[k].whole]
    rest = [k for k in data if heads[k].unknown and not heads[k].measure]
    if len(named) > 1 and len(named) >= len(rest):
        for k in rest:
            heads[k] = replace(heads[k], subjects=(Subject("other", heads[k].text),), unknown="")


def _of_projects(head: Head) -> None:
    """总投资, 计划投资, 完成投资 of named projects."""
    if head.concept or "投资" not in head.text:
        return
    head.unknown = ""
    head.facet = "completed" if _INVESTED.search(head.text) or _PLANNED.search(head.text) else "investment"
    head.target = bool(_PLANNED.search(head.text)) and not _INVESTED.search(head.text)


def inherit(heads: Sequence[Head]) -> None:
    """增速（%） and 位次 behind 工业投资（亿元） are of that."""
    last: Head | None = None
    for head in heads:
        if head.derived and last is not None:
            take_over(head, last)
            if head.measure == "growth":
                last = replace(last, measure="growth")
        elif (
            (not head.measure and not head.target and head.cut != "year_before")
            or head.concept
            or head.unknown
        ):
            last = head


def take_over(head: Head, last: Head) -> None:
    """What a growth, a rank or a share has from the quantity beside it."""
    if head.measure == "rank" and last.measure == "growth":
        head.rank_of = head.rank_of or "growth"
    head.concept, head.facet = last.concept, head.facet or last.facet
    head.unknown = last.unknown
    head.of = last.units or last.of
    if head.span is None and head.cut is None:
        head.span, head.span_kind, head.cut = last.span, last.span_kind, last.cut
    if not head.subjects:
        head.subjects, head.whole, head.scope = last.subjects, last.whole, head.scope or last.scope
