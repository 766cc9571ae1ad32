"""Series through the year: every period of an indicator and a subject, drawn and as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup

from flows.bulletin.profile.cells import Citations
from flows.bulletin.source import Row
from flows.bulletin.sparkline import Point, quarter_number, sparkline
from flows.bulletin.words import PROFILE, Words

GROUP = ("subject_level", "subject_name", "city_id", "zone_id", "indicator_id", "scope_key")
COLUMNS = ("growth", "quarter_value", "quarter_growth")
"""What a table of a series shows beside the year to date, where any row has it."""
Drawn = tuple[str, Markup]


def series(
    citations: Citations, rows: Sequence[Row], of_subject: bool, latest_only: bool
) -> Iterator[dict[str, Any]]:
    """The series among rows of mart_series.

    Args:
        citations: of the page.
        rows: ordered by subject, indicator, scope key and quarter.
        of_subject: whether the page is a subject's, so that each series is named by its indicator.
        latest_only: whether only the latest row of each is shown, beside the drawing of all.
    """
    source = citations.source
    for _, group in groupby(rows, lambda row: [row[name] for name in GROUP]):
        own = list(group)
        last = own[-1]
        name = source.name(last["indicator_id"]) if of_subject else source.subject(last["subject_name"], last)
        page = PurePosixPath(name["href"]).stem if "href" in name else str(last["subject_name"])
        key = last["indicator_id"] if of_subject else page
        scope = f"-{last['scope_key']}" if last["scope_key"] else ""
        anchor = f"s-{PurePosixPath(key).stem}{scope}".replace(" ", "_")
        drawn = _drawn(own, source.indicators.get(last["indicator_id"], {}), name)
        shown = [_row(citations, row, anchor) for row in (own[-1:] if latest_only else own[::-1])]
        yield {
            "id": anchor,
            "indicator_id": last["indicator_id"],
            "scope_key": last["scope_key"],
            "name": name,
            "level": last["subject_level"],
            "scope": last["scope"],
            "unit": last["unit"],
            "periods": len(own),
            "spark": drawn[1] if drawn else None,
            "spark_of": drawn[0] if drawn else None,
            "rows": shown,
            "used": used(shown),
        }


def used(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Of the columns those that have a value in any row."""
    return [name for name in COLUMNS if any(row[name] for row in rows)]


def _row(citations: Citations, row: Row, anchor: str) -> dict[str, Any]:
    growth, growth_ids, growth_origin = _growth(row, "growth")
    single, single_ids, single_origin = _growth(row, "quarter_growth")
    cell = citations.cell
    ids = [*row["to_date_figure_ids"], *row["quarter_figure_ids"], *growth_ids, *single_ids]
    return {
        "id": f"{anchor}-{row['quarter_id']}",
        "quarter": row["quarter_id"],
        "falls": row["to_date_falls"],
        "contested": row["contested"],
        "cite": citations.of(ids),
        "to_date": cell(row["to_date"], None, row["to_date_figure_ids"], origin=row["to_date_origin"]),
        "quarter_value": cell(
            row["quarter_value"], None, row["quarter_figure_ids"], origin=row["quarter_origin"]
        ),
        "growth": cell(growth, None, growth_ids, origin=growth_origin),
        "quarter_growth": cell(single, None, single_ids, origin=single_origin),
    }


def _growth(row: Row, name: str) -> tuple[Any, list[str], str]:
    """Growth as printed, else as the levels give it."""
    if row[f"{name}_printed"] is not None:
        return row[f"{name}_printed"], [row[f"{name}_figure_id"]], "printed"
    return row[f"{name}_derived"], row[f"{name}_derived_figure_ids"], "derived"


def _drawn(rows: Sequence[Row], indicator: Row, name: Words) -> Drawn | None:
    """The drawing of the values that can be set side by side: of single quarters before growth before years to date."""
    stock = indicator.get("additivity") in ("semi_additive", "non_additive")
    for column in ("to_date",) if stock else ("quarter", "growth", "to_date"):
        points = list(_points(rows, column))
        if len(points) > 1:
            ends = f"{rows[0]['quarter_id']}–{rows[-1]['quarter_id']}"
            label = {
                language: f"{name[language]}, {PROFILE[f'of_{column}'][language]}, {ends}"
                for language in ("zh", "en")
            }
            drawing = sparkline(points, label)
            return (column, drawing) if drawing else None
    return None


def _points(rows: Sequence[Row], column: str) -> Iterator[Point]:
    for row in rows:
        if column == "growth":
            value, _, origin = _growth(row, "growth")
        elif column == "quarter":
            value, origin = row["quarter_value"], row["quarter_origin"]
        else:
            value, origin = row["to_date"], row["to_date_origin"]
        if value is not None:
            yield Point(quarter_number(row["quarter_id"]), value, origin == "printed")
