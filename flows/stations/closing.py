"""What the end of a run prints: a table of what became of the texts, and what to do next."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from flows.run.console import counted, listed, shell_word, show_table
from flows.stations.summary import RunSummary, figures_by_certainty, parts_unread, settings_to_settle

ROWS_NAMED = 50
OWN_REFERENCE = Path("my-reference")
"""Where a run had no reference data of its own, the folder that the review desk is to make."""


def show_summary(summary: RunSummary, raw: str, marts: Path, reference: Path | None, seconds: float) -> None:
    """Print the table at the end of a run.

    Args:
        summary: of the run.
        raw: folder of the texts that it read.
        marts: folder that it published in.
        reference: folder of the reference data that it was given, if any.
        seconds: how long it took.
    """
    count = summary.dispositions.get
    aside = {
        "dates": count("date", 0),
        "names": count("name", 0),
        "references": count("reference", 0),
        "quarantined rows": len(summary.quarantined),
    }
    others = count("other_figure", 0)
    quarantined = (
        f"{r.source_table} of {r.document_id}: {r.failed_check}: {r.message}" for r in summary.quarantined
    )
    rows = [
        ("documents", f"{summary.documents}"),
        ("numbers", f"{summary.numbers}"),
        (
            "figures",
            f"{summary.figures}, from {count('figure', 0)} numbers of the catalog and {others} others",
        ),
        ("set aside", ", ".join(f"{number} {name}" for name, number in aside.items())),
        ("refused", f"{len(summary.refusals)} documents"),
        *(("", f"{r.path}: {r.message}. {r.remedy}") for r in summary.refusals),
        *(("", line) for line in listed(quarantined, ROWS_NAMED, "rows more, in the table quarantine")),
        ("read in part", counted(len(summary.in_part), "document")),
        *(("", line) for line in parts_unread(summary)),
        (
            "quality",
            f"{len(summary.shortfalls)} floors not met" if summary.shortfalls else "all floors are met",
        ),
        *(("", f"{shortfall}") for shortfall in summary.shortfalls),
        *zip(
            ("certainty", ""), figures_by_certainty(summary, review_of(raw, marts, reference)), strict=False
        ),
        ("doubtful", f"{counted(len(summary.doubts), 'setting')}, whom an article is about or up to when"),
        *(("", line) for line in settings_to_settle(summary)),
        ("tables", ", ".join(f"{name} {number}" for name, number in summary.tables.items())),
        ("published", f"{marts / 'kaifaqu.duckdb'}"),
        ("", f"{marts / 'parquet'}{os.sep}"),
        ("", f"{marts / 'kaifaqu.xlsx'}"),
        ("bulletin", f"{marts / 'bulletin' / 'index.html'}"),
        ("seconds", f"{seconds:.1f}"),
        ("next", next_step(marts / "kaifaqu.duckdb")),
    ]
    show_table(rows)


def next_step(database: Path) -> str:
    """A line that shows the first mart, to be typed into a shell."""
    python = os.path.relpath(sys.executable)
    python = sys.executable if python.startswith("..") else python
    program = (
        f"import duckdb; duckdb.connect({str(database)!r}, read_only=True).sql('from mart_ranking').show()"
    )
    return f"{shell_word(python)} -c {shell_word(program)}"


def review_of(raw: str, marts: Path, reference: Path | None) -> str:
    """The line that opens the review desk on what was published, to be typed into a shell.

    Decisions on figures go into reference data of one's own: where the run had none, a new folder is named,
    which the desk fills.
    """
    words = (
        "kaifaqu",
        "review",
        "--raw",
        raw,
        "--marts",
        str(marts),
        "--reference",
        str(reference or OWN_REFERENCE),
    )
    return " ".join(shell_word(word) for word in words)
