"""The flow: names the stations and hands on what they made. The work itself is in the rooms.

    discover -> read -> mend -> extract -> validate -> build -> export -> bulletin -> publish

Nothing of a run is kept by Prefect: results pass in memory, and what a run makes lies in the marts folder. What
was read of a document that has not changed since the last run comes from the cache there (docs/incremental.md).
"""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import polars as pl
from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from flows import cache
from flows.batches import batches, counted, exceeds_a_batch, size_of
from flows.bulletin import compile_templates, write_bulletin
from flows.cache import Backfill, Group, Looked, Plan
from flows.console import current, listed
from flows.contracts import frame_of, validate
from flows.documents import Discovery, Outcome, Refusal, discover, link, mend, prepare, read
from flows.engine import (
    Extraction,
    Frames,
    Given,
    Job,
    Part,
    apart,
    engine_for,
    heights,
    lazily,
    lexicon,
    look_through,
    parts_place,
    reference,
    remove_parts,
    validate_all,
    whole,
)
from flows.errors import KaifaquError, NothingToDoError, UsageError
from flows.exports import export, write_workbook
from flows.figures import extract, with_zones
from flows.quarters import parse_quarter
from flows.reference import Reference
from flows.run_lock import run_lock
from flows.scale import Scale
from flows.summary import RunSummary, rows_in_quarantine
from flows.warehouse import (
    BULLETIN,
    PARQUET,
    WORKBOOK,
    build,
    candidate_folder,
    previous_database,
    publish,
    version_name,
)
from flows.warehouse.quality import require_quality, shortfalls

ROWS_LOGGED = 50

# reading this much takes longer than building a warehouse from one sentence
MUCH_BYTES = 10_000_000
REHEARSAL = "2024年一季度，晋城开发区规上工业增加值108.78亿元，同比增长20.35%，高于省定目标（15%）5.35个百分点，增速排在全省第2位。\n"

REFUSAL_SCHEMA = {"path": pl.String, "check": pl.String, "message": pl.String, "remedy": pl.String}
# frames are passed from station to station: hashing them for a cache key would cost more than the work
PLAIN: dict[str, Any] = {"persist_result": False, "cache_policy": NO_CACHE}


def rehearse(raw: Path | str, directory: Path | None = None) -> None:
    """Take one sentence through the rooms and throw the result away.

    What is wrong with the reference data or the contracts then shows before hours of extraction, and the first
    real text finds everything loaded. Where much is to be read, the SQL is tried as well; where little is, the
    run itself comes to it as soon.

    Args:
        raw: folder of texts, or its URL; only its size counts.
        directory: folder of the reference data; the project's own where none is given.

    Raises:
        KaifaquError: as for `quarterly`.
    """
    known, words = reference(directory), lexicon(directory)
    with tempfile.TemporaryDirectory(prefix="kaifaqu-") as name:
        folder = Path(name)
        (folder / "rehearsal.txt").write_text(REHEARSAL, encoding="utf-8")
        documents, _ = read(discover(folder).sources)
        frames = extract([prepare(document) for document in documents], known, lexicon=words)
        valid, quarantine = validate(frames, "rehearsal")
        compile_templates()
        if sum(map(size_of, discover(raw).sources)) < MUCH_BYTES:
            return
        database = folder / "kaifaqu.duckdb"
        build({**valid, "quarantine": quarantine}, known.frames, database, loaded_at=datetime.now(UTC))
        export(database, folder / "parquet")
        write_bulletin(database, folder / BULLETIN)


def say(text: str) -> None:
    """Tell the person at the terminal, and Prefect's log."""
    current().line(text)
    get_run_logger().info(text)


def note_what_is_wrong(summary: RunSummary) -> None:
    """One line in Prefect's log for each thing that a person has to look at."""
    log = get_run_logger()
    for refusal in summary.refusals:
        log.warning("refused: %s: %s. %s", refusal.path, refusal.message, refusal.remedy)
    lines = (f"quarantined: {r.source_table} of {r.document_id}: {r.message}" for r in summary.quarantined)
    for line in listed(lines, ROWS_LOGGED, "rows more in quarantine: see the table of that name"):
        log.warning("%s", line)


@task(name="discover", task_run_name="discover {raw}", **PLAIN)
def discover_task(raw: Path | str) -> Discovery:
    """List the texts."""
    return discover(raw)


@task(name="read", task_run_name="read {holds}", **PLAIN)
def read_task(holds: str, job: Job) -> tuple[Looked, Part | None]:
    """Read a batch of texts and find the articles of those that have changed; in a large run, their figures as well."""
    return cast("tuple[Looked, Part | None]", job())


@task(name="extract", task_run_name="extract {holds}", **PLAIN)
def extract_task(holds: str, job: Job) -> Frames | Part:
    """Read the figures out of a batch of documents."""
    return cast("Frames | Part", job())


@task(name="validate", task_run_name="validate {holds}", **PLAIN)
def validate_task(given: Given, run_id: str, folder: Path | None, holds: str) -> tuple[Given, pl.DataFrame]:
    """Check every row; what fails goes to quarantine."""
    return validate_all(given, run_id, folder)


@task(name="build", task_run_name="build {holds}", **PLAIN)
def build_task(
    frames: Given,
    directory: Path | None,
    database: Path,
    loaded_at: datetime,
    previous: Path | None,
    holds: str,
) -> dict[str, int]:
    """Build the warehouse in a file that nobody reads yet."""
    return build(
        frames, reference(directory).frames, database, loaded_at=loaded_at, previous=previous, say=say
    )


@task(name="export", task_run_name="export {holds}", **PLAIN)
def export_task(database: Path, folder: Path, holds: str) -> list[Path]:
    """Write the Parquet files with their data package, and the workbook."""
    return [*export(database, folder / PARQUET), write_workbook(database, folder / WORKBOOK)]


@task(name="bulletin", task_run_name="bulletin {holds}", **PLAIN)
def bulletin_task(database: Path, folder: Path, holds: str) -> Path:
    """Write the pages that people read."""
    return write_bulletin(database, folder)


# a network disk may refuse for a moment; until its one rename, publishing can be tried again
@task(name="publish", task_run_name="publish {version}", retries=2, retry_delay_seconds=1, **PLAIN)
def publish_task(candidate: Path, marts: Path, version: str) -> Path:
    """Switch readers over to the new version."""
    return publish(candidate, marts, version)


@flow(name="quarterly", persist_result=False, validate_parameters=False)
def quarterly(
    raw: Path | str,
    marts: Path,
    directory: Path | None = None,
    full: bool = False,
    quarter: str | None = None,
    scale: Scale | None = None,
    wait: float = 0,
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
    with run_lock(marts, wait), contextlib.ExitStack() as stack:
        return _through_the_stations(raw, marts, directory, full, quarter, scale or Scale(), stack)


def _through_the_stations(
    raw: Path | str,
    marts: Path,
    directory: Path | None,
    full: bool,
    quarter: str | None,
    scale: Scale,
    stack: contextlib.ExitStack,
) -> RunSummary:
    started = datetime.now(UTC)
    version = version_name(started)
    # what a large run does not hold in memory; it goes with the run, or with the next one
    gathered, work = _gather(raw, marts, directory, full, quarter, scale, version, stack)

    refused = pl.DataFrame(
        [(r.path, r.check, r.message, r.remedy) for r in gathered.refusals],
        schema=REFUSAL_SCHEMA,
        orient="row",
    )
    small, bulk = apart(gathered.frames)
    zoned = with_zones(small, lexicon(directory))
    given: Given = {**zoned, **bulk, "refusal": refused, "correction": gathered.corrections}
    sizes = (
        f"{counted(gathered.documents, 'document')}, {counted(heights(gathered.frames, 'mention'), 'number')}"
    )
    valid, quarantine = validate_task(whole(given), version, work, sizes)
    rows = rows_in_quarantine(quarantine, refused)
    say(f"validate: {sum(heights(valid, name) for name in valid)} rows hold, {len(rows)} in quarantine")

    with candidate_folder(marts) as candidate:
        database = candidate / "kaifaqu.duckdb"
        previous = previous_database(marts)
        ready = {**valid, "quarantine": quarantine}
        tables = build_task(whole(ready), directory, database, started, previous, f"{version}: {sizes}")
        say(f"build: {len(tables)} tables")
        below = shortfalls(database)
        for shortfall in below:
            say(f"quality: {shortfall}")
        require_quality(below)
        holds = f"{version}: {counted(len(tables), 'table')}"
        files = export_task(database, candidate, holds)
        say(f"export: {len(files)} files")
        bulletin_task(database, candidate / BULLETIN, holds)
        say(f"bulletin: {sum(path.is_file() for path in (candidate / BULLETIN).rglob('*'))} files")
        folder = publish_task(candidate, marts, version)
        say(f"publish: {folder}")
        kept = {**gathered.frames, **gathered.books, "correction": gathered.corrections}
        _remember(marts, folder.name, kept)

    counts = lazily(valid["mention"]).group_by("disposition").len().collect().rows()
    summary = RunSummary(
        version=version,
        folder=folder,
        documents=heights(valid, "document"),
        anew=gathered.anew,
        dispositions={name: int(count) for name, count in counts},
        figures=heights(valid, "figure"),
        refusals=gathered.refusals,
        quarantined=rows,
        tables=tables,
        shortfalls=below,
    )
    note_what_is_wrong(summary)
    return summary


@dataclass(frozen=True)
class Gathered:
    """What reading hands on. The documents stay behind: there may be millions, and nothing after it needs them.

    Args:
        frames: the frames that reading makes.
        corrections: what became of the corrections.
        books: how each document was read, for the cache.
        refusals: of files.
        documents: how many are published.
        anew: how many of them were read in this run.
    """

    frames: Given
    corrections: pl.DataFrame
    books: Frames
    refusals: list[Refusal]
    documents: int
    anew: int


def _gather(
    raw: Path | str,
    marts: Path,
    directory: Path | None,
    full: bool,
    quarter: str | None,
    scale: Scale,
    version: str,
    stack: contextlib.ExitStack,
) -> tuple[Gathered, Path | None]:
    """The stations up to `extract`, and the folder for what does not stay in memory."""
    known = reference(directory)
    with engine_for(scale, directory) as engine:
        if exceeds_a_batch(raw):
            engine.start()  # and the last run is recalled and the files are listed meanwhile
        last = _recall(marts, quarter)
        entries = last.entries()
        held = cache.of_other_quarters(entries, quarter) if quarter else frozenset()
        plan = Plan(cache.stamp(known), entries, known.rows("ref_correction"), full, held)
        backfill = Backfill(quarter, plan) if quarter else None

        found = discover_task(raw)
        sizes_of = {source.document_id: size_of(source) for source in found.sources}
        sized = ((source, sizes_of[source.document_id]) for source in found.sources)
        cut = batches(sized, workers=engine.workers)
        work = stack.enter_context(candidate_folder(marts)) if engine.spreads(len(cut)) else None
        places = parts_place(scale, work, version)
        if scale.parts:
            stack.callback(remove_parts, places)
        if not found.sources and not found.refusals:
            raise NothingToDoError(
                "there is no text in this folder",
                str(raw),
                "Put .txt or .md files in, or name another with --raw DIR",
            )
        looked, ahead = look_through(
            cut, sizes_of, plan, directory, engine, read_task, places if work else None
        )
        _tell_what_was_read(looked, found, raw)
        items, outcomes = _mend(looked, plan, known)
        if backfill:
            outcomes = backfill.outcomes(outcomes, last.frames["correction"], items)
        link(items)
        sources = {source.document_id: source for source in found.sources}
        station = Extraction(
            plan, last, backfill, sources, directory, engine, extract_task, say, work, places
        )
        frames, choice = station.run(items, looked, ahead)

    corrections = frame_of("correction", map(vars, outcomes))
    books = cache.books(items, entries, choice)
    gathered = Gathered(frames, corrections, books, looked.refusals, len(items), len(choice.anew))
    return gathered, work


def _recall(marts: Path, quarter: str | None) -> cache.Cache:
    last = cache.recall(marts, say)
    published = cache.published_version(marts)
    if quarter and published and last.version != published:
        raise KaifaquError(
            "what was read for the version published now is not kept, so other quarters can't stay as they are",
            str(marts / "cache" / published),
            "Run once without --quarter",
        )
    return last


def _remember(marts: Path, version: str, given: Given) -> None:
    frames, bulk = apart(given)
    try:
        cache.remember(marts, version, frames, bulk)
    except OSError as error:
        say(f"cache: not kept ({error}); the next run reads more than it would have to")


def _tell_what_was_read(looked: Looked, found: Discovery, raw: Path | str) -> None:
    looked.refusals.extend(found.refusals)
    looked.refusals.sort(key=lambda refusal: refusal.path)
    megabytes = sum(item.document.bytes for item in looked.items) / 1e6
    say(f"read: {len(looked.items)} documents, {megabytes:.2f} MB; {len(looked.refusals)} refused")
    if not looked.items:
        told = "; ".join(f"{r.path}: {r.message}" for r in looked.refusals[:20])
        raise NothingToDoError(
            f"no text in this folder can be read ({told})", str(raw), "Mend or replace them"
        )


def _mend(looked: Looked, plan: Plan, known: Reference) -> tuple[Group, list[Outcome]]:
    mended, outcomes = mend(looked.items, known.rows("ref_correction"))
    if outcomes:
        applied = sum(outcome.status == "applied" for outcome in outcomes)
        changed = sum(outcome.status == "source_changed" for outcome in outcomes)
        say(f"mend: {applied} of {len(outcomes)} corrections applied, {changed} whose source has changed")
    return plan.restored(mended), outcomes
