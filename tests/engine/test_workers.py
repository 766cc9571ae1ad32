"""What a worker process needs to start, and with what it reads."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from flows.engine import Job, Scale, engine_for
from flows.gathering.compiled import handed_over, lexicon


def test_a_worker_starts_without_what_it_does_not_use() -> None:
    program = (
        "import sys; import flows.engine.runners, flows.gathering.reading; "
        "print(*{'prefect', 'pandera', 'pandas', 'duckdb', 'distributed', 'fsspec'} & sys.modules.keys())"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []


def indicators(directory: Path) -> int:
    """How many indicators a process knows."""
    return len(lexicon(directory).indicators)


@pytest.mark.slow
def test_workers_read_with_what_the_run_has_checked(tmp_path: Path, repository: Path, api_url: str) -> None:
    from prefect import flow, task

    directory = tmp_path / "reference"
    shutil.copytree(repository / "data" / "reference", directory)
    jobs = [Job(f"{number} of 2: 1 document", indicators, (directory,)) for number in (1, 2)]

    @task(name="count")
    def run(holds: str, job: Job) -> int:
        return job()  # type: ignore[no-any-return]

    @flow(name="twice", validate_parameters=False)
    def twice() -> list[int]:
        with engine_for(Scale(jobs=2), partial(handed_over, directory)) as engine:
            before = list(engine.map(run, jobs))
            (directory / "indicators.csv").write_text("nothing of this is right\n", encoding="utf-8")
            return before + list(engine.map(run, jobs))

    assert twice() == [indicators(repository / "data" / "reference")] * 4
