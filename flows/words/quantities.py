"""One pass over a text for everything that holds a number: quantities, ranks, periods, names, references.

The alternatives of the master pattern are tried in order of trust: what is inside a title or a document number
is no quantity, a date is no quantity, and only what is left is read as number and unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from flows.words.periods import CN, PERIOD, NoNumeralError, cn_int

_NUM = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_CNUM = r"[一二三四五六七八九两]?十[一二三四五六七八九]?|[一二三四五六七八九两]"
_RANGE = r"[-—–~～至到]"
# words after a number that make it part of a name: 世界500强, 12345热线, 5号, 2.0版
_NAME_AFTER = r"国道|省道|号线|强(?:企|榜|$)?|号(?!召(?!开)|角)|热线|版|级(?!以上|别|开发区)|式(?=[^，。])|型"
# a numeral that carries a data value in Chinese: 两次, 五家; not 一批, 三个一批
_CN_UNITS = "次(?!产业)|家|场|项|条|宗|户|所|轮|大(?=专项|行动|产业|工程|方面|举措|任务)|方面|市|县|个(?!一|月|方面|季)|届|期(?=开发区|“|活动|三个)|位(?=[，。；]|$)"
# every character that a match can begin with: the engine else tries all alternatives at each character of a text,
# which takes six times as long. A test walks the pattern and finds what is missing here.
_FIRST = r"[\dA-Za-z\s《〔［\[（(\"“'‘「第上接下转图表附〇○零一二三四五六七八九十两百千万数几半首前后头近约逾超过翻今去本当明全年截至以目]"
# brackets and blanks, and the mark of a title
_OPENING = r"[\s《〔［\[（(]"
# what stands behind the digits of all that begins with one and is no plain number and unit: 10.5亿元 needs no look at
# dates, and half of all numbers are such
_NOT_PLAIN = r"\d+(?:\.\d+)?(?:个?[年月日天小分秒周季]|[:：〕\]）)号+A-Za-z/—–―~～至到、和-])|\d{4}"
# and what behind some of them, which are among the commonest characters of a report, a match can't go on with
_NOT = "|".join(
    f"{first}(?![{second}])"
    for first, second in {
        "目": "前",
        "全": "年",
        "年": "初底末内",
        "上": "半年一接",
        "下": "半转",
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


class Numbers:
    """The compiled master pattern for a set of units."""

    def __init__(self, units: Iterable[str]) -> None:
        # 1.1万余人: the bound may stand inside the unit
        inside = {f"{u[0]}{more}{u[1:]}" for u in units if len(u) > 1 and u[0] in "万亿" for more in "余多"}
        unit = longest_of({*units, *inside})
        latin = "|".join(re.escape(u) for u in sorted(units) if u.isascii() and u.isalpha())
        guard = rf"(?!(?:{latin})(?![A-Za-z]))" if latin else ""
        # a match begins with one character, so most of what it could be is ruled out by that one: the alternatives stand
        # in one set for digits, one for letters and so on, each in the order of trust
        self.pattern = re.compile(
            rf"""(?={_FIRST})(?:
            (?={_NOT_PLAIN})(?:
               (?P<time>(?<!\d)\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?(?!\d))
               |(?P<docno1>(?:19|20)\d\d[〕\]）)]第?\d+号|\d+号(?:文件|令|公告|文))
               |(?P<item1>(?<![\d.])\d{{7,}}(?![\d.]))
               |(?P<plus1>(?<![\d.])\d+(?:\+(?:\d+|[A-Z](?![A-Za-z])))+)
               |(?P<model1>(?<![\d.]){guard}\d+(?:\.\d+)?{guard}[A-Za-z][A-Za-z0-9]*)
               |(?P<clock>(?<!\d)\d{{1,3}}(?:\.\d+)?(?:个月|月(?=时间|内|以[上内]|的)|个?年(?=时间|内|[”」]|的|期|来|以[上内]|\d)|天|日(?!报|内?均)|小时|分钟|秒|周(?!年|边)|季度|周年|年期)(?:时间|内|以[内上])?)
               |(?P<iso>(?:19|20)\d\d(?:[-/]\d{{1,2}}(?:[-/]\d{{1,2}})?(?:\d\d[:：]\d\d(?:[:：]\d\d)?)?|\.\d{{1,2}}\.\d{{1,2}})(?![\d.])(?!\s*(?:{unit})))
               |(?P<years>(?:19|20)\d\d年?(?:{_RANGE}|、|和|至)(?:19|20)\d\d(?!\d)年?))
            |(?=[A-Za-z])(?:
               (?P<turn1>[A-Za-z]\d+版)
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
               |(?P<turn3>(?:上接|下转|转|接)第?\s*[A-Za-z]?\d+\s*版\s*[）)]?|第[A-Za-z]?\d+版)
               |(?P<item2>第\d+(?:条|款|页|章|节|号|批次?|届|次|期|轮|代)|[图表附]\s?\d+(?![\d.]*[个家项%万亿年])))
            |(?!{_OPENING}|[A-Za-z“"'‘「])(?!{_NOT})(?:
               (?:(?!\d)|(?={_NOT_PLAIN}))(?:
               (?P<period>{PERIOD})
               |(?P<date>\d{{1,4}}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?|\d{{1,2}}月(?:\d{{1,2}}日)?|\d{{1,2}}日)
               |(?P<rank>第(?P<rankno>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})(?P<rankunit>位|名)|第(?P<rankno2>\d{{1,3}}|[一二三四五六七八九十]{{1,2}})(?=[，。；、,;.）)”]|和|与|及|$|前移|上升|提升|升至|升到|跃升|后移|下滑|退至|的)
                  |(?P<first>首位|(?<=之)首)|后(?P<bottom>\d{{1,3}}|[一二两三四五六七八九十]{{1,2}})(?:位|名)(?=[，。；、,;）)]|$)|前(?P<top>\d{{1,3}}|[一二两三四五六七八九十]{{1,2}})(?P<topunit>位|名|强)?(?=[，。；、,;）)]|$|位|名))
               |(?P<fraction>(?P<den>{_CNUM}|百|\d+)分之(?P<numer>{_NUM}|[一二三四五六七八九十百点两]+)(?P<fmore>强|多|以上)?))
               |(?P<number>(?P<cnpre>(?<![附最将相])近|(?<![签预契合条制])约|逾|(?<!赶)超|(?<![超通经不])过)?(?P<value>{_NUM})(?P<more>余|多|来|几)?
                  (?:{_RANGE}(?P<value2>{_NUM})(?P<more2>余|多)?(?={unit}))?
                  (?P<unit>{unit})?(?:{_RANGE}(?P<value3>{_NUM})(?P<unit3>{unit}))?(?P<more3>余|多(?!个|项|家|次|元))?)
               |(?P<words>(?P<hundreds>(?:[一二三两四五六七八九]?[十百千万]|数[十百千]|几[十百千])(?:余|多)?)(?P<wunit>批次|场次|家|个|项|名|户|人|条|件|宗|次|场|亩|亿元|万元|余?家)(?!一批|百)
                  |(?P<tenths>[一二两三四五六七八九])成(?P<tmore>多|以上)?(?!立|果|效|员|为|功|长|本|绩|都|熟|品|就|交|形|型|分|套|片|链|批|百|千|群|线|片)
                  |(?P<half>过半|超半数|半数以上|一半以上|近一半|近半|一半|半数)(?!年|天|小)
                  |(?P<doubled>翻番|翻了?[一两二三]番)
                  |(?P<times>{_CNUM})倍(?:多|以上)?
                  |(?P<grade>[一二两三四五六七八九])(?:优秀|良好|两好|合格|(?:优|良|好)(?=[一二两三四”"]))
                  |(?P<few>{_CNUM})(?P<funit>{_CN_UNITS}))))
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


def decimal(text: str) -> Decimal:
    """A printed number, thousands separators and inner blanks dropped."""
    return Decimal(text.replace(",", "").replace(" ", ""))


def cn_words(text: str) -> Decimal:
    """百 → 100, 二十 → 20, 数十 → 10 (a lower bound), 三百 → 300."""
    text = text.rstrip("余多")
    scale = {"十": 10, "百": 100, "千": 1000, "万": 10000}
    head, tail = text[:-1], text[-1]
    if tail in scale:
        factor = CN.get(head, 1)
        return Decimal(factor * scale[tail])
    return Decimal(cn_int(text))


def cn_decimal(text: str) -> Decimal:
    """A Chinese numeral with an optional 点: 三十二点五 → 32.5.

    Raises:
        NoNumeralError: the numerals stand beside each other and make no number.
    """
    whole, _, part = text.partition("点")
    if text[0].isdigit():
        return decimal(text)
    if not all(CN.get(c, 10) < 10 for c in part):
        raise NoNumeralError(text)
    number = Decimal(100 if whole == "百" else cn_int(whole))
    return number + (Decimal("0." + "".join(str(CN[c]) for c in part)) if part else 0)
