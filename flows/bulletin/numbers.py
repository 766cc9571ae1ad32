"""Values as pages show them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

PLAIN = re.compile(r"\d[\d,]*(?:\.(?P<decimals>\d+))?")


@dataclass(frozen=True)
class Number:
    """A value on a page: its digits with sign and bound, its unit, where it stands, how it is printed there, whether it is in doubt."""

    text: str
    unit: str | None = None
    href: str | None = None
    printed: str | None = None
    doubtful: bool = False


def digits(value: Decimal | int | float, quote: str | None = None) -> str:
    """The digits of a value without its sign, with as many decimals as the numeral in the text has.

    Examples:
        >>> digits(Decimal("20.3500"), "20.35"), digits(Decimal("5.0000"), "5.0"), digits(Decimal("-3.2000"))
        ('20.35', '5.0', '3.2')
        >>> digits(Decimal("1200.0000")), digits(0.1 + 0.2)
        ('1200', '0.3')
    """
    number = Decimal(str(round(value, 4))) if isinstance(value, float) else Decimal(value)
    text = format(abs(number), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    printed = PLAIN.fullmatch(quote) if quote else None
    wanted = len(printed["decimals"] or "") if printed else 0
    held = len(text.partition(".")[2])
    if wanted > held:
        text = f"{text}{'' if held else '.'}{'0' * (wanted - held)}"
    return text


def sign_of(value: Decimal | int | float, signed: bool) -> str:
    """The sign that is shown: a minus always, a plus where differences are meant."""
    return "-" if value < 0 else "+" if signed and value > 0 else ""
