"""A real Dask scheduler and two worker processes on loopback; one is killed while it reads."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.flows.runs import published

pytest.importorskip("distributed")
pytest.importorskip("prefect_dask")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Its scheduler's address, and the workers."""
    log = tmp_path / "scheduler.log"
    with log.open("wb") as out:
        scheduler = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
             "--no-dashboard"],
            stderr=out, stdout=out,
        )  # fmt: skip
    address = None
    for _ in range(600):
        if found := re.search(r"Scheduler at:\s+(tcp://\S+)", log.read_text("utf-8")):
            address = found[1]
            break
        time.sleep(0.1)
    assert address, log.read_text("utf-8")
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny",
             "--no-dashboard", "--host", "127.0.0.1", "--local-directory", str(tmp_path / f"worker-{number}")],
            stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )
        for number in range(2)
    ]  # fmt: skip
    try:
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


@pytest.mark.slow
def test_a_worker_that_is_killed_loses_nothing(
    command: Callable[..., subprocess.Popen[str]],
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
    corpus: Path,
    tmp_path: Path,
) -> None:
    marts, parts = tmp_path / "marts", tmp_path / "parts"
    here = command("run", "--raw", corpus, "--marts", marts, "--jobs", "1")
    _, errors = here.communicate(timeout=600)
    assert here.returncode == 3, errors
    before = published(marts)

    scheduler, workers = cluster
    there = command(
        "run", "--raw", corpus.as_uri(), "--marts", marts, "--full", "--engine", "dask", "--scheduler", scheduler,
        "--parts", parts,
    )  # fmt: skip
    # the first part is there, the others are being read
    deadline = time.monotonic() + 600  # a busy machine
    while not list(parts.glob("*/part-*/figure.parquet")):
        assert there.poll() is None, there.communicate()[1]
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.kill(workers[0].pid, signal.SIGKILL)
    _, errors = there.communicate(timeout=600)
    assert there.returncode == 3, errors
    assert workers[0].wait(10) == -signal.SIGKILL
    after = published(marts)
    # a refused document is refused anew in each run
    assert {name for name in before if before[name] != after[name]} <= {"quarantine.parquet"}
    assert not list(parts.iterdir()), "the parts are removed in the end"


@pytest.mark.slow
def test_a_cluster_that_is_not_there_is_named(
    command: Callable[..., subprocess.Popen[str]], corpus: Path, tmp_path: Path
) -> None:
    run = command(
        "run", "--raw", corpus, "--marts", tmp_path / "marts", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9",
    )  # fmt: skip
    _, errors = run.communicate(timeout=120)
    assert run.returncode == 1
    assert "tcp://127.0.0.1:9: the Dask scheduler can't be reached" in errors
