"""A deployed run tries again what may pass, and fails at once on what a person must mend; prefect.yaml says when."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import httpx
import pytest
import yaml

from flows import prefect_settings
from flows.errors import KaifaquError, ReferenceDataError, UsageError, WarehouseError
from flows.operation.deployment import may_pass, quarterly
from flows.run_lock import LockedError


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


def test_it_ends_within_its_flow_run(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import quarterly as stations
    from flows.operation import deployment

    tries: list[Any] = []
    real = stations.quarterly.fn

    def fail_once(*args: Any, **named: Any) -> Any:
        tries.append((args, named))
        if len(tries) == 1:
            raise OSError(5, "Input/output error")
        return real(*args, **named)

    monkeypatch.setattr(stations.quarterly, "fn", fail_once)
    monkeypatch.setattr(deployment, "attempt", deployment.attempt.with_options(retry_delay_seconds=0))
    prefect_settings.set_defaults()
    with prefect_settings.api() as server, prefect_settings.connected(server):
        assert server is not None
        quarterly(str(raw), str(tmp_path / "marts"))
        assert len(tries) == 2
        shown = httpx.post(f"{server.url()}/artifacts/filter", json={}).json()
    assert {artifact["key"] for artifact in shown} == {"coverage", "warnings", "exports"}
    (coverage,) = [artifact for artifact in shown if artifact["key"] == "coverage"]
    assert "jincheng" in coverage["data"]
    (exports,) = [artifact for artifact in shown if artifact["key"] == "exports"]
    assert f"({(tmp_path / 'marts').resolve().as_uri()}/versions/" in exports["data"]
    assert not (tmp_path / "marts" / ".run.lock").exists()
