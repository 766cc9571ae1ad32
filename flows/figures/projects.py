"""Named projects in a sentence: 总投资 x 亿元的 NAME, NAME 项目总投资 x 亿元, 年产 x 万吨 NAME 项目.

What stands inside a project's name is neither a subject nor an indicator: the grammar reads these spans first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from flows.words.model import Quantity, Token

CAPACITY = {"mass", "power", "storage", "volume", "length", "energy"}
_DELIMITER = re.compile(
    r"[，。；、！？：,;!?（(）)]|等(?=[一\d两三四五六七八九十多重大项促为正成相，。；、]|$)"
    r"|(?:和|及|与|以及)(?=(?:计划|预计)?(?:总)?投资[约达]?\d|[^，。；、]{0,14}?(?:总投资|投资)[约达]?\d|\d[\d.]*[万亿]元的)"
)
_HEAD = re.compile(
    r"(?:项目|工程|基地|产业园|生产线|园区|中心|产业城|科技城|物流园|示范园|工厂|总部|电站|电厂)"
)
_VERB_AFTER = re.compile(
    r"(?:等)?(?:的)?(?:正式|正在|仍在|成功|顺利|先后|相继|已经|已|纷纷|均|也|全部|开工|签约|落户|落地|投产|入驻|建成|启动|加快|进展|实现|提供|解决|签订|为|有序|有望|将)"
)
_GENERIC = re.compile(
    r"(?:一批|若干)?(?:重大|重点|优质|大|好|新|产业|工业|签约|开工|投产|储备|谋划|转型|以上|以下|类|个|战新|亿元|超|亿|完成|实现|累计|民生|基础设施)*(?:项目|工程)?(?:有|共|为)?$"
)
# 主营业务收入超100亿元的园区有5个
_THOSE_WITH = re.compile(
    r"(?:产业)?(?:园区|开发区|企业|集群|项目|基地)(?:有|达|共|数|\d|[一二两三四五六七八九十])"
)
_BATCH = re.compile(
    r"(?:签约|开工|投产|储备|谋划|铺排|一批”?|洽谈|重点|重大|转型|产业类?|承诺制|在建|续建|新建)项目$"
)
_FACET_BEFORE = re.compile(
    r"[（(]?(?:计划|预计|概算|估算|意向|总|协议|合同)*投资(?:额|总额|规模|估算)?(?:约|近|达|为|超|超过|达到|逾)?$"
)
_TRIM_LEFT = re.compile(
    r"^(?:完成|实现|累计|当年|其中|包括|例如|如|同时|此外|目前|并|由|对|为|在|将|把|加快|推进|推动|重点|抓好|引进|引入|签约|建设|实施|了|的|和|及|与|以及|年内|今年|“|”|一是|二是|三是|持续|全力|总投资)+"
)
_LEAD = re.compile(
    r"[，,：:](?:计划|预计|概算|估算|意向|协议|合同)?总?投资(?:额|总额|估算)?(?:约|近|达|为|是|超|超过|达到|逾)*$"
)
_DOING = re.compile(
    r"(?:项目|工程|基地|产业园|生产线|园区|中心|[一二三]期)(?P<doing>(?:正在|已经?|于?[^，。；]{0,3})?(?:洽谈|开工|开工建设|投产|封顶|签约|落地|落户|启动|推进|建设)了?)$"
)
# 40万吨|煤基新材料项目: named after how much it makes
_BY_SIZE = re.compile(r"(?!的|以上|以下)[\u4e00-\u9fffA-Za-z]{2,18}(?:项目|生产线|装置|工程)")
_ANNUAL = re.compile(r"(?:年产能?|年产量?|年处理|年加工|日产|年生产)$")
_ANNUAL_END = frozenset("产能量理工")
_CLAUSE_START = re.compile(r"[，。；、！？：,;!?（(）)]")
_NAME_START = re.compile(r"[，。；、！？：,;!?（(）)的]")
_QUOTES = re.compile(r"[\s“”\"]")

START = attrgetter("start")


@dataclass(slots=True)
class Project:
    """A named project: its name's span in cleaned text, and the tokens that say something of it."""

    start: int
    end: int
    name: str
    investment: int | None = None
    capacities: list[int] = field(default_factory=list)


def _capacity(token: Token, text: str) -> bool:
    if token.kind != "number" or not isinstance(token.value, Quantity):
        return False
    quantity = token.value
    if quantity.dimension in CAPACITY:
        return True
    return (
        quantity.dimension in ("count", "none", "floor")
        and text[token.start - 1] in _ANNUAL_END
        and bool(_ANNUAL.search(text[max(0, token.start - 4) : token.start]))
    )


def find_projects(text: str, tokens: Sequence[Token], start: int, end: int) -> list[Project]:
    """Projects named between two offsets, in order; `investment` and `capacities` are indices into `tokens`."""
    projects: list[Project] = []
    numbers = [(i, t) for i, t in enumerate(tokens) if t.kind == "number" and isinstance(t.value, Quantity)]
    for i, token in numbers:
        if token.value.dimension == "money":
            project = _named_after(text, tokens, i, end) if text.startswith("的", token.end) else None
            if project is None and text.find("投资", max(start, token.start - 14), token.start) >= 0:
                project = _named_before(text, tokens, i, start) or _named_in_clause_before(
                    text, tokens, i, start
                )
            if project:
                projects.append(project)
    for i, token in numbers:
        if not _capacity(token, text):
            continue
        inside = next((p for p in projects if p.start <= token.start < p.end), None)
        if inside is None:
            inside = _around_capacity(text, tokens, i, start, end)
            if inside is None:
                continue
            projects.append(inside)
        inside.capacities.append(i)
    return sorted(projects, key=START) if len(projects) > 1 else projects


def _named_after(text: str, tokens: Sequence[Token], i: int, end: int) -> Project | None:
    """总投资50亿元的康佳智慧科技城项目."""
    token = tokens[i]
    begin = token.end + 1
    following = next((t for t in tokens[i + 1 :] if t.start >= begin), None)
    if (
        following
        and following.kind == "number"
        and following.start <= begin + 1
        and not _capacity(following, text)
    ):
        return None
    name_end = _name_end(text, begin, end)
    name = text[begin:name_end]
    if _THOSE_WITH.match(name):
        return None
    said = bool(_FACET_BEFORE.search(text[max(0, token.start - 10) : token.start]))
    placed = i > 0 and tokens[i - 1].kind == "subject" and tokens[i - 1].end == token.start
    if (
        len(name) < 3
        or _GENERIC.fullmatch(name)
        or not (said or placed or _HEAD.search(name) or name.startswith("年产"))
    ):
        return None
    return Project(begin, name_end, _tidy(name), investment=i)


def _name_end(text: str, begin: int, end: int) -> int:
    """Where a project's name ends: at a delimiter, or after its last 项目 before a verb."""
    delimiter = _DELIMITER.search(text, begin, end)
    stop = delimiter.start() if delimiter else end
    heads = [m.end() for m in _HEAD.finditer(text, begin, stop)]
    for head in heads:
        if head == stop or _VERB_AFTER.match(text, head):
            return head
    projects = [h for h in heads if text[h - 2 : h] == "项目"]
    return projects[-1] if projects else stop


def _named_before(text: str, tokens: Sequence[Token], i: int, start: int) -> Project | None:
    """临宜环保科技产业园投资约9.4亿元; NAME项目，总投资3亿元 is left alone: a batch says the same."""
    token = tokens[i]
    before = text[max(start, token.start - 12) : token.start]
    facet = _FACET_BEFORE.search(before)
    if not facet:
        return None
    name_end = max(start, token.start - 12) + facet.start()
    head = [m for m in _HEAD.finditer(text, max(start, name_end - 4), name_end) if m.end() == name_end]
    if not head:
        return None
    begin = max((m.end() for m in _CLAUSE_START.finditer(text[start:name_end])), default=0) + start
    for other in tokens:
        if other.end == name_end and other.kind == "subject" and text[name_end - 1] == "园":
            continue  # 某某环保产业园 is what the money is for, whoever else bears such a name
        if begin < other.end <= name_end and (other.kind in ("period", "number", "subject")):
            begin = other.end
    name = _TRIM_LEFT.sub("", text[begin:name_end])
    if len(name) < 4 or _GENERIC.fullmatch(name) or (_BATCH.search(name) and len(name) < 9):
        return None
    return Project(name_end - len(name), name_end, _tidy(name), investment=i)


def _named_in_clause_before(text: str, tokens: Sequence[Token], i: int, start: int) -> Project | None:
    """玛钢衬氟项目，总投资为30亿元: the clause before is the name, from a delimiter to 项目."""
    token = tokens[i]
    before = text[max(start, token.start - 14) : token.start]
    lead = _LEAD.search(before)
    if not lead:
        return None
    name_end = max(start, token.start - 14) + lead.start()
    if doing := _DOING.search(text[max(start, name_end - 14) : name_end]):
        name_end = max(start, name_end - 14) + doing.start("doing")  # NAME项目正在洽谈，计划总投资约20亿元
    if not any(m.end() == name_end for m in _HEAD.finditer(text, max(start, name_end - 4), name_end)):
        return None
    begin = (
        max((m.end() for m in re.finditer(r"[，。；、！？：,;:!?（(）)]", text[start:name_end])), default=0)
        + start
    )
    for other in tokens:
        if begin < other.end <= name_end and (
            other.kind == "subject"
            or (other.kind == "number" and not _capacity(other, text))
            or other.kind == "period"
        ):
            begin = other.end
    name = _TRIM_LEFT.sub("", text[begin:name_end])
    if len(name) < 5 or _GENERIC.fullmatch(name) or _BATCH.search(name):
        return None
    return Project(name_end - len(name), name_end, _tidy(name), investment=i)


def _around_capacity(text: str, tokens: Sequence[Token], i: int, start: int, end: int) -> Project | None:
    """年产10000吨废反光膜资源化综合利用建设项目; 太行世纪10GWh电池生产线."""
    token = tokens[i]
    annual = _ANNUAL.search(text[max(start, token.start - 4) : token.start])
    name_end = _name_end(text, token.end, end)
    if not _HEAD.search(text, token.end, name_end):
        return None
    if token.value.dimension not in ("power", "storage") and not annual:
        named = _BY_SIZE.fullmatch(text, token.end, name_end)
        if named is None or text[token.start - 1] in "额量达为约产":
            return None
    if annual:
        begin = token.start - len(annual.group())
    else:
        left = text[start : token.start]
        begin = max((m.end() for m in _NAME_START.finditer(left)), default=0) + start
        for other in tokens[:i]:
            if begin < other.end <= token.start and other.kind in ("term", "period", "number", "subject"):
                begin = other.end
    begin = name_end - len(_TRIM_LEFT.sub("", text[begin:name_end]))
    return Project(begin, name_end, _tidy(text[begin:name_end]))


def _tidy(name: str) -> str:
    return _QUOTES.sub("", name)
