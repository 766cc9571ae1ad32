"""Cleaned text to tokens: numbers with their units, ranks, periods, names; terms, subjects, punctuation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from decimal import Decimal

from flows.words.lexicon import Lexicon
from flows.words.lists import share_units
from flows.words.model import Mark, Quantity, Rank, Token
from flows.words.numerals import DOUBLED, POWERS, cn_decimal, decimal, large
from flows.words.periods import CN, NoNumeralError, cn_int

PUNCT = re.compile(r"[，,、；;：:。！？!?（）()“”\"‘’「」]")
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|\d")
# what a number of the warehouse can't hold: 14 digits, and 4 decimals, of which some more may be printed
ENDLESS = re.compile(r"(?:\d,?){15}|\d\.\d{9}")
_AFTER_BOUND = re.compile(
    r"\s*(?P<ge>(?:及|或|和)?以上|之上|起)|(?P<le>(?:及|或)?以下|以内|之内)|(?P<approx>左右|上下)"
)
# what that begins with, but for blanks: it is looked for behind every number
_MAY_BOUND = frozenset("及或和以之起左上")
_BOUND_BEFORE = {"近": "approx", "约": "approx", "逾": "gt", "超": "gt", "过": "gt"}
_MINUS = re.compile(r"(?<![\dA-Za-z%％)）年月日号元亩个家吨])[-－−]$")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d$")
_LATER_MARK = re.compile(r"(?:.?[：:；;。]|[：:；;。][（(])\d{1,2}[.．、)）](?=[\u4e00-\u9fff])")
_LIST_MARK = re.compile(r"\s*[（(]?\d{1,2}(?:[.．、)）]|(?=\s))")
_RANK_CUE = re.compile(
    r"(?:排名?|居|列|位|名列|位于|保持|稳居|跻身|全[省国市区]|各[市地]市?的?|开发区|分别|第\d{1,3}|[、和与及]|跃居|(?:前移|上升|提升|跃升|升|退|后移|下滑)[至到]|重返)[^，。；第]{0,6}$"
)
_TOP_CUE = re.compile(r"(?:排名?|居|列|位|进入|跻身|保持|全[省国市])[^，。；]{0,6}$")
_LIST_OF = re.compile(
    r"(?:位|名)?(?:的[^，。；\d]{0,6}?(?:分别|依次)?(?:是|为|有)|[:：]|(?:分别|依次)?(?:是|为))"
)
_NO_RANK = re.compile(r"(?:摆在|放在|作为|置于|排在更加|摆到|放到)$")
_EVERY = re.compile(
    r"每(?:年|季度?|月|周|旬|两月|[一二两三]个?月)[^，。；]{0,12}$|[一二两三]个?月$|[一二两]周$|一旬$"
)
# what a page of the net prints around a text: how often it was seen, where to call, what else there is to read
_FURNITURE = re.compile(
    r"(?:(?:浏览|阅读|点击|访问|查看|点赞|评论|转发|分享|收藏|在看|跟帖)(?:人?次数?|总?[数量])?|邮编|邮政编码|(?:电话|传真|手机|热线)(?:号码)?|(?:索引|备案|准印证|许可证)号|编号|标识码|字数|QQ群?|微信|相关(?:新闻|阅读|链接|文章|报道)|人气)\s?[:：]?\s?[（(]?$"
)
_FURNITURE_BEHIND = re.compile(
    r"页|位访(?:问者|客)|条(?:评论|留言|回复|跟帖)|[人次](?:浏览|阅读|点击|看过|点赞)"
)
_FURNITURE_UNITS = ("", "次", "人次", "条", "篇", "位", "人")
# 百亿元企业, 超千亿元的高新区: a class, whatever it measures
_CLASS_AFTER = re.compile(
    r"(?:及?以[上下])?(?:的[^，。；\d]{0,8})?(?:企业|产业|集群|园区|项目|工程|[经开发高新技术综保示范]{2,6}区|强|镇|县|区|村|俱乐部)"
)
_CODE_AFTER = re.compile(
    r"高校|大学|院校|工程(?!项目)|工作体系|机制|体系|战略|模式|产业集群|技改|行动(?!方案)"
)
# 人大三次会议, 五届二次会议, 八届七次全会 are ordinals
_ASSEMBLY, _OF_ASSEMBLY = re.compile(r"会议|全会|全体会议"), re.compile(r"(?:届|大|政协|委员会|代表大会)$")
# 一次, 一个 say nothing of how many
_ONE_OF = frozenset("次家场项条宗户所轮大市县个届期位") | {"方面"}
# 增速实现翻番: the growth has doubled, and nobody says from what
_OF_GROWTH = re.compile(r"增[速幅](?:同比|双双|均|实现|基本)*$")
# 双过半 and 时间过半、任务过半 are slogans
_NO_HALF = re.compile(r"(?:双|时间)$|时间过半[、，,]?任务$")

Reader = Callable[[re.Match[str], str, int], Token | None]


class Tokenizer:
    """Turns paragraphs into tokens; built once for each process."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        # what reads a match, by the group of the master pattern that `lastgroup` names
        self._readers: dict[str | None, Reader | None] = {
            group: getattr(self, f"_{_FAMILY.get(group, group)}", None)
            for group in lexicon.numbers.pattern.groupindex
        }
        # unit as printed → without blanks, and its dimension; as many as the pattern knows
        self._units: dict[str, tuple[str, str]] = {}

    def number_tokens(self, text: str, start: int, end: int) -> list[Token]:
        """Tokens of everything that holds a number between two offsets."""
        tokens = []
        readers = self._readers
        for match in self.lexicon.numbers.scan(text, start, end):
            make = readers.get(match.lastgroup)
            if match.end() - match.start() > 9 and ENDLESS.search(match.group()):
                token: Token | None = self._mark(match, "name", "endless")
            else:
                try:
                    token = make(match, text, start) if make else None
                except NoNumeralError:
                    token = None
            if token is None and _DIGITS.search(match.group()):
                token = self._mark(match, "name", "part_of_word")
            if token is not None:
                tokens.append(token)
        share_units(text, tokens)
        return tokens

    def other_tokens(
        self, text: str, taken: list[Token]
    ) -> tuple[list[Token], list[Token], list[tuple[Token, Token]]]:
        """What is no number in a text: terms of the lexicon, and punctuation.

        Args:
            text: the whole text.
            taken: the number tokens in it, in order; nothing may overlap one, but for a term that holds a period.

        Returns:
            terms, punctuation, and each term that holds a period, with the period.
        """
        covered = bytearray(len(text))
        for t in taken:
            covered[t.start : t.end] = b"\1" * (t.end - t.start)
        ends = [t.end for t in taken]
        terms = []
        nested = []
        known = self.lexicon.term_list
        for index, start, end in self.lexicon.term_matches(text):
            # the first and the last character tell of most that a token covers
            if covered[start] or covered[end - 1] or covered.find(1, start, end) >= 0:
                i = bisect_left(ends, start + 1)
                if i < len(taken) and (inner := taken[i]).start < end:
                    if (
                        inner.kind != "period" or inner.start < start or inner.end >= end
                        or _DIGITS.search(text, inner.start, inner.end)
                    ):  # fmt: skip
                        if inner.kind == "period" and inner.start < start < inner.end < end:
                            terms += self._behind(text, inner.end, end)
                        continue
                    term = Token(start, end, "term", known[index])
                    nested.append((term, inner))
                    terms.append(term)
                    continue
            terms.append(Token(start, end, "term", known[index]))
        marks = [
            Token(at, at + 1, "punct", text[at])
            for at in map(re.Match.start, PUNCT.finditer(text))
            if not covered[at]
        ]
        return terms, marks, nested

    def _behind(self, text: str, start: int, end: int) -> list[Token]:
        """The terms in what a period leaves of one that it cuts: 2024年度|计划投资, 全年|税收收入."""
        return [
            Token(start + a, start + b, "term", term)
            for a, b, term in self.lexicon.find_terms(text[start:end])
        ]

    # one method for each family of the master pattern

    def _mark(self, match: re.Match[str], disposition: str, reason: str) -> Token:
        start = match.start()
        # of the match alone: a look behind or ahead must not see what stands around it
        spans = tuple([(start + d.start(), start + d.end()) for d in _DIGITS.finditer(match.group())])
        return Token(start, match.end(), "mark", Mark(disposition, reason, spans))

    def _title(self, match: re.Match[str], text: str, start: int) -> Token:
        return self._mark(match, "name", "title")

    def _docno(self, match: re.Match[str], text: str, start: int) -> Token:
        return self._mark(match, "reference", "document_number")

    def _turn(self, match: re.Match[str], text: str, start: int) -> Token:
        return self._mark(match, "reference", "newspaper_page")

    def _item(self, match: re.Match[str], text: str, start: int) -> Token:
        return self._mark(match, "reference", "item_number")

    def _quoted(self, match: re.Match[str], text: str, start: int) -> Token:
        return self._mark(match, "name", "quoted")

    def _clock(self, match: re.Match[str], text: str, start: int) -> Token:
        return self._mark(match, "date", "duration")

    def _iso(self, match: re.Match[str], text: str, start: int) -> Token:
        return self._mark(match, "date", "date")

    def _time(self, match: re.Match[str], text: str, start: int) -> Token:
        return self._mark(match, "date", "time_of_day")

    def _note(self, match: re.Match[str], text: str, start: int) -> Token:
        return self._mark(match, "reference", "note_mark")

    def _period(self, match: re.Match[str], text: str, start: int) -> Token | None:
        return Token(match.start(), match.end(), "period", match.group())

    def _rank(self, match: re.Match[str], text: str, start: int) -> Token | None:
        before = text[max(start, match.start() - 14) : match.start()]
        if match["bottom"]:
            value = Decimal(cn_int(match["bottom"]))
            return self._quantity(match.start(), match.end(), value, "位", "le", match.span("bottom"), True)
        if match["first"]:
            if _NO_RANK.search(before) or not re.search(
                r"(?:(?:排|居|列|位|稳|跃)[^，。；]{0,10}|(?:省|国|市|区|的|保持)[^，。；]{0,4})$", before
            ):
                return None
            return Token(
                match.start(), match.end(), "rank", Rank(1, "eq", (match.start(), match.start() + 1))
            )
        if match["top"]:
            # 增速前5位：A（24.7%）、B…: how long the list is
            listed = match["top"].isdigit() and _LIST_OF.match(text, match.end())
            if not listed and not _TOP_CUE.search(before):
                return None
            return Token(
                match.start(), match.end(), "rank", Rank(cn_int(match["top"]), "le", match.span("top"))
            )
        group = "rankno" if match["rankno"] else "rankno2"
        if not match["rankunit"] and not _RANK_CUE.search(before):
            return self._mark(match, "reference", "ordinal") if match[group].isdigit() else None
        return Token(match.start(), match.end(), "rank", Rank(cn_int(match[group]), "eq", match.span(group)))

    def _fraction(self, match: re.Match[str], text: str, start: int) -> Token | None:
        den = Decimal(100) if match["den"] == "百" else Decimal(cn_int(match["den"]))
        if not den:
            return None
        value = (cn_decimal(match["numer"]) * 100 / den).quantize(Decimal("0.0001")).normalize()
        bound = "gt" if match["fmore"] in ("强", "多") else "ge" if match["fmore"] else "eq"
        return self._quantity(
            match.start(), match.end(), value, "%", bound, match.span("fraction"), chinese=True
        )

    def _number(self, match: re.Match[str], text: str, start: int) -> Token | None:
        at, end = match.span()
        printed, unit, before, second, third = match.group("value", "unit", "cnpre", "value2", "value3")
        value, unit = decimal(printed), unit or ""
        if at > start and text[at - 1] in "-－−" and _MINUS.search(text, max(start, at - 2), at):
            value = -value
        numeral = match.span("value")
        if power := match["power"]:
            value *= POWERS[power]
            numeral = (numeral[0], match.end("power"))
        if unit in _FURNITURE_UNITS and (
            _FURNITURE_BEHIND.match(text, numeral[1]) or _FURNITURE.search(text, max(start, at - 12), at)
        ):
            return self._mark(match, "reference", "page_furniture")
        if not unit:
            if printed[0] == "0" and len(printed) > 1 and printed[1] != ".":
                return self._mark(match, "reference", "code_number")
            if (
                self.lexicon.numbers.name_after(text, end)
                or _CODE_AFTER.match(text[end : end + 8])
                or _BARE_YEAR.match(printed)
            ):
                return self._mark(match, "name", "part_of_name")
            if (numeral[0] == start and _LIST_MARK.match(text, at)) or _LATER_MARK.match(
                text, max(start, at - 2)
            ):
                return self._mark(match, "reference", "list_number")
        bound = _BOUND_BEFORE[before] if before else "eq"
        if more := match["more"] or match["more3"]:
            bound = "approx" if more == "来" else "gt"
        unit, bound = _more_inside(unit, bound)
        if second or third:
            which, last_unit = ("value2", unit) if second else ("value3", match["unit3"])
            span = match.span(which)
            pair = (
                self._quantity(*numeral, value, unit or last_unit, "ge", numeral).value,
                self._quantity(*span, decimal(second or third), last_unit, "le", span).value,
            )
            return Token(at, end, "number", pair)
        end, bound = _bound_behind(text, end, bound)
        return self._quantity(at, end, value, unit, bound, numeral)

    def _words(self, match: re.Match[str], text: str, start: int) -> Token | None:
        if match["large"] or match["few"]:
            return self._counted(match, text, start)
        at, end = match.span()
        value, unit, bound = Decimal(0), "%", "eq"
        if digits := match["tenths"]:
            group, unit, value = "tenths", "成", Decimal(CN[digits[0]])
            if part := match["part"]:
                value += Decimal("0.5") if part == "半" else Decimal(CN[part]) / 10
            bound = "gt" if match["tmore"] else "approx" if len(digits) > 1 else "eq"
        elif half := match["half"]:
            if _NO_HALF.search(text, max(start, at - 8), at):
                return None
            group, value = "half", Decimal(50)
            bound = "gt" if half in ("过半", "超半数") else "ge" if half.endswith("以上") else "eq"
            bound = "approx" if half.startswith("近") else bound
        elif match["doubled"]:
            if _OF_GROWTH.search(text, max(start, at - 8), at):
                return None
            group, value = "doubled", Decimal(DOUBLED[match["doubled"].replace("了", "")])
        elif times := match["times"]:
            group, unit = "times", "倍"
            value, bound = large(times)
            bound = "gt" if match["xmore"] else bound
        else:
            group, unit, value = "grade", "个", Decimal(CN[match["grade"]])
        if group != "grade" and bound == "eq":
            end, bound = _bound_behind(text, end, bound)
        return self._quantity(at, end, value, unit, _said_before(match, bound), match.span(group), True)

    def _counted(self, match: re.Match[str], text: str, start: int) -> Token | None:
        """上百个, 三四十家, 十几亿元, 三至五个; 第三次 and 一个 count nothing."""
        at, end = match.span()
        group = "large" if match["large"] else "few"
        numeral = match.span(group)
        unit = match["wunit"] or match["funit"]
        value, bound = large(match[group])
        if group == "large":
            if match["large"] in POWERS and _CLASS_AFTER.match(text, end):
                return None
        else:
            before = text[max(start, at - 16) : at]
            nothing = value == 1 and unit in _ONE_OF and not _EVERY.search(before)
            if unit == "次" and _ASSEMBLY.match(text, end) and _OF_ASSEMBLY.search(before):
                return None
            if before.endswith(("第", "前", "新一", "又", "再", "一")) or (
                nothing and not before.endswith(("：", ":", "即"))
            ):
                return None
        unit, bound = _more_inside(unit, bound)
        if low := match["low"]:
            span = match.span("low")
            pair = (
                self._quantity(*span, large(low)[0], unit, "ge", span, True).value,
                self._quantity(*numeral, value, unit, "le", numeral, True).value,
            )
            return Token(at, end, "number", pair)
        if bound == "eq" and not match["wpre"]:
            end, bound = _bound_behind(text, end, bound)
        return self._quantity(at, end, value, unit, _said_before(match, bound), numeral, True)

    def _quantity(
        self,
        start: int,
        end: int,
        value: Decimal,
        unit: str,
        bound: str,
        numeral: tuple[int, int],
        chinese: bool = False,
    ) -> Token:
        known = self._units.get(unit)
        if known is None:
            bare = re.sub(r"\s", "", unit)
            dimension = self.lexicon.units[bare][0] if bare in self.lexicon.units else "none"
            known = self._units[unit] = bare, dimension
        return Token(start, end, "number", Quantity(value, *known, bound, numeral, chinese))


def _said_before(match: re.Match[str], bound: str) -> str:
    """近 or 逾 before a Chinese numeral, where it says more than the numeral itself."""
    return _BOUND_BEFORE[match["wpre"]] if match["wpre"] and bound == "eq" else bound


def _more_inside(unit: str, bound: str) -> tuple[str, str]:
    """万余人 → 万人 and gt."""
    if len(unit) > 2 and unit[0] in "万亿" and unit[1] in "余多":
        return unit[0] + unit[2:], "gt"
    return unit, bound


def _bound_behind(text: str, end: int, bound: str) -> tuple[int, str]:
    """The bound that stands behind a unit (以上, 左右), and where it ends; what was given where there is none."""
    following = text[end : end + 1]
    if (following in _MAY_BOUND or following.isspace()) and (behind := _AFTER_BOUND.match(text, end)):
        return behind.end(), behind.lastgroup or "ge"
    return end, bound


# inner groups of the master pattern that `lastgroup` may name, by the family they belong to
_FAMILY = {
    **{f"{name}{k}": name for name in ("docno", "turn", "item") for k in (1, 2, 3)},
    **dict.fromkeys(("plus1", "plus2", "model1", "model2"), "quoted"),
    **dict.fromkeys(("formula",), "quoted"),
    **dict.fromkeys(("years", "date"), "iso"),
    **dict.fromkeys(("rankno", "rankunit", "rankno2", "first", "bottom", "top", "topunit"), "rank"),
    **dict.fromkeys(("den", "numer", "fmore"), "fraction"),
    **dict.fromkeys(
        ("cnpre", "value", "power", "more", "value2", "more2", "unit", "value3", "unit3", "more3"), "number"
    ),
    **dict.fromkeys(
        (
            "wpre",
            "low",
            "large",
            "wunit",
            "tenths",
            "part",
            "tmore",
            "half",
            "doubled",
            "times",
            "xmore",
            "grade",
            "few",
            "funit",
        ),
        "words",
    ),
}
