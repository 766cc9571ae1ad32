"""What the warehouse costs beside one COPY of its figures to Parquet, file by file.

Usage: python benchmarks/marts.py [--figures N] [--labels N] [--seed N] [--most RATIO] [--most-marts RATIO] [--tenth]
           [--alone] [--keep DIR]

Makes N figures that look like those of many reports, builds the whole warehouse from them (flows.warehouse.build,
on a temporary file), writes its fact_figure to zstd Parquet in the same DuckDB settings, and prints the seconds of
each SQL file, the total, the ratio and the peak memory; with --alone, the memory of each file.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import duckdb
import polars as pl

from flows.contracts import frame_of
from flows.paths import reference_dir
from flows.reference import load_reference
from flows.warehouse import build, memory, sql_runner
from flows.warehouse.build import ONE_BY_ONE
from flows.warehouse.sql_runner import SqlFile

sys.path.insert(0, str(Path(__file__).parent))
from synthetic import parts_like_reports

COPY = "copy {table} to '{path}' (format parquet, compression zstd)"


@dataclass(frozen=True)
class Ran:
    """A SQL file that ran: its folder, and the moments in seconds at which it began and ended.

    Where files run alone, also its CPU seconds, and in bytes what DuckDB held before it, at most during it, and the
    largest that lay on disk for want of memory.
    """

    folder: str
    began: float
    ended: float
    cpu: float = 0.0
    held: int = 0
    peak: int = 0
    spilled: int = 0

    @property
    def seconds(self) -> float:
        """How long it took; others may have run beside it."""
        return self.ended - self.began


Run = Callable[[duckdb.DuckDBPyConnection, SqlFile], None]


def noted(run: Run, ran: dict[str, Ran]) -> Run:
    """Run a file as the SQL runner does, and note when."""

    def note(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> None:
        began = time.perf_counter()
        run(connection, file)
        folder = file.path.parent.name
        ran[f"{folder}/{file.name}"] = Ran(folder, began, time.perf_counter())

    return note


def alone(ran: dict[str, Ran]) -> Run:
    """Run one file at a time, statement by statement, and note what DuckDB says of each statement's memory."""
    turn = threading.Lock()

    def note(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> None:
        with turn:
            connection.execute("set profiling_coverage = 'ALL'")
            connection.execute("set enable_profiling = 'no_output'")
            row = connection.execute("select sum(memory_usage_bytes) from duckdb_memory()").fetchone()
            peak = spilled = 0
            began, cpu = time.perf_counter(), time.process_time()
            for statement in connection.extract_statements(file.text):
                connection.execute(statement)
                told = json.loads(connection.get_profiling_information(format="json"))["system"]
                peak = max(peak, told["peak_buffer_memory"])
                spilled = max(spilled, told["peak_temp_dir_size"])
            ended, folder = time.perf_counter(), file.path.parent.name
            ran[f"{folder}/{file.name}"] = Ran(
                folder, began, ended, time.process_time() - cpu, int(row[0]) if row else 0, peak, spilled
            )

    return note


def copied(database: Path, folder: Path, rounds: int) -> tuple[float, float]:
    """Write fact_figure to zstd Parquet a few times: seconds and CPU seconds; the medians count."""
    taken, worked = [], []
    with duckdb.connect(str(database), read_only=True) as connection:
        for number in range(rounds):
            start, cpu = time.perf_counter(), time.process_time()
            path = folder / f"{number}.parquet"
            connection.execute(COPY.format(table="fact_figure", path=path))
            taken.append(time.perf_counter() - start)
            worked.append(time.process_time() - cpu)
            path.unlink()
    return statistics.median(taken), statistics.median(worked)


@dataclass(frozen=True)
class Built:
    """A warehouse: its SQL files, rows of each table, seconds and CPU seconds of the build and of a COPY, memory in GB."""

    ran: dict[str, Ran]
    rows: Mapping[str, int]
    whole: float
    whole_cpu: float
    copy: float
    copy_cpu: float
    peak: float

    def seconds(self, folder: str = "") -> float:
        """From the beginning of the first file (of a folder) to the end of the last."""
        files = [file for file in self.ran.values() if not folder or file.folder == folder]
        return max(file.ended for file in files) - min(file.began for file in files)

    def cpu(self, folder: str = "") -> float:
        """CPU seconds of all files (of a folder), where they ran alone."""
        return sum(file.cpu for file in self.ran.values() if not folder or file.folder == folder)


def staged(
    parts: Iterable[dict[str, pl.DataFrame]], folder: Path
) -> Mapping[str, pl.DataFrame | Sequence[Path]]:
    """Frames in pieces as a build takes them: figures and mentions as files in a folder, as a large run hands them over."""
    held: dict[str, list[pl.DataFrame]] = {}
    files: dict[str, list[Path]] = {"figure": [], "mention": []}
    for number, part in enumerate(parts):
        for name, frame in part.items():
            if name in files:
                files[name].append(folder / f"{name}-{number}.parquet")
                frame.write_parquet(files[name][-1])
            else:
                held.setdefault(name, []).append(frame)
    return (
        {name: pl.concat(some) for name, some in held.items()}
        | files
        | {"quarantine": frame_of("quarantine", [])}
    )


def build_once(figures: int, options: argparse.Namespace, keep: Path | None = None) -> Built:
    """Make figures, build a warehouse from them, in a folder where it is to be kept, and copy its facts."""
    reference = load_reference(reference_dir()).frames
    with tempfile.TemporaryDirectory() as temporary:
        parts = Path(temporary) / "parts"
        parts.mkdir()
        start = time.perf_counter()
        frames = staged(parts_like_reports(figures, options.labels, options.seed, reference), parts)
        print(f"{figures:,} figures made in {time.perf_counter() - start:.1f} s, DuckDB {duckdb.__version__}")
        ran: dict[str, Ran] = {}
        database = (keep or Path(temporary)) / "kaifaqu.duckdb"
        run = alone(ran) if options.alone else noted(sql_runner._run, ran)
        start, cpu = time.perf_counter(), time.process_time()
        with mock.patch.object(sql_runner, "_run", run):
            rows = build(frames, reference, database, loaded_at=datetime(2025, 1, 1, tzinfo=UTC))
        whole, whole_cpu = time.perf_counter() - start, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        copy, copy_cpu = copied(database, Path(temporary), options.rounds)
        return Built(ran, rows, whole, whole_cpu, copy, copy_cpu, peak)


def show(built: Built, with_memory: bool) -> None:
    """Print what each file took, the slowest first, and all of them."""
    for name, file in sorted(built.ran.items(), key=lambda item: -item[1].seconds):
        if file.seconds >= 0.01:
            line = f"{file.seconds:8.2f} s  {file.seconds / built.copy:6.2f} ×"
            if with_memory:
                line += (
                    f"  {file.cpu:7.2f} s CPU  {_mb(file.peak):>6} MB, {_mb(file.peak - file.held):>5} over"
                )
                line += f" {_mb(file.held):>5}, on disk {_mb(file.spilled):>5}"
            print(f"{line}  {name}  {built.rows.get(name.split('/')[1], '')}")
    if with_memory:
        print(
            "one file at a time; MB that DuckDB held at most, over those it held before, and those put on disk"
        )
    else:
        print(
            f"up to {ONE_BY_ONE:,} figures two files run at once, so that together they take less than one after the other"
        )
    for taken, worked, what in (
        (built.seconds("marts"), built.cpu("marts"), "the marts"),
        (built.seconds(), built.cpu(), "all SQL files"),
        (built.whole, built.whole_cpu, "the whole build: loading, SQL, checks, comments, file"),
        (built.copy, built.copy_cpu, "COPY of fact_figure to zstd Parquet"),
    ):
        in_cpu = f"  {worked:8.2f} s CPU  {worked / built.copy_cpu:6.2f} ×" if worked else ""
        print(f"{taken:8.2f} s  {taken / built.copy:6.2f} ×{in_cpu}  {what}")
    print(f"peak memory {built.peak:.1f} GB, making the figures included")


def _mb(size: int) -> str:
    return f"{size / 1e6:.0f}"


def main() -> int:
    """Build, compare, print; 1 where the ratio is above --most."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--figures", type=int, default=1_000_000, help="how many figures; default 1000000")
    parser.add_argument("--labels", type=int, default=20_000, help="different words outside the catalog")
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--rounds", type=int, default=3, help="how often to COPY; the median counts")
    parser.add_argument("--most", type=float, help="exit with 1 above this ratio of SQL to COPY")
    parser.add_argument("--most-marts", type=float, help="exit with 1 above this ratio of sql/marts to COPY")
    parser.add_argument(
        "--tenth", action="store_true", help="also build from a tenth of the figures, for the growth"
    )
    parser.add_argument(
        "--alone", action="store_true", help="run one SQL file at a time, and show its memory"
    )
    parser.add_argument("--keep", type=Path, help="keep the warehouse in this empty folder")
    options = parser.parse_args()

    # the COPY may hold as much, too; KAIFAQU_MEMORY says otherwise
    limit = os.environ.setdefault(memory.VARIABLE, "80%")
    print(f"DuckDB may hold {limit}")
    # the smaller one first: what a process took at most counts both
    tenth = build_once(options.figures // 10, options) if options.tenth else None
    built = build_once(options.figures, options, options.keep)
    show(built, options.alone)
    if tenth:
        for folder, what in (("marts", "the marts"), ("", "all SQL files")):
            # CPU seconds where there are any: they mind less what else runs on the machine
            long = built.cpu(folder) or built.seconds(folder)
            short = tenth.cpu(folder) or tenth.seconds(folder)
            print(f"{long / short / 10:8.2f} ×  linear: {what}, against a tenth of the figures")
        if options.alone:
            print("that tenth:")
            show(tenth, with_memory=True)
    slow = 0
    for what, taken, most in (
        ("All SQL", built.seconds(), options.most),
        ("The marts", built.seconds("marts"), options.most_marts),
    ):
        if most and taken / built.copy > most:
            print(f"{what}: {taken / built.copy:.2f} times one COPY, more than {most}.", file=sys.stderr)
            slow = 1
    return slow


if __name__ == "__main__":
    sys.exit(main())
