"""The stations as Prefect's tasks. Each calls into the room that does the work, and holds none of its own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, cast

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from flows import documents, exports, warehouse
from flows.bulletin import write_bulletin
from flows.documents import Discovery
from flows.engine import Job
from flows.gathering.compiled import reference
from flows.gathering.frames import Given
from flows.gathering.looking import Looked
from flows.gathering.parts import Part
from flows.run.console import current
from flows.stations.validation import validate_all

# frames are passed from station to station: hashing them for a cache key would cost more than the work
PLAIN: dict[str, Any] = {"persist_result": False, "cache_policy": NO_CACHE}


def say(text: str) -> None:
    """Tell the person at the terminal, and Prefect's log."""
    current().line(text)
    get_run_logger().info(text)


@task(name="discover", task_run_name="discover {raw}", **PLAIN)
def discover(raw: Path | str) -> Discovery:
    """List the texts."""
    return documents.discover(raw)


@task(name="read", task_run_name="read {holds}", **PLAIN)
def read(holds: str, job: Job) -> Looked:
    """Read a batch of texts and find the articles of those that have changed; in a large run, their figures as well."""
    return cast(Looked, job())


@task(name="extract", task_run_name="extract {holds}", **PLAIN)
def extract(holds: str, job: Job) -> Part:
    """Read the figures out of a batch of documents."""
    return cast(Part, job())


@task(name="validate", task_run_name="validate {holds}", **PLAIN)
def validate(staging: Given, run_id: str, folder: Path | None, holds: str) -> Given:
    """Check every row; what fails goes to quarantine."""
    return validate_all(staging, run_id, folder)


@task(name="build", task_run_name="build {holds}", **PLAIN)
def build(
    frames: Given,
    directory: Path | None,
    database: Path,
    loaded_at: datetime,
    previous: Path | None,
    holds: str,
) -> dict[str, int]:
    """Build the warehouse in a file that nobody reads yet."""
    known = reference(directory).frames
    return warehouse.build(frames, known, database, loaded_at=loaded_at, previous=previous, say=say)


@task(name="export", task_run_name="export {holds}", **PLAIN)
def export(database: Path, folder: Path, holds: str) -> list[Path]:
    """Write the Parquet files with their data package, and the workbook."""
    files = exports.export(database, folder / warehouse.PARQUET)
    return [*files, exports.write_workbook(database, folder / warehouse.WORKBOOK)]


@task(name="bulletin", task_run_name="bulletin {holds}", **PLAIN)
def bulletin(database: Path, folder: Path, before: Path | None, moment: datetime, holds: str) -> Path:
    """Write the pages that people read."""
    return write_bulletin(database, folder, before, moment)


# a network disk may refuse for a moment; until its one rename, publishing can be tried again
@task(name="publish", task_run_name="publish {version}", retries=2, retry_delay_seconds=1, **PLAIN)
def publish(candidate: Path, marts: Path, version: str) -> Path:
    """Switch readers over to the new version."""
    return warehouse.publish(candidate, marts, version)
