"""The flow: names the stations and hands on what they made. The work itself is in the rooms.

    discover -> read -> mend -> extract -> validate -> build -> export -> bulletin -> publish

Nothing of a run is kept by Prefect: results pass in memory, and what a run makes lies in the marts folder. What
was read of a document that has not changed since the last run comes from the cache there (docs/incremental.md).
"""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from pathlib import Path

from prefect import flow, get_run_logger

from flows.engine import Scale, whole
from flows.errors import KaifaquError, UsageError
from flows.gathering.entrance import gathering, remember
from flows.gathering.frames import heights
from flows.gathering.model import Gathered, Order
from flows.run import standing
from flows.run.console import counted
from flows.run.inputs import Inputs, inputs
from flows.run.lock import run_lock
from flows.run.quarters import parse_quarter
from flows.stations import tasks
from flows.stations.look import Look, look, looked
from flows.stations.outcome import note
from flows.stations.summary import RunSummary, what_is_wrong, written_down
from flows.stations.summing import rows_in_quarantine, summed_up
from flows.stations.tasks import say
from flows.warehouse import BULLETIN, DATABASE, candidate_folder, previous_database, version_name
from flows.warehouse.quality import require_quality, shortfalls
from flows.warehouse.review import by_certainty, doubts


@flow(name="quarterly", persist_result=False, validate_parameters=False)
def quarterly(
    raw: Path | str,
    marts: Path,
    directory: Path | None = None,
    full: bool = False,
    quarter: str | None = None,
    scale: Scale | None = None,
    wait: float = 0,
    look_first: bool = False,
) -> RunSummary:
    """Read the texts in `raw` and publish the warehouse in `marts`.

    Args:
        raw: folder of texts, or its URL; read with its subfolders.
        marts: folder to publish in; made where it is missing.
        directory: folder of the reference data; the project's own where none is given.
        full: read every document anew, whatever the run before has read.
        quarter: take only documents of this quarter; all others stay as they were published.
        scale: where documents are read; in worker processes, from two batches on, where None.
        wait: for how many seconds to wait for another run that is at work in `marts`.
        look_first: where nothing has changed since the published version, leave that as it is. Without effect with `full`
            and with `quarter`.

    Raises:
        UsageError: a folder can't be used as asked, or there is no such quarter.
        LockedError: another run is at work in `marts`.
        NothingToDoError: there is no text that can be read.
        EngineError: a worker died, or there is no cluster.
        QualityError: a floor of data quality is not met, and its policy is to refuse.
        KaifaquError: reference data, contract or warehouse; what was published before still stands.
    """
    marts = Path(marts)
    quarter = parse_quarter(quarter) if quarter else None
    if marts.exists() and not marts.is_dir():
        raise UsageError("this is a file, not a folder", str(marts), "Name a folder with --marts DIR")
    # whoever starts a run: a command, a deployment, a caller in Python
    with run_lock(marts, wait), contextlib.ExitStack() as disk:
        started = datetime.now(UTC)
        order = Order(raw, marts, version_name(started), directory, full, quarter, scale or Scale())
        seen = _seen(order, look_first)
        if seen.told:
            say(seen.told)
        if seen.summary is not None:
            summary = seen.summary
            note(summary)
        else:
            gathered = _gather(order, disk)
            summary = _publish(order, started, gathered)
            # from here on only Prefect's record of the run is missing
            note(summary)
            _put_on_record(order, seen.made_of, gathered, summary)
    for line in what_is_wrong(summary):
        get_run_logger().warning("%s", line)
    return summary


def _seen(order: Order, look_first: bool) -> Look:
    """What there is to know before anything is read: whether something has changed, and what the result is made of."""
    if order.quarter:
        return Look(None)
    if order.full or not look_first:
        return Look(inputs(order.raw, order.directory))
    return looked.get() or look(order.raw, order.marts, order.directory)


def _gather(order: Order, disk: contextlib.ExitStack) -> Gathered:
    """The stations from files to frames; the documents end with them."""
    with gathering(order, say, disk) as room:
        found = tasks.discover(order.raw)
        mended = room.mend(room.read(found, tasks.read))
        return room.extract(mended, tasks.extract)


def _put_on_record(order: Order, made_of: Inputs | None, gathered: Gathered, summary: RunSummary) -> None:
    """Let the next run see that nothing has changed, where it can rely on that."""
    # of a backfill it is None: that leaves published what no longer stands in the files. And what could not be read now may be read later
    if made_of is None or any(refusal.momentary for refusal in gathered.refusals):
        return
    if not made_of.holds(gathered.read):
        return  # a file was changed while the run went on
    try:
        standing.keep(order.marts, summary.folder.name, made_of, written_down(summary))
    except KaifaquError as error:
        say(f"look: not prepared ({error}); the next run builds anew")


def _publish(order: Order, started: datetime, gathered: Gathered) -> RunSummary:
    """The stations from frames to what people read."""
    marts, version, holds = order.marts, order.version, gathered.told
    valid = tasks.validate(whole(gathered.staging), gathered.run_id, gathered.folder, holds)
    hold = sum(heights(valid, name) for name in valid if name != "quarantine")
    refused = rows_in_quarantine(valid, gathered.refusals)
    say(f"validate: {hold} rows hold, {len(refused)} in quarantine")

    with candidate_folder(marts) as candidate:
        database, previous = candidate / DATABASE, previous_database(marts)
        holds = f"{version}: {holds}"
        tables = tasks.build(whole(valid), order.directory, database, started, previous, holds)
        say(f"build: {len(tables)} tables")
        below = shortfalls(database)
        for shortfall in below:
            say(f"quality: {shortfall}")
        require_quality(below)
        asked, certainty = doubts(database), by_certainty(database)

        holds = f"{version}: {counted(len(tables), 'table')}"
        files = tasks.export(database, candidate, holds)
        say(f"export: {len(files)} files")

        tasks.bulletin(database, candidate / BULLETIN, previous, started, holds)
        say(f"bulletin: {sum(path.is_file() for path in (candidate / BULLETIN).rglob('*'))} files")

        folder = tasks.publish(candidate, marts, version)
        say(f"publish: {folder}")
        remember(marts, folder.name, gathered, say)
    return summed_up(folder, version, gathered, valid, refused, tables, below, asked, certainty)
