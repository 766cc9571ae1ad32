"""The zones that documents name: those of the register, and those that it lacks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.reference.places import Place, short_name
from flows.reference.zones import zone_id
from flows.setting.model import Subject
from flows.words.lexicon import Lexicon


@dataclass
class ZoneBook:
    """The zones that each document names and the register lacks, so that no document depends on another's."""

    lexicon: Lexicon
    found: dict[str, dict[str, dict[str, object]]] = field(default_factory=dict)
    document_id: str = ""
    # names of the article at hand that no list knows, and whom each means
    local: Mapping[str, Subject] = field(default_factory=dict)
    local_pattern: re.Pattern[str] | None = None
    # what a list or a table may call a zone that the article names in full: 高台 for 高台工业园区
    stems: Mapping[str, Subject] = field(default_factory=dict)
    _registered: dict[str, Subject] = field(default_factory=dict)

    def open(self, document_id: str) -> None:
        """Note from now on what this document names."""
        self.document_id = document_id
        self.know({})

    def know(self, local: Mapping[str, Subject], stems: Mapping[str, Subject] | None = None) -> None:
        """Take over the names that the article at hand gives to zones that no list knows, and the stems of all its zones."""
        self.local, self.stems = local, stems or {}
        longest_first = sorted(local, key=lambda name: (-len(name), name))
        self.local_pattern = re.compile("|".join(map(re.escape, longest_first))) if local else None

    def registered(self, row: Mapping[str, Any]) -> Subject:
        """A zone of the register."""
        subject = self._registered.get(row["zone_id"])
        if subject is None:
            subject = Subject(
                "zone", row["short_name_zh"], row["province_id"], row["city_id"], row["zone_id"]
            )
            self._registered[row["zone_id"]] = subject
        return subject

    def discovered(self, place: Place | None, name: str, middle: str, kind: dict[str, str]) -> Subject:
        """A zone made of a place name, an optional middle name and a type word (常州 + 滨江 + 经开区).

        Args:
            place: where it lies, None where nothing tells.
            name: the place's name, or the zone's own where it is named for no place that is known.
            middle: what stands between that and the type word.
            kind: the type word, a row of ref_zone_type.
        """
        short = f"{name}{middle}{kind['short_suffix']}"
        province_id, city_id = (place.province_id, place.city_id) if place else (None, None)
        known = self.lexicon.zones.find(short, province_id, city_id, near=True)
        if known and (city_id is None or known["city_id"] in (None, city_id)):
            return self.registered(known)
        own = middle if place and place in self.lexicon.places.named(name) else name + middle
        made = zone_id(place, own, kind["slug"])
        self.found.setdefault(self.document_id, {}).setdefault(
            made,
            {
                "zone_id": made,
                "name_zh": f"{name}{middle}{kind['suffix']}",
                "short_name_zh": short,
                "province_id": province_id,
                "city_id": city_id,
                "county_zh": place.name if place and place.level == "county" else None,
                "level": "unknown",
                "zone_type": kind["zone_type"],
                "registered": False,
            },
        )
        return Subject("zone", short, province_id, city_id, made)

    def of_place(self, place: Place, name: str, kind: dict[str, str], middle: str = "") -> Subject:
        """The zone of a kind that is named for a place: 昆山 or 昆山市 → 昆山经开区."""
        if name == place.name:
            name = short_name(name)
        return self.discovered(place, name, middle, kind)

    def of_its_own(self, name: str, home: Subject) -> Subject | None:
        """The zone that a name means where the registered ones that bear it lie elsewhere; None where it is a place's."""
        stem, suffix = self.lexicon.zones.split(name) or ("", "")
        if not stem or self.lexicon.places.named(stem):
            return None
        place = self.lexicon.places.by_id.get(home.city_id or "")
        return self.discovered(place, stem, "", self.lexicon.zone_suffixes[suffix])

    def of_kind(self, home: Place, kind: dict[str, str]) -> Subject:
        """The one zone of a kind in a city: the registered one if there is just one, else the city's name and the kind."""
        row = self.lexicon.zones.of_city(home.place_id, kind["short_suffix"])
        if row:
            return self.registered(row)
        return self.discovered(home, short_name(home.name), "", kind)

    def lend(self, subject: Subject, lender: str) -> None:
        """Note for this document too who speaks in the one that it runs on from."""
        row = self.found.get(lender, {}).get(subject.zone_id or "")
        if row is not None:
            self.found.setdefault(self.document_id, {}).setdefault(str(row["zone_id"]), row)


def place_subject(place: Place) -> Subject:
    """The subject a place stands for."""
    return Subject(place.level, place.name, place.province_id, place.city_id)
