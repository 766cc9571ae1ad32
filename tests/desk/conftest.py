"""A marts folder with the sample quarter, published as a run does it."""

from __future__ import annotations

import os
import runpy
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.exports import export, write_workbook
from flows.warehouse import DATABASE, PARQUET, WORKBOOK, build, candidate_folder, publish

SAMPLE: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[1] / "warehouse" / "sample.py"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep these tests on one worker, so that the sample is built once."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("desk"))


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one version holds."""
    folder = tmp_path_factory.mktemp("content")
    loaded_at = datetime(2024, 4, 20, 8, 30, tzinfo=UTC)
    build(SAMPLE["valid_frames"](), SAMPLE["reference_frames"](), folder / DATABASE, loaded_at=loaded_at)
    export(folder / DATABASE, folder / PARQUET)
    write_workbook(folder / DATABASE, folder / WORKBOOK)
    return folder


@pytest.fixture(scope="session")
def put(content: Path) -> Callable[[Path, str], Path]:
    """Give a function that publishes the content in a marts folder under a name."""

    def put_it(marts: Path, name: str) -> Path:
        with candidate_folder(marts) as candidate:
            shutil.copytree(content, candidate, dirs_exist_ok=True)
            return publish(candidate, marts, name)

    return put_it


@pytest.fixture
def marts(tmp_path: Path, put: Callable[[Path, str], Path]) -> Path:
    """A marts folder of one's own, with one version."""
    put(tmp_path / "marts", "first")
    return tmp_path / "marts"


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, put: Callable[[Path, str], Path]) -> Path:
    """A marts folder for tests that only read."""
    marts = tmp_path_factory.mktemp("shared") / "marts"
    put(marts, "first")
    return marts


@pytest.fixture
def environment(repository: Path, tmp_path: Path) -> dict[str, str]:
    """Of a process that runs the command, and keeps its history apart from the user's."""
    return {**os.environ, "PYTHONPATH": str(repository), "XDG_STATE_HOME": str(tmp_path / "state")}
