"""One pass over a text for everything that holds a number: quantities, ranks, periods, names, references.

The alternatives of the master pattern are tried in order of trust: what is inside a title or a document number
is no quantity, a date is no quantity, and only what is left is read as number and unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from flows.figures.periods import CN, PERIOD, NoNumeralError, cn_int

_NUM = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_CNUM = r"[一二三四五六七八九两]?十[一二三四五六七八九]?|[一二三四五六七八九两]"
_RANGE = r"[-—–~～至到]"
# words after a number that make it part of a name: 世界500强, 12345热线, 5号, 2.0版
_NAME_AFTER = r"国道|省道|号线|强(?:企|榜|$)?|号(?!召(?!开)|角)|热线|版|级(?!以上|别|开发区)|式(?=[^，。])|型"
# a numeral that carries a data value in Chinese: 两次, 五家; not 一批, 三个一批
_CN_UNITS = "次|家|场|项|条|宗|户|所|轮|大(?=专项|行动|产业|工程|方面|举措|任务)|方面|市|县|个(?!一|月|方面|季)|届|期(?=开发区|“|活动|三个)|位(?=[，。；]|$)"
# every character that a match can begin with: the engine else tries all alternatives at each character of a text,
# which takes six times as long. A test walks the pattern and finds what is missing here.
_FIRST = r"[\dA-Za-z\s《〔［\[（(\"“'‘「第上接下转图表附〇○零一二三四五六七八九十两百千万数几半首前后头近约逾超过翻今去本当明全年截至以目]"
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


class Numbers:
    """The compiled master pattern for a set of units."""

    def __init__(self, units: Iterable[str]) -> None:
        # 1.1万余人: the bound may stand inside the unit
        inside = {f"{u[0]}{more}{u[1:]}" for u in units if len(u) > 1 and u[0] in "万亿" for more in "余多"}
        ordered = sorted({*units, *inside}, key=lambda u: (-len(u), u))
        # m2 before another digit is no square metre
        unit = "|".join(re.escape(u) + (r"(?!\d)" if u[-1].isdigit() else "") for u in ordered)
        latin = "|".join(re.escape(u) for u in ordered if u.isascii() and u.isalpha())
        guard = rf"(?!(?:{latin})(?![A-Za-z]))" if latin else ""
        # m2 holds a digit of its own: it belongs to the unit
        self.pattern = re.compile(
            rf"""(?={_FIRST})(?!{_NOT})(?:
            (?P<note>[\[［〔]\d{{1,2}}[\]］〕])
            |(?P<time>(?<!\d)\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?(?!\d))
            |(?P<title>《[^《》]{{1,80}}》)
            |(?P<docno>[〔\[（(]?(?:19|20)\d\d[〕\]）)]第?\d+号|第?\d+号(?:文件|令|公告|文))
            |(?P<turn>[（(]?\s*(?:上接|下转|转|接)第?\s*[A-Za-z]?\d+\s*版\s*[）)]?|第[A-Za-z]?\d+版|[A-Za-z]\d+版)
            |(?P<item>第\d+(?:条|款|页|章|节|号|批次?|届|次|期|轮|代)|[图表附]\s?\d+(?![\d.]*[个家项%万亿])|(?<![\d.])\d{{7,}}(?![\d.]))
            |(?P<quoted>[“"'‘「](?=[^”"'’」]{{0,40}}\d)(?:\d{{1,6}}(?:\+[\dA-ZN]+)*|[A-Z\d]+\+[A-Z\d+]+|\d+[条招式]|[\dN+XA-Z.-]{{1,10}})[”"'’」])
            |(?P<formula>[“"][^”"。；]{{0,20}}\d[^”"。；]{{0,20}}\+[^”"。]{{0,30}}[”"])
            |(?P<plus>(?<![\d.])\d+(?:\+(?:\d+|[A-Z](?![A-Za-z])))+|(?<![\w.])[A-Z]\+\d+)
            |(?P<model>(?:NO|No|no)\.\s?\d+|(?<![A-Za-z])(?!GDP\d)[A-Za-z]+-?\d+(?:\.\d+)*(?:[A-Za-z][A-Za-z0-9]*)?|(?<![\d.]){guard}\d+(?:\.\d+)?{guard}[A-Za-z][A-Za-z0-9]*)
            |(?P<clock>(?<!\d)\d{{1,3}}(?:\.\d+)?个?(?:月(?=时间|内|以[上内]|的)|年(?=时间|内|[”」]|的|期|来|以[上内]|\d)|天|日(?!报|内?均)|小时|分钟|秒|周(?!年|边)|季度|周年|年期)(?:时间|内|以[内上])?)
            |(?P<iso>(?:19|20)\d\d(?:[-/]\d{{1,2}}(?:[-/]\d{{1,2}})?(?:\d\d[:：]\d\d(?:[:：]\d\d)?)?|\.\d{{1,2}}\.\d{{1,2}})(?![\d.])(?!\s*(?:{unit})))
            |(?P<years>(?:19|20)\d\d年?(?:{_RANGE}|、|和|至)(?:19|20)\d\d(?!\d)年?)
            |(?P<period>{PERIOD})
            |(?P<date>\d{{1,4}}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?|\d{{1,2}}月(?:\d{{1,2}}日)?|\d{{1,2}}日)
            |(?P<rank>第(?P<rankno>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})(?P<rankunit>位|名)|第(?P<rankno2>\d{{1,3}}|[一二三四五六七八九十]{{1,2}})(?=[，。；、,;.）)”]|和|与|及|$|前移|上升|提升|升至|升到|跃升|后移|下滑|退至|的)
               |(?P<first>首位|(?<=之)首)|后(?P<bottom>\d{{1,3}}|[一二两三四五六七八九十]{{1,2}})(?:位|名)(?=[，。；、,;）)]|$)|前(?P<top>\d{{1,3}}|[一二两三四五六七八九十]{{1,2}})(?P<topunit>位|名|强)?(?=[，。；、,;）)]|$|位|名))
            |(?P<fraction>(?P<den>{_CNUM}|百|\d+)分之(?P<numer>{_NUM}|[一二三四五六七八九十百点两]+)(?P<fmore>强|多|以上)?)
            |(?P<number>(?P<cnpre>(?<![附最将相])近|(?<![签预契合条制])约|逾|(?<!赶)超|(?<![超通经不])过)?(?P<value>{_NUM})(?P<more>余|多|来|几)?
               (?:{_RANGE}(?P<value2>{_NUM})(?P<more2>余|多)?(?=(?:{unit})))?
               (?P<unit>{unit})?(?:{_RANGE}(?P<value3>{_NUM})(?P<unit3>{unit}))?(?P<more3>余|多(?!个|项|家|次|元))?)
            |(?P<words>(?P<hundreds>(?:[一二三两四五六七八九]?[十百千万]|数[十百千]|几[十百千])(?:余|多)?)(?P<wunit>批次|场次|家|个|项|名|户|人|条|件|宗|次|场|亩|亿元|万元|余?家)(?!一批|百)
               |(?P<tenths>[一二两三四五六七八九])成(?P<tmore>多|以上)?(?!立|果|效|员|为|功|长|本|绩|都|熟|品|就|交|形|型|分|套|片|链|批|百|千|群|线|片)
               |(?P<half>过半|超半数|半数以上|一半以上|近一半|近半|一半|半数)(?!年|天|小)
               |(?P<doubled>翻番|翻了?[一两二三]番)
               |(?P<times>{_CNUM})倍(?:多|以上)?
               |(?P<grade>[一二两三四五六七八九])(?:优秀|良好|两好|合格|(?:优|良|好)(?=[一二两三四”"]))
               |(?P<few>{_CNUM})(?P<funit>{_CN_UNITS})))
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
