"""The register of development zones: from the ways a text prints a name to the zone it means.

A name is a stem and a type word (八达岭 + 经济开发区). The register is kept by stems, so that the type words of a class
stand for each other (经济技术开发区, 经开区) without a line for each way to write a name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from flows.reference.load import Reference
from flows.reference.places import Place, Places

Row = dict[str, Any]

LONGEST_PLACE = 8
"""Characters of the name of a place before a zone's at most."""
MOST_ANSWERS = 100_000
"""How many answers of `Zones.find` are kept."""

_APPROVED_BY = re.compile(r"(?:国家级?|省级)$")
# stems that any city may have: 城南, 滨江, 空港; they name a registered zone only in its own city
_ANYWHERE = re.compile(
    r"[东南西北中上下新老城江河湖海港山临滨沿环空高大部区心]{1,3}|经济|高新|工业|农业|现代|[甲乙丙][东南西北]"
)
# words for what a park makes: without its place before them they name any park
_TRADE = re.compile(
    r"[工产]业|科技|汽车|装备|材料|现代|生态|国际|化工|化学|经济|物流|食品|纺织|针织|航空|航天|软件|信息|医药|能源|智能"
    r"|循环|特色|服务|服装|陶瓷|家具|皮革|建材|电子|机械|生物|环保|创新|创业|综合|金属|铝|资源|计算|数据|数字|互联|物联|网络|智慧|智造|光电|光伏|储能|氢能|电池|电源|医疗|药|健康|轻工|五金|不锈钢|轴承|石材|白酒|煤电|盐化|石化|金融|商贸|商务|会展|电商|跨境|文化|文创|影视|动漫|留学|台商|华侨|侨商|民营|中小企业"
)
_BARE = "开发区"
_HIGH = "高新区"
_WIDE = set("（）—－")
_HALF_WIDTH = str.maketrans("（）—－", "()--")


class Zones:
    """All registered zones, by every way to print their names."""

    def __init__(self, reference: Reference, places: Places) -> None:
        self._places = places
        self.kinds: dict[str, Row] = {row["suffix"]: row for row in reference.rows("ref_zone_type")}
        # lengths of the type words by their last two characters, the longest first
        self._sizes: dict[str, list[int]] = {}
        for suffix in sorted(self.kinds, key=len, reverse=True):
            self._sizes.setdefault(suffix[-2:], []).append(len(suffix))
        self.by_id: dict[str, Row] = {}
        # by stem with the class of the type word behind it
        self._of_class: dict[str, list[Row]] = {}
        self._of_city: dict[str, list[Row]] = {}
        self._answers: dict[tuple[str, str | None, str | None, bool], Row | None] = {}
        self._families = {suffix: _family(row["short_suffix"]) for suffix, row in self.kinds.items()}
        self._stems: set[str] = set()
        self.irregular: dict[str, list[Row]] = {}
        """Names that end in no type word: these have to be looked for as they stand."""
        for row in reference.rows("ref_zone"):
            self.by_id[row["zone_id"]] = row
            self._add(row)
        self._longest = max(map(len, self._stems), default=0)
        # most type words stand behind no name, and its last two characters tell at once
        self._tails = {
            stem[-2:] for names in (places.by_name, places.by_short, self._stems) for stem in names
        }

    def __contains__(self, name: str) -> bool:
        """Whether the register has a zone of this name, or several. 浦东新区 is a district first."""
        if name[-2:] not in self._sizes or name in self._places.by_name:
            return name in self.irregular
        return bool(self._candidates(name))

    def split(self, name: str) -> tuple[str, str] | None:
        """A name's stem and its type word: 昆山国家级经开区 → 昆山, 经开区."""
        for size in self._sizes.get(name[-2:], ()):
            if len(name) > size and name[-size:] in self.kinds:
                return _APPROVED_BY.sub("", name[:-size]), name[-size:]
        return None

    def start_of(self, text: str, start: int, suffix: str) -> int | None:
        """Where the registered name begins that ends in the type word at `start`; the longest one, None where there is none.

        八达岭经开区 behind the name of a city that it does not lie in is another zone.
        """
        approved = _APPROVED_BY.search(text, max(0, start - 3), start)
        end = approved.start() if approved else start
        if text[max(0, end - 2) : end] not in self._tails:
            return None
        for size in range(min(self._longest, end), 1, -1):
            stem = text[end - size : end]
            if (stem in self._stems or self._is_place(stem)) and (rows := self._with(stem, suffix)):
                return self._first(text, end - size, stem, rows)
        return None

    def find(
        self,
        name: str,
        province_id: str | None = None,
        city_id: str | None = None,
        near: bool = False,
    ) -> Row | None:
        """The zone that a name means to somebody in a city or province.

        Where several bear it, the one that lies nearest; of these the one that the register gives just this name. None
        where that leaves several, and where the only one lies in another province and its name says nothing of where.

        Args:
            name: as printed.
            province_id: of who speaks.
            city_id: of who speaks.
            near: whether only zones of the province count.
        """
        asked = name, province_id, city_id, near
        if asked not in self._answers:
            if len(self._answers) >= MOST_ANSWERS:
                self._answers.clear()
            self._answers[asked] = self._find(*asked)
        return self._answers[asked]

    def of_city(self, city_id: str, short_suffix: str) -> Row | None:
        """The one zone of a class that is the city's own, no county's: the one named for the city, else the only one."""
        rows = [row for row in self._of_city.get(city_id, []) if row["short_name_zh"].endswith(short_suffix)]
        named = f"{self._places.names_of[city_id][-1]}{short_suffix}"
        own = [row for row in rows if row["short_name_zh"] == named]
        return (own or rows)[0] if len(own or rows) == 1 else None

    def _find(self, name: str, province_id: str | None, city_id: str | None, near: bool) -> Row | None:
        stem = (self.split(name) or (name, ""))[0]
        found = self._candidates(name)
        place = self._places.find(stem, province_id, city_id)
        held = [row for row in found if place and self._holds(row, place)]
        if place and place.province_id == province_id:
            # 朝阳经开区 in a report of Beijing is none of 朝阳市
            found, near = held, True
        elif city_id and _names_any(stem):
            found = [row for row in found if row["city_id"] in (city_id, None) or self._bears(row, name)]
        for column, here in (("city_id", city_id), ("province_id", province_id)):
            close = [row for row in found if here and row[column] == here]
            if close:
                return self._best(close, name)
        if near:
            return None
        if place:  # 东湖 is a district far away, and 东湖高新区 lies elsewhere still
            return self._best(held, name) or _only([row for row in found if self._bears(row, name)])
        row = self._best(found, name)
        known = row and (province_id is None or name == row["name_zh"] or self._says_where(stem, row))
        return row if known else None

    def _best(self, rows: list[Row], name: str) -> Row | None:
        return _only(rows) or _only([row for row in rows if self._bears(row, name)])

    def _holds(self, row: Row, place: Place) -> bool:
        """Whether a zone may be the one of a place: it lies there, or as far as the register says it may."""
        if place in self._own_places(row):
            return True
        return row["province_id"] == place.province_id and row["city_id"] in (None, place.city_id)

    def _candidates(self, name: str) -> list[Row]:
        split = self.split(name)
        if split is None:
            return self.irregular.get(name, [])
        rows = self._with(*split)
        if rows:
            return rows
        # 江苏省扬州高新区, 常州市金坛经开区: the places that it lies in, before a name
        stem, suffix = split
        for size in range(2, len(stem) - 1):
            before = self._places.named(stem[:size])
            rows = self._candidates(stem[size:] + suffix) if before else []
            if rows := [row for row in rows if any(place in self._own_places(row) for place in before)]:
                return rows
        return []

    def _with(self, stem: str, suffix: str) -> list[Row]:
        """The zones of a stem whose type words are of the same class as this one."""
        family = self._families[suffix]
        rows = self._of_class.get(stem + family)
        if rows:
            return rows
        places = self._places.named(stem)
        wide = (place for place in places if place.level != "county")
        if suffix == _BARE and any(stem in self._places.names_of[place.place_id][:-1] for place in wide):
            return []  # 晋城市开发区, 延边州开发区: all of the place's
        for place in places:  # 运城市 for 运城, 襄城 for 襄城县
            for name in self._places.names_of[place.place_id]:
                found = self._of_class.get(name + family, [])
                if rows := [row for row in found if place in self._own_places(row)]:
                    return rows
        if suffix == _BARE:
            # 东湖开发区 is 东湖高新技术开发区; that of the place itself may be one that nobody registered
            high = [row for row in self._of_class.get(stem + _HIGH, []) if row["name_zh"].endswith(_BARE)]
            return [row for row in high if not any(place in self._own_places(row) for place in places)]
        return []

    def _is_place(self, stem: str) -> bool:
        return stem in self._places.by_short or stem in self._places.by_name

    def _own_places(self, row: Row) -> list[Place]:
        """The county, the city and the province that a zone lies in."""
        ids, city_id, province_id = self._places.by_id, row["city_id"], row["province_id"]
        counties = self._places.by_name.get(row["county_zh"], ())
        county = next((c for c in counties if c.city_id == city_id and c.province_id == province_id), None)
        found = (county, ids.get(city_id), ids[province_id])
        return [place for place in found if place is not None]

    def _first(self, text: str, start: int, stem: str, rows: list[Row]) -> int | None:
        """Where a name begins with the places before it that it lies in; None where its own words may be another's."""
        for size in range(min(LONGEST_PLACE, start), 1, -1):
            if before := self._places.named(text[start - size : start]):
                if any(place in self._own_places(row) for row in rows for place in before):
                    return self._first(text, start - size, stem, rows)
                return start if self._is_place(stem) else None
        return start

    def _says_where(self, stem: str, row: Row) -> bool:
        """Whether somebody far away would know which zone is meant."""
        if self._is_place(stem) or _names_any(stem):
            return False
        own = tuple(self._places.names_of[place.place_id][-1] for place in self._own_places(row))
        return stem.startswith(own) or not _TRADE.search(stem)

    def _add(self, row: Row) -> None:
        own = self._own_places(row)
        name, short = row["name_zh"], row["short_name_zh"]
        keys = []
        for printed in (name, *row["aliases"].split(";")) if row["aliases"] else (name,):
            keys += self._keys(printed, row, own)
        if short not in keys:
            keys += self._keys(short, row, own)
        if not _WIDE.isdisjoint(name):
            keys += self._keys(name.translate(_HALF_WIDTH), row, own)
        for key in keys:
            rows = self._of_class.setdefault(key, [])
            if not rows or rows[-1] is not row:
                rows.append(row)
        if row["city_id"] and not row["county_zh"]:
            self._of_city.setdefault(row["city_id"], []).append(row)

    def _keys(self, name: str, row: Row, own: list[Place]) -> list[str]:
        """The ways to print a name, each with the class of its type word."""
        split = self.split(name)
        if split is None:
            rows = self.irregular.setdefault(name, [])
            rows += [row] if row not in rows else []
            return []
        stem = self._without_province(split[0], row)
        stems = (split[0], stem, *self._without_places(stem, own))
        self._stems.update(stems)
        return [each + self._families[split[1]] for each in stems]

    def _without_province(self, name: str, row: Row) -> str:
        """A name without its province before it, as the standard names provincial zones: 江苏淮安经济开发区."""
        *_, province = self._places.names_of[row["province_id"]]
        if name.startswith(province) and len(name) > len(province) + 1:
            return name[len(province) :].removeprefix("省")
        return name

    def _bears(self, row: Row, name: str) -> bool:
        """Whether the register gives a zone just this name."""
        names = (row["name_zh"], row["short_name_zh"], *(row["aliases"] or "").split(";"))
        return name in names or name == self._without_province(row["name_zh"], row)

    def _without_places(self, stem: str, own: list[Place]) -> list[str]:
        """A stem without the places before it that the zone lies in: 长春榆树 → 榆树, 临潼区新丰 → 临潼新丰, 新丰."""
        ways: list[str] = []
        for place in own:
            *full, short = self._places.names_of[place.place_id]
            if stem[:2] != short[:2]:
                continue
            for name in (*full, short):
                rest = stem.removeprefix(name)
                if rest == stem or len(rest) < 2 or rest[0] in "市县区省":
                    continue
                if not _TRADE.search(rest) or self._is_place(rest):
                    ways += (rest, *self._without_places(rest, own))
                if name != short:
                    ways.append(short + rest)
                break
        return ways


def _family(short_suffix: str) -> str:
    # 工业园 and 工业园区 are one
    return short_suffix.removesuffix("区") if short_suffix.endswith("园区") else short_suffix


def _names_any(stem: str) -> bool:
    """Whether a stem says so little that any city may have such a zone: 城南, 航空."""
    return bool(_ANYWHERE.fullmatch(stem)) or not _TRADE.sub("", stem)


def _only(rows: list[Row]) -> Row | None:
    return rows[0] if len(rows) == 1 else None


@lru_cache(maxsize=MOST_ANSWERS)
def zone_id(place: Place | None, own: str, slug: str) -> str:
    """The id of a zone, 昆山经开区 → kunshan-jkq-320583.

    Args:
        place: that it is named for or lies in, None where nothing tells.
        own: what its name says besides the place (常州 + 滨江); empty where that is all.
        slug: of its type word.
    """
    parts = [_latin(place.name_en or place.name)] if place else []
    if own:
        from pypinyin import lazy_pinyin  # slow to import, and seldom needed

        parts.append(_latin("".join(lazy_pinyin(own))))
    return "-".join([*parts, slug, place.place_id if place else "cn"])


def _latin(text: str) -> str:
    """Lower-case letters and digits only: Lu'an → luan, Lüliang → lvliang."""
    return re.sub(r"[^a-z0-9]", "", text.lower().replace("ü", "v")) or "zone"
