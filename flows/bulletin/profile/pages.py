"""What the page of a subject or an indicator shows, and what its file for comparing says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flows.bulletin.directory import Subject
from flows.bulletin.profile.cells import Citations
from flows.bulletin.profile.rows import Batch, batches
from flows.bulletin.profile.sentences import sentences
from flows.bulletin.profile.series import series, used
from flows.bulletin.profile.tables import progress, projects, ranks, warnings
from flows.bulletin.source import Row, Source

AT_A_TIME = 200
ROOT = "../"


@dataclass(frozen=True, slots=True)
class Profile:
    """A page to write: its address seen from the folder's top, what its template shows, and its series."""

    page: str
    content: dict[str, Any]
    subject: Subject | None = None


def profiles(source: Source, at_a_time: int = AT_A_TIME) -> Iterator[Profile]:
    """The pages of all subjects, then those of all indicators; so many are in memory at once."""
    subjects = source.directory.subjects
    wanted = [
        {
            "page": subject.number,
            "subject_level": subject.key[0],
            "subject_name": subject.key[1],
            "city_id": subject.key[2],
            "zone_id": subject.key[3],
            "province_id": subject.province_id,
        }
        for subject in subjects
    ]
    inside = _inside(subjects)
    for numbers, batch in batches(source, wanted, at_a_time):
        for subject in subjects[numbers.start : numbers.stop]:
            yield Profile(
                subject.page, _subject_page(source, batch, subject, inside.get(subject.number, [])), subject
            )
    catalog = list(source.indicators.values())
    named = [{"page": number, "indicator_id": row["indicator_id"]} for number, row in enumerate(catalog)]
    for numbers, batch in batches(source, named, at_a_time):
        for number in numbers:
            row = catalog[number]
            yield Profile(
                source.indicator_pages[row["indicator_id"]], _indicator_page(source, batch, number, row)
            )


def _subject_page(source: Source, batch: Batch, subject: Subject, inside: list[Subject]) -> dict[str, Any]:
    citations = Citations(source, batch.cited)
    found = list(series(citations, batch.of("series", subject.number), True, False))
    # the whole before its parts; what has most periods tells most
    found.sort(key=lambda each: (each["scope"] is not None, -each["periods"]))
    content: dict[str, Any] = {
        "kind": "subject",
        "name": subject.words,
        "subject": subject,
        "city": source.subject(subject.city["zh"]) if subject.city else None,
        "province": _province(source, subject),
        "inside": [each.words for each in inside],
        "projects": projects(citations, batch.of("projects", subject.number)),
        "figures": subject.figures,
    }
    return content | _common(citations, batch, subject.number, found, True)


def _indicator_page(source: Source, batch: Batch, number: int, row: Row) -> dict[str, Any]:
    citations = Citations(source, batch.cited)
    found = list(series(citations, batch.of("series", number), False, True))
    order = {level: place for place, level in enumerate(("province", "city", "zone", "county"))}
    found.sort(key=lambda each: (each["rows"][0]["quarter"], -order[each["level"]]), reverse=True)
    content: dict[str, Any] = {
        "kind": "indicator",
        "name": source.name(row["indicator_id"]),
        "indicator": row,
        "projects": [],
        "figures": None,
    }
    return content | _common(citations, batch, number, found, False)


def _common(
    citations: Citations, batch: Batch, number: int, found: list[dict[str, Any]], of_subject: bool
) -> dict[str, Any]:
    said = batch.of("sentences", number)
    content = {
        "series": found,
        "named": len({each["name"]["zh"] for each in found}),
        "used": used([each["rows"][0] for each in found]),
        "progress": progress(citations, batch.of("progress", number), of_subject),
        "ranks": ranks(citations, batch.of("ranks", number), of_subject),
        "warnings": warnings(citations, batch.of("warnings", number)),
        "sentences": sentences(citations, said, ROOT),
        "said": said[0]["alike"] if said else 0,
    }
    # last, since only what the page shows is cited
    return content | {"citations": citations.shown()}


def _province(source: Source, subject: Subject) -> dict[str, str] | None:
    if subject.level == "province" or not subject.province_id:
        return None
    found = source.provinces.get(subject.province_id)
    return source.subject(found) if found else None


def _inside(subjects: Sequence[Subject]) -> dict[int, list[Subject]]:
    """Of each place the next smaller places that lie in it and have pages."""
    by_city = {subject.key[2]: subject.number for subject in subjects if subject.level == "city"}
    by_province = {subject.province_id: subject.number for subject in subjects if subject.level == "province"}
    found: dict[int, list[Subject]] = {}
    for subject in subjects:
        city = by_city.get(subject.key[2]) if subject.level in ("zone", "county") else None
        outer = by_province.get(subject.province_id) if city is None and subject.level != "province" else city
        if outer is not None:
            found.setdefault(outer, []).append(subject)
    return found
