"""Worker processes: the same tables as in one process, and a clear word when one dies."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.engine import EngineError, Job, Scale, engine_for
from flows.errors import UsageError
from flows.gathering.parts import Part
from tests.flows.runs import published


@pytest.mark.slow
def test_processes_change_nothing_and_use_the_cache(
    command: Callable[..., object], corpus: Path, tmp_path: Path
) -> None:
    marts = tmp_path / "marts"
    seen = {}
    for name, more in {
        "one": ["--jobs", "1"],
        "two": ["--jobs", "2", "--full"],
        "again": ["--jobs", "2"],
    }.items():
        for record in marts.glob("cache/*/run.json"):
            record.unlink()  # else the last one would see that nothing has changed, and read nothing
        run = command("run", "--raw", corpus, "--marts", marts, *more)
        _, errors = run.communicate(timeout=300)  # type: ignore[attr-defined]
        assert run.returncode == 3, errors  # type: ignore[attr-defined]
        seen[name] = (published(marts), errors)
    for name in ("two", "again"):
        differing = {file for file, data in seen["one"][0].items() if seen[name][0][file] != data}
        assert differing <= {"quarantine.parquet"}, name
    assert "extract: 0 of " in seen["again"][1]
    assert not list(marts.glob(".candidate-*")), "what was held on disk is cleared away"


def killed(seconds: float) -> None:
    """Die as a process does for which there is no memory."""
    time.sleep(seconds)
    os.kill(os.getpid(), signal.SIGKILL)


def raise_usage() -> None:
    """Fail with an error that a person can act on."""
    raise UsageError("a cell is wrong", "units.csv, line 3", "Mend it")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("work", "error", "words"),
    [
        (killed, EngineError, "a worker process died while batch 1 of 2"),
        (raise_usage, UsageError, "units.csv, line 3"),
    ],
)
def test_what_goes_wrong_in_a_worker_is_named(
    work: Callable[..., None], error: type[Exception], words: str, api_url: str
) -> None:
    from prefect import flow, task

    @task(name="extract")
    def run(holds: str, job: Job) -> Part:
        return job()  # type: ignore[no-any-return]

    @flow(name="two batches", validate_parameters=False)
    def two() -> None:
        with engine_for(Scale(jobs=2)) as engine:
            arguments = (0.1,) if work is killed else ()
            list(engine.map(run, [Job(f"{number} of 2: 1 document", work, arguments) for number in (1, 2)]))

    with pytest.raises(error, match=words):
        two()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"jobs": 0}, "0 is no number of processes"),
        ({"engine": "spark"}, "there is no engine 'spark'"),
        ({"engine": "dask"}, "--scheduler tcp://HOST:8786"),
        ({"scheduler": "tcp://127.0.0.1:8786"}, "--scheduler tcp://HOST:8786"),
        ({"parts": "s3://parts"}, "only a Dask cluster needs it"),
        ({"engine": "dask", "scheduler": "tcp://10.0.0.7:8786"}, "PREFECT_API_URL"),
    ],
)
def test_wrong_calls_are_refused(
    settings: dict[str, object], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with pytest.raises(UsageError, match=words):
        Scale(**settings)  # type: ignore[arg-type]
