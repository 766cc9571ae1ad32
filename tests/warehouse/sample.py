"""The sample quarter of sample.yaml as frames. Other folders load it with runpy: tests are no package."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from flows.contracts import REFERENCE_TABLES, STAGING_TABLES, frame_of, validate

SAMPLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("sample.yaml").read_text(encoding="utf-8"))


def figure_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Fill figure rows up: defaults, the value that the quote prints, the end of the span."""
    full = [SAMPLE["figure_defaults"] | {"value": row["quote"]} | row for row in rows]
    return [
        row | {"value": Decimal(str(row["value"])), "char_end": row["char_start"] + len(row["quote"])}
        for row in full
    ]


def mention_of(figure: dict[str, Any]) -> dict[str, Any]:
    """Return the mention that cites a figure."""
    shared = ("document_id", "article_id", "char_start", "char_end", "quote", "disposition", "figure_id")
    reason = None if figure["indicator_id"] else "things_counted"
    return {"mention_id": f"m-{figure['figure_id']}", "reason": reason} | {
        name: figure[name] for name in shared
    }


def staging_frames() -> dict[str, pl.DataFrame]:
    """Return the sample's staging frames as extraction would hand them on."""
    rows = {name: SAMPLE[name] for name in STAGING_TABLES}
    rows["figure"] = figure_rows(SAMPLE["figure"])
    rows["mention"] = [*SAMPLE["mention"], *map(mention_of, rows["figure"])]
    return {name: frame_of(name, given) for name, given in rows.items()}


def reference_frames() -> dict[str, pl.DataFrame]:
    """Return the sample's reference frames."""
    return {name: frame_of(name, SAMPLE[name]) for name in REFERENCE_TABLES if name in SAMPLE}


def valid_frames(run_id: str = "run-1") -> dict[str, pl.DataFrame]:
    """Return the sample's validated frames with their quarantine, as `build` takes them."""
    valid, quarantine = validate(staging_frames(), run_id)
    return valid | {"quarantine": quarantine}
