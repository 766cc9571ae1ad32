"""The flow hands everything on, whatever the batches and the order; a failure leaves all as it was."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows import quarterly as stations
from flows.console import Silent, reporter
from flows.errors import WarehouseError
from flows.paths import reference_dir
from flows.quarterly import quarterly

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "raw"


def facts(folder: Path) -> dict[str, str]:
    """sha256 of each Parquet file by name."""
    files = sorted((folder / "parquet").glob("*.parquet"))
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_a_second_run_gives_the_same_bytes(tmp_path: Path, api_url: str) -> None:
    first = quarterly(SAMPLES, tmp_path / "marts")
    second = quarterly(SAMPLES, tmp_path / "marts")
    assert first.folder != second.folder
    assert facts(first.folder) == facts(second.folder)
    assert first.tables == second.tables


def test_batches_change_nothing(tmp_path: Path, api_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = quarterly(SAMPLES, tmp_path / "marts")
    monkeypatch.setattr("flows.engine.sizes.BATCH_BYTES", 1)
    piecemeal = quarterly(SAMPLES, tmp_path / "marts")
    assert facts(piecemeal.folder) == facts(whole.folder)


def test_the_order_of_files_changes_nothing(
    tmp_path: Path, api_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    forwards = quarterly(SAMPLES, tmp_path / "marts")
    real = stations.discover

    def backwards(raw: Path) -> stations.Discovery:
        found = real(raw)
        return stations.Discovery(found.sources[::-1], found.refusals)

    monkeypatch.setattr(stations, "discover", backwards)
    assert facts(quarterly(SAMPLES, tmp_path / "marts").folder) == facts(forwards.folder)


def test_every_number_is_counted_once(tmp_path: Path, api_url: str) -> None:
    summary = quarterly(SAMPLES, tmp_path / "marts")
    assert summary.numbers == summary.tables["fact_mention"]
    assert summary.figures == summary.tables["fact_figure"]
    assert summary.documents == summary.tables["dim_document"]


@pytest.mark.parametrize("station", ["extract_task", "validate_all", "build", "export", "publish"])
def test_a_station_that_fails_leaves_what_was_published(
    station: str, raw: Path, tmp_path: Path, api_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    marts = tmp_path / "marts"
    before = quarterly(raw, marts)

    def fail(*args: Any, **kwargs: Any) -> None:
        raise WarehouseError("the disk is full")

    monkeypatch.setattr(stations, station, fail)
    # publishing is tried again after a moment; no need to wait for it here
    monkeypatch.setattr(stations, "publish_task", stations.publish_task.with_options(retry_delay_seconds=0))
    with pytest.raises(WarehouseError, match="the disk is full"):
        quarterly(raw, marts, full=True)
    assert (marts / "current").resolve() == before.folder.resolve()
    assert not list(marts.glob(".candidate-*"))


def test_publishing_is_tried_again(
    raw: Path, tmp_path: Path, api_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = stations.publish, []

    def refuse_once(*args: Any) -> Path:
        calls.append(args)
        if len(calls) == 1:
            raise WarehouseError("the disk is away")
        return real(*args)

    monkeypatch.setattr(stations, "publish", refuse_once)
    monkeypatch.setattr(stations, "publish_task", stations.publish_task.with_options(retry_delay_seconds=0))
    assert quarterly(raw, tmp_path / "marts").folder.is_dir()
    assert len(calls) == 2


def test_a_run_tells_what_it_does(
    raw: Path, tmp_path: Path, api_url: str, shown: Callable[[], list[str]]
) -> None:
    quarterly(raw, tmp_path / "marts")
    assert [line.split(":")[0] for line in shown()] == [
        "read",
        "extract",
        "validate",
        "build",
        "export",
        "publish",
    ]


def test_reference_data_are_read_again_once_they_have_changed(tmp_path: Path) -> None:
    folder = shutil.copytree(reference_dir(), tmp_path / "reference")
    before = stations.reference(folder)
    assert stations.reference(folder) is before
    assert stations.lexicon(folder).reference is before
    with (folder / "synonyms.csv").open("a", encoding="utf-8") as file:
        file.write("从未见过的说法,industrial_investment\n")
    assert stations.reference(folder).frames["ref_synonym"].height == before.frames["ref_synonym"].height + 1
    assert "从未见过的说法" in stations.lexicon(folder).terms


@pytest.fixture
def shown() -> Any:
    """Set a reporter that remembers; gives a function that returns its lines."""
    lines: list[str] = []

    class Memory(Silent):
        def line(self, text: str) -> None:
            lines.append(text)

    token = reporter.set(Memory())
    yield lambda: lines
    reporter.reset(token)
