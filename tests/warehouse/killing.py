"""Kill real processes before each file operation of publishing, and see what is left. A script of its own: it forks.

python tests/warehouse/killing.py FOLDER    prints what it did as JSON; FOLDER must be empty
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from flows.errors import KaifaquError
from flows.run.lock import run_lock
from flows.warehouse import candidate_folder, publish
from flows.warehouse.publish import switch_back

# Python reports each of these before it does it, also those within shutil
OPERATIONS = {
    "fcntl.flock",
    "open",
    "os.chmod",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "os.truncate",
    "os.utime",
}
KEEP = 2


def put(marts: Path, value: str) -> None:
    """Publish a version whose warehouse and Parquet hold one value."""
    with run_lock(marts), candidate_folder(marts) as folder:
        (folder / "parquet").mkdir()
        for name in ("kaifaqu.duckdb", "parquet/t.parquet", "parquet/datapackage.json"):
            (folder / name).write_text(value, encoding="utf-8")
        publish(folder, marts, value, KEEP)


def killed_before(number: int, act: Callable[[], None]) -> bool:
    """Do something in a process that is killed before its file operation of that number; tell whether it came so far."""
    child = os.fork()
    if child == 0:
        count = 0

        def watch(event: str, args: object) -> None:
            nonlocal count
            if event in OPERATIONS:
                count += 1
                if count == number:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        try:
            act()
        except BaseException as error:
            print(f"operation {number}: {error!r}", file=sys.stderr)
            os._exit(1)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def seen(marts: Path) -> str:
    """The value that readers get, from the warehouse and from Parquet alike; empty where nothing is published."""
    values = [
        path.read_text(encoding="utf-8") if path.exists() else ""
        for path in (marts / "kaifaqu.duckdb", marts / "parquet" / "t.parquet")
    ]
    # on the very first publishing the switch is thrown before nothing: both names or neither
    assert values[0] == values[1], f"readers see {values}"
    return values[0]


def require_whole_versions(marts: Path) -> list[str]:
    """Names of the versions; each must hold all of its files, with one value."""
    names = sorted(path.name for path in (marts / "versions").iterdir())
    for name in names:
        files = [path for path in (marts / "versions" / name).rglob("*") if path.is_file()]
        assert sorted(path.name for path in files if path.name not in (".lock", ".number")) == [
            "datapackage.json",
            "kaifaqu.duckdb",
            "t.parquet",
        ], f"{name}: {files}"
        assert {
            path.read_text(encoding="utf-8") for path in files if path.name not in (".lock", ".number")
        } == {name}
    return names


def require_healed(marts: Path, published: str) -> None:
    """Publish again, without help: it must work, and clear what was left."""
    put(marts, "z")
    assert seen(marts) == "z"
    names = require_whole_versions(marts)
    assert len(names) <= KEEP, names
    # what readers had before is kept, not what never became current
    assert names == sorted({"z", published} - {""}), (names, published)
    left = {path.name for path in marts.iterdir()} - {"versions", "current", "kaifaqu.duckdb", "parquet"}
    assert not left, left


def scenario(folder: Path, before: list[str], allowed: set[str], act: Callable[[Path], None]) -> int:
    """Kill an act before its 1st, 2nd, ... operation, each time on a fresh copy, until it comes to its end."""
    template = folder / "template"
    template.mkdir(parents=True)
    for value in before:
        put(template, value)
    number = 0
    while True:
        number += 1
        marts = folder / f"{number}"
        shutil.copytree(template, marts, symlinks=True)
        died = killed_before(number, lambda: act(marts))  # noqa: B023 - done before the next round
        try:
            value = seen(marts)
            assert value in allowed, value
            if (marts / "versions").exists():
                require_whole_versions(marts)
            require_healed(marts, value)
        except (AssertionError, KaifaquError) as error:
            raise AssertionError(f"{folder.name}, killed before operation {number}: {error}") from error
        shutil.rmtree(marts)
        if not died:
            return number - 1


def main(folder: Path) -> None:
    """Run all scenarios."""
    kills = {
        "first": scenario(folder / "first", [], {"", "n"}, lambda marts: put(marts, "n")),
        "next": scenario(folder / "next", ["a", "b"], {"b", "n"}, lambda marts: put(marts, "n")),
        "rollback": scenario(
            folder / "rollback", ["a", "b"], {"a", "b"}, lambda marts: switch_back(marts, "a")
        ),
    }
    print(json.dumps(kills))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
