"""What a head says: of a column, a row, a group of rows, or the words over the whole table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from flows.figures.discourse import Concept, Discourse
from flows.figures.tables.names import Namer
from flows.setting.model import Subject
from flows.words.lexicon import OTHER, Lexicon
from flows.words.periods import Anchor, Span, parse, year_of

_BRACKET = re.compile(r"[（(\[【]\s*(?:(?:计量)?单位[:：]?)?\s*(?P<inside>[^（）()\[\]【】]*)[）)\]】]")
_UNIT_SAID = re.compile(r"(?:计量)?单位[:：]\s*(?P<inside>[^\s）)\]】。；]+(?:[、,，]\s*[^\s）)\]】。；]+)*)")
_APART = re.compile(r"[、,，;；/和及 ]+")
_VERSUS = re.compile(
    r"(?<![占同环对可])[比较](?![重例较值率])(?P<than>[^（）()增升回提高低加减变±]{1,12}?)(?=[增升回提高低下加减变±（(\s]|$)"
)
_PREVIOUS = re.compile(r"(?:上年|去年|上一年)(?:同期|末|底)?$")
_PLAN = r"(?P<plan>(?:年度|全年|年初|年)?(?:目标任务|计划任务|目标|计划|任务|预算)数?)"
_COMPLETION = re.compile(
    rf"(?:完成|占){_PLAN}的?(?:比重|比例|比|进度|情况|率|百分比|(?=[%（(\s前后末居靠])|$)"
    rf"|{_PLAN.replace('<plan>', '<plan2>')}的?完成(?:率|比例|比|进度|百分比|情况(?=[（(]%))"
)
_SHARE = re.compile(
    r"占(?![地用])(?P<whole>[^（）()%比重]{0,12}?)的?(?:比重|比例|份额|百分比|比|(?=[%（(\s])|$)"
)
_QUARTERLY = re.compile(r"环比")
_CLASS = re.compile(
    r"(?P<whole>全[省市国区县州]|各)?(?P<rank>国家级|省级(?:及?以上)?|市级)?(?P<kind>[\u4e00-\u9fff]{0,4}(?:开发区|高新区|经开区|园区|综保区))"
    r"(?:合计|平均|总计|小计)?$"
)
_SETTER = re.compile(r"(?P<province>省定|省下达|省级)|(?P<city>市定|市下达|市级)")
_THIS_YEAR = re.compile(r"(?:今年|本年|当年)度?(?:以来)?")
_DIGIT = re.compile(r"\d")
_SEPARATORS = re.compile(r"[\W\d_]+")
_PART = re.compile(r"(?:产业|行业|制造业|[^企]业|企业|产品|领域|集群)$")
_CLOSED_CLASS = {
    "filler", "done", "growth", "yoy", "bound", "within", "aspect", "step", "noun", "distribute", "turn",
}  # fmt: skip
_NO_CONCEPT = ("none", "zones")
_MEASURES = ("rank", "completion", "share", "gap", "pull", "growth")
OPEN_END = ("now", "since", "until", "month_end", "year", "whole")
"""Kinds of periods at whose end a stock is meant."""


@dataclass
class Head:
    """What a head says; None and empty where it is silent.

    `unknown`: words that the lexicon doesn't know, in a head without a concept. `of`: the units of the quantity that a
    growth or a rank is of. `cut`: the month, the year to date or the year before of the period that holds else.
    `label`: the column only says which row it is (subject, project, indicator, part, unit, number, note, period).
    """

    text: str = ""
    concept: Concept | None = None
    several: bool = False
    facet: str | None = None
    unknown: str = ""
    measure: str | None = None
    rank_of: str | None = None
    down: bool = False
    units: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    span: Span | None = None
    span_kind: str = ""
    cut: str | None = None
    subjects: tuple[Subject, ...] = ()
    whole: bool = False
    scope: str | None = None
    target: bool = False
    set_by: str | None = None
    comparator: str | None = None
    label: str | None = None

    @property
    def derived(self) -> bool:
        """增速（%）, 位次: says how to take a quantity that another head names."""
        return not self.concept and not self.unknown and self.measure is not None

    def over(self, far: Head) -> Head:
        """This head with what a farther one (the cell over it) says where it is silent."""
        if self.concept and far.concept and self.facet is None and self.concept.name == far.concept.name:
            facet = far.facet
        else:
            facet = self.facet or (far.facet if not self.concept else None)
        return replace(
            self,
            text=f"{far.text}{self.text}" if far.text != self.text else self.text,
            concept=self.concept or far.concept,
            facet=facet,
            unknown=self.unknown or far.unknown if not (self.concept or far.concept) else "",
            measure=self.measure or far.measure,
            rank_of=self.rank_of
            or (far.measure if self.measure == "rank" and far.measure == "growth" else far.rank_of),
            down=self.down or far.down,
            units=self.units or (far.units if not self.measure or far.measure else ()),
            of=self.of or (far.units if self.measure else ()),
            span=self.span or far.span,
            span_kind=self.span_kind if self.span else far.span_kind,
            cut=self.cut or (far.cut if not self.span else None),
            subjects=self.subjects or far.subjects,
            whole=self.whole if self.subjects else far.whole,
            scope=self.scope or far.scope,
            target=self.target or far.target,
            set_by=self.set_by or far.set_by,
            comparator=self.comparator or far.comparator,
        )


@dataclass(frozen=True)
class HeadWords:
    """The words of heads, compiled once for a lexicon: pattern, longest first, and role and value of each."""

    pattern: re.Pattern[str]
    roles: dict[str, list[tuple[str, str]]] = field(hash=False)

    def label(self, text: str) -> str | None:
        """What a column only labels its rows by, where the whole text says so."""
        return next((value for role, value in self.roles.get(_plain(text), ()) if role == "label"), None)


@lru_cache(maxsize=4)
def head_words(lexicon: Lexicon) -> HeadWords:
    """The words of heads of this lexicon's reference tables."""
    roles: dict[str, list[tuple[str, str]]] = {}
    for row in lexicon.reference.rows("ref_table_word"):
        roles.setdefault(row["words"], []).append((row["role"], row["value"] or ""))
    words = sorted(
        (w for w, does in roles.items() if any(r != "label" for r, _ in does)), key=len, reverse=True
    )
    return HeadWords(re.compile("|".join(map(re.escape, words))), roles)


def _plain(text: str) -> str:
    bare = text.strip(" :：*\t")
    return bare.replace(" ", "")


class HeadReader:
    """Reads the heads of one table."""

    def __init__(self, state: Discourse, namer: Namer) -> None:
        self.state = state
        self.namer = namer
        self.lexicon = state.lexicon
        self._read: dict[tuple[str, bool, Subject], Head] = {}
        self.words = head_words(state.lexicon)
        now = state.now
        # a table at the end of a report stands under its plans, and says what was done all the same
        year = year_of(now) if now is not None else state.year
        self.anchor = Anchor(year, now, year)

    def units(self, text: str) -> tuple[str, ...]:
        """The units that words like 亿元、% name; none where a word is no unit."""
        known = self.lexicon.units
        bare = text.strip().lstrip("±＋+-－/")
        if bare in known:
            return (bare,)
        units = [piece.strip().lstrip("±＋+-－") for piece in _APART.split(text) if piece.strip()]
        return tuple(units) if units and all(unit in known for unit in units) else ()

    def pieces(self, texts: Iterable[str]) -> Head:
        """What stands over a column, the farthest first; words that a narrow column broke are read as one."""
        texts = [text for text in texts if text]
        if not texts:
            return Head()
        head = self.read(texts[-1])
        for text in reversed(texts[:-1]):
            head = head.over(self.read(text))
        if len(texts) > 1 and not head.concept:
            joined = self.read("".join(texts))
            if joined.concept or (head.unknown and not joined.unknown):
                return joined
        return head

    def read(self, text: str, caption: bool = False) -> Head:
        """What a text says as a head; `caption`: over the whole table, where more than one thing may be named.

        The same text gives the same head, which nobody changes.
        """
        asked = text, caption, self.namer.home
        head = self._read.get(asked)
        if head is None:
            head = self._read[asked] = self._head(text, caption)
        return head

    def _head(self, text: str, caption: bool) -> Head:
        head = Head(text=text.strip())
        label = self.words.label(text)
        if label:
            head.label = label
            return head
        rest = self._units(head, text, caption)
        rest = self._measures(head, rest)
        rest = self._subjects(head, rest, caption)
        rest = self._concepts(head, rest)
        rest = self._words(head, self._periods(head, rest))
        left = self._left(rest, () if head.concept else ("population",))
        if left and not head.units and (units := self.units(left)):
            head.units, left = units, ""
        if len(left) > 1:
            if head.concept is None:
                head.unknown = head.unknown or left
            elif _PART.search(left) and not caption and left[0] != "规":
                head.scope = head.scope or left
        if "个百分点" in head.units or "百分点" in head.units:
            head.measure = "pull" if head.measure == "pull" else "gap"
        return head

    def _units(self, head: Head, text: str, caption: bool) -> str:
        """Take the units out of brackets, or behind 单位：; other brackets are notes."""
        found: list[str] = []

        def take(match: re.Match[str]) -> str:
            units = self.units(match["inside"])
            found.extend(units)
            if units:
                return " "
            # 县（市、区） is a word with brackets in it; （2023年1-12月累计） says what it says
            inside = match["inside"]
            return (
                f" {inside} "
                if caption or _DIGIT.search(inside)
                else " "
                if len(inside) > 4
                else match.group()
            )

        rest = _BRACKET.sub(take, _UNIT_SAID.sub(take, text))
        head.units = tuple(dict.fromkeys(found))
        return rest

    def _measures(self, head: Head, rest: str) -> str:
        """比…, 占…比重 and 完成…目标 with what they are against."""
        if match := _COMPLETION.search(rest):
            head.measure, head.comparator = "completion", match["plan"] or match["plan2"]
            return f"{rest[: match.start()]} {rest[match.end() :]}"
        if match := _VERSUS.search(rest):
            if not _PREVIOUS.match(match["than"]):
                head.comparator = match["than"]
                head.measure = "growth" if "%" in head.units else "gap"
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
        elif match := _SHARE.search(rest):
            head.measure, head.comparator = "share", match["whole"] or None
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
        if match := _QUARTERLY.search(rest):
            head.measure, head.comparator = "growth", "上期"
            rest = rest.replace("环比", " ")
        return rest

    def _subjects(self, head: Head, rest: str, caption: bool) -> str:
        bare = _plain(rest).removeprefix("其中").lstrip(":：")
        known = self.lexicon.terms.get(bare)
        if known is not None and known.tags.get("concept", "none") not in _NO_CONCEPT:
            return rest
        match = _CLASS.match(bare)
        if match and (match["whole"] or match["rank"]) and not caption:
            head.subjects = (
                self.namer.whole({"全省": "province", "全国": "nation"}.get(match["whole"] or "", "home")),
            )
            head.scope = f"{match['rank']}{match['kind']}" if match["rank"] else None
            return ""
        tokens = self.namer.find(rest)
        for token in reversed(tokens):
            rest = f"{rest[: token.start]} {rest[token.end :]}"
        if tokens and (not caption or len({s for t in tokens for s in t.value}) == 1):
            head.subjects = tokens[-1].value
        return rest

    def _concepts(self, head: Head, rest: str) -> str:
        lexicon = self.lexicon
        names: list[str] = []
        out = rest
        for start, end, term in lexicon.find_terms(rest):
            tags = term.tags
            name = tags.get("concept")
            if name in _NO_CONCEPT:
                continue
            if name == OTHER:
                head.unknown = term.text
            elif name:
                head.concept = Concept(name, tags.get("facet"), term.text)
                names.append(name)
            if "facet" in tags:
                head.facet = tags["facet"]
            elif "benchmark" in tags and tags["benchmark"].startswith("plan|") and "投资" in term.text:
                head.target, head.facet = True, "completed"
            elif not name:
                continue
            out = f"{out[:start]}{' ' * (end - start)}{out[end:]}"
        head.several = len(set(names)) > 1
        if head.concept:
            head.unknown = ""
            if head.facet == "new" and not any(
                r[1] == "new" for r in lexicon.concepts.get(head.concept.name, ())
            ):
                # 新增 before a stock is not the stock
                head.concept, head.unknown = None, rest.strip()
        return out

    def _words(self, head: Head, rest: str) -> str:
        measures: set[str] = {head.measure} if head.measure else set()

        def take(match: re.Match[str]) -> str:
            for role, value in self.words.roles[match.group()]:
                if role == "measure":
                    measures.add({"decline": "growth", "change": "gap"}.get(value, value))
                    if value == "change":
                        head.comparator = head.comparator or "上年"
                    head.down = head.down or value == "decline"
                elif role == "cut":
                    head.cut = value
                elif role == "unit":
                    head.units, head.unknown = (value,), head.unknown or match.group()
                elif role == "target":
                    head.target = True
                elif role == "subject" and not head.subjects:
                    head.subjects, head.whole = (self.namer.whole(value),), True
                    if value != "home":
                        head.scope = match.group()[:2]
            return " "

        setter = _SETTER.search(rest)
        rest = self.words.pattern.sub(take, rest)
        head.measure = next((m for m in _MEASURES if m in measures), None)
        if head.measure == "rank":
            head.rank_of = "growth" if "growth" in measures else None
            if head.whole:  # 全省位次: among whom, not whose
                head.comparator, head.subjects, head.whole, head.scope = head.scope, (), False, None
        if head.target and head.measure in ("completion", "rank", "share", "gap"):
            head.target = False
        if head.target and setter:
            head.set_by = setter.lastgroup
            rest = rest.replace(setter.group(), " ")
        return rest

    def _periods(self, head: Head, rest: str) -> str:
        out = rest
        for match in self.lexicon.numbers.scan(rest):
            if match.lastgroup not in ("period", "date", "iso"):
                continue
            out = f"{out[: match.start()]}{' ' * len(match.group())}{out[match.end() :]}"
            period = parse(match.group(), self.anchor) if match.lastgroup == "period" else None
            if _THIS_YEAR.fullmatch(match.group()):
                continue  # of the period that holds else
            if period and period.kind == "same_period":
                head.cut = "year_before"
            elif period and period.span:
                head.span, head.span_kind = period.span, period.kind
        if head.span is None and re.fullmatch(r"(?:19|20)\d\d", rest.strip()):
            period = parse(f"{rest.strip()}年", self.anchor)
            head.span, head.span_kind = (period.span, period.kind) if period else (None, "")
        return out

    def _left(self, rest: str, more: tuple[str, ...]) -> str:
        """What of a head no word of the lexicon explains."""
        for start, end, term in self.lexicon.find_terms(rest):
            if term.tags.keys() & {*_CLOSED_CLASS, *more}:
                rest = f"{rest[:start]}{' ' * (end - start)}{rest[end:]}"
        if any(unit in self.lexicon.units for unit in (rest.strip(), rest.strip(" /"))):
            return rest.strip(" /")
        return _SEPARATORS.sub("", re.sub(r"[的与及和各按为项]", "", rest))
