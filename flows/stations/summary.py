"""What a run did, for whoever shows it: the console, Prefect's UI, a test; and for the next run, which may find it still true.

Nothing heavy is loaded here: a run that has nothing to do tells what the one before told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

from flows.run.console import listed
from flows.run.language import _, chinese, marked, shown

ROWS_LOGGED = 50
CERTAINTIES = (marked("reviewed"), marked("confirmed"), marked("clear"), marked("doubtful"))
"""As the end of a run names them (flows.contracts.codes)."""
NOTES_NAMED = 10
"""Things not read of documents that the end of a run names."""
DOUBTS_NAMED = 5
"""Articles with a doubtful setting that the end of a run names: those that most figures hang on."""


class RefusedFile(Protocol):
    """A file that was not read, as `flows.documents.Refusal` names it."""

    @property
    def path(self) -> str:
        """Below the folder of the texts."""

    @property
    def message(self) -> str:
        """What is wrong."""

    @property
    def remedy(self) -> str:
        """What to do about it."""


@dataclass(frozen=True)
class ToldFile:
    """A refused file as the run before has told it."""

    path: str
    message: str
    remedy: str


@dataclass(frozen=True)
class RefusedRow:
    """A row in quarantine: its table and document, the failed check, and what was found."""

    source_table: str
    document_id: str | None
    failed_check: str
    message: str


@dataclass(frozen=True)
class ReadInPart:
    """A document of which something was not read: its path, and a line for each such thing, in English and in Chinese."""

    path: str
    told: tuple[str, ...]
    told_zh: tuple[str, ...] = ()


@dataclass(frozen=True)
class RunSummary:
    """What a run did. Counts are of rows; shortfalls and doubts are told by their `str`.

    `unchanged`: nothing had changed, so it published nothing, and this is what the run before did.
    """

    version: str
    folder: Path
    documents: int
    anew: int = 0
    dispositions: dict[str, int] = field(default_factory=dict)
    figures: int = 0
    refusals: Sequence[RefusedFile] = field(default_factory=list)
    quarantined: list[RefusedRow] = field(default_factory=list)
    in_part: list[ReadInPart] = field(default_factory=list)
    tables: dict[str, int] = field(default_factory=dict)
    shortfalls: Sequence[object] = field(default_factory=list)
    doubts: Sequence[object] = field(default_factory=list)
    certainty: dict[str, int] = field(default_factory=dict)
    unchanged: bool = False

    @property
    def numbers(self) -> int:
        """All mentions."""
        return sum(self.dispositions.values())

    @property
    def complete(self) -> bool:
        """Whether nothing was refused; a document that was read in part is published."""
        return not self.refusals and not self.quarantined


def written_down(summary: RunSummary) -> dict[str, Any]:
    """A summary as JSON has it, to be told again by `told_again`; without what is of that one run alone."""
    return {
        "documents": summary.documents,
        "dispositions": summary.dispositions,
        "figures": summary.figures,
        "refusals": [asdict(ToldFile(r.path, r.message, r.remedy)) for r in summary.refusals],
        "quarantined": [asdict(row) for row in summary.quarantined],
        "in_part": [asdict(document) for document in summary.in_part],
        "tables": summary.tables,
        "shortfalls": [str(shortfall) for shortfall in summary.shortfalls],
        "doubts": [str(doubt) for doubt in summary.doubts],
        "certainty": summary.certainty,
    }


def told_again(written: Mapping[str, Any], folder: Path) -> RunSummary:
    """The summary of a run that found nothing changed.

    Args:
        written: what `written_down` made of the summary of the run that published.
        folder: what it published.

    Raises:
        KeyError, TypeError: another kaifaqu wrote it.
    """
    return RunSummary(
        version=folder.name,
        folder=folder,
        documents=int(written["documents"]),
        dispositions=dict(written["dispositions"]),
        figures=int(written["figures"]),
        refusals=[ToldFile(**file) for file in written["refusals"]],
        quarantined=[RefusedRow(**row) for row in written["quarantined"]],
        in_part=[
            ReadInPart(row["path"], tuple(row["told"]), tuple(row["told_zh"])) for row in written["in_part"]
        ],
        tables=dict(written["tables"]),
        shortfalls=list(written["shortfalls"]),
        doubts=list(written["doubts"]),
        certainty=dict(written["certainty"]),
        unchanged=True,
    )


def settings_to_settle(summary: RunSummary) -> list[str]:
    """One line for each of the first doubtful settings, and how many more there are."""
    lines = (shown(str(doubt)) for doubt in summary.doubts)
    return listed(lines, DOUBTS_NAMED, _("{} more, in the table review_setting"))


def figures_by_certainty(summary: RunSummary, review: str) -> list[str]:
    """How many figures are how sure, in one line, and where some are in doubt, the command that settles them.

    Args:
        summary: of the run.
        review: the command that opens the review desk on what the run published.
    """
    counts = ", ".join(f"{number} {_(name)}" for name, number in summary.certainty.items() if number)
    if not summary.certainty.get("doubtful"):
        return [counts or _("no figures")]
    return [counts, _("to settle the doubtful: {command}").format(command=review)]


def parts_unread(summary: RunSummary) -> list[str]:
    """One line for each thing that was not read of the first documents read in part, and how many more there are."""
    lines = (
        _("{place}: {problem}").format(place=document.path, problem=line)
        for document in summary.in_part
        for line in (document.told_zh if chinese() else document.told)
    )
    return listed(lines, NOTES_NAMED, _("{} more, in the table document_note"))


def what_is_wrong(summary: RunSummary) -> Iterator[str]:
    """One line for each thing that a person has to look at."""
    for refusal in summary.refusals:
        yield f"refused: {refusal.path}: {refusal.message}. {refusal.remedy}"
    lines = (f"quarantined: {r.source_table} of {r.document_id}: {r.message}" for r in summary.quarantined)
    yield from listed(lines, ROWS_LOGGED, "{} rows more in quarantine: see the table of that name")
    yield from (f"read in part: {line}" for line in parts_unread(summary))
    yield from (f"doubtful: {line}" for line in settings_to_settle(summary))
