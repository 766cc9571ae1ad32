"""The ledger of first readings: how well reports were read that nobody had seen. A line is written once, and never changed."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.errors import UsageError
from flows.evaluation.compare import Found, subject_name
from flows.evaluation.gold import Label
from flows.evaluation.score import Evaluation

COLUMNS = (
    "date", "commit", "batch", "report", "genre", "province", "figures", "found", "detected", "right", "subject_right",
    "period_right",
)  # fmt: skip
KINDS = "genres.csv"
"""File beside the labels: report, genre, province."""


@dataclass(frozen=True)
class Reading:
    """One report's first reading: figures labelled, found by us, found where one is labelled, and strictly right."""

    report: str
    figures: int
    found: int
    detected: int
    right: int
    subject_right: bool
    period_right: bool


def readings(evaluation: Evaluation, labels: Sequence[Label], figures: Sequence[Found]) -> list[Reading]:
    """What each document's first reading came to; its subject and period are those that most of its figures have."""
    made = []
    for name, tally in sorted(evaluation.documents.items()):
        ours = [f for f in figures if f.document_id == name and f.disposition == "figure"]
        gold = [x.attributes for x in labels if x.document_id == name and x.disposition == "figure"]
        subject = _commonest([subject_name(f.subject) for f in ours]) == _commonest(
            [subject_name(row["subject"]) for row in gold]
        )
        period = _commonest([f.period[1] for f in ours]) == _commonest([row["period_end"] for row in gold])
        made.append(Reading(name, tally.wanted, tally.found, tally.detected, tally.strict, subject, period))
    return made


def _commonest(values: Sequence[str | None]) -> str | None:
    return Counter(values).most_common(1)[0][0] if values else None


def read_kinds(folder: Path) -> dict[str, tuple[str, str]]:
    """Genre and province of each report, where the folder of the labels says so."""
    path = folder / KINDS
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["report"]: (row["genre"], row["province"]) for row in csv.DictReader(file)}


def append(
    path: Path, batch: str, commit: str, made: Sequence[Reading], kinds: Mapping[str, tuple[str, str]]
) -> None:
    """Write a batch's lines at the end of the ledger.

    Args:
        path: the ledger; begun where it is missing.
        batch: name of the batch.
        commit: what it was read with.
        made: its readings.
        kinds: genre and province by report.

    Raises:
        UsageError: the batch stands there already: only a first reading counts.
    """
    known = read(path) if path.is_file() else []
    if any(row["batch"] == batch for row in known):
        raise UsageError(
            f"batch {batch} stands in the ledger already, and only its first reading counts",
            str(path),
            "Leave --ledger out",
        )
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if not known:
            writer.writerow(COLUMNS)
        for one in made:
            genre, province = kinds.get(one.report, ("", ""))
            writer.writerow(
                (date.today().isoformat(), commit, batch, one.report, genre, province, one.figures, one.found,
                 one.detected, one.right, int(one.subject_right), int(one.period_right))
            )  # fmt: skip


def read(path: Path) -> list[dict[str, str]]:
    """The lines of a ledger."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def f1(rows: Sequence[Mapping[str, str]], hits: str = "right") -> float:
    """F1 of some lines together: strict, or of detection with `hits` detected."""
    total = sum(int(row["figures"]) + int(row["found"]) for row in rows)
    return round(2 * sum(int(row[hits]) for row in rows) / total, 4) if total else 0.0


def by_genre(rows: Sequence[Mapping[str, str]]) -> list[tuple[str, int, int, float, float, float, float]]:
    """Genre, reports, figures, strict F1, detection F1, shares of reports with the right subject and period."""
    genres = sorted({row["genre"] for row in rows})
    return [_line(genre, [row for row in rows if row["genre"] == genre]) for genre in genres]


def _line(name: str, rows: Sequence[Mapping[str, str]]) -> tuple[str, int, int, float, float, float, float]:
    subject, period = (
        round(sum(int(row[column]) for row in rows) / len(rows), 3)
        for column in ("subject_right", "period_right")
    )
    return (
        name,
        len(rows),
        sum(int(r["figures"]) for r in rows),
        f1(rows),
        f1(rows, "detected"),
        subject,
        period,
    )


def page(rows: Sequence[Mapping[str, str]]) -> str:
    """docs/first-readings.md: what the ledger says, batch by batch and genre by genre."""
    batches = list(dict.fromkeys(row["batch"] for row in rows))
    by_batch = [_line(name, [row for row in rows if row["batch"] == name]) for name in batches]
    last = [row for row in rows if row["batch"] in batches[-3:]]
    return (
        f"{_INTRODUCTION}\n"
        f"The last three batches together: **{f1(last):.3f}** strictly right, {f1(last, 'detected'):.3f} found"
        f" ({sum(int(r['figures']) for r in last):,} figures of {len(last)} reports).\n\n"
        f"{_table('batch', by_batch)}\n{_table('genre', by_genre(rows))}"
    )


_INTRODUCTION = """# How well unknown reports are read

Each batch is ten reports of other provinces, years and genres, written and labelled by somebody who knew neither the
code nor its tests, and opened once. What was read of it at that first opening stands in
`tests/gold/first_readings.csv`, which is never changed afterwards; mending begins after it. This page is written from
that file by `make dictionary`.

*Strict* is the F1 of figures that are right in indicator, measure, scenario, subject, period, value and unit; *found*
that of the figures found at all. *Subject* and *period* are the shares of reports whose commonest ones are right.
"""


def _table(name: str, lines: Sequence[tuple[str, int, int, float, float, float, float]]) -> str:
    rows = "".join(
        f"| {kind} | {reports} | {figures} | {strict:.3f} | {found:.3f} | {subject:.2f} | {period:.2f} |\n"
        for kind, reports, figures, strict, found, subject, period in lines
    )
    return f"| {name} | reports | figures | strict | found | subject | period |\n|---|---|---|---|---|---|---|\n{rows}"


if __name__ == "__main__":
    print(page(read(Path("tests/gold/first_readings.csv"))), end="")
