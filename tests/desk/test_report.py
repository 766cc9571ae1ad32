"""`kaifaqu report` publishes pages and workbook anew with the tables as they are; rollback takes them along."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flows import cache
from flows.cli import main
from flows.desk import command
from flows.desk.report import report
from flows.exports.workbook import ROWS
from flows.run.lock import run_lock
from flows.warehouse.versions import damage, kept_versions, rollback


def test_the_workbook_is_made_anew_and_the_tables_stay(
    marts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (marts / "versions" / "first").resolve()
    database = (marts / "kaifaqu.duckdb").read_bytes()
    workbook = (before / "kaifaqu.xlsx").read_bytes()
    (before / "kaifaqu.xlsx").unlink()
    assert main(["report", "--marts", str(marts)]) == 0
    printed = capsys.readouterr()
    after = (marts / "current").resolve()
    assert printed.out == f"{marts}: current is {after.name}\n" and "workbook: " in printed.err
    assert after != before and before.is_dir()
    assert (marts / "kaifaqu.xlsx").read_bytes() == workbook
    assert (marts / "kaifaqu.duckdb").read_bytes() == database
    assert {p.name for p in (after / "parquet").iterdir()} == {p.name for p in (before / "parquet").iterdir()}
    assert damage(after) == ""
    assert not list(marts.glob(".candidate-*"))


def test_the_workbook_takes_as_many_rows_as_asked_for(marts: Path) -> None:
    whole = (marts / "kaifaqu.xlsx").read_bytes()
    assert main(["report", "--marts", str(marts), "--workbook-rows", "2"]) == 0
    assert (marts / "kaifaqu.xlsx").read_bytes() != whole
    assert main(["report", "--marts", str(marts), "--workbook-rows", "all"]) == 0
    assert (marts / "kaifaqu.xlsx").read_bytes() == whole
    assert main(["report", "--marts", str(marts), "--workbook-rows", "0"]) == 2


def test_the_command_takes_as_many_rows_as_a_run() -> None:
    assert command.WORKBOOK_ROWS == ROWS


def test_rollback_takes_the_workbook_along(marts: Path) -> None:
    whole = (marts / "kaifaqu.xlsx").read_bytes()
    report(marts, rows=2)
    assert (marts / "kaifaqu.xlsx").read_bytes() != whole
    rollback(marts)
    assert (marts / "kaifaqu.xlsx").read_bytes() == whole


def test_a_version_without_a_workbook_can_be_returned_to(
    marts: Path, put: Callable[[Path, str], Path]
) -> None:
    (marts / "versions" / "first" / "kaifaqu.xlsx").unlink()
    put(marts, "second")
    rollback(marts)
    assert not (marts / "kaifaqu.xlsx").exists()
    assert rollback(marts, "second")[1] == "second"
    assert (marts / "kaifaqu.xlsx").exists()


@pytest.mark.parametrize("broken", [b"no workbook", None], ids=["no zip", "one byte changed"])
def test_a_broken_workbook_is_not_returned_to(
    marts: Path, put: Callable[[Path, str], Path], broken: bytes | None
) -> None:
    put(marts, "second")
    file = marts / "versions" / "first" / "kaifaqu.xlsx"
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    file.write_bytes(broken or bytes(whole))
    assert main(["rollback", "--marts", str(marts)]) == 1
    assert os.readlink(marts / "current") == "versions/second"
    assert [version.name for version in kept_versions(marts)] == ["first", "second"]


def test_what_was_read_is_still_known_after_a_report(marts: Path) -> None:
    folder = marts / "cache" / "first"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    version = report(marts).name
    assert cache.published_version(marts) == version
    assert (marts / "cache" / version / "manifest.json").is_file()


def test_nothing_published_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--marts", str(tmp_path / "none")]) == 2
    assert "nothing is published here. Run `kaifaqu run`" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_run_at_work_is_named(marts: Path, environment: dict[str, str]) -> None:
    with run_lock(marts):
        ended = subprocess.run(
            [sys.executable, "-m", "flows", "report", "--marts", str(marts)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert ended.returncode == 1 and f"process {os.getpid()}" in ended.stderr
    assert os.readlink(marts / "current") == "versions/first"


def test_a_report_that_fails_leaves_what_was_published(
    marts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("flows.desk.report.write_workbook", full)
    assert main(["report", "--marts", str(marts)]) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert os.readlink(marts / "current") == "versions/first"
    assert not list(marts.glob(".candidate-*"))
