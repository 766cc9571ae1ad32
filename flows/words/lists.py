"""Lists of numbers, of which one bears the unit or the ordinal of them all."""

from __future__ import annotations

import re

from flows.words.model import Quantity, Rank, Token

_LISTED = re.compile(r"[、和与及]")


def share_units(text: str, tokens: list[Token]) -> None:
    """Give the numbers of each list what stands on one of them.

    2.3、1.6和0.9个百分点: the unit of a list stands on its last number; 第2、3、5位: the ordinal on its first.
    """
    for k in range(len(tokens) - 2, -1, -1):
        token, following = tokens[k], tokens[k + 1]
        # one character stands between those of a list
        if following.start - token.end != 1 or token.kind != "number" or following.kind != "number":
            continue
        if not _bare(token, following) or isinstance(following.value, tuple):
            continue
        quantity = following.value
        if quantity.unit and not quantity.chinese and _LISTED.fullmatch(text, token.end, following.start):
            own = token.value
            shared = Quantity(own.value, quantity.unit, quantity.dimension, own.bound, own.numeral)
            tokens[k] = Token(token.start, token.end, "number", shared)
    for k in range(1, len(tokens)):
        previous, token = tokens[k - 1], tokens[k]
        if token.start - previous.end != 1 or previous.kind != "rank" or token.kind != "number":
            continue
        if isinstance(token.value, tuple):
            continue
        own = token.value
        if own.unit in ("", "位", "名") and _LISTED.fullmatch(text, previous.end, token.start):
            tokens[k] = Token(token.start, token.end, "rank", Rank(int(own.value), "eq", own.numeral))


def _bare(token: Token, following: Token) -> bool:
    """Whether a number has no unit of its own; 5.2个 before 6.4个百分点, 3亿 before 2亿千瓦时 has only half of one."""
    if token.kind != "number" or not isinstance(token.value, Quantity):
        return False
    own, shared = token.value.unit, getattr(following.value, "unit", "")
    half = (own == "个" and shared in ("个百分点", "个位次")) or (
        own in ("万", "亿") and shared.startswith(own)
    )
    return half or not own
