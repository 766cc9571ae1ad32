"""The flow: names the stations and hands on what they made. The work itself is in the rooms.

    discover -> read -> mend -> extract -> validate -> build -> export -> bulletin -> publish

Nothing of a run is kept by Prefect: results pass in memory, and what a run makes lies in the marts folder. What
was read of a document that has not changed since the last run comes from the cache there (docs/incremental.md).
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import polars as pl
from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.utilities.annotations import quote

from flows import cache, paths
from flows.batches import batches, counted, holding, size_of
from flows.bulletin import compile_templates, write_bulletin
from flows.cache import Backfill, Choice, Group, Looked, Plan
from flows.console import current, listed
from flows.contracts import frame_of, validate
from flows.documents import Discovery, Outcome, Source, discover, link, mend, prepare, read
from flows.errors import KaifaquError, UsageError
from flows.exports import export, write_workbook
from flows.figures import Lexicon, extract, read_figures, with_zones
from flows.quarters import parse_quarter
from flows.reference import FILES, Reference, load_reference
from flows.run_lock import run_lock
from flows.summary import NothingToDoError, RunSummary, rows_in_quarantine
from flows.warehouse import BULLETIN, PARQUET, WORKBOOK, build, candidate_folder, previous_database, publish
from flows.warehouse.quality import require_quality, shortfalls

ROWS_LOGGED = 50

# reading this much takes longer than building a warehouse from one sentence
MUCH_BYTES = 10_000_000
REHEARSAL = "2024年一季度，晋城开发区规上工业增加值108.78亿元，同比增长20.35%，高于省定目标（15%）5.35个百分点，增速排在全省第2位。\n"

T = TypeVar("T")
Frames = dict[str, pl.DataFrame]
REFUSAL_SCHEMA = {"path": pl.String, "check": pl.String, "message": pl.String, "remedy": pl.String}
# frames are passed from station to station: hashing them for a cache key would cost more than the work
PLAIN: dict[str, Any] = {"persist_result": False, "cache_policy": NO_CACHE}


def reference(directory: Path | None = None) -> Reference:
    """The reference data, read and checked once per process, and again when a file has changed.

    Args:
        directory: folder of the reference data; the project's own where none is given.
    """
    return _compiled(directory)[0]


def lexicon(directory: Path | None = None) -> Lexicon:
    """The lexicon of the same reference data, compiled as often."""
    return _compiled(directory)[1]


def _compiled(directory: Path | None) -> tuple[Reference, Lexicon]:
    folder = directory or paths.reference_dir()
    state: list[tuple[int, int]] = []
    for name in FILES.values():
        with contextlib.suppress(OSError):  # loading will name what is missing
            facts = (folder / name).stat()
            state.append((facts.st_mtime_ns, facts.st_size))
    return _compile(folder, tuple(state))


@lru_cache(maxsize=2)
def _compile(folder: Path, state: tuple[tuple[int, int], ...]) -> tuple[Reference, Lexicon]:
    loaded = load_reference(folder)
    return loaded, Lexicon(loaded)


def rehearse(raw: Path, directory: Path | None = None) -> None:
    """Take one sentence through the rooms and throw the result away.

    What is wrong with the reference data or the contracts then shows before hours of extraction, and the first
    real text finds everything loaded. Where much is to be read, the SQL is tried as well; where little is, the
    run itself comes to it as soon.

    Args:
        raw: folder of texts; only its size counts.
        directory: folder of the reference data; the project's own where none is given.

    Raises:
        KaifaquError: as for `quarterly`.
    """
    known, words = _compiled(directory)
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


def whole(value: T) -> T:
    """Pass a value to a task as it is: Prefect would else walk through it in search of futures."""
    return cast(T, quote(value))


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
def discover_task(raw: Path) -> Discovery:
    """List the texts."""
    return discover(raw)


@task(name="read", task_run_name="read {holds}", **PLAIN)
def read_task(sources: Sequence[Source], plan: Plan, holds: str) -> Looked:
    """Read a batch of texts, and find the articles of those that have changed."""
    return cache.look(sources, plan)


@task(name="extract", task_run_name="extract {holds}", **PLAIN)
def extract_task(prepared: Group, directory: Path | None, holds: str) -> Frames:
    """Read the figures out of a batch of documents."""
    return read_figures(prepared, lexicon(directory))


@task(name="validate", task_run_name="validate {holds}", **PLAIN)
def validate_task(frames: Frames, run_id: str, holds: str) -> tuple[Frames, pl.DataFrame]:
    """Check every row; what fails goes to quarantine."""
    return validate(frames, run_id)


@task(name="build", task_run_name="build {holds}", **PLAIN)
def build_task(
    frames: Frames,
    directory: Path | None,
    database: Path,
    loaded_at: datetime,
    previous: Path | None,
    holds: str,
) -> dict[str, int]:
    """Build the warehouse in a file that nobody reads yet."""
    return build(frames, reference(directory).frames, database, loaded_at=loaded_at, previous=previous)


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
    raw: Path,
    marts: Path,
    directory: Path | None = None,
    full: bool = False,
    quarter: str | None = None,
    wait: float = 0,
) -> RunSummary:
    """Read the texts in `raw` and publish the warehouse in `marts`.

    Args:
        raw: folder of texts; read with its subfolders.
        marts: folder to publish in; made where it is missing.
        directory: folder of the reference data; the project's own where none is given.
        full: read every document anew, whatever the run before has read.
        quarter: take only documents of this quarter; all others stay as they were published.
        wait: for how many seconds to wait for another run that is at work in `marts`.

    Raises:
        UsageError: a folder can't be used as asked, or there is no such quarter.
        LockedError: another run is at work in `marts`.
        NothingToDoError: there is no text that can be read.
        QualityError: a floor of data quality is not met, and its policy is to refuse.
        KaifaquError: reference data, contract or warehouse; what was published before still stands.
    """
    raw, marts = Path(raw), Path(marts)
    quarter = parse_quarter(quarter) if quarter else None
    if marts.exists() and not marts.is_dir():
        raise UsageError("this is a file, not a folder", str(marts), "Name a folder with --marts DIR")
    # whoever starts a run: a command, a deployment, a caller in Python
    with run_lock(marts, wait):
        return _through_the_stations(raw, marts, directory, full, quarter)


def _through_the_stations(
    raw: Path, marts: Path, directory: Path | None, full: bool, quarter: str | None
) -> RunSummary:
    started = datetime.now(UTC)
    version = started.strftime("%Y%m%dT%H%M%S.%fZ")

    known = reference(directory)
    last = _recall(marts, quarter)
    entries = last.entries()
    held = cache.of_other_quarters(entries, quarter) if quarter else frozenset()
    plan = Plan(cache.stamp(known), entries, known.rows("ref_correction"), full, held)
    backfill = Backfill(quarter, plan) if quarter else None

    found = discover_task(raw)
    looked = _read(found, raw, plan)
    items, outcomes = _mend(looked, plan, known)
    if backfill:
        outcomes = backfill.outcomes(outcomes, last.frames["correction"], items)
    link(items)
    frames, choice = _extract(items, plan, backfill, last, directory)
    refused = pl.DataFrame(
        [(r.path, r.check, r.message, r.remedy) for r in looked.refusals], schema=REFUSAL_SCHEMA, orient="row"
    )
    corrections = frame_of("correction", map(vars, outcomes))
    given = {**with_zones(frames, lexicon(directory)), "refusal": refused, "correction": corrections}
    sizes = f"{counted(len(items), 'document')}, {counted(frames['mention'].height, 'number')}"
    valid, quarantine = validate_task(whole(given), version, sizes)
    rows = rows_in_quarantine(quarantine, refused)
    say(f"validate: {sum(frame.height for frame in valid.values())} rows hold, {len(rows)} in quarantine")

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
        _remember(
            marts, folder.name, {**frames, **cache.books(items, entries, choice), "correction": corrections}
        )

    counts = valid["mention"].group_by("disposition").len().rows()
    summary = RunSummary(
        version=version,
        folder=folder,
        documents=valid["document"].height,
        anew=len(choice.anew),
        dispositions={name: int(count) for name, count in counts},
        figures=valid["figure"].height,
        refusals=looked.refusals,
        quarantined=rows,
        tables=tables,
        shortfalls=below,
    )
    note_what_is_wrong(summary)
    return summary


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


def _remember(marts: Path, version: str, frames: Frames) -> None:
    try:
        cache.remember(marts, version, frames)
    except OSError as error:
        say(f"cache: not kept ({error}); the next run reads more than it would have to")


def _read(found: Discovery, raw: Path, plan: Plan) -> Looked:
    if not found.sources and not found.refusals:
        raise NothingToDoError(
            "there is no text in this folder",
            str(raw),
            "Put .txt or .md files in, or name another with --raw DIR",
        )
    looked = Looked(refusals=list(found.refusals), contents=plan.contents)
    sizes = {source.document_id: size_of(source) for source in found.sources}
    with current().bar("read", sum(sizes.values())) as advance:
        cut = batches((source, sizes[source.document_id]) for source in found.sources)
        for number, batch in enumerate(cut, start=1):
            size = sum(sizes[source.document_id] for source in batch)
            holds = holding(batch, lambda source: source.document_id, number, len(cut), size)
            part = read_task(whole(batch), whole(plan), holds)
            looked.items.extend(part.items)
            looked.contents.update(part.contents)
            looked.refusals.extend(part.refusals)
            advance(size)
    looked.refusals.sort(key=lambda refusal: refusal.path)
    megabytes = sum(item.document.bytes for item in looked.items) / 1e6
    say(f"read: {len(looked.items)} documents, {megabytes:.2f} MB; {len(looked.refusals)} refused")
    if not looked.items:
        named = "; ".join(f"{r.path}: {r.message}" for r in looked.refusals[:20])
        raise NothingToDoError(
            f"no text in this folder can be read ({named})", str(raw), "Mend or replace them"
        )
    return looked


def _mend(looked: Looked, plan: Plan, known: Reference) -> tuple[Group, list[Outcome]]:
    mended, outcomes = mend(looked.items, known.rows("ref_correction"))
    if outcomes:
        applied = sum(outcome.status == "applied" for outcome in outcomes)
        changed = sum(outcome.status == "source_changed" for outcome in outcomes)
        say(f"mend: {applied} of {len(outcomes)} corrections applied, {changed} whose source has changed")
    return plan.restored(mended), outcomes


def _extract(
    items: Group, plan: Plan, backfill: Backfill | None, last: cache.Cache, directory: Path | None
) -> tuple[Frames, Choice]:
    anew, readings = plan.groups(items)
    sizes = [(group, sum(item.document.bytes for item in group)) for group in anew]
    parts: list[Frames] = []
    with current().bar("extract", sum(size for _, size in sizes)) as advance:
        cut = batches(sizes)
        for number, batch in enumerate(cut, start=1):
            together = [item for group in batch for item in group]
            size = sum(item.document.bytes for item in together)
            holds = holding(together, lambda item: item.document.document_id, number, len(cut), size)
            parts.append(extract_task(whole(together), directory, holds))
            advance(size)
    choice = cache.everything(anew, readings)
    if backfill:
        article = pl.concat([last.frames["article"].clear(), *(part["article"] for part in parts)])
        choice = backfill.choose(items, anew, readings, article)
        say(backfill.told(choice))
        if not choice.readings:
            raise NothingToDoError(
                f"no document is of {backfill.quarter}", "--quarter", "Name another, or run without it"
            )
    frames = cache.put_together(parts, last.frames, choice)
    fresh = sum(map(len, anew))
    say(
        f"extract: {fresh:,} of {len(items):,} documents read anew, {len(items) - fresh:,} unchanged; "
        f"{frames['mention'].height:,} numbers, {frames['figure'].height:,} figures"
    )
    return frames, choice
