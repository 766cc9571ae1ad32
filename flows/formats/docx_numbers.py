"""Automatic numbers of a Word file's paragraphs, which stand nowhere in it: 一、 （二） 3. as Word would show them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
LEVELS = 9
_HAN = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class UnknownNumberError(Exception):
    """A number is shown in a way that is not known here."""


@dataclass(frozen=True)
class _Level:
    """How a level of a list is numbered; `restart` is the level above which it begins anew, None after any."""

    start: int = 1
    style: str = "decimal"
    words: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass
class _List:
    """Levels by number, and where the counting stands; lists that share an outline count on from each other."""

    levels: Mapping[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """Counts the numbered paragraphs of a document, which must come in their order.

    Args:
        numbering: root of numbering.xml, None where there is none.
        styles: root of styles.xml.
    """

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._styles = {style.get(f"{_W}styleId") or "": style for style in styles.iter(f"{_W}style")}
        self._default = next((name for name, style in self._styles.items() if _is_default(style)), "")
        self._lists: dict[str, _List] = {}
        self._outlines: dict[str, str] = {}
        self._anew: dict[tuple[str, int], int] = {}
        self._of_styles: dict[tuple[str, str], int] = {}
        if numbering is not None:
            self._read(numbering)

    def of(self, paragraph: Any) -> str:
        """The number that stands before a paragraph, with the blank that parts them; empty where there is none.

        Raises:
            UnknownNumberError: it has one, and it can't be told.
        """
        place = self._place(paragraph)
        if place is None:
            return ""
        number, at = place
        outline = self._outlines.get(number)
        if outline is None:
            return ""
        known = self._lists[outline]
        level = known.levels.get(at)
        if level is None:
            return ""
        self._count(known, number, at, level)
        if level.style in ("bullet", "none"):
            return "" if level.style == "bullet" else _fixed(level.words)
        said = _PLACE.sub(lambda match: self._shown(known, int(match[1]) - 1, level.legal), level.words)
        # after a bracket or a 、 nothing is needed, and 1. before 5家 would be 1.5
        return f"{said} " if said[-1:].isascii() and said.strip() else said

    def _count(self, known: _List, number: str, at: int, level: _Level) -> None:
        counts = known.counts
        anew = self._anew.pop((number, at), None)
        counts[at] = anew if anew is not None else counts[at] + 1 if at in counts else level.start
        for deeper in [deeper for deeper in counts if deeper > at]:
            restart = known.levels[deeper].restart if deeper in known.levels else None
            if restart is None or at < restart:
                del counts[deeper]

    def _shown(self, known: _List, at: int, legal: bool) -> str:
        level = known.levels.get(at, _Level())
        # a level that has not been met yet stands at its start
        number = known.counts.setdefault(at, level.start)
        if level.style in ("bullet", "none"):
            return ""
        return in_style(number, "decimal" if legal else level.style)

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """Which list a paragraph is in, and on which level, by itself or by its style."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return self._by_style(self._default)
        if properties.find(f"{_W}rPr/{_W}del") is not None and paragraph.find(f".//{_W}t") is None:
            return None  # the paragraph was deleted while changes were tracked
        style = properties.find(f"{_W}pStyle")
        name = self._default if style is None else style.get(f"{_W}val") or ""
        own = properties.find(f"{_W}numPr")
        if own is None:
            return self._by_style(name)
        number, at = _value(own, "numId"), _value(own, "ilvl")
        if number is None:
            found = self._by_style(name)
            return found and (found[0], _whole(at))
        return None if number == "0" else (number, _whole(at))

    def _by_style(self, name: str) -> tuple[str, int] | None:
        style, seen = name, set[str]()
        while style in self._styles and style not in seen:
            seen.add(style)
            own = self._styles[style].find(f"{_W}pPr/{_W}numPr")
            number = None if own is None else _value(own, "numId")
            if own is not None and number is not None:
                if number == "0":
                    return None
                at = self._of_styles.get((self._outlines.get(number, ""), style))
                return number, at if at is not None else _whole(_value(own, "ilvl"))
            based = self._styles[style].find(f"{_W}basedOn")
            style = "" if based is None else based.get(f"{_W}val") or ""
        return None

    def _read(self, numbering: Any) -> None:
        links = {n.get(f"{_W}numId"): _value(n, "abstractNumId") for n in numbering.iter(f"{_W}num")}
        for outline in numbering.iter(f"{_W}abstractNum"):
            name = outline.get(f"{_W}abstractNumId") or ""
            self._lists[name] = _List(dict(map(_level, outline.iter(f"{_W}lvl"))))
            for level in outline.iter(f"{_W}lvl"):
                if style := _value(level, "pStyle"):
                    self._of_styles[name, style] = _whole(level.get(f"{_W}ilvl"))
        for outline in numbering.iter(f"{_W}abstractNum"):
            # a list style has its levels in another outline
            style = self._styles.get(_value(outline, "numStyleLink") or "")
            other = None if style is None else _value_below(style, f"{_W}pPr/{_W}numPr/{_W}numId")
            if other and links.get(other) in self._lists:
                self._lists[outline.get(f"{_W}abstractNumId") or ""] = self._lists[links[other] or ""]
        for num in numbering.iter(f"{_W}num"):
            self._read_num(num)

    def _read_num(self, num: Any) -> None:
        number, outline = num.get(f"{_W}numId") or "", _value(num, "abstractNumId") or ""
        if outline not in self._lists:
            return
        self._outlines[number] = outline
        own: dict[int, _Level] = {}
        for override in num.iter(f"{_W}lvlOverride"):
            at = _whole(override.get(f"{_W}ilvl"))
            if (start := _value(override, "startOverride")) is not None:
                self._anew[number, at] = _whole(start)
            own |= dict(map(_level, override.iter(f"{_W}lvl")))
        if own:
            known = self._lists[outline]
            self._outlines[number] = f"{outline}/{number}"
            self._lists[f"{outline}/{number}"] = _List({**known.levels, **own}, known.counts)


def _level(element: Any) -> tuple[int, _Level]:
    style, restart = _value(element, "numFmt") or "decimal", _value(element, "lvlRestart")
    legal = element.find(f"{_W}isLgl")
    return _whole(element.get(f"{_W}ilvl")), _Level(
        start=_whole(_value(element, "start")),
        style=style,
        words=_value(element, "lvlText") or "",
        restart=None if restart is None else _whole(restart),
        legal=legal is not None and legal.get(f"{_W}val") not in ("0", "false", "off"),
    )


def _is_default(style: Any) -> bool:
    return style.get(f"{_W}default") == "1" and style.get(f"{_W}type") == "paragraph"


def _whole(said: str | None) -> int:
    """A number as programs write it; 0 where it is none."""
    return int(said) if said is not None and said.isascii() and said.isdecimal() and len(said) < 10 else 0


def _value(element: Any, name: str) -> str | None:
    return _value_below(element, f"{_W}{name}")


def _value_below(element: Any, path: str) -> str | None:
    found = element.find(path)
    said = None if found is None else found.get(f"{_W}val")
    return None if said is None else str(said)


def _fixed(words: str) -> str:
    """What a level without a number shows: the same words each time."""
    said = _PLACE.sub("", words).strip()
    return f"{said} " if said[-1:].isascii() and said else said


# how numbers are shown


def in_style(number: int, style: str) -> str:
    """A number in one of Word's styles.

    Raises:
        UnknownNumberError: the style is not known here, or has no such number.

    Examples:
        >>> [in_style(12, style) for style in ("decimal", "chineseCountingThousand", "upperRoman", "lowerLetter")]
        ['12', '十二', 'XII', 'l']
        >>> in_style(3, "decimalEnclosedCircle"), in_style(2, "ideographTraditional"), in_style(105, "chineseCounting")
        ('③', '乙', '一百零五')
    """
    make = _STYLES.get(style)
    said = make(number) if make is not None else ""
    if not said:
        raise UnknownNumberError(f"{number} as {style}")
    return said


def _counted(
    number: int, digits: str = _HAN, tens: str = "十", hundreds: str = "百", ones: bool = True
) -> str:
    """A number below 1,000 as it is counted in Chinese; 12 is 十二, and 壹拾贰 where `ones` are said."""
    if not 0 <= number < 1000:
        return ""
    if number == 0:
        return digits[0]
    hundred, ten, one = number // 100, number // 10 % 10, number % 10
    said = f"{digits[hundred]}{hundreds}" if hundred else ""
    if ten:
        said += f"{'' if ten == 1 and not hundred and not ones else digits[ten]}{tens}"
    elif hundred and one:
        said += digits[0]
    return said + (digits[one] if one else "")


def _letters(number: int) -> str:
    """a to z, then aa, bb."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _roman(number: int) -> str:
    said = ""
    if number < 4000:
        for value, letters in _ROMAN:
            while number >= value:
                said, number = said + letters, number - value
    return said


def _from(row: str) -> Callable[[int], str]:
    return lambda number: row[number - 1] if 0 < number <= len(row) else ""


def _chinese(number: int) -> str:
    return _counted(number, ones=False)


_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02}".format,
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda number: str(number).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "decimalEnclosedCircle": _from("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedCircleChinese": _from("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedParen": _from("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _from("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "ideographEnclosedCircle": _from("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": lambda number: "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": lambda number: _counted(number, _LEGAL, "拾", "佰"),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
}
