"""What a run did, for whoever shows it: the console, Prefect's UI, a test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from flows.documents import Refusal
from flows.formats import gathered
from flows.gathering.frames import Given, heights, lazily
from flows.gathering.model import Gathered
from flows.run.console import listed
from flows.warehouse.quality import Shortfall
from flows.warehouse.review import Doubt

ROWS_LOGGED = 50
NOTES_NAMED = 10
"""Things not read of documents that the end of a run names."""
DOUBTS_NAMED = 5
"""Articles with a doubtful setting that the end of a run names: those that most figures hang on."""


@dataclass(frozen=True)
class RefusedRow:
    """A row in quarantine: its table and document, the failed check, and what was found."""

    source_table: str
    document_id: str | None
    failed_check: str
    message: str


@dataclass(frozen=True)
class ReadInPart:
    """A document of which something was not read: its path, and a line for each such thing."""

    path: str
    told: tuple[str, ...]


@dataclass(frozen=True)
class RunSummary:
    """What a run did. Counts are of rows."""

    version: str
    folder: Path
    documents: int
    anew: int = 0
    dispositions: dict[str, int] = field(default_factory=dict)
    figures: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    quarantined: list[RefusedRow] = field(default_factory=list)
    in_part: list[ReadInPart] = field(default_factory=list)
    tables: dict[str, int] = field(default_factory=dict)
    shortfalls: list[Shortfall] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    certainty: dict[str, int] = field(default_factory=dict)

    @property
    def numbers(self) -> int:
        """All mentions."""
        return sum(self.dispositions.values())

    @property
    def complete(self) -> bool:
        """Whether nothing was refused; a document that was read in part is published."""
        return not self.refusals and not self.quarantined


def rows_in_quarantine(valid: Given, refusals: Sequence[Refusal]) -> list[RefusedRow]:
    """The refused rows, without the documents that were refused whole (the frame `quarantine` holds both)."""
    columns = ["source_table", "document_id", "failed_check", "message"]
    named = {refusal.check for refusal in refusals}
    found = lazily(valid["quarantine"]).select(columns).collect().iter_rows()
    rows = [RefusedRow(*row) for row in found]
    return [row for row in rows if not (row.source_table == "document" and row.failed_check in named)]


def read_in_part(valid: Given) -> list[ReadInPart]:
    """The documents of which something was not read."""
    paths = lazily(valid["document"]).select("document_id", "path")
    notes = lazily(valid["document_note"]).sort("document_id", "note_number")
    rows = notes.join(paths, on="document_id", maintain_order="left").collect().iter_rows(named=True)
    return [
        ReadInPart(
            path,
            tuple(
                f"{place.en}: {row['message']}. {row['remedy']}"
                if place.en
                else f"{row['message']}. {row['remedy']}"
                for row, place in gathered(group)
            ),
        )
        for path, group in groupby(rows, lambda row: str(row["path"]))
    ]


def summed_up(
    folder: Path,
    version: str,
    gathered: Gathered,
    valid: Given,
    quarantined: list[RefusedRow],
    tables: dict[str, int],
    shortfalls: list[Shortfall],
    doubts: list[Doubt],
    certainty: dict[str, int],
) -> RunSummary:
    """What a run did.

    Args:
        folder: what it published.
        version: by which name it went.
        gathered: what was read.
        valid: the rows that hold.
        quarantined: those that do not.
        tables: rows by table.
        shortfalls: floors of data quality that are not met.
        doubts: articles whose setting a person should settle.
        certainty: figures by certainty.
    """
    counts = lazily(valid["mention"]).group_by("disposition").len().collect().rows()
    return RunSummary(
        version=version,
        folder=folder,
        documents=heights(valid, "document"),
        anew=gathered.anew,
        dispositions={name: int(count) for name, count in counts},
        figures=heights(valid, "figure"),
        refusals=gathered.refusals,
        quarantined=quarantined,
        in_part=read_in_part(valid),
        tables=tables,
        shortfalls=shortfalls,
        doubts=doubts,
        certainty=certainty,
    )


def settings_to_settle(summary: RunSummary) -> list[str]:
    """One line for each of the first doubtful settings, and how many more there are."""
    return listed(map(str, summary.doubts), DOUBTS_NAMED, "more, in the table review_setting")


def figures_by_certainty(summary: RunSummary, review: str) -> list[str]:
    """How many figures are how sure, in one line, and where some are in doubt, the command that settles them.

    Args:
        summary: of the run.
        review: the command that opens the review desk on what the run published.
    """
    counts = ", ".join(f"{number} {name}" for name, number in summary.certainty.items() if number)
    if not summary.certainty.get("doubtful"):
        return [counts or "no figures"]
    return [counts, f"to settle the doubtful: {review}"]


def parts_unread(summary: RunSummary) -> list[str]:
    """One line for each thing that was not read of the first documents read in part, and how many more there are."""
    lines = (f"{document.path}: {told}" for document in summary.in_part for told in document.told)
    return listed(lines, NOTES_NAMED, "more, in the table document_note")


def what_is_wrong(summary: RunSummary) -> Iterator[str]:
    """One line for each thing that a person has to look at."""
    for refusal in summary.refusals:
        yield f"refused: {refusal.path}: {refusal.message}. {refusal.remedy}"
    lines = (f"quarantined: {r.source_table} of {r.document_id}: {r.message}" for r in summary.quarantined)
    yield from listed(lines, ROWS_LOGGED, "rows more in quarantine: see the table of that name")
    yield from (f"read in part: {line}" for line in parts_unread(summary))
    yield from (f"doubtful: {line}" for line in settings_to_settle(summary))
