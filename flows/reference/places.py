"""Place names: from words in a text to GB/T 2260 codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from flows.reference.load import Reference

# kinds of places by their last character, the longest first
_SUFFIXES = {
    "区": ("特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "地区", "区"),
    "州": ("自治州",),
    "县": ("自治县", "县"),
    "旗": ("自治旗", "旗"),
    "省": ("省",),
    "市": ("市",),
    "盟": ("盟",),
}
# places that peoples govern themselves are named for them: 楚雄彝族自治州 is 楚雄 or 楚雄州, 禄劝彝族苗族自治县 is 禄劝 or 禄劝县
_AUTONOMOUS = {"自治州": "州", "自治县": "县", "自治旗": "旗"}
_PEOPLES = (
    "柯尔克孜", "塔吉克", "哈萨克族", "哈萨克", "达斡尔族", "鄂温克族", "蒙古族", "蒙古", "朝鲜族", "土家族", "布依族", "哈尼族",
    "景颇族", "傈僳族", "拉祜族", "布朗族", "纳西族", "普米族", "独龙族", "仫佬族", "毛南族", "仡佬族", "裕固族", "保安族", "东乡族",
    "撒拉族", "锡伯", "各族", "满族", "藏族", "羌族", "彝族", "苗族", "侗族", "壮族", "傣族", "白族", "回族", "瑶族", "畲族", "黎族",
    "佤族", "怒族", "水族", "土族",
)  # fmt: skip
_SHORT = {"神农架林区": "神农架", "六枝特区": "六枝"}
# short names that are plain words first: 物流通道, 互助, 沿河
_PLAIN = {"通道", "互助", "沿河"}
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
    if name in _SHORT:
        return _SHORT[name]
    for suffix in _SUFFIXES.get(name[-1:], ()):
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            short = name[: -len(suffix)]
            return _without_peoples(short) if suffix in _AUTONOMOUS else short
    return name


def _without_peoples(name: str) -> str:
    while people := next((p for p in _PEOPLES if name.endswith(p) and len(name) - len(p) >= 2), None):
        name = name.removesuffix(people)
    # 东乡族自治县 is named for nothing but its people
    return name.removesuffix("族") if len(name) > 2 else name


def full_names(name: str) -> tuple[str, ...]:
    """A place's names with its kind: 晋城市; 黔南布依族苗族自治州 and 黔南州."""
    kind = _AUTONOMOUS.get(name[-3:])
    return (name, short_name(name) + kind) if kind else (name,)


class Places:
    """All places of China, by full and by short name."""

    def __init__(self, reference: Reference) -> None:
        self.by_id: dict[str, Place] = {}
        self.by_name: dict[str, list[Place]] = {}
        self.by_short: dict[str, list[Place]] = {}
        # of each place, its names with its kind and, last, the one without
        self.names_of: dict[str, tuple[str, ...]] = {}
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
            *full, short = self.names_of[place.place_id] = (*full_names(place.name), short_name(place.name))
            if place.name in _GENERIC:
                continue
            for name in full:
                self.by_name.setdefault(name, []).append(place)
            if short != place.name and short not in _PLAIN:
                self.by_short.setdefault(short, []).append(place)
        # 海南 is the province, not the prefecture 海南藏族自治州; 河南 none of 青海's counties
        for places in self.by_short.values():
            if any(place.level == "province" for place in places):
                places[:] = [p for p in places if not p.name.endswith(tuple(_AUTONOMOUS))]

    @cached_property
    def names(self) -> frozenset[str]:
        """Every full and short name."""
        return frozenset(self.by_name) | frozenset(self.by_short)

    def named(self, name: str) -> list[Place]:
        """Every place of this full or short name."""
        return self.by_name.get(name, []) + self.by_short.get(name, [])

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
        found = self.named(name)
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
