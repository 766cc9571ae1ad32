"""Place names: from words in a text to GB/T 2260 codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from flows.reference.load import Reference

_SUFFIXES = (
    "特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "自治县", "地区", "省", "市", "盟", "县", "区", "旗",
)  # fmt: skip
# prefectures are named for the peoples who govern themselves there: 楚雄彝族自治州 is 楚雄, or 楚雄州
_PREFECTURE = "自治州"
_PEOPLES = (
    "柯尔克孜", "哈萨克", "蒙古族", "蒙古", "朝鲜族", "土家族", "布依族", "哈尼族", "景颇族", "傈僳族", "藏族", "羌族", "彝族",
    "苗族", "侗族", "壮族", "傣族", "白族", "回族",
)  # fmt: skip
# full names that are also plain words, or that a dozen cities share: no place without its city
_GENERIC = {"城区", "郊区", "矿区", "新区", "新城区", "市区", "县城"}


MOST_ANSWERS = 100_000
"""How many answers of `Places.find` are kept."""


@dataclass(frozen=True, slots=True)
class Place:
    """A province, city or county. `city_id` is null for provinces and for counties under a province."""

    place_id: str
    name: str
    level: str
    city_id: str | None
    province_id: str
    name_en: str | None = None


def short_name(name: str) -> str:
    """A place's name without its kind: 晋城市 → 晋城; 楚雄彝族自治州 → 楚雄; 盂县 stays, since one character names nothing."""
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            short = name[: -len(suffix)]
            return _without_peoples(short) if suffix == _PREFECTURE else short
    return name


def _without_peoples(name: str) -> str:
    while people := next((p for p in _PEOPLES if name.endswith(p) and len(name) - len(p) >= 2), None):
        name = name.removesuffix(people)
    return name


def _short_names(name: str) -> tuple[str, ...]:
    short = short_name(name)
    return (short, f"{short}州") if name.endswith(_PREFECTURE) else (short,)


class Places:
    """All places of China, by full and by short name."""

    def __init__(self, reference: Reference) -> None:
        self.by_id: dict[str, Place] = {}
        self.by_name: dict[str, list[Place]] = {}
        self.by_short: dict[str, list[Place]] = {}
        # a text asks for the same few names again and again
        self._answers: dict[tuple[str, str | None, str | None, str | None], Place | None] = {}
        for row in reference.frames["ref_place"].iter_rows(named=True):
            place = Place(
                row["place_id"],
                row["name_zh"],
                row["level"],
                row["city_id"],
                row["province_id"],
                row["name_en"],
            )
            self.by_id[place.place_id] = place
            if place.name in _GENERIC:
                continue
            self.by_name.setdefault(place.name, []).append(place)
            for short in _short_names(place.name):
                if short != place.name:
                    self.by_short.setdefault(short, []).append(place)
        # 海南 is the province, not the prefecture 海南藏族自治州
        for places in self.by_short.values():
            if any(place.level == "province" for place in places):
                places[:] = [place for place in places if not place.name.endswith(_PREFECTURE)]

    @cached_property
    def names(self) -> frozenset[str]:
        """Every full and short name."""
        return frozenset(self.by_name) | frozenset(self.by_short)

    def find(
        self, name: str, province_id: str | None = None, city_id: str | None = None, level: str | None = None
    ) -> Place | None:
        """The place a name means: full names before short ones, near places before far ones, cities before counties.

        None where the name is unknown, or means several places none of which lies near.
        """
        asked = name, province_id, city_id, level
        if asked not in self._answers:
            if len(self._answers) >= MOST_ANSWERS:
                self._answers.clear()
            self._answers[asked] = self._find(*asked)
        return self._answers[asked]

    def _find(
        self, name: str, province_id: str | None, city_id: str | None, level: str | None
    ) -> Place | None:
        found = self.by_name.get(name, []) + self.by_short.get(name, [])
        if level:
            found = [place for place in found if place.level == level]
        for near in (
            [p for p in found if city_id and p.city_id == city_id],
            [p for p in found if province_id and p.province_id == province_id],
            found,
        ):
            for kind in ("city", "province", "county"):
                same = [place for place in near if place.level == kind]
                if len(same) == 1 or (same and near is not found):
                    return same[0]
                if same:
                    return None
        return None
