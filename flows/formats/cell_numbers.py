"""What a cell of a workbook shows, by its value and its number format."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

# Excel keeps 15 digits, and shows 0.3 for 0.1 + 0.2
_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
_MOST_DECIMALS = 15
_QUOTED = re.compile(r'"([^"]*)"')
_ASIDE = re.compile(r"\[[^\]]*\]|_.|\*.|\\(?=.)")
_NUMBER = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?")
_EXPONENT = re.compile(r"[eE][+-]")


def shown(value: object, number_format: str | None) -> str:
    """A cell's value as the cell shows it, as far as its format tells.

    Dates are written in the order of the calendar whatever the format, for that is how they are read.

    Examples:
        >>> shown(0.1 + 0.2, "General"), shown(0.125, "0.0%"), shown(1234.5, "#,##0.00"), shown(12.5, '0.0"亿元"')
        ('0.3', '12.5%', '1,234.50', '12.5亿元')
        >>> shown(datetime(2024, 3, 31), "yyyy-mm-dd"), shown(datetime(2024, 3, 1), 'yyyy"年"m"月"'), shown(True, None)
        ('2024年3月31日', '2024年3月', '是')
    """
    form = number_format or "General"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number(value, form)
    if isinstance(value, datetime | date):
        return _day(value, form)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(value)


def _number(value: float, form: str) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    exact = _DIGITS.create_decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    sections = form.split(";")
    section = sections[1] if exact < 0 and len(sections) > 1 and sections[1] else sections[0]
    bare = _ASIDE.sub("", _QUOTED.sub("", section))
    digits = _NUMBER.search(bare)
    percent = "%" in bare
    if percent:
        exact = _DIGITS.multiply(exact, 100)
    before, after = _words(section)
    if digits is None or _EXPONENT.search(bare) or "/" in bare:
        plain = _plain(exact)
    else:
        # a comma behind the last digit divides by a thousand, and what is read must be what the cell stands for
        whole, _, decimals = digits[0].partition(".")
        places = min(len(decimals), _MOST_DECIMALS)
        rounded = _rounded(exact, places)
        least = decimals.count("0")
        grouped = "," in whole.rstrip(",")
        plain = f"{rounded:,f}" if grouped else f"{rounded:f}"
        if places > least:  # 0.## shows no zeros at its end
            head, _, tail = plain.partition(".")
            tail = tail[:least] + tail[least:].rstrip("0")
            plain = f"{head}.{tail}" if tail else head
    # a sign that only this format gives to what is negative (▲) would be read as something else
    return f"{'' if exact < 0 else before}{plain}{'%' if percent else ''}{after}"


def _words(section: str) -> tuple[str, str]:
    """The quoted words of a format before its digits, and those behind them: "第"0"位"."""
    places = [m.start() for m in _NUMBER.finditer(_QUOTED.sub(lambda m: '"' * len(m[0]), section))]
    first = places[0] if places else len(section)
    quoted = [(m.start(), m[1]) for m in _QUOTED.finditer(section)]
    return "".join(w for at, w in quoted if at < first), "".join(w for at, w in quoted if at > first)


def _plain(exact: Decimal) -> str:
    return f"{exact.normalize(_DIGITS):f}" if exact else "0"


def _rounded(exact: Decimal, places: int) -> Decimal:
    step = Decimal(1).scaleb(-places)
    rounded = exact.quantize(step, ROUND_HALF_UP, Context(prec=400))
    return rounded or abs(rounded)  # -0.0


def _day(value: datetime | date, form: str) -> str:
    bare = _ASIDE.sub("", _QUOTED.sub("", form)).lower()
    day = f"{value.year}年{value.month}月"
    if "d" in bare or not ("y" in bare and "m" in bare):
        day += f"{value.day}日"
    if isinstance(value, datetime) and (value.hour or value.minute) and "h" in bare:
        day += f" {value:%H:%M}"
    return day
