"""Which subjects and indicators have a page of their own, where it lies, and what it is called."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flows.bulletin.names import english, stems_of

Row = dict[str, Any]
LEVELS = ("province", "city", "zone", "county")
"""The levels whose subjects have pages; enterprises and projects stand on the pages of their places."""
Key = tuple[str, str, str | None, str | None]
UNSAFE = re.compile(r"[^a-z0-9]+")
SUBJECTS = """
with named as (
    select subject_level, subject_name, city_id, zone_id, min(province_id) as province_id, count(*) as figures,
        max(quarter_id) as latest_quarter
    from fact_figure
    where subject_level in ('province', 'city', 'zone', 'county')
    group by all
)
select named.*, zone.name_zh as full_name, zone.level as zone_level, city.name_zh as city_zh, city.name_en as city_en
from named
left join dim_zone as zone on zone.zone_id = named.zone_id
left join dim_city as city on city.city_id = named.city_id
order by list_position(['province', 'city', 'zone', 'county'], subject_level), subject_name, named.city_id nulls first,
    named.zone_id nulls first
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject that has a page: its number, its key, its names, and its page's name without the ending."""

    number: int
    key: Key
    zh: str
    en: str
    slug: str
    full_name: str | None
    city: dict[str, str] | None
    province_id: str | None
    figures: int

    @property
    def level(self) -> str:
        """province, city, zone or county."""
        return self.key[0]

    @property
    def page(self) -> str:
        """The address of its page, seen from the folder's top."""
        return f"subjects/{self.slug}.html"

    @property
    def words(self) -> dict[str, str]:
        """Its name in both languages, with its page."""
        return {"zh": self.zh, "en": self.en, "href": self.page}


class Directory:
    """The subjects with pages, in the order of their numbers.

    Args:
        rows: of the query SUBJECTS.
        safe_names: gives a file name with `.html` for each of the names that it is handed.
        cities: English names of cities by their Chinese ones.
    """

    def __init__(
        self,
        rows: Iterable[Row],
        safe_names: Callable[[list[str]], Mapping[str, str]],
        cities: Mapping[str, str],
    ) -> None:
        found = list(rows)
        stems = stems_of(cities)
        english_names = [_english(row, stems) for row in found]
        wanted = [_page_name(row, en) for row, en in zip(found, english_names, strict=True)]
        shared = {name for name, count in Counter(wanted).items() if count > 1}
        # two subjects of one id would share a file: then the whole key decides
        keys = [
            f"{name}-{_digest(row)}" if name in shared else name
            for name, row in zip(wanted, found, strict=True)
        ]
        files = safe_names(keys)
        self.subjects = [
            Subject(
                number=number,
                key=_key(row),
                zh=row["subject_name"],
                en=english_names[number],
                slug=files[key].removesuffix(".html"),
                full_name=row["full_name"],
                city={"zh": row["city_zh"], "en": row["city_en"] or english(row["city_zh"], stems)}
                if row["city_zh"]
                else None,
                province_id=row["province_id"],
                figures=row["figures"],
            )
            for number, (row, key) in enumerate(zip(found, keys, strict=True))
        ]
        self._by_key = {subject.key: subject for subject in self.subjects}
        by_name: dict[str, list[Subject]] = {}
        for subject in self.subjects:
            by_name.setdefault(subject.zh, []).append(subject)
        # a name that several bear leads nowhere
        self._by_name = {name: found[0] for name, found in by_name.items() if len(found) == 1}

    def find(self, name: str, row: Mapping[str, Any] | None = None) -> Subject | None:
        """The subject of a row that names one, or of a name that only one bears."""
        if row is not None and "subject_level" in row and "city_id" in row and row["subject_name"] == name:
            return self._by_key.get(_key(row))
        return self._by_name.get(name)


def _key(row: Mapping[str, Any]) -> Key:
    return (row["subject_level"], row["subject_name"], row["city_id"], row["zone_id"])


def _english(row: Row, stems: Mapping[str, str]) -> str:
    if row["subject_level"] == "city" and row["city_en"]:
        return str(row["city_en"])
    return english(row["subject_name"], stems)


def _page_name(row: Row, en: str) -> str:
    """What its page is called: a zone by its id, another by its name and number (jincheng-140500)."""
    level = row["subject_level"]
    if level == "zone" and row["zone_id"]:
        return str(row["zone_id"])
    number = {"city": row["city_id"], "province": row["province_id"]}.get(level)
    return f"{UNSAFE.sub('-', en.lower().replace('ü', 'u')).strip('-')}-{number or _digest(row)}"


def _digest(row: Row) -> str:
    return hashlib.sha256("|".join(str(part) for part in _key(row)).encode()).hexdigest()[:8]
