"""Publishing is one step: readers see the old version or the new one, and the old one stands until then."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from flows.errors import WarehouseError
from flows.warehouse import candidate_folder, current_database, publish
from flows.warehouse import publish as publish_function


def fill(folder: Path, value: int) -> Path:
    """Make a complete candidate whose table and Parquet hold one value."""
    (folder / "parquet").mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(folder / "kaifaqu.duckdb")) as connection:
        connection.execute(f"create table t as select {value} as a, {value} as b")
        connection.execute(f"copy t to '{folder / 'parquet' / 't.parquet'}'")
    (folder / "parquet" / "datapackage.json").write_text("{}", encoding="utf-8")
    return folder


def publish_value(marts: Path, value: int, keep: int = 5) -> Path:
    with candidate_folder(marts) as folder:
        return publish(fill(folder, value), marts, f"v{value}", keep)


def read(path: Path) -> list[tuple]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute("from t").fetchall()


@pytest.fixture
def marts(tmp_path: Path) -> Path:
    return tmp_path / "data" / "marts"


def test_published_files_open_by_their_lasting_names(marts: Path) -> None:
    assert current_database(marts) is None
    target = publish_value(marts, 1)
    assert read(marts / "kaifaqu.duckdb") == [(1, 1)]
    assert duckdb.sql(f"from '{marts / 'parquet' / 't.parquet'}'").fetchall() == [(1, 1)]
    assert current_database(marts) == (target / "kaifaqu.duckdb").resolve()


def test_the_layout_is_of_relative_links(marts: Path) -> None:
    publish_value(marts, 1)
    lasting = {"kaifaqu.duckdb", "parquet"}
    assert {path.name for path in marts.iterdir()} == {"versions", "current"} | lasting
    assert os.readlink(marts / "current") == "versions/v1"
    assert os.readlink(marts / "kaifaqu.duckdb") == "current/kaifaqu.duckdb"
    assert os.readlink(marts / "parquet") == "current/parquet"
    held = {path.name for path in (marts / "versions" / "v1").iterdir()}
    assert held == {"kaifaqu.duckdb", "parquet", ".number"}
    moved = marts.rename(marts.with_name("moved"))
    assert read(moved / "kaifaqu.duckdb") == [(1, 1)]


def test_an_open_reader_keeps_the_version_it_opened(marts: Path) -> None:
    publish_value(marts, 1)
    with duckdb.connect(str(marts / "kaifaqu.duckdb"), read_only=True) as reader:
        publish_value(marts, 2, keep=1)
        assert reader.execute("from t").fetchall() == [(1, 1)]
    assert read(marts / "kaifaqu.duckdb") == [(2, 2)]


READER = """
import sys, time
import duckdb
path, stop = sys.argv[1], time.monotonic() + float(sys.argv[2])
seen = set()
while time.monotonic() < stop or len(seen) < 2:  # a busy machine gives a reader few looks
    with duckdb.connect(path, read_only=True) as connection:
        a, b = connection.execute('from t').fetchone()
    assert a == b
    seen.add(a)
print(len(seen))
"""


def test_readers_in_other_processes_never_fail_while_versions_change(marts: Path) -> None:
    publish_value(marts, 0)
    command = [sys.executable, "-c", READER, str(marts / "kaifaqu.duckdb"), "1.5"]
    readers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    value = 0
    while any(reader.poll() is None for reader in readers):
        value += 1
        publish_value(marts, value)
    for reader in readers:
        out, err = reader.communicate()
        assert reader.returncode == 0, err
        assert int(out) > 1
    assert value > 1


def test_only_the_last_versions_stay(marts: Path) -> None:
    for value in range(4):
        publish_value(marts, value, keep=2)
    assert {path.name for path in (marts / "versions").iterdir()} == {"v2", "v3"}


def test_a_version_published_again_stands_beside_the_first(marts: Path) -> None:
    publish_value(marts, 1)
    with candidate_folder(marts) as folder:
        target = publish(fill(folder, 7), marts, "v1")
    assert target.name == "v1.2"
    assert read(marts / "kaifaqu.duckdb") == [(7, 7)]


@pytest.mark.parametrize("taken", ["current", "kaifaqu.duckdb", "parquet", "versions"])
def test_a_name_taken_by_something_else_is_left_alone(marts: Path, taken: str) -> None:
    marts.mkdir(parents=True)
    (marts / taken).write_text("mine", encoding="utf-8")
    with pytest.raises(WarehouseError, match=f"{taken}: this is not .*Move it away"):
        publish_value(marts, 1)
    assert (marts / taken).read_text(encoding="utf-8") == "mine"
    assert [path.name for path in marts.iterdir()] == [taken]


def test_a_link_that_leads_elsewhere_is_left_alone(marts: Path, tmp_path: Path) -> None:
    marts.mkdir(parents=True)
    (marts / "parquet").symlink_to(tmp_path)
    with pytest.raises(WarehouseError, match="not a link that publishing made"):
        publish_value(marts, 1)


def test_a_log_beside_the_published_file_stops_publishing(marts: Path) -> None:
    publish_value(marts, 1)
    (marts / "kaifaqu.duckdb.wal").write_bytes(b"x")
    with pytest.raises(WarehouseError, match="write-ahead log"):
        publish_value(marts, 2)
    assert os.readlink(marts / "current") == "versions/v1"


@pytest.mark.parametrize("missing", ["kaifaqu.duckdb", "parquet/datapackage.json"])
def test_an_incomplete_candidate_is_not_published(marts: Path, missing: str) -> None:
    publish_value(marts, 1)
    with candidate_folder(marts) as folder:
        (fill(folder, 2) / missing).unlink()
        with pytest.raises(WarehouseError, match=f"{missing} is missing"):
            publish(folder, marts, "v2")
    assert read(marts / "kaifaqu.duckdb") == [(1, 1)]


def test_a_candidate_with_a_log_is_not_published(marts: Path) -> None:
    with candidate_folder(marts) as folder:
        (fill(folder, 2) / "kaifaqu.duckdb.wal").write_bytes(b"x")
        with pytest.raises(WarehouseError, match="write-ahead log"):
            publish(folder, marts, "v2")


@pytest.mark.parametrize(("version", "keep"), [("../v", 5), ("", 5), ("v", 0)])
def test_a_bad_name_or_number_is_refused(marts: Path, version: str, keep: int) -> None:
    with candidate_folder(marts) as folder, pytest.raises(WarehouseError):
        publish(fill(folder, 1), marts, version, keep)


def test_a_disk_that_refuses_the_switch_leaves_the_old_version(marts: Path, monkeypatch) -> None:
    publish_value(marts, 1)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(WarehouseError, match=r"No space left.*what was published before stands"):
        publish_value(marts, 2)
    monkeypatch.undo()
    assert read(marts / "kaifaqu.duckdb") == [(1, 1)]
    publish_value(marts, 3)
    assert not list(marts.glob(".candidate-*"))


def test_a_candidate_goes_when_its_run_fails(marts: Path) -> None:
    with pytest.raises(RuntimeError), candidate_folder(marts) as folder:
        fill(folder, 1)
        raise RuntimeError
    assert list(marts.iterdir()) == []


def test_what_a_dead_run_left_is_cleared_by_the_next(marts: Path) -> None:
    script = (
        "import os, sys, pathlib\n"
        "from flows.warehouse import candidate_folder\n"
        "with candidate_folder(pathlib.Path(sys.argv[1])) as folder:\n"
        "    (folder / 'half').write_text('x')\n"
        "    os._exit(1)\n"
    )
    root = Path(publish_function.__code__.co_filename).parents[2]
    subprocess.run(
        [sys.executable, "-c", script, str(marts)], check=False, env=os.environ | {"PYTHONPATH": str(root)}
    )
    assert len(list(marts.glob(".candidate-*"))) == 1
    publish_value(marts, 1)
    assert not list(marts.glob(".candidate-*"))


def test_the_candidate_of_a_run_alive_is_left_alone(marts: Path) -> None:
    with candidate_folder(marts) as slow:
        (slow / "half").write_text("x", encoding="utf-8")
        publish_value(marts, 1)
        assert (slow / "half").exists()


def test_runs_at_once_all_publish(marts: Path) -> None:
    failures: list[BaseException] = []

    def run(value: int) -> None:
        try:
            publish_value(marts, value, keep=2)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(value,)) for value in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(list((marts / "versions").iterdir())) == 2
    assert read(marts / "kaifaqu.duckdb")
