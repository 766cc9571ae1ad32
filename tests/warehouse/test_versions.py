"""Versions are listed, returned to and compared; readers are never disturbed."""

from __future__ import annotations

import json
import os
import runpy
import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.cli import main
from flows.errors import UsageError, WarehouseError
from flows.exports import export
from flows.run.lock import LockedError, run_lock
from flows.warehouse import candidate_folder, publish
from flows.warehouse.difference import difference
from flows.warehouse.versions import find_version, kept_versions, rollback

SAMPLE = runpy.run_path(str(Path(__file__).with_name("sample.py")))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with its Parquet files, to be copied."""
    from flows.warehouse import build

    folder = tmp_path_factory.mktemp("whole")
    loaded_at = datetime(2024, 4, 20, tzinfo=UTC)
    build(
        SAMPLE["valid_frames"](), SAMPLE["reference_frames"](), folder / "kaifaqu.duckdb", loaded_at=loaded_at
    )
    export(folder / "kaifaqu.duckdb", folder / "parquet")
    return folder


@pytest.fixture
def marts(tmp_path: Path, whole: Path) -> Path:
    """Three versions of one content."""
    folder = tmp_path / "marts"
    for name in ("2024a", "2024b", "2024c"):
        put(folder, whole, name)
    return folder


def put(marts: Path, content: Path, name: str) -> Path:
    with candidate_folder(marts) as candidate:
        shutil.copytree(content, candidate, dirs_exist_ok=True)
        return publish(candidate, marts, name)


def current(marts: Path) -> str:
    return os.readlink(marts / "current")


def test_versions_say_what_they_hold(marts: Path) -> None:
    kept = kept_versions(marts)
    assert [(v.name, v.current, v.problem) for v in kept] == [
        ("2024a", False, ""),
        ("2024b", False, ""),
        ("2024c", True, ""),
    ]
    assert kept[0].documents and kept[0].figures and kept[0].bytes > 100_000
    assert abs((datetime.now(UTC) - kept[0].published).total_seconds()) < 600


def test_versions_on_the_command_line(marts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["versions", "--marts", str(marts)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["2024a", "2024b", "2024c"]
    assert lines[2].endswith("<- current") and not lines[1].endswith("<- current")
    (marts / "versions" / "2024b" / "kaifaqu.duckdb").write_bytes(b"broken")
    assert main(["versions", "--marts", str(marts)]) == 1
    assert "2024b" in (shown := capsys.readouterr().out) and "can't be read" in shown
    assert main(["versions", "--marts", str(marts / "none")]) == 2


def test_rollback_goes_back_step_by_step_and_forward_by_name(marts: Path) -> None:
    assert rollback(marts) == ("2024c", "2024b")
    assert current(marts) == "versions/2024b"
    assert rollback(marts) == ("2024b", "2024a")
    with pytest.raises(WarehouseError, match="no whole version was kept from before"):
        rollback(marts)
    assert current(marts) == "versions/2024a"
    assert rollback(marts, "2024c") == ("2024a", "2024c")
    assert [v.name for v in kept_versions(marts)] == ["2024a", "2024b", "2024c"]


def test_rollback_on_the_command_line(marts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rollback", "--marts", str(marts)]) == 0
    assert capsys.readouterr().out == f"{marts}: current is 2024b; it was 2024c\n"
    assert main(["rollback", "--marts", str(marts), "--to", "1999"]) == 2
    assert "Choose one of these: 2024a, 2024b, 2024c" in capsys.readouterr().err
    assert main(["rollback", "--marts", str(marts), "--wait", "-1"]) == 2
    assert current(marts) == "versions/2024b"


def test_a_version_that_is_not_whole_is_passed_over_and_never_returned_to(marts: Path) -> None:
    (marts / "versions" / "2024b" / "parquet" / "fact_figure.parquet").write_bytes(b"half")
    with pytest.raises(
        WarehouseError, match=r"not whole: parquet/fact_figure.parquet is not what was published"
    ):
        rollback(marts, "2024b")
    (marts / "versions" / "2024b" / "parquet" / "fact_figure.parquet").unlink()
    with pytest.raises(WarehouseError, match=r"not whole: fact_figure.parquet can't be read"):
        rollback(marts, "2024b")
    assert rollback(marts) == ("2024c", "2024a")


@pytest.mark.parametrize("target", ["versions/gone", "current", "nowhere"])
def test_rollback_mends_a_link_that_leads_nowhere(marts: Path, target: str) -> None:
    (marts / "current").unlink()
    (marts / "current").symlink_to(target)
    assert rollback(marts) == (None, "2024c")
    assert current(marts) == "versions/2024c"


def test_rollback_waits_for_no_run_unless_told(marts: Path) -> None:
    def try_it() -> None:
        try:
            rollback(marts)
        except LockedError as error:
            errors.append(error)

    errors: list[LockedError] = []
    with run_lock(marts):
        thread = threading.Thread(target=try_it)  # another context: within a run the lock is its own
        thread.start()
        thread.join()
    assert len(errors) == 1
    assert current(marts) == "versions/2024c"


def test_an_open_reader_does_not_notice_a_rollback(marts: Path) -> None:
    with duckdb.connect(str(marts / "kaifaqu.duckdb"), read_only=True) as reader:
        rollback(marts)
        assert reader.execute("select count(*) from fact_figure").fetchone()


def test_the_version_that_was_returned_to_outlives_the_next_publishing(marts: Path, whole: Path) -> None:
    rollback(marts, "2024a")
    with candidate_folder(marts) as candidate:
        shutil.copytree(whole, candidate, dirs_exist_ok=True)
        publish(candidate, marts, "2024d", keep=2)
    assert {v.name for v in kept_versions(marts)} == {"2024a", "2024d"}


def test_a_clock_that_goes_back_changes_no_order(marts: Path, whole: Path) -> None:
    for name in ("2023x", "2023y"):
        folder = put(marts, whole, name)
        # as if its moment lay before that of all others
        os.utime(folder, (1_600_000_000, 1_600_000_000))
    assert [version.name for version in kept_versions(marts)] == ["2024a", "2024b", "2024c", "2023x", "2023y"]
    assert rollback(marts) == ("2023y", "2023x")
    assert rollback(marts) == ("2023x", "2024c")
    put(marts, whole, "2022z")
    names = [version.name for version in kept_versions(marts)]
    # the oldest went by its number, and not the one whose time says so
    assert names == ["2024b", "2024c", "2023x", "2023y", "2022z"]


def test_versions_without_a_number_come_first_by_their_time(marts: Path, whole: Path) -> None:
    for second, name in enumerate(("2024c", "2024a", "2024b")):
        (marts / "versions" / name / ".number").unlink()
        os.utime(marts / "versions" / name, (1_900_000_000 + second, 1_900_000_000 + second))
    put(marts, whole, "2024d")
    assert [version.name for version in kept_versions(marts)] == ["2024c", "2024a", "2024b", "2024d"]


def test_names_may_be_shortened_while_they_are_clear(marts: Path) -> None:
    assert find_version(marts, "2024a").name == "2024a"
    assert find_version(marts, "current").name == "2024c"
    assert find_version(marts, "previous").name == "2024b"
    with pytest.raises(UsageError, match=r"more than one version begins so: 2024.*2024a, 2024b, 2024c"):
        find_version(marts, "2024")


@pytest.fixture
def changed(tmp_path: Path, whole: Path) -> Path:
    """The same content with one row gone, one changed and one added, and later loading times."""
    folder = tmp_path / "changed"
    shutil.copytree(whole, folder)
    with duckdb.connect(str(folder / "kaifaqu.duckdb")) as connection:
        connection.execute("update dim_document set loaded_at = loaded_at + interval 1 day")
        connection.execute(
            "delete from mart_coverage where document_id = (select max(document_id) from mart_coverage)"
        )
        connection.execute(
            "update dim_city set name_en = 'Elsewhere' where city_id = (select min(city_id) from dim_city)"
        )
        connection.execute(
            "insert into dim_city by name select '999999' as city_id, '新市' as name_zh, null as name_en"
        )
    return folder


def by_table(before: Path, after: Path, **given: Any) -> dict[str, Any]:
    found = difference(before / "kaifaqu.duckdb", after / "kaifaqu.duckdb", **given)
    return {entry.table: entry for entry in found}


def test_rows_are_compared_by_key_and_loading_times_are_not(whole: Path, changed: Path) -> None:
    found = by_table(whole, changed)
    assert {name for name, entry in found.items() if not entry.same} == {"dim_city", "mart_coverage"}
    city = found["dim_city"]
    assert (city.added, city.changed, city.gone, (city.after or 0) - (city.before or 0)) == (1, 1, 0, 1)
    assert city.added_rows[0]["name_zh"] == "新市"
    (row,) = city.changed_rows
    assert list(row.key) == ["city_id"]
    assert row.columns["name_en"][1] == "Elsewhere" and list(row.columns) == ["name_en"]
    coverage = found["mart_coverage"]
    assert (coverage.added, coverage.changed, coverage.gone, len(coverage.gone_rows)) == (0, 0, 1, 1)
    backwards = by_table(changed, whole)
    assert (backwards["dim_city"].gone, backwards["mart_coverage"].added) == (1, 1)


def test_the_same_content_differs_in_nothing(whole: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(whole, tmp_path / "copy")
    assert all(entry.same for entry in by_table(whole, copy).values())


def test_keys_with_nulls_find_each_other(whole: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(whole, tmp_path / "copy")
    with duckdb.connect(str(copy / "kaifaqu.duckdb")) as connection:
        touched = connection.execute(
            "update mart_ranking set peers = coalesce(peers, 0) + 1 where zone_id is null or city_id is null"
        ).fetchone()
    ranking = by_table(whole, copy, rows=0)["mart_ranking"]
    assert touched and (ranking.added, ranking.changed, ranking.gone) == (0, touched[0], 0)
    assert touched[0] > 0 and ranking.changed_rows == []


def test_tables_and_columns_of_one_version_only_are_named(whole: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(whole, tmp_path / "copy")
    with duckdb.connect(str(copy / "kaifaqu.duckdb")) as connection:
        connection.execute("drop table review_zone")
        connection.execute("alter table dim_quarter add column weeks integer")
        connection.execute("alter table dim_quarter drop column name_en")
        connection.execute("alter table dim_article rename column article_id to article")
        connection.execute("alter table dim_quarter alter column year type varchar")
    found = by_table(whole, copy)
    assert found["review_zone"].after is None and not found["review_zone"].same
    quarter = found["dim_quarter"]
    assert (quarter.new_columns, quarter.lost_columns, quarter.changed) == (["weeks"], ["name_en"], 0)
    assert "article_id are in one version only" in found["dim_article"].problem


def test_diff_on_the_command_line(
    tmp_path: Path, whole: Path, changed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marts = tmp_path / "marts"
    put(marts, whole, "a1")
    assert main(["diff", "--marts", str(marts)]) == 2
    put(marts, changed, "a2")
    capsys.readouterr()
    assert main(["diff", "--marts", str(marts)]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("a1 -> a2\n")
    assert "1 added, 1 changed, 0 gone" in shown and "0 added, 0 changed, 1 gone" in shown
    assert "+ city_id=999999, name_zh=新市" in shown and "-> Elsewhere" in shown
    assert main(["diff", "--marts", str(marts), "a2", "a1", "--rows", "0"]) == 0
    assert "新市" not in capsys.readouterr().out
    assert main(["diff", "--marts", str(marts), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["before"], document["after"]) == ("a1", "a2")
    assert {t["table"]: t["added"] for t in document["tables"]}["dim_city"] == 1
    assert main(["diff", "--marts", str(marts), "a1", "a1"]) == 2


def test_the_pages_go_back_with_the_warehouse_they_were_made_from(tmp_path: Path, whole: Path) -> None:
    marts = tmp_path / "marts"
    page = marts / "bulletin" / "index.html"
    for name in ("2024a", "2024b"):
        content = shutil.copytree(whole, tmp_path / name)
        (content / "bulletin").mkdir()
        (content / "bulletin" / "index.html").write_text(name, encoding="utf-8")
        put(marts, content, name)
        assert page.read_text(encoding="utf-8") == name
    rollback(marts)
    assert page.read_text(encoding="utf-8") == "2024a"


def test_a_version_from_before_there_were_pages_has_none(tmp_path: Path, whole: Path) -> None:
    marts = tmp_path / "marts"
    put(marts, whole, "2024a")
    content = shutil.copytree(whole, tmp_path / "content")
    (content / "bulletin").mkdir()
    (content / "bulletin" / "index.html").write_text("page", encoding="utf-8")
    put(marts, content, "2024b")
    rollback(marts)
    assert not (marts / "bulletin").exists()
    rollback(marts, "2024b")
    assert (marts / "bulletin" / "index.html").is_file()
