"""The sample quarter, validated, and built into a warehouse."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.warehouse import build

SAMPLE = runpy.run_path(str(Path(__file__).with_name("sample.py")))
LOADED_AT = datetime(2024, 4, 20, 8, 30, tzinfo=UTC)
Build = Callable[..., Path]


@pytest.fixture
def sample() -> dict[str, Any]:
    """Give the functions of sample.py by name."""
    return SAMPLE


@pytest.fixture
def build_sample(tmp_path: Path) -> Build:
    """Give a function that builds the sample into a folder of that name and returns the file."""

    def make(
        name: str = "built",
        *,
        loaded_at: datetime = LOADED_AT,
        previous: Path | None = None,
        say: Callable[[str], None] | None = None,
        **frames: Any,
    ) -> Path:
        database = tmp_path / name / "kaifaqu.duckdb"
        reference = {key: frame for key, frame in frames.items() if key.startswith("ref_")}
        staging = {key: frame for key, frame in frames.items() if key not in reference}
        build(
            SAMPLE["valid_frames"]() | staging,
            SAMPLE["reference_frames"]() | reference,
            database,
            loaded_at=loaded_at,
            previous=previous,
            say=say,
        )
        return database

    return make


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one built sample for tests that only read."""
    database = tmp_path_factory.mktemp("warehouse") / "kaifaqu.duckdb"
    build(SAMPLE["valid_frames"](), SAMPLE["reference_frames"](), database, loaded_at=LOADED_AT)
    return database
