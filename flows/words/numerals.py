"""Numbers written in Chinese: how they look in a text, and what they are worth.

十几, 二百三十余, 上百, 三四十, 1千余: a numeral that says no more than about how many holds the least it can be, with
the bound that goes with it.
"""

from __future__ import annotations

import re
from decimal import Decimal

from flows.words.periods import CN, NoNumeralError, cn_int

NUM = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
"""A number in digits."""

CNUM = r"[一二三四五六七八九两]?十[一二三四五六七八九]?|[一二三四五六七八九两]"
"""A whole number up to 九十九."""

_DIGIT = "[一二三四五六七八九两]"
PAIR = "一两|[两二]三|三[四五]|四五|五六|六七|七八|八九"
"""Neighbours that stand for either of two: 三四十个, 七八成."""

# 两万三千, 一百零五; at least one of the powers of ten stands in it
_WHOLE = (
    f"{_DIGIT}?万(?:{_DIGIT}千)?|{_DIGIT}?千(?:零?{_DIGIT}?百)?(?:零?{_DIGIT}?十)?{_DIGIT}?"
    f"|{_DIGIT}?百(?:零?{_DIGIT}?十)?(?:零?{_DIGIT})?|{_DIGIT}?十{_DIGIT}?"
)
LARGE = f"(?:(?:(?<!以)上|数|几)[十百千万]{{1,2}}|(?:{PAIR})[十百千万]?|(?:{_WHOLE})[余多几来]?)"
"""A number with a power of ten in it, exact or not, or two neighbours: 三百二十, 十几, 上百, 数千, 两三百, 三五."""

_PARTS = re.compile(
    rf"(?P<least>[上数几])?(?:(?P<pair>{PAIR})(?P<power>[十百千万]?)|(?P<whole>[{''.join(CN)}百千万]+))(?P<more>[余多几来]?)"
)
POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
"""What a Chinese power of ten is worth."""

DOUBLED = {"翻番": 100, "翻一番": 100, "翻两番": 300, "翻二番": 300, "翻三番": 700}
"""Growth in percent."""

_BOUNDS = {"上": "ge", "数": "gt", "几": "gt", "余": "gt", "多": "gt", "来": "approx", "": "eq"}


def large(text: str) -> tuple[Decimal, str]:
    """What a numeral that `LARGE` or `CNUM` matches is worth, and its bound.

    Raises:
        NoNumeralError: the numerals stand beside each other and make no number.

    Examples:
        >>> large("二百三十余"), large("上百"), large("三四十")
        ((Decimal('230'), 'gt'), (Decimal('100'), 'ge'), (Decimal('30'), 'approx'))
    """
    match = _PARTS.fullmatch(text)
    if match is None:
        raise NoNumeralError(text)
    if match["pair"]:
        return Decimal(CN[match["pair"][0]] * POWERS.get(match["power"], 1)), "approx"
    return Decimal(_whole(match["whole"])), _BOUNDS[match["least"] or match["more"]]


def _whole(text: str) -> int:
    """一百零五 → 105, 十 → 10, 百万 → 1000000, 两万三千 → 23000."""
    total, digit = 0, None
    for char in text:
        if (power := POWERS.get(char)) is None:
            digit = CN[char] or None
        elif digit is None and total and power > total:
            total *= power  # 上百万
        else:
            total, digit = total + (digit or 1) * power, None
    return total + (digit or 0)


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


def decimal(text: str) -> Decimal:
    """A printed number, thousands separators and inner blanks dropped."""
    return Decimal(text.replace(",", "").replace(" ", ""))
