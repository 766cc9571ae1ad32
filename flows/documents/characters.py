"""Characters: which ones are rewritten, which blanks mean nothing, and a builder that keeps offsets."""

from __future__ import annotations

import re
import string
import sys
import unicodedata

BLANKS = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Chinese punctuation stays as printed: NFKC would turn it into ASCII, and the cleaned sentence is shown to readers
_KEPT = set("，。：；！？（）、“”‘’《》〈〉【】〔〕「」『』—…·～")
_SQUARES = {"㎡": "平方米", "㎢": "平方公里", "m²": "m2"}
# of Korean, which take no room
_FILLERS = ("\u115f", "\u1160")
# of Word
_HYPHEN = "\x1e"


MATHEMATICAL_DIGITS = range(0x1D7CE, 0x1D800)


def _rewritten() -> dict[str, str]:
    """Digits of other scripts, and characters that NFKC makes simpler, but for punctuation and for signs that would turn into new digits."""
    table = dict(_SQUARES)
    del table["m²"]
    table[_HYPHEN] = "-"
    for code in (*range(0x80, 0x10000), *MATHEMATICAL_DIGITS):
        char = chr(code)
        plain = unicodedata.normalize("NFKC", char)
        if unicodedata.category(char) == "Nd":
            plain = str(unicodedata.digit(char))  # a run of digits must not change its script on the way
        if (
            plain in _FILLERS
            or plain == char
            or char in _KEPT
            or char in table
            or plain.isspace()
            or char.isspace()
        ):
            continue
        if any(c.isdigit() for c in plain) and unicodedata.category(char) != "Nd":
            continue  # ①, ½, ² are signs, not runs of digits
        table[char] = plain
    return table


REWRITTEN = {sys.intern(k): v for k, v in _rewritten().items()}
# also what turns the direction of writing, variants of a sign, and the hyphen that Word prints only at a line's end
INVISIBLE = (
    "\x1f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# what is drawn over, under or around the character before: a line through it, a key, an accent
COMBINING = "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_SIGNS = "".join(c for c in REWRITTEN if ord(c) < 0x10000)
# one class of characters, which a search passes over many times as fast as a choice between several
# the last signs as a range: one by one they would be looked through at every character
IRREGULAR = re.compile(rf"[*{BLANKS}{INVISIBLE}{COMBINING}{re.escape(_SIGNS)}\U0001d7ce-\U0001d7ff]")
_BLANK = re.compile(rf"[{BLANKS}]+")
_NOTHING = re.compile(rf"[{INVISIBLE}{COMBINING}]+|\*\*")
_WORD = frozenset(string.ascii_letters + string.digits)
_GROUP_END = re.compile(r"(?<![\d.])\d{1,3}(?:[ ,]\d{3})*$")
_GROUP_START = re.compile(r"\d{3}(?!\d)")
_DIGITS_END = re.compile(r"(?<![\d.])\d+$")
# a time of day is whole, and so is the year that a line begins with
_CLOCK_END, _CLOCK = re.compile(r"\d[:：]\d\d$"), re.compile(r"\d{1,2}[:：]\d\d")
_YEAR_START = re.compile(r"(?:19|20)\d\d年")
_DATE_END = re.compile(r"(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}$")
# 2023, and 12个 in the next line; but 2018 and 32万元 is one number
_COUNT_START = re.compile(r"\d{1,3}(?![\d.,，．%％亿万元千百])")
_YEAR_END = re.compile(r"(?<!\d)(?:19|20)\d\d$")


class Builder:
    """Collects cleaned text and the runs that tie it to the raw text."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.clean_starts: list[int] = []
        self.raw_starts: list[int] = []
        self.length = 0
        # the piece that the paragraph at hand begins with
        self._begun = 0

    @property
    def last(self) -> str:
        """The last character of the paragraph at hand, or nothing."""
        return self.pieces[-1][-1] if len(self.pieces) > self._begun else ""

    @property
    def tail(self) -> str:
        """The last characters of the paragraph at hand, 24 at most."""
        # each piece has a character at least
        return "".join(self.pieces[max(self._begun, len(self.pieces) - 24) :])[-24:]

    def begin(self) -> None:
        """A paragraph begins, or a cell of a table: what stands before has no part in it."""
        self._begun = len(self.pieces)

    def add(self, text: str, raw: int) -> None:
        """Append a stretch that stands in the raw text from offset `raw` on, character for character."""
        if not text:
            return
        starts, length = self.clean_starts, self.length
        if not starts or self.raw_starts[-1] + length - starts[-1] != raw:
            starts.append(length)
            self.raw_starts.append(raw)
        self.pieces.append(text)
        self.length = length + len(text)

    def add_rewritten(self, text: str, raw: int) -> None:
        """Append characters that all come from the one raw character at `raw`."""
        for char in text:
            self.clean_starts.append(self.length)
            self.raw_starts.append(raw)
            self.pieces.append(char)
            self.length += 1


def blank_matters(left: str, right: str, line_end: bool) -> bool:
    """Whether a blank (or a line end) between two stretches separates words or numbers.

    Chinese text is set without blanks, so a blank between Chinese characters, or between them and a number, is
    left over from layout. Between two Latin words it counts. Between digits it counts, unless the two stretches
    are one number: broken by a line end, by a group of thousands, or after a piece of one number.
    """
    if not left or not right:
        return False
    a, b = left[-1], right[0]
    if not (a.isascii() and b.isascii() and a.isalnum() and b.isalnum()):
        # "12 .3", "12. 3"
        return False
    if a.isdigit() and b.isdigit():
        digits = _DIGITS_END.search(left)
        before = left[digits.start() - 1] if digits and digits.start() else ""
        if before and before.isascii() and before.isalpha():
            return True  # Q1 2024
        if _CLOCK_END.search(left) or _CLOCK.match(right) or _YEAR_START.match(right):
            return True
        if line_end:
            dated = _DATE_END.search(left) or (_YEAR_END.search(left) and _COUNT_START.match(right))
            return bool(dated)
        if _GROUP_END.search(left) and _GROUP_START.match(right):
            return False
        return bool(_YEAR_END.search(left)) or "." in left[len(left.rstrip("0123456789.")) :]
    return a.isalpha() and b.isalpha()


def add_line(builder: Builder, line: str, raw: int, separator: int | None) -> None:
    """Append one line, `separator` being the raw offset of the line end before it, or None at the start."""
    if separator is None:
        builder.begin()
    elif line[0] in _WORD and builder.last in _WORD and blank_matters(builder.tail, line[:8], line_end=True):
        builder.add(" ", separator)
    position = 0
    for match in IRREGULAR.finditer(line):
        start = match.start()
        if start < position:
            continue  # of a run that is done
        char = line[start]
        if char in REWRITTEN:
            builder.add(line[position:start], raw + position)
            position = start + 1
            plain = REWRITTEN[char]
            if len(plain) == 1:
                builder.add(plain, raw + start)
            else:
                builder.add_rewritten(plain, raw + start)
        elif blank := _BLANK.match(line, start):
            builder.add(line[position:start], raw + position)
            position = blank.end()
            if (
                line[position : position + 1] in _WORD
                and builder.last in _WORD
                and (
                    # the cells of a row are never one number
                    ("\t" in blank.group() and line[position].isdigit() and builder.last.isdigit())
                    or blank_matters(builder.tail, line[position : position + 8], line_end=False)
                )
            ):
                builder.add(" ", raw + start)
        elif nothing := _NOTHING.match(line, start):
            builder.add(line[position:start], raw + position)
            position = nothing.end()
    builder.add(line[position:], raw + position)
