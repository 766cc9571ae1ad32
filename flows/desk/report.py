"""Build the pages and the workbook of the published warehouse anew, without reading a text."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from flows import cache
from flows.bulletin import write_bulletin
from flows.desk.published import published
from flows.exports import write_workbook
from flows.exports.workbook import ROWS
from flows.run import standing
from flows.run.console import current
from flows.run.lock import run_lock
from flows.warehouse import (
    BULLETIN,
    DATABASE,
    PARQUET,
    WORKBOOK,
    candidate_folder,
    publish,
    version_name,
)


def report(marts: Path, wait: float = 0, rows: int | None = ROWS) -> Path:
    """Publish a version with the tables of the published one, and pages and workbook built anew.

    Readers get all of it in one step; the version before is kept, so `kaifaqu rollback` returns to its pages.

    Args:
        marts: the marts folder.
        wait: for how many seconds to wait for a run at work.
        rows: how many rows of a table the workbook takes; None for all.

    Returns:
        the folder of the new version.

    Raises:
        UsageError: nothing is published in the marts folder.
        LockedError: a run is at work.
        WarehouseError: another kaifaqu built the warehouse, or the disk refuses; what was published still stands.
    """
    published(marts)
    with run_lock(marts, wait):
        before = published(marts).parent
        moment = datetime.now(UTC)
        version = version_name(moment)
        with candidate_folder(marts) as candidate:
            _take_over(before / DATABASE, candidate / DATABASE)
            for file in sorted((before / PARQUET).iterdir()):
                _take_over(file, candidate / PARQUET / file.name)
            database = candidate / DATABASE
            write_workbook(database, candidate / WORKBOOK, rows)
            current().line(f"workbook: {(candidate / WORKBOOK).stat().st_size / 1e6:.1f} MB")
            write_bulletin(database, candidate / BULLETIN, before / DATABASE, moment)
            current().line("bulletin: index.html")
            folder = publish(candidate, marts, version)
        cache.carry_over(marts, before.name, folder.name)
        standing.carry_over(marts, before.name, folder.name)
    return folder


def _take_over(file: Path, to: Path) -> None:
    # published files are never written to, so two versions can share one; a file system without links copies
    to.parent.mkdir(exist_ok=True)
    try:
        os.link(file, to)
    except OSError:
        shutil.copyfile(file, to)
