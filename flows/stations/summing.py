"""The summary of a run that has just published."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from flows.documents import Refusal
from flows.formats import gathered
from flows.formats.notes import KINDS, Place, Row
from flows.gathering.frames import Given, heights, lazily
from flows.gathering.model import Gathered
from flows.stations.summary import ReadInPart, RefusedRow, RunSummary
from flows.warehouse.quality import Shortfall
from flows.warehouse.review import Doubt


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
    return [_in_part(path, gathered(group)) for path, group in groupby(rows, lambda row: str(row["path"]))]


def _in_part(path: str, notes: Sequence[tuple[Row, Place]]) -> ReadInPart:
    english, chinese = [], []
    for row, place in notes:
        kind = KINDS[row["note"]]
        line = f"{row['message']}. {row['remedy']}"
        english.append(f"{place.en}: {line}" if place.en else line)
        line = f"{kind.zh.format(found=row['found'] or '')}。{kind.remedy_zh}"
        chinese.append(f"{place.zh}：{line}" if place.zh else line)
    return ReadInPart(path, tuple(english), tuple(chinese))


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
