"""The frames that reading makes: their columns, their order, and the zones that they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from flows.words.lexicon import Lexicon

ZONE: dict[str, Any] = {
    "zone_id": pl.String, "name_zh": pl.String, "short_name_zh": pl.String, "province_id": pl.String, "city_id": pl.String,
    "county_zh": pl.String, "level": pl.String, "zone_type": pl.String, "registered": pl.Boolean,
}  # fmt: skip
FRAMES: dict[str, dict[str, Any]] = {
    "document": {"document_id": pl.String, "path": pl.String, "sha256": pl.String, "encoding": pl.String,
                 "bytes": pl.Int64, "characters": pl.Int64, "format": pl.String},
    "document_part": {"document_id": pl.String, "part_number": pl.Int64, "part_kind": pl.String, "part_name": pl.String,
                      "char_start": pl.Int64, "char_end": pl.Int64},
    "document_note": {"document_id": pl.String, "note_number": pl.Int64, "note": pl.String, "part_kind": pl.String,
                      "part_name": pl.String, "found": pl.String, "message": pl.String, "remedy": pl.String},
    "document_text": {"document_id": pl.String, "text": pl.String},
    "article": {"article_id": pl.String, "document_id": pl.String, "title": pl.String, "byline": pl.String,
                "city_id": pl.String, "province_id": pl.String, "as_of_month": pl.String, "continues_in": pl.String,
                "url": pl.String, "publisher": pl.String, "published": pl.Date, "home_level": pl.String, "home_subject": pl.String, "home_zone_id": pl.String,
                "year": pl.Int64, "home_basis": pl.String, "home_margin": pl.Float64, "home_runner_up": pl.String,
                "home_evidence": pl.String, "as_of_basis": pl.String, "as_of_margin": pl.Float64,
                "as_of_runner_up": pl.String, "as_of_evidence": pl.String},
    "mention": {"mention_id": pl.String, "document_id": pl.String, "article_id": pl.String, "char_start": pl.Int64,
                "char_end": pl.Int64, "quote": pl.String, "disposition": pl.String, "reason": pl.String,
                "figure_id": pl.String, "correction_id": pl.String},
    "figure": {"figure_id": pl.String, "document_id": pl.String, "article_id": pl.String, "char_start": pl.Int64,
               "char_end": pl.Int64, "quote": pl.String, "sentence": pl.String, "disposition": pl.String,
               "indicator_id": pl.String, "indicator_label": pl.String, "measure": pl.String, "rank_of": pl.String,
               "scenario": pl.String, "set_by": pl.String, "subject_level": pl.String, "province_id": pl.String,
               "city_id": pl.String, "zone_id": pl.String, "subject_name": pl.String, "period_start": pl.Date,
               "period_end": pl.Date, "value": pl.Decimal(18, 4), "unit": pl.String, "bound": pl.String,
               "comparator": pl.String, "scope": pl.String, "rule": pl.String, "doubts": pl.String,
               "correction_id": pl.String},
    "text_table": {"table_id": pl.String, "document_id": pl.String, "article_id": pl.String, "char_start": pl.Int64,
                   "char_end": pl.Int64, "heading": pl.String, "rows": pl.Int64, "columns": pl.Int64,
                   "numbers_read": pl.Int64, "numbers_unread": pl.Int64, "why": pl.String, "heads_unread": pl.String},
    "zone_of_document": {"document_id": pl.String, **ZONE},
}  # fmt: skip
ORDER = {
    "document": ["document_id"],
    "document_part": ["document_id", "part_number"],
    "document_note": ["document_id", "note_number"],
    "document_text": ["document_id"],
    "article": ["article_id"],
    "mention": ["document_id", "char_start", "mention_id"],
    "figure": ["document_id", "char_start", "figure_id"],
    "text_table": ["document_id", "char_start", "table_id"],
    "zone_of_document": ["document_id", "zone_id"],
}


@dataclass
class Rows:
    """Rows being collected, by frame.

    Those of mention and figure, which are many, are tuples in the order of their columns: half the work of dicts.
    """

    rows: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {name: [] for name in FRAMES if name not in ("mention", "figure")}
    )
    mentions: list[tuple[Any, ...]] = field(default_factory=list)
    figures: list[tuple[Any, ...]] = field(default_factory=list)

    def frames(self) -> dict[str, pl.DataFrame]:
        """The rows as typed frames."""
        frames = {
            name: pl.DataFrame(rows, schema=FRAMES[name], orient="row") for name, rows in self.rows.items()
        }
        return {
            **frames,
            "mention": _by_column(self.mentions, FRAMES["mention"]),
            "figure": _by_column(self.figures, FRAMES["figure"]),
        }


def _by_column(rows: list[tuple[Any, ...]], schema: Mapping[str, Any]) -> pl.DataFrame:
    if not rows:
        return pl.DataFrame(schema=schema)
    columns = zip(schema.items(), zip(*rows, strict=True), strict=True)
    return pl.DataFrame([_column(name, values, dtype) for (name, dtype), values in columns])


def _column(name: str, values: Sequence[Any], dtype: Any) -> pl.Series:
    if isinstance(dtype, pl.Decimal):
        # polars reads decimals out of strings in a third of the time that Python's own take it, and rounds them alike
        return pl.Series(name, list(map("{:f}".format, values)), dtype=pl.String).cast(dtype)
    return pl.Series(name, values, dtype=dtype)


def in_order(frames: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The frames sorted by key, whatever the order their documents were read in."""
    return {name: frames[name].sort(columns) for name, columns in ORDER.items() if name in frames}


def with_zones(frames: Mapping[str, pl.DataFrame], lexicon: Lexicon) -> dict[str, pl.DataFrame]:
    """Make the frame `zone` of the register and of `zone_of_document`, and leave the latter out.

    A zone stands there once: as the register has it, else as the first document by id does.
    """
    rest = {name: frame for name, frame in frames.items() if name != "zone_of_document"}
    named = frames["zone_of_document"].sort("document_id", "zone_id").drop("document_id")
    register = lexicon.reference.frames["ref_zone"].with_columns(registered=True).select(*ZONE)
    zone = pl.concat([register, named]).unique("zone_id", keep="first", maintain_order=True).sort("zone_id")
    return {**rest, "zone": zone}
