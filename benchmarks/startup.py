"""Start-up: what `kaifaqu --help` costs over a Python that does nothing, and which modules it loads."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from sections import Ratio, Section, median_of_ratios

HELP = [sys.executable, "-m", "flows", "--help"]
NOTHING = [sys.executable, "-c", "pass"]


def seconds(command: list[str]) -> float:
    """Wall time of a process."""
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def imports() -> list[tuple[float, str]]:
    """The modules that --help loads: milliseconds of each by itself, the slowest first."""
    told = subprocess.run(
        [sys.executable, "-X", "importtime", *HELP[1:]], capture_output=True, text=True, check=True
    )
    found = []
    for line in told.stderr.splitlines():
        own, _, rest = line.removeprefix("import time:").partition("|")
        if own.strip().isdigit():
            found.append((int(own) / 1000, rest.partition("|")[2].strip()))
    return sorted(found, reverse=True)


def measure(rounds: int) -> Section:
    """Compare the two, in turn."""
    section = Section("Start-up")
    for command in (HELP, NOTHING):
        seconds(command)
    times = [(seconds(HELP), seconds(NOTHING)) for _ in range(rounds)]
    ours, theirs = zip(*times, strict=True)
    slowest = ", ".join(f"{name} {own:.1f} ms" for own, name in imports()[:5])
    section.say(
        f"`kaifaqu --help`: {statistics.median(ours):.2f} s, {min(ours):.2f} s at best, of which Python's own start is "
        f"{statistics.median(theirs):.2f} s. The slowest imports: {slowest}."
    )
    section.ratios.append(Ratio("--help over an empty Python", median_of_ratios(ours, theirs), most=20))
    return section
