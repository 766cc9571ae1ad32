"""Good rows go on, bad rows go to quarantine, and no row is lost."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.contracts import QUARANTINE_FRAME, STAGING_TABLES, frame_of, schema_for, validate
from flows.errors import ContractError

DOCUMENT = {
    "document_id": "001",
    "path": "raw/001.txt",
    "sha256": "1" * 64,
    "encoding": "utf-8",
    "bytes": 9,
    "characters": 9,
    "format": "txt",
}


def with_rows(**rows: list[dict[str, Any]]) -> dict[str, pl.DataFrame]:
    """Return frames with a document and an article to stand in, and the given rows."""
    base: dict[str, list[dict[str, Any]]] = {name: [] for name in STAGING_TABLES}
    base |= {"document": [DOCUMENT], "article": [{"article_id": "001-1", "document_id": "001"}]}
    return {name: frame_of(name, given_rows) for name, given_rows in (base | rows).items()}


@pytest.mark.parametrize(
    ("change", "check", "words"),
    [
        ({"measure": "speed"}, "measure:allowed", "must be one of level, growth"),
        ({"measure": None}, "measure:not_null", "measure must not be empty"),
        ({"city_id": "1405"}, "city_id:pattern", "'1405'"),
        ({"char_start": -1}, "char_start:minimum", "at least 0"),
        ({"char_end": 10}, "span_order", "char_end must lie after char_start; char_end is 10"),
        ({"rank_of": "growth"}, "rank_of_with_rank", "for measure rank and for no other"),
        ({"measure": "rank", "value": Decimal(3)}, "rank_of_with_rank", "for measure rank and for no other"),
        ({"disposition": "other_figure"}, "indicator_with_figure", "be null for an other_figure"),
        ({"indicator_id": None}, "indicator_with_figure", "must be given for a figure"),
        ({"disposition": "date"}, "disposition:allowed", "figure, other_figure"),
        ({"period_end": date(2023, 12, 31)}, "period_order", "must not lie before"),
        ({"period_start": date(2024, 1, 2)}, "whole_months", "first day of a month"),
        ({"period_end": date(2024, 3, 30)}, "whole_months", "first day of a month"),
        ({"period_start": date(1204, 1, 1)}, "plausible_years", "years 1949 to 2100"),
        ({"measure": "rank", "rank_of": "level", "value": Decimal("0")}, "whole_rank", "whole number from 1"),
        (
            {"measure": "rank", "rank_of": "level", "value": Decimal("1.5")},
            "whole_rank",
            "whole number from 1",
        ),
        ({"document_id": "404"}, "document_id:foreign_key", "no valid row in document"),
        ({"zone_id": "nowhere"}, "zone_id:foreign_key", "no valid row in zone"),
    ],
)
def test_a_bad_figure_is_refused_with_its_reason(figure, change: dict, check: str, words: str) -> None:
    valid, quarantine = validate(with_rows(figure=[figure, figure | {"figure_id": "f2"} | change]), "run-1")
    assert valid["figure"]["figure_id"].to_list() == ["f1"]
    row = quarantine.row(0, named=True)
    assert (row["source_table"], row["failed_check"], row["run_id"]) == ("figure", check, "run-1")
    assert words in row["message"]
    assert json.loads(row["row_json"])["figure_id"] == "f2"
    assert quarantine.height == 1


def test_a_row_that_fails_twice_is_refused_once_with_both_checks(figure) -> None:
    bad = figure | {"measure": "speed", "bound": "around"}
    valid, quarantine = validate(with_rows(figure=[bad]), "run-1")
    assert valid["figure"].is_empty()
    assert quarantine["failed_check"].to_list() == ["bound:allowed", "measure:allowed"]
    assert quarantine["row_json"].n_unique() == 1


def test_the_quarantine_keeps_every_cell_of_the_row(figure) -> None:
    _, quarantine = validate(with_rows(figure=[figure | {"measure": "speed"}]), "run-1")
    kept = json.loads(quarantine["row_json"][0])
    assert kept["subject_name"] == "晋城市" and "晋城市" in quarantine["row_json"][0]
    assert Decimal(kept["value"]) == Decimal("108.78")
    assert kept["period_end"] == "2024-03-31"
    assert list(kept) == list(STAGING_TABLES["figure"].column_names)


def mention(**change: Any) -> dict[str, Any]:
    return {
        "mention_id": "m1",
        "document_id": "001",
        "char_start": 10,
        "char_end": 16,
        "quote": "108.78",
        "disposition": "figure",
        "figure_id": "f1",
    } | change


def test_a_mention_outlives_its_refused_figure(figure) -> None:
    frames = with_rows(figure=[figure | {"measure": "speed"}], mention=[mention()])
    valid, _ = validate(frames, "run-1")
    kept = valid["mention"].row(0, named=True)
    assert (kept["figure_id"], kept["disposition"], kept["reason"]) == (None, "figure", "refused")
    # a mention without its figure is valid once it says why
    again, _ = validate(frames | valid, "run-2")
    assert again["mention"].equals(valid["mention"])


def test_a_mention_cites_another_figure_of_its_numeral_where_one_is_left(figure) -> None:
    figures = [figure | {"measure": "speed"}, figure | {"figure_id": "f2", "subject_name": "吕梁市"}]
    valid, _ = validate(with_rows(figure=figures, mention=[mention()]), "run-1")
    kept = valid["mention"].row(0, named=True)
    assert (kept["figure_id"], kept["reason"]) == ("f2", None)


@pytest.mark.parametrize("change", [{"disposition": "date", "reason": "date"}, {"figure_id": None}])
def test_a_mention_whose_disposition_and_figure_disagree_is_refused(figure, change: dict) -> None:
    valid, quarantine = validate(with_rows(figure=[figure], mention=[mention(**change)]), "run-1")
    assert valid["mention"].is_empty()
    assert quarantine["failed_check"].to_list() == ["figure_id_with_figure"]


def test_a_refused_document_takes_its_articles_figures_and_mentions_with_it(figure) -> None:
    frames = with_rows(document=[DOCUMENT | {"sha256": "short"}], figure=[figure], mention=[mention()])
    valid, quarantine = validate(frames, "run-1")
    assert all(frame.is_empty() for frame in valid.values())
    assert set(quarantine["source_table"]) == {"document", "article", "figure", "mention"}
    assert set(quarantine["document_id"]) == {"001"}


def test_a_document_refused_whole_becomes_a_quarantine_row() -> None:
    refusal = {
        "path": "raw/004.txt",
        "check": "encoding",
        "message": "no encoding fits",
        "remedy": "Save as UTF-8.",
    }
    valid, quarantine = validate(with_rows(refusal=[refusal]), "run-1")
    assert "refusal" not in valid
    row = quarantine.row(0, named=True)
    assert json.loads(row.pop("row_json")) == refusal
    assert row == {
        "source_table": "document",
        "document_id": "004",
        "failed_check": "encoding",
        "message": "no encoding fits. Save as UTF-8.",
        "run_id": "run-1",
    }


def test_a_correction_whose_source_has_changed_becomes_a_quarantine_row() -> None:
    outcome = {"correction_id": "0" * 16, "document_id": "001", "found": 0, "status": "source_changed"}
    applied = {"correction_id": "1" * 16, "document_id": "001", "found": 1, "status": "applied"}
    rows = [outcome | {"message": "stands 0 times"}, applied]
    valid, quarantine = validate(with_rows(correction=rows), "run-1")
    assert valid["correction"].height == 2
    row = quarantine.row(0, named=True)
    assert quarantine.height == 1
    assert json.loads(row.pop("row_json"))["correction_id"] == "0" * 16
    assert row == {
        "source_table": "corrections",
        "document_id": "001",
        "failed_check": "correction_expect",
        "message": "stands 0 times",
        "run_id": "run-1",
    }


def test_without_bad_rows_the_quarantine_is_an_empty_frame_of_its_columns(figure) -> None:
    _, quarantine = validate(with_rows(figure=[figure]), "run-1")
    assert quarantine.is_empty()
    assert tuple(quarantine.columns) == QUARANTINE_FRAME.column_names


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.sampled_from(["level", "growth", "speed", None]), max_size=6),
    st.lists(st.booleans(), max_size=6),
)
def test_every_row_is_either_valid_or_in_quarantine(measures: list, spans: list) -> None:
    base = {
        "document_id": "001",
        "article_id": "001-1",
        "char_start": 1,
        "quote": "1",
        "sentence": "一。",
        "disposition": "figure",
        "indicator_id": "zones",
        "scenario": "actual",
        "subject_level": "city",
        "subject_name": "晋城市",
        "period_start": date(2024, 1, 1),
        "period_end": date(2024, 3, 31),
        "value": Decimal(1),
        "bound": "eq",
    }
    rows = [
        base | {"figure_id": f"f{place}", "measure": measure, "char_end": 2 if good else 0}
        for place, (measure, good) in enumerate(zip(measures, spans, strict=False))
    ]
    valid, quarantine = validate(with_rows(figure=rows), "run-1")
    refused = {json.loads(row)["figure_id"] for row in quarantine["row_json"]}
    kept = set(valid["figure"]["figure_id"])
    assert kept | refused == {row["figure_id"] for row in rows}
    assert not kept & refused


def test_a_doubled_key_stops_the_run(figure) -> None:
    with pytest.raises(ContractError, match=r"figure \(figure_id\): 1 keys name more than one row.*f1"):
        validate(with_rows(figure=[figure, figure]), "run-1")


def test_a_missing_frame_stops_the_run(frames) -> None:
    frames.pop("zone")
    with pytest.raises(ContractError, match="frames missing: zone"):
        validate(frames, "run-1")


def test_a_missing_or_unknown_column_stops_the_run(frames) -> None:
    frames["zone"] = frames["zone"].rename({"level": "rank"})
    with pytest.raises(ContractError, match="columns missing: level; not declared: rank"):
        validate(frames, "run-1")


def test_a_column_of_another_kind_stops_the_run(frames) -> None:
    frames["document"] = frames["document"].with_columns(bytes=pl.lit("900"))
    with pytest.raises(ContractError, match="column bytes is of type String, not Int64"):
        validate(frames, "run-1")


def test_narrow_integers_and_all_null_columns_are_fitted(figure) -> None:
    frames = with_rows(figure=[figure])
    frames["figure"] = frames["figure"].with_columns(
        pl.col("char_start", "char_end").cast(pl.UInt32), pl.lit(None).alias("scope")
    )
    valid, quarantine = validate(frames, "run-1")
    assert quarantine.is_empty()
    assert valid["figure"].schema["char_start"] == pl.Int64
    assert valid["figure"].schema["scope"] == pl.String


def test_rows_with_undeclared_columns_are_an_error() -> None:
    with pytest.raises(ContractError, match="columns not declared: colour"):
        frame_of("zone", [{"colour": "red"}])


def test_the_schema_looks_at_the_values_and_not_at_the_types_alone(figure) -> None:
    import pandera.polars as pa

    bad = frame_of("figure", [figure | {"measure": "speed"}])
    with pytest.raises(pa.errors.SchemaErrors, match="measure:allowed"):
        schema_for("figure").validate(bad, lazy=True)
