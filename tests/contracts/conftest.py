"""The sample quarter, as extraction would hand it on."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import polars as pl
import pytest

SAMPLE = runpy.run_path(str(Path(__file__).parents[1] / "warehouse" / "sample.py"))


@pytest.fixture
def frames() -> dict[str, pl.DataFrame]:
    """Give the sample's staging frames, one of their figures with a wrong measure."""
    return SAMPLE["staging_frames"]()


@pytest.fixture
def figure() -> dict[str, Any]:
    """Give one good figure as a row."""
    return SAMPLE["figure_rows"]([{"figure_id": "f1", "char_start": 10, "quote": "108.78"}])[0]
