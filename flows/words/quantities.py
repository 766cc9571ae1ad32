"""One pass over a text for everything that holds a number: quantities, ranks, periods, names, references.

The alternatives of the master pattern are tried in order of trust: what is inside a title or a document number
is no quantity, a date is no quantity, and only what is left is read as number and unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flows.words.numerals import CNUM as _CNUM
from flows.words.numerals import LARGE, PAIR
from flows.words.numerals import NUM as _NUM
from flows.words.periods import PERIOD

_MAIL = r"[A-Za-z\d][\w.-]{0,60}@[A-Za-z\d-]{1,60}(?:\.[A-Za-z]{2,10}){1,3}"
_RANGE = r"[-—–―~～至到]"
# a numeral is read from its beginning, and 第三十 counts nothing; nor does a unit: 单位：万美元, 从业人员（万人）
_ALONE = "(?<![〇零一二三四五六七八九十百千万两几数点第])(?<!千家)(?<!单位[:：])(?!(?<=[（(])[百千万]{1,2}[^余多数）)]{1,3}[）)])"
# 8个多月, 9个工作日, 3至5年: how long something takes is no count
_DURATION = (
    r"\d{1,3}(?:\.\d+)?"
    rf"(?:(?:{_RANGE}\d{{1,3}}|[余多])(?:个月|年|天|个?小时|分钟|个?工作日)|个[多半]月|个多小时|个?工作日|年[多半余]"
    r"|个月|月(?=时间|内|以[上内]|的)|个?年(?=时间|内|[”」]|的|期|来|以[上内]|\d)|天|日(?!报|内?均)|小时|分钟|秒|周(?!年|边)"
    r"|季度|周年|年期)(?:时间|内|以[内上])?"
)
# 近百家, but 将近 and 附近 are words of their own
_BOUND = "(?<![附最将相])近|(?<![签预契合条制])约|逾|(?<!赶)超|(?<![超通经不])过"
# words after a number that make it part of a name: 世界500强, 12345热线, 5号, 2.0版
_NAME_AFTER = r"国道|省道|号线|强(?:企|榜|$)?|号(?!召(?!开)|角)|热线|版|级(?!以上|别|开发区)|式(?=[^，。])|型"
# three of months or days is a duration, and no count
_PIECE = "个(?!一|多?月|半月|多?小时|工作日|方面|季|年|周)"
# a numeral that carries a data value in Chinese: 两次, 五家; not 一批, 三个一批; 二十届三中全会 is an ordinal
_CN_UNITS = rf"次(?!产业)|家|场|项|条|宗|户|所|轮|大(?=专项|行动|产业|工程|方面|举措|任务)|方面|市|县|{_PIECE}|届(?!第?[一二三四五六七八九十]{{1,3}}次|[^，。；]{{0,3}}(?:全会|中央|全国|人大|政协|党代|省委|市委|区委))|期(?=开发区|“|活动|三个)|位(?=[，。；]|$)"
# what tens and hundreds in Chinese count; 千家万户 and 万人计划 count nothing
_PIECES = rf"批次|场次|人次|家(?!争鸣|灯火|万户)|{_PIECE}|项|名|户|人(?!计划|大会)|条|件|宗|次|场|亩|所|座|栋|台|套|种|款|笔|份"
# the title of another page; a sentence of the report may follow it in the same line
_OTHER_TITLE = r"\s?(?:(?:没有了?|暂无|无)(?:更多)?(?:内容|文章|信息)?(?=\s|\d)|(?:(?!(?:19|20)\d\d年(?:以来|全?年?度?|[上下]半年|[前一二三四]{1,2}个?季度|\d{1,2}(?:[-—–至]\d{1,2})?月份?)[，,])[^。；\n]){1,100})"
# every character that a match can begin with: the engine else tries all alternatives at each character of a text,
# which takes six times as long. A test walks the pattern and finds what is missing here.
_FIRST = r"[\dA-Za-z\s《〔［\[（(\"“'‘「第上接下转图表附同〇○零一二三四五六七八九十两百千万数几半首前后头这近约逾超过翻今去本当明全年截至以目如眼]"
# brackets and blanks, and the mark of a title
_OPENING = r"[\s《〔［\[（(]"
# what stands behind the digits of all that begins with one and is no plain number and unit: 10.5亿元 needs no look at
# dates, and half of all numbers are such
_NOT_PLAIN = (
    r"\d+(?:\.\d+)?(?:[余多]?个?[多半]?[年月日天小分秒周季工]|[:：〕\]）)号+A-Za-z/@—–―~～至到、和-])|\d{4}"
)
# and what behind some of them, which are among the commonest characters of a report, a match can't go on with
_NOT = "|".join(
    f"{first}(?![{second}])"
    for first, second in {
        "目": "前",
        "全": "年",
        "年": "初底末内",
        "上": "半年一接十百千万",
        "下": "半转一",
        "以": "来",
        "今": "年",
        "去": "年",
        "本": "年",
        "明": "年",
        "当": "前年",
        "截": "至止",
    }.items()
)


def longest_of(words: Iterable[str]) -> str:
    """A pattern for the longest of some words that stands in a text, as a tree: each character is looked at once.

    A word that ends in a digit is none before another one: m2 before another digit is no square metre.

    Examples:
        >>> longest_of(["万", "万元", "亿元"])
        '(?:万(?:元)?|亿元)'
    """
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for char in word:
            branch = branch.setdefault(char, {})
        branch[""] = {}

    def pattern(branch: dict[str, Any], last: str) -> str:
        longer = [re.escape(char) + pattern(branch[char], char) for char in sorted(branch) if char]
        guard = r"(?!\d)" if last.isdigit() else ""
        if not longer:
            return guard
        if "" not in branch:
            return longer[0] if len(longer) == 1 and last else f"(?:{'|'.join(longer)})"
        return f"(?:{'|'.join([*longer, guard])})" if guard else f"(?:{'|'.join(longer)})?"

    return pattern(tree, "")


_NONE = ("none", "")
_NO_MEASURE = ("none", "count", "percent", "multiple", "length", "time")


class Numbers:
    """The compiled master pattern for a set of units."""

    def __init__(self, units: Mapping[str, tuple[str, str]]) -> None:
        # 1.1万余人: the bound may stand inside the unit
        inside = {f"{u[0]}{more}{u[1:]}" for u in units if len(u) > 1 and u[0] in "万亿" for more in "余多"}
        unit = longest_of({*units, *inside})
        # 三亿元, 二百余万美元: what is measured and not counted; 千米 is a unit by itself
        measures = {
            u
            for u in {*units, *inside}
            if len(u) > 1 and units.get(u.replace("余", "").replace("多", ""), _NONE)[0] not in _NO_MEASURE
        }
        measure = longest_of(measures)
        latin = "|".join(re.escape(u) for u in sorted(units) if re.match("[A-Za-z]", u))
        guard = rf"(?!(?:{latin})(?![A-Za-z\d]))" if latin else ""
        # a match begins with one character, so most of what it could be is ruled out by that one: the alternatives stand
        # in one set for digits, one for letters and so on, each in the order of trust
        self.pattern = re.compile(
            rf"""(?={_FIRST})(?:
            (?={_NOT_PLAIN})(?:
               (?P<time>(?<!\d)\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?(?!\d))
               |(?P<docno1>(?:19|20)\d\d[〕\]）)]第?\d+号|\d+号(?:文件|令|公告|文))
               |(?P<item1>(?<![\d.])(?:0\d{{2,3}}[-—–]\d{{7,8}}(?:-\d{{1,5}})?(?!\d)|\d{{7,}}(?![\d.]|{unit})|{_MAIL}))
               |(?P<plus1>(?<![\d.])\d+(?:\+(?:\d+|[A-Z](?![A-Za-z])))+)
               |(?P<model1>(?<![\d.]){guard}\d+(?:\.\d+)?{guard}[A-Za-z][A-Za-z0-9]*)
               |(?P<clock>(?<!\d){_DURATION})
               |(?P<iso>(?:19|20)\d\d(?:[-/]\d{{1,2}}(?:[-/]\d{{1,2}})?(?:\d\d[:：]\d\d(?:[:：]\d\d)?)?|\.\d{{1,2}}\.\d{{1,2}})(?![\d.])(?!\s*(?:{unit}))
                  |(?<![\d.-])(?:0[1-9]-(?:0[1-9]|[12]\d|3[01])|1[0-2]-0[1-9])(?![\d.年月日号-]|\s*(?:{unit})))
               |(?P<years>(?:19|20)\d\d年?(?:{_RANGE}|、|和|至)(?:19|20)\d\d(?!\d)年?))
            |(?=[A-Za-z])(?:
               (?P<turn1>[A-Za-z]\d+版)
               |(?P<item3>{_MAIL}|(?:https?:/|www\.)[A-Za-z\d./?=&%#:_~+-]+|ICP[备证]\s?\d+号(?:-\d+)?)
               |(?P<plus2>(?<![\w.])[A-Z]\+\d+)
               |(?P<model2>(?:NO|No|no)\.\s?\d+|(?<![A-Za-z])(?!GDP\d)[A-Za-z]+-?\d+(?:\.\d+)*(?:[A-Za-z][A-Za-z0-9]*)?))
            |(?=[“"'‘「])(?:
               (?P<quoted>[“"'‘「](?=[^”"'’」]{{0,40}}\d)(?:\d{{1,6}}(?:\+[\dA-ZN]+)*|[A-Z\d]+\+[A-Z\d+]+|\d+[条招式]|[\dN+XA-Z.-]{{1,10}})[”"'’」])
               |(?P<formula>[“"][^”"。；]{{0,20}}\d[^”"。；]{{0,20}}\+[^”"。]{{0,30}}[”"]))
            |(?={_OPENING})(?:
               (?P<note>[\[［〔]\d{{1,2}}[\]］〕])
               |(?P<title>《[^《》]{{1,80}}》)
               |(?P<docno2>[〔\[（(](?:19|20)\d\d[〕\]）)]第?\d+号)
               |(?P<turn2>[（(]?\s*(?:上接|下转|转|接)第?\s*[A-Za-z]?\d+\s*版\s*[）)]?))
            |(?=[第上下转接图表附])(?:
               (?P<docno3>第\d+号(?:文件|令|公告|文))
               |(?P<turn3>(?:上接|下转|转|接)第?\s*[A-Za-z]?\d+\s*版\s*[）)]?|第[A-Za-z]?\d+版|[上下]一[篇条]\s?[:：]{_OTHER_TITLE})
               |(?P<item2>第\d+(?:条|款|页|章|节|号|批次?|届|次|期|轮|代)|(?:附件|[图表附])\s?\d+(?![\d.]*[个家项%万亿年])))
            |(?!{_OPENING}|[A-Za-z“"'‘「])(?!{_NOT})(?:
               (?:(?!\d)|(?={_NOT_PLAIN}))(?:
               (?P<period>{PERIOD})
               |(?P<date>\d{{1,4}}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?|\d{{1,2}}月(?:\d{{1,2}}日)?|\d{{1,2}}日)
               |(?P<rank>第(?P<rankno>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})(?P<rankunit>位|名)|第(?P<rankno2>\d{{1,3}}|[一二三四五六七八九十]{{1,2}})(?=[，。；、,;.）)”]|和|与|及|$|前移|上升|提升|升至|升到|跃升|后移|下滑|退至|的)
                  |(?P<first>首位|(?<=之)首)|后(?P<bottom>\d{{1,3}}|[一二两三四五六七八九十]{{1,2}})(?:位|名)(?=[，。；、,;）)]|$)|前(?P<top>\d{{1,3}}|[一二两三四五六七八九十]{{1,2}})(?P<topunit>位|名|强)?(?=[，。；、,;）)]|$|位|名))
               |(?P<fraction>(?P<den>{_CNUM}|百|\d+)分之(?P<numer>{_NUM}|[一二三四五六七八九十百点两]+)(?P<fmore>强|多|以上)?))
               |(?P<number>(?P<cnpre>(?:{_BOUND})(?!{_DURATION}))?(?P<value>{_NUM})(?P<power>(?!{unit})[百千](?=[余多来几]?{unit}))?(?P<more>余|多|来|几)?
                  (?:{_RANGE}(?P<value2>{_NUM})(?P<more2>余|多)?(?={unit}))?
                  (?P<unit>{unit})?(?:{_RANGE}(?P<value3>{_NUM})(?P<unit3>{unit}))?(?P<more3>余|多(?!个|项|家|次|元))?)
               |(?P<words>(?P<wpre>{_BOUND})?{_ALONE}(?:
                  (?:(?P<low>{_CNUM}){_RANGE})?(?:(?P<large>{LARGE})(?P<wunit>{measure}|{_PIECES})(?!级|一批|百)|(?P<few>{_CNUM})(?P<funit>{measure}(?!级)|{_CN_UNITS}))
                  |(?P<tenths>{PAIR}|[一二两三四五六七八九])成(?P<part>半|[一二三四五六七八九](?=多|[，。；、）)]|$))?(?P<tmore>多)?(?!立|果|效|员|为|功|长|本|绩|都|熟|品|就|交|形|型|分|套|片|链|批|百|千|群|线|片)
                  |(?P<times>{LARGE}|{_CNUM})倍(?P<xmore>多|有余)?
                  |(?P<grade>[一二两三四五六七八九])(?:优秀|良好|两好|合格|(?:优|良|好)(?=[一二三四”"])))
                  |(?P<half>过半|超半数|半数以上|一半以上|近一半|近半|一半|半数)(?!年|天|小|百)
                  |(?P<doubled>翻番|翻了?[一两二三]番))))
            """,
            re.VERBOSE | re.MULTILINE,
        )
        self._name_after = re.compile(_NAME_AFTER)

    def scan(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """All matches between two offsets, in order."""
        return self.pattern.finditer(text, start, len(text) if end is None else end)

    def name_after(self, text: str, position: int) -> bool:
        """Whether the word at `position` turns the bare number before it into a name (500强, 7号)."""
        return bool(self._name_after.match(text, position))
