"""Traditional characters read as simplified ones, each in its own place, so that no offset moves."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

_LINE = re.compile(r"[^\r\n]+")
# 「三個一批」 is what a simplified text writes in “”
_MARKS = str.maketrans("「」『』", "“”‘’")
# characters of the other script that the names in a simplified text may have
_NAMES = 8


def simplified(text: str) -> str:
    """A text with its traditional lines in simplified characters, as long as before, place by place.

    A line is traditional where more of its characters are of that script alone than of the simplified one alone; one that
    has neither is as most of the text is. 著, 乾 and 後, which simplified texts have in names, tell nothing.

    Examples:
        >>> simplified("簽約項目12個，總投資30億元，增速顯著。"), simplified("乾县名著《後土》，陳氏供稿")
        ('签约项目12个，总投资30亿元，增速显著。', '乾县名著《後土》，陳氏供稿')
    """
    han = {char for char in set(text) if "\u4e00" <= char <= "\u9fff"}
    rare = {char for char in han if not _known(char, "gb2312")}
    # nearly all texts end here, without loading a dictionary
    if len(rare) < 3 or not (telling := {char for char in rare if _converted(char) != char}):
        return text
    traditional = _any_of(telling)
    simple = _any_of({char for char in han - rare if not _known(char, "big5")})
    lines = list(_LINE.finditer(text))
    surplus = [len(traditional.findall(m.group())) - len(simple.findall(m.group())) for m in lines]
    mostly = sum(surplus) > 0
    if not mostly and sum(more for more in surplus if more > 0) < _NAMES:
        return text
    pieces, position = [], 0
    for line, more in zip(lines, surplus, strict=True):
        if more > 0 or (more == 0 and mostly):
            pieces += [text[position : line.start()], _converted(line.group())]
            position = line.end()
    return "".join([*pieces, text[position:]])


def _known(char: str, charset: str) -> bool:
    """Whether a character set has a character: GB 2312 is what simplified texts are written in, Big5 traditional ones."""
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _any_of(chars: set[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(chars))}]" if chars else "(?!)")


def _converted(text: str) -> str:
    """A text converted by phrases (乾燥, but 乾隆), as long as before: where a phrase is longer, by characters."""
    made = text
    for converter in _converters():
        whole = converter.convert(made)
        made = whole if len(whole) == len(made) else "".join(_one(converter, char) for char in made)
    return made.translate(_MARKS)


def _one(converter: OpenCC, char: str) -> str:
    made = converter.convert(char)
    return made if len(made) == 1 else char


@cache
def _converters() -> tuple[OpenCC, ...]:
    """For what Taiwan writes, then for what is left of Hong Kong's forms (衞, 綫)."""
    # loads its dictionaries, which few runs need
    from opencc import OpenCC

    return OpenCC("tw2s"), OpenCC("hk2s")
