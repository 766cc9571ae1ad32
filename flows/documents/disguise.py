"""Numbers that are not what the eye sees: struck out, turned round, or with a character that was lost.

What only lays a text out (zero widths, variants, isolates around a number) is dropped by cleaning and changes nothing.
These are no figures, whatever the characters say: each is accounted for with the reason `disguised`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from flows.documents.characters import COMBINING, INVISIBLE

# controls of the direction of writing, of which those that turn what is between them
_TURNS, _TURNED = "\u202a-\u202e\u2066-\u2069", "\u202b\u202e\u2067"
_OPENS, _CLOSES = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068", "\u202c\u2069"
# a character that was lost, and one that only some font knows
_LOST, _PRIVATE = "\ufffd", "\ue000-\uf8ff"
_CHINESE = "〇○零一二两三四五六七八九十百千"
_NUMERAL = rf"\d{_CHINESE}万亿"
_SUSPECT = re.compile(f"[{_TURNS}{COMBINING}{_LOST}{_PRIVATE}]")
_BETWEEN = rf"[.,{INVISIBLE}{COMBINING}]*"
_RUN = re.compile(
    rf"[{_NUMERAL}.,{INVISIBLE}{COMBINING}{_LOST}{_PRIVATE}]*[{_NUMERAL}][{INVISIBLE}{COMBINING}{_LOST}]*"
)
_WRONG = re.compile(
    # 1̶0̶8, and ①'s kind made of two characters
    rf"[{_NUMERAL}][{INVISIBLE}]*[{COMBINING}]"
    rf"|\d{_BETWEEN}[{_TURNS}{_PRIVATE}{_LOST}]{_BETWEEN}\d"
    rf"|[{_CHINESE}]{_BETWEEN}[{_TURNS}{_PRIVATE}{_LOST}]{_BETWEEN}[{_CHINESE}]"
    rf"|[\d{_CHINESE}][.,]?[{_LOST}]|[{_LOST}][.,]?[\d{_CHINESE}]"
)
_NUMBER = re.compile(rf"[{_NUMERAL}][{_NUMERAL}.,]*")
_DIRECTION = re.compile(f"[{_TURNS}\r\n\u2029]")

Span = tuple[int, int]


def disguised(text: str) -> tuple[Span, ...]:
    """Where numbers stand that can't be trusted, half open, in order.

    Examples:
        >>> disguised("完成1\\u202e08.78亿元"), disguised("完成\\u2066108.78\\u2069亿元")
        (((2, 10),), ())
        >>> disguised("2\\u03360\\u0336家，1\\ufe0f\\u20e3签约"), disguised("10\\ufffd8亿元")
        (((0, 4), (6, 9)), ((0, 5),))
    """
    if not _SUSPECT.search(text):
        return ()
    spans = [run.span() for run in _RUN.finditer(text) if _WRONG.search(run.group())]
    for start, end in _turned(text):
        spans += [number.span() for number in _NUMBER.finditer(text, start, end)]
    return tuple(_joined(spans))


def touches(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether one of some spans, in order and apart, overlaps another one."""
    at = bisect_left(spans, (end,))
    return at > 0 and spans[at - 1][1] > start


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """The spans in order, those that overlap as one."""
    last: Span | None = None
    for start, end in sorted(spans):
        if last is not None and start < last[1]:
            last = last[0], max(last[1], end)
            continue
        if last is not None:
            yield last
        last = start, end
    if last is not None:
        yield last


def _turned(text: str) -> list[Span]:
    """Stretches that are shown from right to left; a paragraph ends them."""
    stretches: list[Span] = []
    opened: list[tuple[str, int]] = []
    for mark in _DIRECTION.finditer(text):
        char, at = mark.group(), mark.start()
        if char in _OPENS:
            opened.append((char, at))
            continue
        # a line end closes all that is open, and a mark the last
        closing = opened[-1:] if char in _CLOSES else opened
        stretches += [(start, at) for kind, start in closing if kind in _TURNED]
        del opened[len(opened) - len(closing) :]
    return stretches + [(start, len(text)) for kind, start in opened if kind in _TURNED]
