"""What a job reads of a file before the run has seen all of them, and what it leaves for later."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from flows.cache import Entry, Reading, stamp
from flows.documents import Discovery, discover, link
from flows.figures import FRAMES
from flows.gathering.compiled import reference
from flows.gathering.plan import Plan
from flows.gathering.reading import look_and_read, read_part

TIED = ("a_d9", "（下转 D10 版）"), ("a_d10", "（上接 D9 版）")
ALONE = {"b": "2024年一季度，晋城开发区签约项目8个。\n", "c": "晋城开发区召开工作会议。\n"}


@pytest.fixture
def found(tmp_path: Path) -> Discovery:
    """Two files that run on into each other, two that stand alone, and one that is no text."""
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, mark in TIED:
        (raw / f"{name}.txt").write_text(f"{mark}晋城市完成投资16.92亿元。{mark}\n", encoding="utf-8")
    for name, text in ALONE.items():
        (raw / f"{name}.txt").write_text(text, encoding="utf-8")
    (raw / "d.txt").write_bytes(b"\x00\x01\x02" * 50)
    return discover(raw)


@pytest.fixture
def plan() -> Plan:
    """Of a run that knows no document yet."""
    return Plan(stamp(reference()), {})


def test_what_stands_alone_is_read_while_it_is_looked_at(
    found: Discovery, plan: Plan, tmp_path: Path
) -> None:
    looked = look_and_read(found.sources, plan, None, str(tmp_path / "part"))
    (part,) = looked.parts
    assert part.documents == ALONE.keys()
    assert {name: part.frame(name).schema for name in FRAMES} == {n: pl.Schema(s) for n, s in FRAMES.items()}
    assert part.frame("figure")["document_id"].to_list() == ["b"]
    assert [item.document.document_id for item in looked.items] == ["a_d10", "a_d9", "b", "c"]
    assert not any(item.document.text or item.clean.text for item in looked.items), "texts are let go of"
    assert [refusal.path for refusal in looked.refusals] == ["d.txt"]


def test_a_document_that_a_correction_may_mean_is_left_for_later(
    found: Discovery, plan: Plan, tmp_path: Path
) -> None:
    row = {
        "correction_id": "x",
        "document": "b*",
        "match": "8个",
        "replace": "9个",
        "expect": 1,
        "sha256_prefix": None,
    }
    looked = look_and_read(found.sources, Plan(plan.stamp, {}, [row]), None, str(tmp_path / "part"))
    (part,) = looked.parts
    assert part.documents == {"c"}
    assert [item.document.document_id for item in looked.items if item.document.text] == ["b"]


def test_what_is_known_is_not_read(found: Discovery, plan: Plan, tmp_path: Path) -> None:
    looked = look_and_read(found.sources, plan, None, str(tmp_path / "part"))
    entries = {
        item.document.document_id: Entry(
            item.document,
            item.articles,
            Reading(plan.stamp, looked.contents[item.document.document_id], "", ""),
            frozenset(),
        )
        for item in looked.items
    }
    again = look_and_read(found.sources, Plan(plan.stamp, entries), None, str(tmp_path / "again"))
    assert not again.parts
    assert not (tmp_path / "again").exists()
    assert again.contents == looked.contents


def test_a_tied_file_that_changes_meanwhile_is_refused_with_those_tied_to_it(
    found: Discovery, plan: Plan, tmp_path: Path
) -> None:
    looked = look_and_read(found.sources, plan, None, str(tmp_path / "part"))
    link(looked.items)
    group = [item for item in looked.items if item.document.document_id in dict(TIED)]
    sources = {source.document_id: source for source in found.sources}
    whole = read_part([group], sources, looked.contents, plan.stamp, None, str(tmp_path / "whole"))
    assert whole.documents == dict(TIED).keys()
    Path(sources["a_d9"].file).write_text("晋城市完成投资17亿元。（下转 D10 版）\n", encoding="utf-8")
    changed = read_part([group], sources, looked.contents, plan.stamp, None, str(tmp_path / "changed"))
    assert changed.documents == set()
    assert {refusal.path for refusal in changed.refusals} == {"a_d9.txt", "a_d10.txt"}
