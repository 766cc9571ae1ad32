"""The flow hands everything on, whatever the batches and the order; a failure leaves all as it was."""

from __future__ import annotations

import functools
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.documents import Discovery
from flows.errors import QualityError, WarehouseError
from flows.gathering.compiled import lexicon, reference
from flows.paths import reference_dir
from flows.quarterly import quarterly
from flows.run.console import Silent, reporter
from flows.stations import tasks
from flows.stations.rehearsal import REHEARSAL
from flows.stations.summary import RunSummary

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "raw"


def facts(folder: Path) -> dict[str, str]:
    """sha256 of each Parquet file by name."""
    files = sorted((folder / "parquet").glob("*.parquet"))
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, api_url: str) -> RunSummary:
    """The first run on the samples."""
    return quarterly(SAMPLES, tmp_path_factory.mktemp("first") / "marts")


def test_a_second_run_gives_the_same_bytes(first: RunSummary) -> None:
    second = quarterly(SAMPLES, first.folder.parents[1])
    assert first.folder != second.folder
    assert facts(first.folder) == facts(second.folder)
    pages = [
        {path.relative_to(folder): path.read_bytes() for path in (folder / "bulletin").rglob("*.html")}
        for folder in (first.folder, second.folder)
    ]
    assert pages[0] == pages[1]
    assert (first.folder.parents[1] / "bulletin" / "index.html").is_file()
    assert first.tables == second.tables


def test_batches_and_the_order_of_files_change_nothing(
    first: RunSummary, monkeypatch: pytest.MonkeyPatch
) -> None:
    discover = tasks.discover.fn

    def backwards(raw: Path) -> Discovery:
        found = discover(raw)
        return Discovery(found.sources[::-1], found.refusals)

    monkeypatch.setattr("flows.gathering.batches.BATCH_BYTES", 1)
    monkeypatch.setattr(tasks.discover, "fn", backwards)
    again = quarterly(SAMPLES, first.folder.parents[1], full=True)
    assert facts(again.folder) == facts(first.folder)


def test_every_number_is_counted_once(first: RunSummary) -> None:
    assert first.numbers == first.tables["fact_mention"]
    assert first.figures == first.tables["fact_figure"]
    assert first.documents == first.tables["dim_document"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, api_url: str) -> Path:
    """A folder with one text, raw/a.txt, and marts of it; tests take copies."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "raw").mkdir()
    (folder / "raw" / "a.txt").write_text(REHEARSAL, encoding="utf-8")
    quarterly(folder / "raw", folder / "marts")
    return folder


@pytest.mark.parametrize("station", ["extract", "validate", "build", "export", "bulletin", "publish"])
def test_a_station_that_fails_leaves_what_was_published(
    station: str, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marts = Path(shutil.copytree(small / "marts", tmp_path / "marts", symlinks=True))
    before = (marts / "current").resolve()

    task = getattr(tasks, station)

    @functools.wraps(task.fn)
    def fail(*args: Any, **named: Any) -> None:
        raise WarehouseError("the disk is full")

    monkeypatch.setattr(task, "fn", fail)
    # publishing is tried again after a moment; no need to wait for it here
    monkeypatch.setattr(tasks, "publish", tasks.publish.with_options(retry_delay_seconds=0))
    with pytest.raises(WarehouseError, match="the disk is full"):
        quarterly(small / "raw", marts, full=True)
    assert (marts / "current").resolve() == before
    assert not list(marts.glob(".candidate-*"))


def floors(folder: Path, policy: str) -> Path:
    """Reference data with a floor of 1,000 figures for each document."""
    shutil.copytree(reference_dir(), folder)
    with (folder / "quality_floors.csv").open("a", encoding="utf-8") as file:
        file.write(f"many,,rows_per_document,fact_figure,,1000,{policy},\n")
    return folder


def test_below_a_floor_a_run_publishes_with_a_warning_or_not_at_all(
    raw: Path, tmp_path: Path, api_url: str, shown: Callable[[], list[str]]
) -> None:
    marts = tmp_path / "marts"
    summary = quarterly(raw, marts, floors(tmp_path / "warn", "warn"))
    assert [shortfall.rule for shortfall in summary.shortfalls] == ["many"]
    assert summary.complete
    line = next(line for line in shown() if line.startswith("quality: "))
    assert line.startswith("quality: many: rows_per_document of fact_figure is ")
    assert line.endswith(", below 1000 (5 rows, 1 documents)")
    with pytest.raises(QualityError, match=r"quality_floors.csv: .* many: .*set the policy to warn"):
        quarterly(raw, marts, floors(tmp_path / "refuse", "refuse"))
    assert (marts / "current").resolve() == summary.folder.resolve()
    assert not list(marts.glob(".candidate-*"))


def test_publishing_is_tried_again_and_a_run_tells_what_it_does(
    raw: Path,
    tmp_path: Path,
    api_url: str,
    monkeypatch: pytest.MonkeyPatch,
    shown: Callable[[], list[str]],
) -> None:
    real, calls = tasks.publish.fn, []

    @functools.wraps(real)
    def refuse_once(*args: Any, **named: Any) -> Path:
        calls.append(args)
        if len(calls) == 1:
            raise WarehouseError("the disk is away")
        return real(*args, **named)

    monkeypatch.setattr(tasks.publish, "fn", refuse_once)
    monkeypatch.setattr(tasks, "publish", tasks.publish.with_options(retry_delay_seconds=0))
    assert quarterly(raw, tmp_path / "marts").folder.is_dir()
    assert len(calls) == 2
    lines = ["read", "extract", "validate", "build", "export", "bulletin", "publish"]
    assert [line.split(":")[0] for line in shown()] == lines


def test_reference_data_are_read_again_once_they_have_changed(tmp_path: Path) -> None:
    folder = shutil.copytree(reference_dir(), tmp_path / "reference")
    before = reference(folder)
    assert reference(folder) is before
    assert lexicon(folder).reference is before
    with (folder / "synonyms.csv").open("a", encoding="utf-8") as file:
        file.write("从未见过的说法,industrial_investment\n")
    assert reference(folder).frames["ref_synonym"].height == before.frames["ref_synonym"].height + 1
    assert "从未见过的说法" in lexicon(folder).terms


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
