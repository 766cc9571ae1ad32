"""The look before a run: whether there is anything to do since the version that is published.

It takes a moment and loads nothing heavy. What is compared stands in `flows.run.inputs`; what is published is held against
its record (`flows.run.standing`), file by file.
"""

from __future__ import annotations

import shutil
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from flows.run import standing
from flows.run.inputs import Inputs, inputs
from flows.run.language import _
from flows.run.layout import CACHE, CANDIDATE, FRESH, VERSIONS
from flows.run.temporary import sweep
from flows.stations.summary import RunSummary, told_again


@dataclass(frozen=True)
class Look:
    """What a look has found.

    Args:
        made_of: what a run now would make its result of; None where that can't be told.
        summary: of the version that is published, where that is the same; None where there is something to do.
        told: one line for whoever started the run; empty where nothing is published that it could be held against.
    """

    made_of: Inputs | None
    summary: RunSummary | None = None
    told: str = ""


looked: ContextVar[Look | None] = ContextVar("looked", default=None)
"""The look that the command has taken, so that the flow need not take it again."""


def look(raw: Path | str, marts: Path, directory: Path | None) -> Look:
    """Compare what a run would read with what the published version was made of; call it while the run's lock is held.

    Args:
        raw: folder of the texts.
        marts: the marts folder.
        directory: folder of the reference data; the project's own where none is given.
    """
    made_of = inputs(raw, directory)
    record = standing.current_record(marts)
    if made_of is None or record is None:
        return Look(made_of)
    if changed := record.changed(made_of):
        text = _("look: other than for {version}: {parts}")
        return Look(made_of, told=text.format(version=record.version, parts=", ".join(map(_, changed))))
    _clear(marts)
    if not standing.is_whole(marts, record):
        return Look(made_of, told=f"look: {record.version} is not as it was published, and is made anew")
    try:
        summary = told_again(record.summary, (marts / VERSIONS / record.version).resolve())
    except (KeyError, TypeError, ValueError, AttributeError):
        return Look(made_of)
    told = (
        f"look: nothing has changed since {record.version}: the same texts, reference data and program; "
        "it stays as it is (--full builds anew)"
    )
    return Look(made_of, summary, told)


def _clear(marts: Path) -> None:
    """Remove what killed runs have left, as a run that publishes does."""
    sweep()
    if any(marts.glob(f"{CANDIDATE}*")):
        # it loads DuckDB, and there is seldom anything to clear
        from flows.warehouse import candidate_folder

        with candidate_folder(marts):
            pass
    for left in (marts / CACHE).glob(f"{FRESH}*"):
        shutil.rmtree(left, ignore_errors=True)
