"""Specifications of charts in Vega-Lite. Colours are names of CSS properties and texts have both languages: the page
puts in what its theme and its reader want before it draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
ROW_HEIGHT, AXIS_HEIGHT = 30, 42


def gap_chart(subjects: Iterable[Mapping[str, Any]], unit: str | None) -> dict[str, Any] | None:
    """A bar for each subject's value, with marks where its target, its average and the leader stand.

    Args:
        subjects: with name, raw (the value), bound and, each where there is one, target, average and leader with raw.
        unit: of all values.

    Returns:
        None where there is nothing to draw.
    """
    values = []
    for subject in subjects:
        if subject["raw"] is None:
            continue
        row: dict[str, Any] = {
            "subject": subject["name"]["zh"],
            "subject_en": subject["name"]["en"],
            "value": float(subject["raw"]),
            "exact": subject["bound"] == "eq",
        }
        for name in ("target", "average", "leader"):
            if name in subject and subject[name]["raw"] is not None:
                row[name] = float(subject[name]["raw"])
        values.append(row)
    if not values or not any(len(row) > 4 for row in values):
        return None
    subject_axis = {
        "field": {"zh": "subject", "en": "subject_en"},
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"labelLimit": 160, "labelPadding": 8, "ticks": False, "domain": False},
    }
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "bar", "height": 12, "color": "var(--bar)", "cornerRadiusEnd": 2},
            "encoding": {
                "x": {"field": "value", "type": "quantitative"},
                # of "more than 10 %" the bar shows the 10, and pales
                "opacity": {"condition": {"test": "datum.exact", "value": 1}, "value": 0.45},
            },
        }
    ]
    marks = {
        "average": {"type": "tick", "thickness": 2, "size": 22, "color": "var(--muted)"},
        "leader": {"type": "point", "shape": "diamond", "filled": True, "size": 70, "color": "var(--ink)"},
        "target": {"type": "tick", "thickness": 3, "size": 22, "color": "var(--warn)"},
    }
    for name, mark in marks.items():
        if any(name in row for row in values):
            layers.append(
                {
                    "transform": [{"filter": f"isValid(datum.{name})"}],
                    "mark": mark,
                    "encoding": {"x": {"field": name, "type": "quantitative"}},
                }
            )
    return {
        "$schema": SCHEMA,
        "width": "container",
        "height": ROW_HEIGHT * len(values) + AXIS_HEIGHT,
        "autosize": {"type": "fit", "contains": "padding"},
        "data": {"values": values},
        "encoding": {
            "y": subject_axis,
            "x": {
                "title": unit or None,
                "axis": {"grid": True, "tickCount": 5, "domain": False, "ticks": False},
            },
        },
        "layer": layers,
    }
