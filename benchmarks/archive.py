"""A large run: seconds and memory of each station, on a corpus many times the memory that it may take."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from cores import Run, watched
from corpus import write_corpus
from sections import Ratio, Section

BOUND = 1500
"""MB that a run of any size is to stay within."""


def measure(megabytes: float) -> Section:
    """One run on all cores."""
    from flows.engine import cores

    section = Section("A large archive")
    with tempfile.TemporaryDirectory() as name:
        size = write_corpus(Path(name), megabytes) / 1e6
        documents = sum(1 for _ in Path(name).rglob("*.txt"))
        run = watched(Path(name), cores(), by_station=True)
    section.say(
        f"{size:.0f} MB in {documents:,} documents, one run with {cores()} processes, load {os.getloadavg()[0]:.1f} at the "
        "end; memory of all processes together, Prefect's server among them, in MB. What shows there of one station may "
        "have been taken by an earlier one."
    )
    section.table(["station", "wall s", "most memory"], rows(run))
    section.ratios.append(Ratio(f"most memory over {BOUND} MB", run.peak / BOUND, most=2))
    return section


def rows(run: Run) -> list[list[str]]:
    """A row for each station, and one for the whole run."""
    found = [[name, f"{run.stations[name]:.1f}", f"{run.peaks.get(name, 0):.0f}"] for name in run.stations]
    return [*found, ["all", f"{sum(run.stations.values()):.1f}", f"{run.peak:.0f}"]]
