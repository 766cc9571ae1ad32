"""What the warehouse costs beside one COPY of its figures to Parquet, file by file.

Usage: python benchmarks/marts.py [--figures N] [--labels N] [--seed N] [--most RATIO] [--most-marts RATIO] [--tenth]
           [--keep DIR]

Makes N figures that look like those of many reports, builds the whole warehouse from them (flows.warehouse.build,
on a temporary file), writes its fact_figure to zstd Parquet in the same DuckDB settings, and prints the seconds of
each SQL file, the total, the ratio and the peak memory.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
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
from flows.warehouse import build, sql_runner
from flows.warehouse.sql_runner import SqlFile

sys.path.insert(0, str(Path(__file__).parent))
from synthetic import parts_like_reports

COPY = "copy {table} to '{path}' (format parquet, compression zstd)"


@dataclass(frozen=True)
class Ran:
    """A SQL file that ran: its folder, and the moments in seconds at which it began and ended."""

    folder: str
    began: float
    ended: float

    @property
    def seconds(self) -> float:
        """How long it took; others may have run beside it."""
        return self.ended - self.began


def noted(
    run: Callable[[duckdb.DuckDBPyConnection, SqlFile], None], ran: dict[str, Ran]
) -> Callable[..., None]:
    """Run a file as the SQL runner does, and note when."""

    def note(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> None:
        began = time.perf_counter()
        run(connection, file)
        folder = file.path.parent.name
        ran[f"{folder}/{file.name}"] = Ran(folder, began, time.perf_counter())

    return note


def seconds_of(ran: Iterable[Ran]) -> float:
    """From the beginning of the first file to the end of the last."""
    files = list(ran)
    return max(file.ended for file in files) - min(file.began for file in files)


def copy_seconds(database: Path, folder: Path, rounds: int) -> float:
    """Write fact_figure to zstd Parquet a few times; the median counts."""
    taken = []
    with duckdb.connect(str(database), read_only=True) as connection:
        for number in range(rounds):
            start = time.perf_counter()
            connection.execute(COPY.format(table="fact_figure", path=folder / f"{number}.parquet"))
            taken.append(time.perf_counter() - start)
    return statistics.median(taken)


@dataclass(frozen=True)
class Built:
    """A warehouse: its SQL files, rows of each table, seconds of the build and of a COPY, memory in GB."""

    ran: dict[str, Ran]
    rows: Mapping[str, int]
    whole: float
    copied: float
    peak: float


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
        start = time.perf_counter()
        with mock.patch.object(sql_runner, "_run", noted(sql_runner._run, ran)):
            rows = build(frames, reference, database, loaded_at=datetime(2025, 1, 1, tzinfo=UTC))
        whole = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        return Built(ran, rows, whole, copy_seconds(database, Path(temporary), options.rounds), peak)


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
    parser.add_argument("--keep", type=Path, help="keep the warehouse in this empty folder")
    options = parser.parse_args()

    built = build_once(options.figures, options, options.keep)
    ran, rows, copied = built.ran, built.rows, built.copied
    for name, file in sorted(ran.items(), key=lambda item: -item[1].seconds):
        if file.seconds >= 0.01:
            copies = file.seconds / copied
            print(f"{file.seconds:8.2f} s  {copies:6.2f} ×  {name}  {rows.get(name.split('/')[1], ''):}")
    print("two files run at once, so that together they take less than one after the other")
    marts = seconds_of(file for file in ran.values() if file.folder == "marts")
    total = seconds_of(ran.values())
    print(f"{marts:8.2f} s  {marts / copied:6.2f} ×  the marts")
    print(f"{total:8.2f} s  {total / copied:6.2f} ×  all SQL files")
    print(
        f"{built.whole:8.2f} s  {built.whole / copied:6.2f} ×  the whole build: loading, SQL, checks, comments, file"
    )
    print(f"{copied:8.2f} s    1.00 ×  COPY of fact_figure to zstd Parquet")
    print(f"peak memory {built.peak:.1f} GB, making the figures included")
    if options.tenth:
        tenth = build_once(options.figures // 10, options)
        growth = total / seconds_of(tenth.ran.values()) / 10
        print(f"{growth:8.2f} ×  linear: all SQL files, against a tenth of the figures")
    slow = 0
    for what, taken, most in (("All SQL", total, options.most), ("The marts", marts, options.most_marts)):
        if most and taken / copied > most:
            print(f"{what}: {taken / copied:.2f} times one COPY, more than {most}.", file=sys.stderr)
            slow = 1
    return slow


if __name__ == "__main__":
    sys.exit(main())
