"""Rows that lie in files are checked some at a time, and that changes nothing."""

from __future__ import annotations

import runpy
from pathlib import Path

import polars as pl

from flows.cache import BULK
from flows.stations.validation import validate_all

SAMPLE = runpy.run_path(str(Path(__file__).parents[1] / "warehouse" / "sample.py"))


def test_an_article_about_a_zone_that_no_figure_names_keeps_its_figures(tmp_path):
    frames = SAMPLE["staging_frames"]()
    named = set(frames["figure"]["zone_id"])
    zone = next(zone for zone in frames["zone"]["zone_id"] if zone not in named)
    frames["article"] = frames["article"].with_columns(home_zone_id=pl.lit(zone))
    at_once = validate_all(frames, "r", None)
    for name in BULK:
        frames[name].write_parquet(tmp_path / f"{name}.parquet")
    filed = {name: (tmp_path / f"{name}.parquet",) for name in BULK}
    in_pieces = validate_all({**frames, **filed}, "r", tmp_path)
    for name in BULK:
        key = frames[name].columns[0]
        read = pl.read_parquet(list(in_pieces[name]))
        assert read.sort(key).equals(at_once[name].sort(key)), name
    assert in_pieces["quarantine"].height == at_once["quarantine"].height
