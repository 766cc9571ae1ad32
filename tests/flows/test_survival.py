"""Whole runs as processes: killed at a station, on a full or read-only disk, after what was published broke."""

from __future__ import annotations

import contextlib
import os
import resource
import runpy
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.run.temporary import temporary_folder

KILLS = runpy.run_path(str(Path(__file__).parents[1] / "operation" / "kills.py"))
STATIONS = ("discover", "read", "extract", "validate", "build", "export", "bulletin", "publish")
# stands in for the command: the same, but a station kills its process
DYING = """
import functools, os, signal, sys
from flows.stations import tasks
from flows.cli import main
task = getattr(tasks, sys.argv[1])
real = task.fn
def dying(*args, **named):
    if sys.argv[2] == "after":
        real(*args, **named)
    os.kill(os.getpid(), signal.SIGKILL)
task.fn = functools.wraps(real)(dying)
sys.exit(main(sys.argv[3:]))
"""


@pytest.fixture
def published(kaifaqu, raw: Path, tmp_path: Path) -> Path:
    """A marts folder with one version."""
    ended = kaifaqu("run", "--raw", raw, "--marts", tmp_path / "marts")
    assert ended.returncode == 0, ended.stderr
    return tmp_path / "marts"


def require_healed(kaifaqu, raw: Path, marts: Path) -> None:
    """The next run works without help and leaves nothing but what it published."""
    before = KILLS["version"](marts)
    ended = kaifaqu("run", "--full", "--raw", raw, "--marts", marts)
    assert ended.returncode == 0, ended.stderr
    assert KILLS["fault"](marts) == ""
    assert KILLS["version"](marts) not in ("", before)
    assert not list(marts.glob(".candidate-*"))
    assert not (marts / ".run.lock").exists()


@pytest.mark.slow
def test_killed_at_each_station(kaifaqu, api_url: str, raw: Path, published: Path, repository: Path) -> None:
    before = KILLS["version"](published)
    for station in STATIONS:
        for moment in ("before", "after"):
            ended = subprocess.run(
                [
                    sys.executable,
                    "-c",
                    DYING,
                    station,
                    moment,
                    "run",
                    "--full",
                    "--raw",
                    raw,
                    "--marts",
                    published,
                ],
                env={**os.environ, "PREFECT_API_URL": api_url, "PYTHONPATH": pythonpath(repository)},
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            assert ended.returncode == -signal.SIGKILL, (station, moment, ended.stderr)
            now = KILLS["version"](published)
            # only once publishing is done may readers have the new one
            assert (now == before) == ((station, moment) != ("publish", "after")), (station, moment)
            assert KILLS["fault"](published) == ""
    require_healed(kaifaqu, raw, published)
    assert len(list((published / "versions").iterdir())) == 3


@pytest.mark.slow
def test_killed_at_random_moments(
    api_url: str, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", api_url)
    # tests/operation/kills.py does the same as often as one likes
    tally = KILLS["kill_at_random"](8, 8, raw, tmp_path / "marts", tmp_path / "log")
    assert tally.wrong == []
    assert tally.kills == 8


def test_a_second_run_says_who_is_at_work(kaifaqu, raw: Path, tmp_path: Path) -> None:
    from flows.run.lock import run_lock

    marts = tmp_path / "marts"
    with run_lock(marts):
        ended = kaifaqu("run", "--raw", raw, "--marts", marts)
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        ended.stderr.splitlines()[0],
        "What was published before still stands.",
    ]
    assert f"another run is at work in this folder: process {os.getpid()} on " in ended.stderr
    assert not marts.exists()


@pytest.mark.slow
def test_two_runs_at_once(api_url: str, raw: Path, tmp_path: Path, repository: Path) -> None:
    words = [sys.executable, "-m", "flows", "run", "--full", "--raw", raw, "--marts", tmp_path / "marts"]
    runs = [
        subprocess.Popen(
            [*words, *more],
            env={**os.environ, "PREFECT_API_URL": api_url, "PYTHONPATH": pythonpath(repository)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for more in ([], ["--wait", "100"], ["--wait", "100"])
    ]
    errors = [run.communicate(timeout=200)[1] for run in runs]
    codes = [run.returncode for run in runs]
    assert codes[1:] == [0, 0], errors
    # the one that does not wait is first, or fails at once
    assert codes[0] == 0 or "another run is at work" in errors[0]
    assert len(list((tmp_path / "marts" / "versions").iterdir())) == codes.count(0)


@pytest.mark.slow
@pytest.mark.parametrize("broken", ["garbage", "half", "empty", "gone"])
def test_a_warehouse_that_broke_is_replaced(kaifaqu, raw: Path, published: Path, broken: str) -> None:
    database = (published / "kaifaqu.duckdb").resolve()
    if broken == "garbage":
        database.write_bytes(os.urandom(database.stat().st_size))
    elif broken == "half":
        os.truncate(database, database.stat().st_size // 2)
    elif broken == "empty":
        database.write_bytes(b"")
    else:
        shutil.rmtree(database.parent)
    require_healed(kaifaqu, raw, published)


@pytest.mark.slow
def test_a_full_disk(kaifaqu, raw: Path, tmp_path: Path) -> None:
    with tmpfs(tmp_path / "disk", "size=64m") as disk:
        marts = disk / "marts"
        assert kaifaqu("run", "--raw", raw, "--marts", marts).returncode == 0
        used = sum(
            path.stat().st_size for path in marts.rglob("*") if path.is_file() and not path.is_symlink()
        )
        (disk / "ballast").write_bytes(b"x" * (64_000_000 - 2 * used))
        full_at = []
        # more and more is taken away, so that the disk is full at one station after the other
        for share in (0.9, 0.6, 0.3, 0.1, 0.0):
            before = KILLS["version"](marts)
            free = shutil.disk_usage(disk).free
            with (disk / "more").open("wb") as file, contextlib.suppress(OSError):
                file.write(b"x" * max(0, free - int(share * used)))
            ended = kaifaqu("run", "--full", "--raw", raw, "--marts", marts)
            if ended.returncode:
                full_at.append(share)
                assert "Traceback" not in ended.stderr
                assert "was not foreseen" not in ended.stderr, ended.stderr
                assert "What was published before still stands." in ended.stderr
                assert KILLS["version"](marts) == before
            assert KILLS["fault"](marts) == ""
            (disk / "more").unlink()
        assert 0.1 in full_at
        (disk / "ballast").unlink()
        require_healed(kaifaqu, raw, marts)


@pytest.mark.slow
def test_no_file_may_grow(api_url: str, kaifaqu, raw: Path, published: Path, repository: Path) -> None:
    before = KILLS["version"](published)
    ended = subprocess.run(
        [sys.executable, "-m", "flows", "run", "--full", "--raw", raw, "--marts", published],
        env={**os.environ, "PREFECT_API_URL": api_url, "PYTHONPATH": pythonpath(repository)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert KILLS["version"](published) == before
    assert KILLS["fault"](published) == ""
    require_healed(kaifaqu, raw, published)


@pytest.mark.slow
def test_a_read_only_folder(kaifaqu, raw: Path, tmp_path: Path) -> None:
    with tmpfs(tmp_path / "disk", "size=64m") as disk:
        marts = disk / "marts"
        assert kaifaqu("run", "--raw", raw, "--marts", marts).returncode == 0
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        ended = kaifaqu("run", "--full", "--raw", raw, "--marts", marts)
        assert ended.returncode == 1
        assert "the marts folder can't be written" in ended.stderr and "Read-only" in ended.stderr
        assert KILLS["fault"](marts) == ""
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        require_healed(kaifaqu, raw, marts)


def test_a_folder_without_write_permission(kaifaqu, raw: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may write everywhere; test_a_read_only_folder shows it with a mount")
    marts = tmp_path / "marts"
    marts.mkdir(mode=0o555)
    ended = kaifaqu("run", "--raw", raw, "--marts", marts)
    assert ended.returncode == 1
    assert "the marts folder can't be written" in ended.stderr


@contextlib.contextmanager
def tmpfs(folder: Path, options: str) -> Iterator[Path]:
    """A small disk in memory."""
    folder.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("mounting a small disk is not permitted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def pythonpath(repository: Path) -> str:
    return os.pathsep.join(filter(None, [str(repository), os.environ.get("PYTHONPATH")]))


# stands in for the command: the same, but a station kills the server that the run has started
SERVERLESS = """
import sys
from flows.stations import prefect_settings
prefect_settings.set_defaults()
started = []
real = prefect_settings.RunServer.__init__
def noted(self, home):
    real(self, home)
    started.append(self)
prefect_settings.RunServer.__init__ = noted
prefect_settings.load()
import functools
from flows.stations import tasks
task = getattr(tasks, sys.argv[1])
def killing(fn):
    @functools.wraps(fn)
    def call(*args, **named):
        made = fn(*args, **named)
        started[0]._process.kill()
        started[0]._process.wait()
        return made
    return call
task.fn = killing(task.fn)
from flows.cli import main
sys.exit(main(sys.argv[2:]))
"""


def without_server(station: str, repository: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """A run whose Prefect server dies behind a station."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_API")}
    return subprocess.run(
        [sys.executable, "-c", SERVERLESS, station, "run", *map(str, words)],
        env={**environment, "PYTHONPATH": pythonpath(repository)},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("station", ["read", "publish"])
def test_a_server_that_dies_costs_the_record_and_nothing_else(
    raw: Path, tmp_path: Path, repository: Path, station: str
) -> None:
    marts = tmp_path / "marts"
    ended = without_server(station, repository, "--raw", raw, "--marts", marts)
    assert ended.returncode == 0, ended.stderr
    assert KILLS["version"](marts) and KILLS["fault"](marts) == ""
    assert f"{marts / 'kaifaqu.duckdb'}" in ended.stdout
    assert "this run is published, and not on record there" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.slow
def test_a_run_that_fails_without_its_server_says_why_it_failed(
    raw: Path, tmp_path: Path, repository: Path
) -> None:
    reference = tmp_path / "reference"
    shutil.copytree(repository / "data" / "reference", reference)
    with (reference / "quality_floors.csv").open("a", encoding="utf-8") as file:
        file.write("many,,rows_per_document,fact_figure,,99999,refuse,more than any text has\n")
    words = ("--raw", raw, "--marts", tmp_path / "marts", "--reference", reference)
    ended = without_server("read", repository, *words)
    assert ended.returncode == 4, ended.stderr
    assert "99,999" in ended.stderr.replace("99999", "99,999") and "Connect" not in ended.stderr


@pytest.mark.parametrize("most", [100_000, 1_500_000])
def test_a_run_that_fails_on_its_way_prints_no_noise(
    api_url: str, raw: Path, tmp_path: Path, repository: Path, most: int
) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "flows", "run", "--raw", raw, "--marts", tmp_path / "marts"],
        env={**os.environ, "PREFECT_API_URL": api_url, "PYTHONPATH": pythonpath(repository)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == "What was published before still stands."
    assert not {"leaked", "Traceback", "nanobind"} & set(ended.stderr.replace(":", " ").split())


def test_what_killed_runs_left_in_the_temporary_folder_is_swept_and_the_living_keep_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    dying = "import os, signal; from flows.run.temporary import own_folder; own_folder('prefect'); own_folder('workers'); "
    for _ in range(2):
        environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": os.getcwd()}
        code = dying + "os.kill(os.getpid(), signal.SIGKILL)"
        subprocess.run([sys.executable, "-c", code], env=environment, check=False)
    # not ours: nobody has locked it, and it may be anybody's
    (tmp_path / "kaifaqu-fuzz").mkdir()
    (old := tmp_path / "kaifaqu-prefect-old").mkdir()
    (young := tmp_path / "kaifaqu-prefect-young").mkdir()
    os.utime(old, (1_600_000_000, 1_600_000_000))
    with temporary_folder("rehearsal") as first, temporary_folder("rehearsal") as second:
        left = {path.name for path in tmp_path.iterdir()}
        assert left == {"kaifaqu-fuzz", young.name, first.name, second.name}
    assert {path.name for path in tmp_path.iterdir()} == {"kaifaqu-fuzz", young.name}
