"""Wide marts, one row per subject: reform, leading industries, promotion. Columns without any value are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flows.bulletin.source import Contents, Row, Source
from flows.contracts.fields import field_of

QUERY = """
from {table}
order by quarter_id, list_position(['province', 'city', 'zone', 'county'], subject_level) nulls last, subject_name,
    city_id nulls first, zone_id nulls first{more}
"""


@dataclass(frozen=True)
class Column:
    """A column to show: its unit, the indicator its figures are of, and its short English heading."""

    name: str
    unit: str
    en: str
    indicator: str | None = None
    measure: str = "level"


REFORM = (
    Column("commitment_projects", "个", "Commitment projects"),
    Column("commitment_share", "%", "Commitment share"),
    Column("standard_land_parcels", "宗", "Standard land parcels"),
    Column("standard_land_area", "亩", "Standard land granted"),
    Column("standard_land_reserve", "亩", "Standard land reserve"),
    Column("agency_projects", "个", "Agency projects"),
    Column("agency_items", "件", "Agency formalities"),
    Column("agency_share", "%", "Agency share"),
    Column("standard_factory_area", "万平方米", "Standard factories"),
    Column("standard_factory_use", "%", "Factories in use"),
    Column("occupancy_rate", "%", "Occupancy"),
    Column("delegated_powers", "项", "Delegated powers"),
)
INDUSTRY = (
    Column("enterprises", "家", "Enterprises", "leading_industry_enterprises"),
    Column("enterprises_share", "%", "Share of enterprises", "leading_industry_enterprises", "share"),
    Column("enterprises_above_size", "家", "Above designated size", "enterprises_above_size"),
    Column("enterprises_above_size_share", "%", "Share above size", "enterprises_above_size", "share"),
    Column("output", "亿元", "Output"),
    Column("output_share", "%", "Share of output", None, "share"),
    Column("value_added", "亿元", "Value added", "industrial_value_added"),
    Column("value_added_share", "%", "Share of value added", "industrial_value_added", "share"),
    Column("investment", "亿元", "Investment"),
    Column("investment_share", "%", "Share of investment", None, "share"),
)
PROMOTION = (
    Column("trips", "批次", "Trips", "promotion_trips"),
    Column("negotiations", "个", "Negotiations", "projects_negotiated"),
    Column("cooperation_intents", "个", "Intents"),
    Column("signings", "个", "Signings", "projects_signed"),
    Column("signings_investment", "亿元", "Signed investment", "projects_signed_investment"),
    Column("funds_in_place", "亿元", "Funds in place"),
    Column("negotiations_per_trip", "个", "Negotiations per trip"),
    Column("signing_rate", "%", "Signing rate"),
)


def read_reform(source: Source) -> Contents:
    """What subjects report on reform."""
    return _read(source, "mart_reform", REFORM)


def read_industry(source: Source) -> Contents:
    """What subjects report on their leading industries."""
    return _read(source, "mart_leading_industry", INDUSTRY, ", ordinal nulls last")


def read_promotion(source: Source) -> Contents:
    """What subjects report on winning investment."""
    return _read(source, "mart_promotion", PROMOTION)


def _read(source: Source, table: str, columns: Sequence[Column], more: str = "") -> Contents:
    for quarter, rows in source.by_quarter(QUERY.format(table=table, more=more)):
        used = [column for column in columns if any(row[column.name] is not None for row in rows)]
        if not used:
            continue
        content: dict[str, Any] = {
            "columns": [
                {"zh": field_of(table, column.name).label_zh, "en": column.en, "unit": column.unit}
                for column in used
            ],
            "rows": [
                {
                    "subject": source.subject(row["subject_name"], row),
                    "ordinal": row.get("ordinal"),
                    "cells": [_cell(source, table, row, column) for column in used],
                }
                for row in rows
                if any(row[column.name] is not None for column in used)
            ],
        }
        yield quarter, content | {"count": len(content["rows"])}


def _cell(source: Source, table: str, row: Row, column: Column) -> dict[str, Any]:
    value = row[column.name]
    ids = row["figure_ids"]
    indicator = (
        column.indicator or row.get(f"{column.name.removesuffix('_share')}_indicator_id") or column.name
    )
    figure_id = source.match(ids, value, indicator, column.measure)
    rank = row.get(f"{column.name}_rank")
    bound = row.get(f"{column.name}_bound") or (source.figures[figure_id].bound if figure_id else None)
    return {
        "value": source.number(value, None, figure_id, bound),
        "rank": source.number(rank, None, source.match(ids, rank, indicator, "rank")),
        "of": row.get(f"{column.name}_of"),
        "notes": [
            note for note in row["qualifiers"] if note.split(" ")[0] == column.name and " bound " not in note
        ],
    }
