"""What assets/compare.js sets side by side: a list of all subjects, and a file of each with its series.

They are scripts: a page that was opened from disk can load those by a tag, and nothing by a request.
"""

from __future__ import annotations

from typing import Any

from flows.bulletin.profile import Profile
from flows.bulletin.profile.cells import Cell
from flows.bulletin.search import script
from flows.bulletin.source import Source
from flows.bulletin.words import UNITS

VALUES = ("to_date", "growth", "quarter_value", "quarter_growth")


def list_file(source: Source) -> str:
    """All subjects that can be compared."""
    subjects = [[each.slug, each.zh, each.en, each.level] for each in source.directory.subjects]
    return f"kaifaquSubjects({script(subjects)});\n"


def subject_file(profile: Profile) -> str:
    """A subject's series: indicator, scope, unit, the drawing, and the values of each quarter, the latest first."""
    subject = profile.subject
    if subject is None:
        raise ValueError(f"{profile.page} is no page of a subject")
    series = [
        {
            "id": each["indicator_id"],
            "key": each["scope_key"],
            "scope": each["scope"],
            "unit": {"zh": each["unit"], "en": UNITS.get(each["unit"], each["unit"])},
            "name": each["name"],
            "spark": each["spark"],
            "rows": [[row["quarter"], *(_shown(row[name]) for name in VALUES)] for row in each["rows"]],
        }
        for each in profile.content["series"]
    ]
    return f"kaifaquSubject({script({'slug': subject.slug, 'name': subject.words, 'series': series})});\n"


def _shown(cell: Cell | None) -> list[Any] | None:
    """Text, exact value, address and origin of a value."""
    if cell is None:
        return None
    return [cell.number.text, cell.raw, cell.number.href, cell.origin]
