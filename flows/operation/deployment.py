"""The flow as a Prefect worker runs it: `quarterly`, with time to wait and to try again, and pages in the UI.

prefect.yaml names it. What a quarter's run does is in flows/quarterly.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task, exponential_backoff

from flows.errors import KaifaquError
from flows.operation.artifacts import leave_artifacts
from flows.quarterly import quarterly as stations
from flows.run.lock import LockedError, run_lock
from flows.stations.summary import RunSummary

HOURS = 3600
RETRIES = 3
FIRST_DELAY = 60
"""Seconds before the first retry; each later one waits twice as long."""


def may_pass(error: BaseException | None) -> bool:
    """Tell whether trying again may help: a disk or a server that was away, another run at work.

    What a person must mend (the call, the reference data, the texts, broken SQL) fails at once.

    Examples:
        >>> may_pass(OSError(5, "Input/output error")), may_pass(KaifaquError("a cell is wrong"))
        (True, False)
    """
    import httpx

    if isinstance(error, KaifaquError) and not isinstance(error, LockedError):
        return error.__cause__ is not None and may_pass(error.__cause__)
    return isinstance(error, OSError | duckdb.IOException | httpx.TransportError | LockedError)


def _retry(task: Task[..., Any], run: TaskRun, state: State[Any]) -> bool:
    error = state.result(raise_on_failure=False)
    return may_pass(error if isinstance(error, BaseException) else None)


@task(
    name="run the stations",
    retries=RETRIES,
    retry_delay_seconds=exponential_backoff(FIRST_DELAY),
    retry_condition_fn=_retry,
    persist_result=False,
    cache_policy=NO_CACHE,
)
def attempt(raw: str, marts: Path, reference: Path | None, options: dict[str, Any]) -> RunSummary:
    """Go through the stations once."""
    return stations.fn(raw, marts, reference, look_first=True, **options)


@flow(name="quarterly", persist_result=False, timeout_seconds=6 * HOURS)
def quarterly(
    raw: str = "data/raw",
    marts: str = "data/marts",
    reference: str | None = None,
    quarter: str | None = None,
    full: bool = False,
    wait: float = HOURS,
) -> None:
    """Read the texts, publish the warehouse, and show in the UI what became of them.

    Where nothing has changed since the published version, that one stays, and its pages are shown again.

    Args:
        raw: folder of the texts, or its URL.
        marts: folder to publish in.
        reference: folder of the reference data; the project's own where none is given.
        quarter: take only the documents of this quarter, such as 2023-Q4; all others stay as they were published.
        full: read every document anew and publish, also where nothing has changed.
        wait: for how many seconds to wait for a run that is at work in `marts`.
    """
    folder = Path(marts)
    # held until the pages are read as well; the stations take it again
    with run_lock(folder, wait):
        options = {name: value for name, value in (("quarter", quarter), ("full", full)) if value}
        summary = attempt(raw, folder, Path(reference) if reference else None, options)
        leave_artifacts(summary.folder)
    what = "nothing has changed, and %s stands" if summary.unchanged else "published %s"
    get_run_logger().info(
        what + ": %s documents, %s figures", summary.folder, summary.documents, summary.figures
    )
