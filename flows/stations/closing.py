"""What the end of a run prints: a table of what became of the texts, and what to do next."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from flows.run.console import listed, shell_word, show_table
from flows.run.language import _, ngettext, shown, told
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
        _("dates"): count("date", 0),
        _("names"): count("name", 0),
        _("references"): count("reference", 0),
        _("quarantined rows"): len(summary.quarantined),
    }
    quarantined = (
        f"{r.source_table} of {r.document_id}: {r.failed_check}: {r.message}" for r in summary.quarantined
    )
    more_rows = _("{} rows more, in the table quarantine")
    below = len(summary.shortfalls)
    review = review_of(raw, marts, reference)
    rows = [
        (_("documents"), f"{summary.documents}"),
        (_("numbers"), f"{summary.numbers}"),
        (
            _("figures"),
            _("{figures}, from {catalog} numbers of the catalog and {others} others").format(
                figures=summary.figures, catalog=count("figure", 0), others=count("other_figure", 0)
            ),
        ),
        (_("set aside"), ", ".join(f"{number} {name}" for name, number in aside.items())),
        (_("refused"), _("{} documents").format(len(summary.refusals))),
        *(("", told(r.message, r.path, r.remedy)) for r in summary.refusals),
        *(("", line) for line in listed(quarantined, ROWS_NAMED, more_rows)),
        (_("read in part"), _documents(len(summary.in_part))),
        *(("", line) for line in parts_unread(summary)),
        (_("quality"), _("{} floors not met").format(below) if below else _("all floors are met")),
        *(("", shown(f"{shortfall}")) for shortfall in summary.shortfalls),
        *zip((_("certainty"), ""), figures_by_certainty(summary, review), strict=False),
        (_("doubtful"), _settings(len(summary.doubts))),
        *(("", line) for line in settings_to_settle(summary)),
        (_("tables"), ", ".join(f"{name} {number}" for name, number in summary.tables.items())),
        (_("published"), f"{marts / 'kaifaqu.duckdb'}"),
        ("", f"{marts / 'parquet'}{os.sep}"),
        ("", f"{marts / 'kaifaqu.xlsx'}"),
        (_("bulletin"), f"{marts / 'bulletin' / 'index.html'}"),
        (_("seconds"), f"{seconds:.1f}"),
        *zip((_("next"), "", ""), next_steps(marts, review), strict=True),
    ]
    show_table(rows)


def _documents(number: int) -> str:
    return ngettext("{} document", "{} documents", number).format(f"{number:,}")


def _settings(number: int) -> str:
    return ngettext(
        "{} setting, whom an article is about or up to when",
        "{} settings, whom an article is about or up to when",
        number,
    ).format(f"{number:,}")


def next_steps(marts: Path, review: str) -> list[str]:
    """What to do with what was published, to be typed into a shell: look at its pages, settle doubts, ask its tables.

    Args:
        marts: folder that the run published in.
        review: the line that opens the review desk on it.
    """
    look = " ".join(shell_word(word) for word in ("kaifaqu", "open", "--marts", str(marts)))
    return [look, review, next_step(marts / "kaifaqu.duckdb")]


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
