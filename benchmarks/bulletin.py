"""What the bulletin costs: the time to write it, and the time to open it from disk in Chromium.

Usage: python benchmarks/bulletin.py [--figures N] [--documents N] [--quarter-share X] [--seed N] [--rounds N] [--most SECONDS] [--keep DIR]

Makes N figures that look like those of many reports (synthetic.py), most of them of one quarter, builds the warehouse
and writes the bulletin. The latest quarter's page, and the document with most numbers, are then opened in headless
Chromium, anew each time: until the page can be used (its scripts have run), and until its first chart is drawn.
Beside them stand an empty page in the same browser, so that what the machine and the browser cost can be told apart,
and the processor time of the page's main thread, which other work on the machine does not stretch.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import polars as pl
from playwright.sync_api import Browser, sync_playwright

from flows.bulletin import write_bulletin
from flows.contracts import frame_of
from flows.paths import reference_dir
from flows.reference import load_reference
from flows.warehouse import build

sys.path.insert(0, str(Path(__file__).parent))
from synthetic import figures_like_reports

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
PAINTED = "(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0) / 1000"
# what lies above a chart takes its height only when it comes into view, and may push the chart out of it again
DRAWN = "() => { const chart = document.querySelector('figure.chart'); chart.scrollIntoView(); return chart.matches('.done'); }"


def one_quarter(frames: dict[str, pl.DataFrame], share: float) -> dict[str, pl.DataFrame]:
    """Move this share of the figures into one quarter, and give every document a text that its numerals stand in."""
    figure = frames["figure"]
    moved = pl.col("figure_id").hash(7) % 1000 < round(1000 * share)
    figure = figure.with_columns(
        period_start=pl.when(moved).then(pl.lit(date(2024, 1, 1))).otherwise("period_start"),
        period_end=pl.when(moved).then(pl.lit(date(2024, 3, 31))).otherwise("period_end"),
    )
    number = pl.int_range(pl.len()).over("document_id")
    placed = figure.with_columns(number=number).with_columns(
        char_start=pl.col("number") * 60 + 20,
        char_end=pl.col("number") * 60 + 20 + pl.col("quote").str.len_chars(),
    )
    sentences = placed.with_columns(
        piece=(pl.lit("某某开发区二〇二四年一季度完成某项指标共计") + pl.col("quote"))
        .str.slice(1)
        .str.pad_end(60, "。")
    )
    text = sentences.group_by("document_id", maintain_order=True).agg(text=pl.col("piece").str.join(""))
    mention = frames["mention"].drop("char_start", "char_end").join(
        placed.select("figure_id", "char_start", "char_end"), on="figure_id"
    ).select(frames["mention"].columns)  # fmt: skip
    article = frames["article"].with_columns(as_of_month=pl.lit("2024-03"))
    return frames | {
        "figure": placed.select(frames["figure"].columns),
        "mention": mention,
        "article": article,
        "document_text": text.select("document_id", "text"),
    }


def opened(browser: Browser, page: Path, chart: bool = False) -> tuple[float, ...]:
    """Seconds until a page is painted, can be used, and has drawn a chart, and the processor's; in a context of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    start = time.perf_counter()
    tab.goto(page.as_uri(), wait_until="domcontentloaded")
    usable = time.perf_counter() - start
    painted = tab.evaluate(PAINTED) or usable
    metrics = session.send("Performance.getMetrics")["metrics"]
    processor = next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")
    drawn = 0.0
    if chart and tab.locator("figure.chart").count():
        start = time.perf_counter()
        tab.wait_for_function(DRAWN)
        drawn = time.perf_counter() - start
    context.close()
    return painted, usable, drawn, processor


def median_of(rounds: int, measure: Callable[[], tuple[float, ...]]) -> list[float]:
    """The medians of some rounds."""
    return [statistics.median(column) for column in zip(*(measure() for _ in range(rounds)), strict=True)]


def main() -> int:
    """Build, write, open, print; 1 where a page takes longer than --most to be usable."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--figures", type=int, default=10_000)
    parser.add_argument(
        "--quarter-share", type=float, default=0.9, help="share of the figures in one quarter"
    )
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=float, help="exit with 1 where a page takes longer to be usable")
    parser.add_argument("--keep", type=Path, help="keep warehouse and bulletin in this empty folder")
    options = parser.parse_args()
    program = os.environ.get("KAIFAQU_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        parser.error("there is no Chromium; install it with: apt-get install chromium")

    reference = load_reference(reference_dir()).frames
    frames = figures_like_reports(options.figures, 500, options.seed, reference)
    frames = one_quarter(dict(frames), options.quarter_share) | {"quarantine": frame_of("quarantine", [])}
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        database = folder / "kaifaqu.duckdb"
        start = time.perf_counter()
        build(frames, reference, database, loaded_at=datetime(2025, 1, 1, tzinfo=UTC))
        built = time.perf_counter() - start
        start = time.perf_counter()
        index = write_bulletin(database, folder / "bulletin")
        written = time.perf_counter() - start
        pages = sorted((folder / "bulletin" / "documents").iterdir(), key=lambda path: path.stat().st_size)
        blank = folder / "blank.html"
        blank.write_text("<!doctype html><title>blank</title><p>blank</p>", encoding="utf-8")
        print(
            f"{options.figures:,} figures in {len(pages)} documents: the warehouse takes {built:.2f} s to build"
        )
        print(
            f"the bulletin takes {written:.2f} s to write, {written / built:.2f} × as long; {index.stat().st_size / 1e6:.2f} MB"
        )
        slowest = 0.0
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
            for name, page in (("an empty page", blank), ("the bulletin", index), ("a document", pages[-1])):
                painted, usable, drawn, processor = median_of(
                    options.rounds, partial(opened, browser, page, page == index)
                )
                line = f"{name:14} painted after {painted:.3f} s, usable after {usable:.3f} s ({processor:.3f} s of the processor)"
                print(line + (f", a chart {drawn:.3f} s after one scrolls to it" if drawn else ""))
                slowest = max(slowest, usable)
            browser.close()
    if options.most and slowest > options.most:
        print(f"slower than {options.most} s", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
