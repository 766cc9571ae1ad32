"""A process killed between any two file operations of publishing leaves the old version or the new one, and no work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from flows.errors import WarehouseError
from flows.warehouse import candidate_folder, previous_database, publish


def test_killed_between_any_two_file_operations(tmp_path: Path, repository: Path) -> None:
    ended = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("killing.py")), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(repository)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    kills = json.loads(ended.stdout)
    assert kills["first"] > 20 and kills["next"] > 40 and kills["rollback"] > 5


def fill(folder: Path, value: int) -> Path:
    (folder / "parquet").mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(folder / "kaifaqu.duckdb")) as connection:
        connection.execute(f"create table t as select {value} as a from range(1000)")
        connection.execute(f"copy t to '{folder / 'parquet' / 't.parquet'}'")
    (folder / "parquet" / "datapackage.json").write_text("{}", encoding="utf-8")
    return folder


def publish_value(marts: Path, value: int, keep: int = 5) -> Path:
    with candidate_folder(marts) as folder:
        return publish(fill(folder, value), marts, f"v{value}", keep)


def test_a_reader_keeps_its_version_through_several_publishings(tmp_path: Path) -> None:
    publish_value(tmp_path, 0)
    with duckdb.connect(str(tmp_path / "kaifaqu.duckdb"), read_only=True) as reader:
        for value in range(1, 5):
            publish_value(tmp_path, value, keep=1)
            assert reader.execute("select min(a), max(a), count(*) from t").fetchall() == [(0, 0, 1000)]
    assert not (tmp_path / "versions" / "v0").exists()


JOINER = """
import pathlib, sys, time
import duckdb
marts, stop = pathlib.Path(sys.argv[1]), time.monotonic() + float(sys.argv[2])
seen = set()
while time.monotonic() < stop:
    folder = (marts / "current").resolve()
    with duckdb.connect(str(folder / "kaifaqu.duckdb"), read_only=True) as connection:
        time.sleep(0.01)
        query = f"select distinct t.a, p.a from t positional join '{folder}/parquet/t.parquet' as p"
        ((a, b),) = connection.execute(query).fetchall()
    assert a == b, (a, b)
    seen.add(a)
print(len(seen))
"""


def test_joins_of_duckdb_with_parquet_never_mix_two_runs(tmp_path: Path) -> None:
    publish_value(tmp_path, 0)
    command = [sys.executable, "-c", JOINER, str(tmp_path), "1.5"]
    readers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    value = 0
    while any(reader.poll() is None for reader in readers):
        value += 1
        publish_value(tmp_path, value, keep=50)
    for reader in readers:
        out, err = reader.communicate()
        assert reader.returncode == 0, err
        assert int(out) > 1


@pytest.mark.parametrize("target", ["versions/gone", "current", "nowhere", ""])
def test_a_link_that_leads_nowhere_is_set_again(tmp_path: Path, target: str) -> None:
    publish_value(tmp_path, 1)
    for name in ("current", "kaifaqu.duckdb"):
        (tmp_path / name).unlink()
        if target:
            (tmp_path / name).symlink_to(target)
    publish_value(tmp_path, 2)
    with duckdb.connect(str(tmp_path / "kaifaqu.duckdb"), read_only=True) as reader:
        assert reader.execute("select max(a) from t").fetchall() == [(2,)]


def test_publishing_can_be_tried_again_after_the_switch_was_refused(tmp_path: Path, monkeypatch) -> None:
    publish_value(tmp_path, 1)

    def refuse(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with candidate_folder(tmp_path) as folder:
        fill(folder, 2)
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", refuse)
            with pytest.raises(WarehouseError, match="Input/output error"):
                publish(folder, tmp_path, "v2")
        assert os.readlink(tmp_path / "current") == "versions/v1"
        publish(folder, tmp_path, "v2")
    assert os.readlink(tmp_path / "current") == "versions/v2"
    assert not list(tmp_path.glob(".candidate-*"))


def test_what_a_run_takes_over_comes_from_the_newest_version_that_can_be_read(
    tmp_path: Path, warehouse: Path
) -> None:
    assert previous_database(tmp_path) is None
    for name in ("v1", "v2", "v3"):
        with candidate_folder(tmp_path) as folder:
            fill(folder, 1)
            (folder / "kaifaqu.duckdb").write_bytes(warehouse.read_bytes())
            publish(folder, tmp_path, name)
    versions = tmp_path.resolve() / "versions"
    assert previous_database(tmp_path) == versions / "v3" / "kaifaqu.duckdb"
    (versions / "v3" / "kaifaqu.duckdb").write_bytes(b"garbage" * 9000)
    assert previous_database(tmp_path) == versions / "v2" / "kaifaqu.duckdb"
    os.truncate(versions / "v2" / "kaifaqu.duckdb", warehouse.stat().st_size // 2)
    assert previous_database(tmp_path) == versions / "v1" / "kaifaqu.duckdb"
    (versions / "v1" / "kaifaqu.duckdb").unlink()
    assert previous_database(tmp_path) is None


def test_a_disk_error_while_building_is_named_and_the_candidate_goes(tmp_path: Path) -> None:
    words = "No space left.*what was published before stands"
    with pytest.raises(WarehouseError, match=words), candidate_folder(tmp_path):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(WarehouseError, match="Could not write"), candidate_folder(tmp_path):
        raise duckdb.IOException("Could not write file")


def test_runs_that_do_not_know_of_each_other_leave_nothing(tmp_path: Path) -> None:
    threads = [threading.Thread(target=publish_value, args=(tmp_path, value, 3)) for value in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not list(tmp_path.glob(".candidate-*"))
    assert len(list((tmp_path / "versions").iterdir())) == 3
