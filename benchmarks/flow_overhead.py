"""What `kaifaqu run` costs over a flow of as many empty Prefect tasks, in wall time.

Both run side by side in turn, as processes of their own; the medians are compared, so that one hiccup of the
machine decides nothing. The empty flow has the Prefect settings of `kaifaqu run`, with --as-it-comes those
that Prefect comes with.

Usage: python benchmarks/flow_overhead.py [--raw DIR] [--rounds N] [--most RATIO] [--as-it-comes]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "data" / "raw"


def tasks_of(raw: Path) -> int:
    """How many tasks a run on this folder has: six stations, two tasks for each batch (read, extract)."""
    from flows.documents import discover
    from flows.gathering.batches import batches, size_of

    sources = discover(raw).sources
    return 6 + 2 * len(batches((source, size_of(source)) for source in sources))


def seconds(command: Sequence[str], allowed: tuple[int, ...] = (0,)) -> float:
    """Wall time of a command.

    Raises:
        SystemExit: it failed.
    """
    began = time.perf_counter()
    ended = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - began
    if ended.returncode not in allowed:
        raise SystemExit(f"{' '.join(command)} failed ({ended.returncode}): {ended.stderr}")
    return taken


def main() -> int:
    """Measure, print, and return 1 where the ratio is above what is allowed."""
    parser = argparse.ArgumentParser(description="kaifaqu run against a flow of as many empty Prefect tasks")
    parser.add_argument("--raw", type=Path, default=SAMPLES, metavar="DIR", help="default: %(default)s")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="default: %(default)s")
    parser.add_argument("--most", type=float, default=1.25, metavar="RATIO", help="default: %(default)s")
    parser.add_argument("--as-it-comes", action="store_true", help="compare with Prefect's own settings")
    parser.add_argument("--unchanged", action="store_true", help="measure a run that has nothing to do")
    arguments = parser.parse_args()
    tasks = tasks_of(arguments.raw)
    empty = [sys.executable, str(HERE / "empty_flow.py"), str(tasks)]
    empty += ["--as-it-comes"] * arguments.as_it_comes
    seconds(empty)  # makes Prefect's database where there is none yet, which only the first run pays for
    ours: list[float] = []
    theirs: list[float] = []
    with tempfile.TemporaryDirectory() as marts:
        run = [sys.executable, "-m", "flows", "run", "--raw", str(arguments.raw.resolve()), "--marts", marts]
        if arguments.unchanged:
            seconds(run, allowed=(0, 3))  # publishes what the others find as it was
        else:
            run.append("--full")  # a later round would find that nothing has changed
        for number in range(1, arguments.rounds + 1):
            theirs.append(seconds(empty))
            ours.append(seconds(run, allowed=(0, 3)))
            print(
                f"round {number}: {tasks} empty tasks {theirs[-1]:.2f} s, kaifaqu run {ours[-1]:.2f} s",
                flush=True,
            )
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"ratio of the medians: {ratio:.2f} (at most {arguments.most})")
    return 1 if ratio > arguments.most else 0


if __name__ == "__main__":
    sys.exit(main())
