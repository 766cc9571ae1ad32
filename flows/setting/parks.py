"""Parks and enterprises that no list knows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.setting.model import Subject
from flows.setting.naming import own_name
from flows.setting.zones import ZoneBook
from flows.words.model import Token

AND = re.compile(r"[、和及与]")
_FIRM = re.compile(
    r"(?:股份|有限责任|集团|实业)?有限公司|股份公司|(?:公司|集团)(?=[^，。；]{0,6}?(?:产值|营收|营业收入|销售|税收|利润|进出口|出口))"
)
_NOT_FIRM = re.compile(r"引进|引入|依托|支持|由|与|和|在|对|如|的|是|即|为|以|及|向|从")
# a park where a clause begins, with a number of its own: 云计算产业园入驻企业128家
_PARK = re.compile(
    r"(?:^|(?<=[，。；：！？\n、和与及]))(?:其中[，、]?)?(?P<own>[\u4e00-\u9fffA-Za-z\d]{2,12}?)"
    r"(?P<kind>产业园区?|科技园区?|工业园区?|物流园区?|创新园|生态园|片区|组团|经济区|功能区|试验区|[\u4e00-\u9fff]园)"
    r"(?=[、和与及分均]|[入规实完今去产营税共现聚落工固新累总亩在投全总上下从已面从主招外进])(?!\D{0,3}\d+[个家座])(?=[^，。；]{0,16}?\d)"
)
# a park that is being built is a project: 某某产业园二期, 产业园项目, 产业园总投资
BEING_BUILT = re.compile(r"[（(“”]?(?:[一二三四]期|项目|工程)|总?投资(?!增|同|完成|下)")
NOT_OWN = re.compile(
    r"这些|那些|这几|上述|其他|其它|多数|少数|个别|组织|参[评加]|引导|鼓励|指导|督促|涉及|部分|相关|有关|所在|所属|辖区|原有|其余|剩余|现有|全体|周边|外地|先行|优秀|落后|后进|上榜|入围|获评|[国省]批|申报|考核|晋级|升级|争创|列入|纳入|目前|重点|主要|特色|现代|先进|产业|工业|经济|国家|其中|[各几两三四五六七八九]大|家级"
    r"|^[今去来年季月底省市县级化型新我本该两三四五六个家全所以于从由到上下内外有无是成立设争获入被让使]|[今去来年季月底省市县级化型个家以于从由到上下内外有无是立设争获入被让使]$"
)


def parks_in(
    text: str, start: int, end: int, taken: Sequence[Token], book: ZoneBook, home: Subject
) -> list[Token]:
    """Parks inside the zone, county or city that speaks, which no list knows."""
    found = []
    place = book.lexicon.places.by_id.get(home.city_id or "")
    for match in _PARK.finditer(text, start, end):
        begin = match.start("own")
        if any(t.start < match.end() and begin < t.end for t in taken):
            continue
        if (
            begin > start
            and AND.match(text, begin - 1)
            and not any(t.end == begin - 1 and t.value[-1].level == "zone" for t in taken)
        ):
            continue  # in a list, only behind another zone
        if match["kind"].endswith("园") and BEING_BUILT.match(text, match.end()):
            continue
        own = own_name(match["own"], book, among=home.level == "zone")
        if own is None or NOT_OWN.search(own[:2]):
            continue
        kind = book.lexicon.zone_suffixes.get(match["kind"]) or {
            "suffix": match["kind"], "short_suffix": match["kind"], "slug": "yq", "zone_type": "other",
        }  # fmt: skip
        begin = match.start("kind") - len(own)
        found.append(Token(begin, match.end(), "subject", (book.discovered(place, own, "", kind),)))
    return found


def firms_in(text: str, start: int, end: int, taken: list[Token]) -> list[Token]:
    """Enterprises by their full names: 湖南恒兴木业有限公司."""
    found = []
    for match in _FIRM.finditer(text, start, end):
        lead = re.search(
            r"(?:[^\u4e00-\u9fffA-Za-z（()）]|^)([\u4e00-\u9fffA-Za-z（()）]{2,24})$",
            text[max(start, match.start() - 26) : match.start()],
        )
        if lead is None:
            continue
        name = _NOT_FIRM.split(lead[1])[-1]
        if len(name) < 3:
            continue
        begin = match.start() - len(name)
        if any(t.start < match.end() and begin < t.end and len(t.value) > 1 for t in taken):
            continue
        taken[:] = [t for t in taken if not (begin <= t.start and t.end <= match.end())]
        found.append(Token(begin, match.end(), "subject", (Subject("enterprise", name + match.group()),)))
    return found
