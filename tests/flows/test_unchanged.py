"""A run that has nothing to do publishes nothing, and tells what the run before told; one that has something does not."""

from __future__ import annotations

import os
import runpy
from pathlib import Path
from typing import Any

import pytest

from flows.stations.summary import what_is_wrong

RUNS = runpy.run_path(str(Path(__file__).parent / "runs.py"))
FIRST = "2024年一季度，长治高新区完成工业总产值41.2亿元，同比增长7.1%。\n"
SECOND = "2024年一季度，晋中开发区完成固定资产投资9.6亿元，同比下降2.3%。\n"


@pytest.fixture
def office(tmp_path: Path, api_url: str) -> Any:
    """An office with two texts, one of which is refused."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "texts" / "empty.txt").write_bytes(b"")
    office = RUNS["Office"].open(tmp_path / "office", tmp_path / "texts")
    office.run(look_first=True)
    return office


def version(office: Any) -> str:
    return os.readlink(office.marts / "current")


@pytest.mark.slow
def test_a_second_run_publishes_nothing_until_something_changes(office: Any) -> None:
    before, told = version(office), list(what_is_wrong(office.summary))
    state = {path: path.stat().st_mtime_ns for path in (office.marts / "versions").rglob("*")}
    office.run(look_first=True)
    assert office.line("look").startswith("look: nothing has changed since")
    assert office.summary.unchanged and not office.summary.complete and office.anew == set()
    assert list(what_is_wrong(office.summary)) == told
    assert {path: path.stat().st_mtime_ns for path in (office.marts / "versions").rglob("*")} == state

    office.write("b.txt", SECOND)
    office.run(look_first=True)
    assert office.line("look").endswith("texts") and office.anew == {"b"}
    assert (after := version(office)) != before

    office.run(look_first=True, full=True)
    assert office.anew == {"a", "b"} and version(office) != after
    after = version(office)
    office.run(look_first=True)
    assert version(office) == after


@pytest.mark.slow
def test_after_a_backfill_the_next_run_brings_everything_up_to_date(office: Any) -> None:
    office.run(look_first=True, quarter="2024-Q1")
    before = version(office)
    office.run(look_first=True)
    assert version(office) != before
    office.run(look_first=True)
    assert office.summary.unchanged


@pytest.mark.slow
def test_a_file_that_could_not_be_read_for_a_moment_is_tried_again(
    office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.documents import reader

    real = reader._measured

    def away(source: Any, most: int) -> Any:
        if source.document_id == "b":
            raise reader.MomentaryError("the file can't be read (Input/output error)")
        return real(source, most)

    office.write("b.txt", SECOND)
    with monkeypatch.context() as patched:
        patched.setattr(reader, "_measured", away)
        office.run(look_first=True)
    assert {refusal.path for refusal in office.summary.refusals} == {"b.txt", "empty.txt"}
    office.run(look_first=True)
    assert office.anew == {"b"} and not office.summary.unchanged
    assert [refusal.path for refusal in office.summary.refusals] == ["empty.txt"]
