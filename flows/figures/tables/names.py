"""Whom a row or a column is about, where its head is a name and little else."""

from __future__ import annotations

import re

from flows.figures.discourse import Discourse
from flows.setting.model import NATION, Subject
from flows.setting.subjects import GENERIC_SUFFIXES, find_subjects
from flows.setting.zones import ZoneBook, place_subject
from flows.words.model import Token

_NOTE = re.compile(r"[（(][^（）()]*[）)]|[*＊]+")
_NUMBERED = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.．、]\s*|^其中[:：]?")
_FIRM = re.compile(r"(?:公司|集团|厂|银行|研究院|研究所)$")
_PARK = re.compile(r"(?:[园区]|新城|基地|片区|小镇|自贸港)$")
# as flows/setting cuts a park's name, so that it is the same zone in a sentence and in a table
_TAIL = re.compile(r"(?:产业园区?|科技园区?|工业园区?|物流园区?|..)$")
_BARE_NAME = re.compile(r"(?!合计|总计|全|平均|其他|其中|小计)[\u4e00-\u9fff]{2,4}")
_OF_ZONES = re.compile(r"开发区|经开区|高新区|园区|开发园|产业园")


class Namer:
    """Finds the subjects of one table's heads. `of_zones`: the table is about zones, so that 高平 is 高平's."""

    def __init__(self, state: Discourse, book: ZoneBook, words: str) -> None:
        self.state = state
        self.book = book
        self.home = state.section_subject or state.home
        self.of_zones = self.zones(words)
        # the one kind of zone that the words over the table name
        suffixes = book.lexicon.zone_suffixes
        kinds = {n.text: suffixes[n.text] for n in book.lexicon.find_names(words) if n.text in suffixes}
        own = [kind for text, kind in kinds.items() if text not in GENERIC_SUFFIXES]
        self.kind = own[0] if len({kind["short_suffix"] for kind in own}) == 1 else None

    @staticmethod
    def zones(words: str) -> bool:
        """Whether words tell that a table is about zones."""
        return bool(_OF_ZONES.search(words))

    def whole(self, level: str) -> Subject:
        """全市, 全省, 全国, 合计: the city, the province, the nation, whom the table is about."""
        if level == "nation":
            return NATION
        if level == "province":
            return self.state.province
        places = self.book.lexicon.places.by_id
        if level == "city" and self.home.level in ("zone", "county") and self.home.city_id in places:
            return place_subject(places[self.home.city_id])
        return self.home

    def find(self, text: str) -> list[Token]:
        """Subjects named among other words."""
        return find_subjects(text, 0, len(text), self.book, self.home)

    def name(self, text: str) -> Subject | None:
        """The zone, county, city or firm whose name the text is; None where it is none's."""
        bare = _NUMBERED.sub("", _NOTE.sub("", text).strip()).strip()
        if len(bare) < 2:
            return None
        found = self.find(bare)
        if found:
            last = found[-1]
            before = bare[: last.start]
            if (
                last.end == len(bare)
                and len(last.value) == 1
                and (not before or self._holds(before, last.value[0]))
            ):
                return last.value[0]
        if self.of_zones and (known := self.book.stems.get(bare)):
            return known
        lexicon = self.book.lexicon
        place = lexicon.places.find(bare, self.home.province_id, self.home.city_id)
        if place is not None:
            if self.of_zones and place.level == "county":
                own = {
                    row["zone_id"]: row for row in lexicon.zones.by_id.values()
                    if row["county_zh"] == place.name and row["city_id"] == place.city_id
                }  # fmt: skip
                if len(own) == 1:
                    return self.book.registered(*own.values())
            return place_subject(place)
        if _FIRM.search(bare):
            return Subject("enterprise", bare)
        return self._park(bare) or self._of_kind(bare)

    def _of_kind(self, name: str) -> Subject | None:
        """炉碧 in a table of 经济开发区 is 炉碧经济开发区."""
        where = self.book.lexicon.places.by_id.get(self.home.city_id or self.home.province_id or "")
        if self.kind is None or where is None or not _BARE_NAME.fullmatch(name):
            return None
        return self.book.discovered(where, name, "", self.kind)

    def _holds(self, before: str, subject: Subject) -> bool:
        """安徽 before 宿州高新区, 天津 before 滨海高新区: where the zone lies."""
        place = self.book.lexicon.places.find(before, self.home.province_id, self.home.city_id)
        return place is not None and place.place_id in (subject.province_id, subject.city_id)

    def _park(self, name: str) -> Subject | None:
        """A park that no register names is a zone of its own."""
        lexicon = self.book.lexicon
        place = lexicon.places.by_id.get(self.home.city_id or self.home.province_id or "")
        if place is None or not _PARK.search(name) or not 3 <= len(name) <= 20:
            return None
        suffix = max(
            (s for s in lexicon.zone_suffixes if name.endswith(s) and s != name), key=len, default=None
        )
        tail = suffix or _TAIL.search(name)[0]  # type: ignore[index]
        kind = lexicon.zone_suffixes.get(tail) or {
            "suffix": tail, "short_suffix": tail, "slug": "yq", "zone_type": "other",
        }  # fmt: skip
        return self.book.discovered(place, name.removesuffix(tail), "", kind)
