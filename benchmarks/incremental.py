"""What one more report costs when many are known: a run on all, then a run after one was added.

The reports are the samples with other numbers, one folder of them for each copy, so that every figure is a new one. Both
runs are the flow itself, in one process with one Prefect server; the time of each station is that between its log lines.

Usage: python benchmarks/incremental.py [--reports N] [--raw DIR] [--most SHARE]
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "raw"


def write_reports(raw: Path, samples: Path, first: int, last: int) -> None:
    """Write the reports from number `first` up to `last`, each a sample with other decimals, from a seed."""
    from flows.documents import decode

    texts = [(path.name, decode(path.read_bytes())[0]) for path in sorted(samples.glob("*.txt"))]
    for number in range(first, last):
        chance = random.Random(number)
        name, text = texts[number % len(texts)]
        path = raw / f"{number // len(texts):05}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        pieces = re.split(r"\d+\.\d+", text)
        made = "".join(f"{piece}{chance.uniform(1, 99):.2f}" for piece in pieces[:-1]) + pieces[-1]
        path.write_text(made, encoding="utf-8")


def timed_run(raw: Path, marts: Path, jobs: int | None = None) -> tuple[float, dict[str, float], str, int]:
    """Run the flow in so many processes: seconds in all and by station, the line of `extract`, and how many documents were read anew."""
    from flows.engine import Scale
    from flows.quarterly import quarterly
    from flows.run.console import Silent, reporter

    told: list[tuple[float, str]] = [(time.perf_counter(), "")]

    class Clock(Silent):
        def line(self, text: str) -> None:
            told.append((time.perf_counter(), text))

    token = reporter.set(Clock())
    try:
        summary = quarterly(raw, marts, scale=Scale(jobs=jobs))
    finally:
        reporter.reset(token)
    ended = time.perf_counter()
    stations: dict[str, float] = {}
    for (before, _), (after, text) in pairwise(told):
        name = text.partition(":")[0]
        stations[name] = stations.get(name, 0) + after - before
    stations["remember"] = ended - told[-1][0]
    line = next(text for _, text in told if text.startswith("extract: "))
    return ended - told[0][0], stations, line, summary.anew


def main() -> int:
    """Measure, print, and return 1 where too much was read anew or the second run was too slow."""
    parser = argparse.ArgumentParser(description="what one more report costs when many are known")
    parser.add_argument("--reports", type=int, default=2000, metavar="N", help="default: %(default)s")
    parser.add_argument("--raw", type=Path, default=SAMPLES, metavar="DIR", help="default: %(default)s")
    parser.add_argument(
        "--most",
        type=float,
        default=0.1,
        metavar="SHARE",
        help="of the time of reading all; default: %(default)s",
    )
    arguments = parser.parse_args()
    from flows.stations import prefect_settings

    prefect_settings.set_defaults()
    with tempfile.TemporaryDirectory() as name, prefect_settings.api() as server:
        prefect_settings.load()
        from flows.stations.rehearsal import rehearse

        raw, marts = Path(name, "raw"), Path(name, "marts")
        write_reports(raw, arguments.raw, 0, arguments.reports)
        rehearse(raw)
        with prefect_settings.connected(server):
            runs = {"all": timed_run(raw, marts)}
            write_reports(raw, arguments.raw, arguments.reports, arguments.reports + 1)
            runs["one more"] = timed_run(raw, marts)
    for label, (seconds, stations, line, _) in runs.items():
        parts = ", ".join(f"{station} {taken:.2f}" for station, taken in stations.items())
        print(f"{label}: {seconds:.1f} s ({parts})\n  {line}")
    reading = [stations["read"] + stations["extract"] for _, stations, _, _ in runs.values()]
    share, anew = reading[1] / reading[0], runs["one more"][3]
    print(
        f"reading: {reading[0]:.1f} s, then {reading[1]:.2f} s: {share:.3f} of it (at most {arguments.most})"
    )
    # one that runs on into another is read with it
    return 1 if share > arguments.most or anew > 2 else 0


if __name__ == "__main__":
    sys.exit(main())
