"""Run all benchmarks and write docs/performance.md: `make bench`.

Usage: python benchmarks/run.py [--quick] [--megabytes N] [--cores-megabytes N] [--figures N] [--rounds N]
           [--peers DIR | --no-peers] [--gold RAW GOLD] [--skip NAME ...] [--only NAME ...]

Everything is a ratio of what was measured side by side in one run. --quick is the guard of CI: small inputs, nothing
installed, nothing written; exit code 1 where a ratio is far off. Absolute times decide nothing.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import accuracy
import archive
import cores
import extraction
import startup
from compiled import Compiled
from peers import Peers
from sections import Ratio, Section

HERE = Path(__file__).resolve().parent
DOCS = HERE.parent / "docs"
GOLD = HERE.parent / "tests" / "gold"
HEAD = """# Performance

Written by `make bench` (`python benchmarks/run.py`); do not edit. Limits beside a ratio are those of the guard,
wide on purpose: they catch what went wrong, not what got a little slower.
"""
LIBRARIES = ("duckdb", "polars", "prefect", "ahocorasick-rs", "pandera")


def script(title: str, name: str, *words: str, ratios: Sequence[tuple[str, str, float]]) -> Section:
    """A benchmark that is a script of its own: what it prints, and ratios found there by their patterns."""
    section = Section(title)
    ended = subprocess.run(
        [sys.executable, str(HERE / name), *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=HERE.parent,
    )
    lines = [line for line in ended.stdout.splitlines() if line.strip()]
    section.lines += ["```text", f"$ python benchmarks/{' '.join([name, *words])}", *lines, "```", ""]
    for label, pattern, most in ratios:
        if found := re.search(pattern, ended.stdout):
            section.ratios.append(Ratio(label, float(found[1]), most=most))
        else:
            section.ratios.append(Ratio(f"{label}: not measured", float("inf"), most=most))
    if any(ratio.value == float("inf") for ratio in section.ratios):
        section.say(f"It failed: {ended.stderr.strip()[-300:]}")
    return section


def machine() -> str:
    """What this was measured on; no name and no path."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"Measured on {cores_here()} cores ({platform.machine()}), {memory:.0f} GiB of memory, {platform.system()}, Python "
        f"{platform.python_version()}, {libraries}. Load when it began (1, 5 and 15 minutes): {load}; above the number "
        "of cores, other work ran beside it, and seconds say little: the ratios are what counts."
    )


def cores_here() -> int:
    """The cores that this process may use."""
    from flows.engine import cores as available

    return available()


def chapters(options: argparse.Namespace) -> dict[str, Callable[[], Section]]:
    """The benchmarks by name."""
    quick = options.quick
    peers = Peers(options.peers, install=not (quick or options.no_peers))
    sets = {"the fifteen reports of tests/gold": (GOLD, GOLD)}
    if options.gold:
        sets["the reports of --gold"] = (options.gold[0], options.gold[1])
    found: dict[str, Callable[[], Section]] = {
        "extraction": lambda: extraction.measure(
            0.2 if quick else options.megabytes, options.rounds, peers, Compiled(install=not quick)
        ),
        "accuracy": lambda: accuracy.measure(sets, peers),
        "startup": lambda: startup.measure(3 if quick else 15),
        "growth": lambda: script(
            "Growth on hostile texts", "growth.py", *(["--size", "1000"] if quick else []),
            ratios=[("time for four times the text, worst shape", r"worst ratio: ([\d.]+)", 16)],
        ),
        "marts": lambda: script(
            "Marts", "marts.py",
            *(["--figures", "20000"] if quick else ["--figures", str(options.figures), "--tenth", "--alone"]),
            # below a million figures, what each statement costs by itself outweighs the COPY
            ratios=[("all SQL files over one COPY", r"([\d.]+) ×  all SQL files", 400)] if quick else [
                ("the marts over one COPY", r"([\d.]+) ×  the marts", 12),
                ("all SQL files over one COPY", r"([\d.]+) ×  all SQL files", 18),
                ("growth of the marts over linear, from a tenth", r"([\d.]+) ×  linear: the marts", 1.5),
                ("growth of all SQL files over linear, from a tenth", r"([\d.]+) ×  linear: all SQL", 1.5),
            ],
        ),
    }  # fmt: skip
    if not quick:
        found["cores"] = lambda: cores.measure(options.cores_megabytes, options.rounds)
        found["archive"] = lambda: archive.measure(options.archive_megabytes)
        found["incremental"] = lambda: script(
            "One more report", "incremental.py", "--reports", "1000",
            ratios=[("reading one more over reading all", r": ([\d.]+) of it", 0.5)],
        )  # fmt: skip
        found["flow"] = lambda: script(
            "A run over empty Prefect tasks", "flow_overhead.py", "--rounds", str(options.rounds),
            ratios=[("kaifaqu run over empty tasks", r"ratio of the medians: ([\d.]+)", 3)],
        )  # fmt: skip
        found["unchanged"] = lambda: script(
            "A run with nothing to do over empty Prefect tasks",
            "flow_overhead.py", "--unchanged", "--most", "1.3", "--rounds", str(options.rounds),
            ratios=[("a run with nothing to do over empty tasks", r"ratio of the medians: ([\d.]+)", 1.3)],
        )  # fmt: skip
    wanted = set(options.only or found) - set(options.skip)
    return {name: chapter for name, chapter in found.items() if name in wanted}


def main() -> int:
    """Measure, write, and return 1 where a ratio is far off."""
    parser = argparse.ArgumentParser(description="all benchmarks")
    parser.add_argument("--quick", action="store_true", help="the guard of CI: small, and nothing is written")
    parser.add_argument(
        "--megabytes", type=float, default=2, help="corpus of the extraction; default: %(default)s"
    )
    parser.add_argument("--cores-megabytes", type=float, default=20, help="default: %(default)s")
    parser.add_argument("--archive-megabytes", type=float, default=200, help="default: %(default)s")
    parser.add_argument("--figures", type=int, default=10_000_000, help="of the marts; default: %(default)s")
    parser.add_argument("--rounds", type=int, default=3, help="default: %(default)s")
    parser.add_argument("--peers", type=Path, default=HERE.parent / ".venv-peers", help="their environment")
    parser.add_argument("--no-peers", action="store_true", help="install no peer")
    parser.add_argument("--gold", nargs=2, type=Path, metavar=("RAW", "GOLD"), help="labelled texts of yours")
    parser.add_argument("--skip", nargs="*", default=[], metavar="NAME", help="benchmarks to leave out")
    parser.add_argument(
        "--only", nargs="*", default=[], metavar="NAME", help="measure these anew; the page's others stay"
    )
    options = parser.parse_args()
    if options.quick:
        options.rounds = 2
    about = machine()
    page = (DOCS / "performance.md").read_text("utf-8") if options.only else ""
    sections: list[Section] = []
    for name, chapter in chapters(options).items():
        began = time.perf_counter()
        sections.append(chapter())
        if page:
            sections[-1].lines[:0] = [f"Later than the rest. {about}", ""]
        print(f"{name}: {time.perf_counter() - began:.0f} s", flush=True)
        for ratio in sections[-1].ratios:
            print(f"  {'FAR OFF  ' * ratio.far_off}{ratio}", flush=True)
        if not options.quick:  # after each, so that one that fails does not take the others along
            write(about, sections, page)
    return 1 if any(ratio.far_off for section in sections for ratio in section.ratios) else 0


def write(about: str, sections: list[Section], page: str = "") -> None:
    """Write docs/performance.md and its plots; chapters of a page that was there stay where they are not among these."""
    head, *old = (page or f"{HEAD}\n{about}").rstrip().split("\n## ")
    chapters = {chapter.partition("\n")[0]: f"## {chapter.rstrip()}" for chapter in old}
    chapters |= {section.title: section.markdown(DOCS / "images", DOCS).rstrip() for section in sections}
    (DOCS / "performance.md").write_text("\n\n".join([head.rstrip(), *chapters.values()]) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
