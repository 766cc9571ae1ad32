"""The sample quarter, built and exported."""

from __future__ import annotations

import runpy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.exports import export
from flows.warehouse import build

SAMPLE: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[1] / "warehouse" / "sample.py"))


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the built sample."""
    database = tmp_path_factory.mktemp("warehouse") / "kaifaqu.duckdb"
    loaded_at = datetime(2024, 4, 20, 8, 30, 0, 123456, tzinfo=UTC)
    build(SAMPLE["valid_frames"](), SAMPLE["reference_frames"](), database, loaded_at=loaded_at)
    return database


@pytest.fixture(scope="session")
def exported(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the sample's exports."""
    folder = tmp_path_factory.mktemp("exports") / "parquet"
    export(warehouse, folder)
    return folder
