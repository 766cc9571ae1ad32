"""A deployed run tries again what may pass, and fails at once on what a person must mend; prefect.yaml says when."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import httpx
import pytest
import yaml

from flows.errors import KaifaquError, ReferenceDataError, UsageError, WarehouseError
from flows.operation.deployment import may_pass, quarterly
from flows.run.lock import LOCK_FILE, LockedError
from flows.stations import prefect_settings


def caused(error: KaifaquError, cause: Exception) -> KaifaquError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        OSError(116, "Stale file handle"),
        duckdb.IOException("Could not read"),
        httpx.ConnectError("no route"),
        LockedError("another run is at work"),
        caused(WarehouseError("publishing failed"), OSError(28, "No space left on device")),
        caused(WarehouseError("publishing failed"), duckdb.IOException("Could not write")),
    ],
)
def test_what_may_pass_is_tried_again(error: Exception) -> None:
    assert may_pass(error)


@pytest.mark.parametrize(
    "error",
    [
        UsageError("there is no such folder"),
        ReferenceDataError("a cell is wrong"),
        caused(WarehouseError("SQL failed"), duckdb.BinderException("no such column")),
        ZeroDivisionError(),
        KeyboardInterrupt(),
        None,
    ],
)
def test_what_a_person_must_mend_is_not(error: BaseException | None) -> None:
    assert not may_pass(error)


def test_the_deployment_is_what_the_flow_can_do(repository: Path) -> None:
    (declared,) = yaml.safe_load((repository / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    assert declared["entrypoint"] == "flows/operation/deployment.py:quarterly"
    assert quarterly.name == declared["name"] == "quarterly"
    assert set(declared["parameters"]) <= set(quarterly.parameters.properties)
    assert declared["work_pool"]["job_variables"]["env"] == prefect_settings.NO_TELEMETRY
    assert quarterly.timeout_seconds


def test_a_run_that_fails_for_a_moment_is_tried_again_and_leaves_its_pages(
    raw: Path, tmp_path: Path, api_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.operation import deployment
    from flows.quarterly import quarterly as stations

    marts = tmp_path / "marts"
    tries: list[bool] = []
    real = stations.fn

    def fail_once(*args: Any, **named: Any) -> Any:
        tries.append((marts / LOCK_FILE).exists())
        if len(tries) == 1:
            raise OSError(5, "Input/output error")
        return real(*args, **named)

    monkeypatch.setattr(stations, "fn", fail_once)
    monkeypatch.setattr(deployment, "attempt", deployment.attempt.with_options(retry_delay_seconds=0))
    run = quarterly(str(raw), str(marts), return_state=True)
    assert run.is_completed()
    assert tries == [True, True]
    assert not (marts / LOCK_FILE).exists()
    of_this_run = {"flow_runs": {"id": {"any_": [str(run.state_details.flow_run_id)]}}}
    shown = httpx.post(f"{api_url}/artifacts/filter", json=of_this_run).json()
    pages = {artifact["key"]: artifact["data"] for artifact in shown}
    assert set(pages) == {"coverage", "quality", "warnings", "exports"}
    assert "jincheng" in pages["coverage"]
    assert f"({marts.resolve().as_uri()}/versions/" in pages["exports"]


def test_a_run_keeps_others_off_however_it_was_started(raw: Path, tmp_path: Path, api_url: str) -> None:
    from flows.quarterly import quarterly as flow

    marts = tmp_path / "marts"
    with hold(marts), pytest.raises(LockedError, match="another run is at work in this folder: process"):
        flow(raw, marts)
    with hold(marts):
        # a deployed run would wait an hour; it is told to give up at once, and to try no more
        ended = quarterly(str(raw), str(marts), wait=0, return_state=True)
    assert ended.is_failed() and "another run is at work" in str(ended.message)
    assert not marts.exists()


@contextlib.contextmanager
def hold(marts: Path) -> Iterator[None]:
    """Let another process be at work in a marts folder."""
    program = (
        "import pathlib, sys; from flows.run.lock import run_lock\n"
        "with run_lock(pathlib.Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(marts)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        yield
        process.communicate()
