"""The feed of the published versions."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest

from flows.bulletin import write_bulletin
from flows.bulletin.feed import ATOM, FILE, MOST_ENTRIES, read_feed, write_feed
from flows.bulletin.front import Change
from flows.bulletin.source import Source

A = f"{{{ATOM}}}"


def published(warehouse: Path, folder: Path, *statements: str) -> Path:
    """A version's folder with a copy of the warehouse after some SQL; gives the warehouse."""
    (folder / "bulletin").mkdir(parents=True)
    copy = Path(shutil.copyfile(warehouse, folder / "kaifaqu.duckdb"))
    with duckdb.connect(str(copy)) as connection:
        for statement in statements:
            connection.execute(statement)
    return copy


def feed(
    database: Path, before: Path | None = None, change: Change | None = None, day: int | None = None
) -> Path:
    """Write the feed of a version beside its warehouse."""
    moment = datetime(2024, 5, day, 9, tzinfo=UTC) if day else None
    with duckdb.connect(str(database), read_only=True) as connection:
        return write_feed(Source(connection), database.parent / "bulletin", before, change, moment)


def test_one_version_gives_one_entry_and_a_valid_feed(bulletin: Path, warehouse: Path) -> None:
    top = ElementTree.parse(bulletin / FILE).getroot()
    assert top.tag == f"{A}feed"
    for name in ("id", "title", "updated"):
        assert len(top.findall(f"{A}{name}")) == 1 and top.findtext(f"{A}{name}")
    assert top.findtext(f"{A}author/{A}name") == "kaifaqu"
    (entry,) = top.findall(f"{A}entry")
    assert [entry.findtext(f"{A}{name}") is not None for name in ("id", "title", "updated", "summary")] == [
        True
    ] * 4
    assert entry.find(f"{A}link").get("href") == "index.html"  # type: ignore[union-attr]
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        documents, figures, loaded = connection.execute(
            "select (select count(*) from dim_document), (select count(*) from fact_figure), (select max(loaded_at) from dim_document)"
        ).fetchone()  # type: ignore[misc]
    assert f"{documents:,} documents and {figures:,} figures" in (entry.findtext(f"{A}summary") or "")
    assert entry.findtext(f"{A}updated") == f"{loaded:%Y-%m-%dT%H:%M:%SZ}"


def test_the_same_warehouse_gives_the_same_feed(bulletin: Path, warehouse: Path, tmp_path: Path) -> None:
    again = write_bulletin(warehouse, tmp_path / "again").parent
    assert (again / FILE).read_bytes() == (bulletin / FILE).read_bytes()


def test_every_page_names_the_feed(bulletin: Path) -> None:
    for path in (
        "index.html",
        "quarters/2024-Q1.html",
        "subjects/shanxi-140000.html",
        "documents/jincheng_2024q1_d9.html",
    ):
        text = (bulletin / path).read_text(encoding="utf-8")
        root = "../" if "/" in path else ""
        assert (
            f'<link rel="alternate" type="application/atom+xml" title="开发区季度通报" href="{root}{FILE}">'
            in text
        )


def test_versions_stand_one_after_another_with_what_changed(warehouse: Path, tmp_path: Path) -> None:
    first = published(warehouse, tmp_path / "1")
    second = published(warehouse, tmp_path / "2", "delete from fact_figure where indicator_id = 'start_rate'")
    third = published(
        warehouse,
        tmp_path / "3",
        "update fact_figure set value = value + 1 where indicator_id = 'start_rate'",
    )
    feed(first, day=1)
    feed(second, first, Change(new=0, changed=0, gone=7), day=2)
    feed_id, entries = read_feed(feed(third, second, Change(new=7, changed=1234, gone=0), day=3))
    assert [entry.updated[:10] for entry in entries] == ["2024-05-03", "2024-05-02", "2024-05-01"]
    assert len({entry.id for entry in entries}) == 3
    assert "1,234 have changed" in entries[0].summary and "7 are gone" in entries[1].summary
    assert "Since" not in entries[2].summary
    assert feed_id == read_feed(tmp_path / "1" / "bulletin" / FILE)[0]


def test_pages_built_anew_from_the_same_tables_announce_nothing(warehouse: Path, tmp_path: Path) -> None:
    first = published(warehouse, tmp_path / "1")
    again = published(warehouse, tmp_path / "2")
    made = feed(first, day=1).read_bytes()
    assert feed(again, first, Change(0, 0, 0), day=9).read_bytes() == made


@pytest.mark.parametrize("left", ["", "<feed", "<feed xmlns='http://www.w3.org/2005/Atom'><entry/></feed>"])
def test_a_version_without_a_readable_feed_is_told_from_its_warehouse(
    warehouse: Path, tmp_path: Path, left: str
) -> None:
    first = published(warehouse, tmp_path / "1")
    second = published(warehouse, tmp_path / "2", "delete from fact_figure where indicator_id = 'start_rate'")
    if left:
        (tmp_path / "1" / "bulletin" / FILE).write_text(left, encoding="utf-8")
    _, entries = read_feed(feed(second, first, day=2))
    assert len(entries) == 2 and "documents and" in entries[1].summary


def test_a_feed_keeps_so_many_entries(warehouse: Path, tmp_path: Path) -> None:
    before = None
    for number in range(MOST_ENTRIES + 2):
        folder = tmp_path / str(number)
        database = published(warehouse, folder, f"delete from fact_figure where char_start % 50 < {number}")
        path = feed(database, before, day=number + 1)
        before = database
    _, entries = read_feed(path)
    assert len(entries) == MOST_ENTRIES and entries[0].updated.startswith(f"2024-05-{MOST_ENTRIES + 2}")
