"""Worker processes: how much faster two cores read than one, and how much memory a run holds.

Usage: python benchmarks/cores.py RAW MARTS JOBS

Prints one line of JSON for a run of the flow with so many processes: when it ended, and wall seconds of its stations.
`measure` runs it with one process and with as many as there are cores, in turn, and watches the memory of all of them.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import write_corpus
from sections import Ratio, Section, median_of_ratios

if TYPE_CHECKING:
    import psutil

HERE = Path(__file__).resolve().parent
BETWEEN_LOOKS = 0.5
NEW_HEIGHT = 1.02


@dataclass(frozen=True)
class Run:
    """Wall seconds by station, and the largest memory of all processes together, in MB: of the run and by station."""

    stations: dict[str, float]
    peak: float
    peaks: dict[str, float] = field(default_factory=dict)

    @property
    def reading(self) -> float:
        """Seconds of `read` and `extract`."""
        return self.stations["read"] + self.stations["extract"]


def run_once(raw: Path, marts: Path, jobs: int) -> dict[str, float]:
    """Run the flow in this process, with a Prefect server of its own."""
    from incremental import timed_run

    from flows.stations import prefect_settings

    prefect_settings.set_defaults()
    with prefect_settings.api() as server:
        prefect_settings.load()
        from flows.stations.rehearsal import rehearse

        rehearse(raw)
        with prefect_settings.connected(server):
            return timed_run(raw, marts, jobs)[1]


def watched(raw: Path, jobs: int, by_station: bool = False) -> Run:
    """Run it as a process; memory is the sum of the proportional set sizes, so what is shared counts once.

    For those the kernel walks through all pages of a process, and holds it up meanwhile. So they are asked for only when
    the resident sizes, which cost nothing, have together reached a new height; at each look where the memory is wanted
    `by_station`, and the seconds are not to be compared.
    """
    looks: list[tuple[float, int]] = []
    with tempfile.TemporaryDirectory() as marts:
        process = subprocess.Popen(
            [sys.executable, str(HERE / "cores.py"), str(raw), marts, str(jobs)],
            stdout=subprocess.PIPE,
            text=True,
        )
        highest = 0
        while process.poll() is None:
            family = _family(process.pid)
            resident = sum(_memory(one, exact=False) for one in family)
            if by_station or resident > NEW_HEIGHT * highest:
                highest = max(highest, resident)
                looks.append((time.time(), sum(_memory(one, exact=True) for one in family)))
            time.sleep(BETWEEN_LOOKS)
        out, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"the run with {jobs} processes failed ({process.returncode})")
    told = json.loads(out.splitlines()[-1])
    peaks: dict[str, float] = {}
    began = told["ended"] - sum(told["stations"].values())
    for name, seconds in told["stations"].items():
        within = [size for at, size in looks if began <= at < began + seconds]
        peaks[name] = max(within, default=0) / 1e6
        began += seconds
    return Run(told["stations"], max(size for _, size in looks) / 1e6, peaks if by_station else {})


def _family(pid: int) -> list[psutil.Process]:
    import psutil

    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.Error:
        return []


def _memory(process: psutil.Process, exact: bool) -> int:
    import psutil

    try:
        if not exact:
            return int(process.memory_info().rss)
        facts = process.memory_full_info()
        return int(getattr(facts, "pss", facts.rss))
    except psutil.Error:
        return 0


def measure(megabytes: float, rounds: int) -> Section:
    """One process against as many as there are cores."""
    from flows.engine import cores

    section = Section("Cores and memory")
    many = cores()
    with tempfile.TemporaryDirectory() as name:
        size = write_corpus(Path(name), megabytes) / 1e6
        runs: dict[int, list[Run]] = {1: [], many: []}
        for _ in range(rounds):
            for jobs in dict.fromkeys((1, many)):
                runs[jobs].append(watched(Path(name), jobs))
    section.say(
        f"{size:.0f} MB, {rounds} rounds in turn; wall seconds of reading (the stations read and extract, start of the "
        f"processes included), and memory of all processes together, Prefect's server among them; {many} cores, load "
        f"{os.getloadavg()[0]:.1f} at the end."
    )
    section.table(
        ["processes", "reading, s", "whole flow, s", "most memory, MB"],
        [
            [
                f"{jobs}",
                f"{statistics.median(run.reading for run in own):.1f}",
                f"{statistics.median(sum(run.stations.values()) for run in own):.1f}",
                f"{max(run.peak for run in own):.0f}",
            ]
            for jobs, own in runs.items()
        ],
    )
    if many > 1:
        gain = median_of_ratios([r.reading for r in runs[1]], [r.reading for r in runs[many]])
        section.ratios.append(Ratio(f"one process over {many}", gain, least=1.0))
    return section


if __name__ == "__main__":
    seconds_of = run_once(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
    print(json.dumps({"ended": time.time(), "stations": seconds_of}))
