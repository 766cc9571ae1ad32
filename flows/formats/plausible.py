"""Whether a text is one in Chinese: what was read in a wrong encoding has digits and units, and would give figures.

Bytes of one encoding decode in others without an error, and UTF-7 and HZ are plain ASCII. What comes out gives itself away:
by characters that hardly any text has, or by lacking those that every report has.
"""

from __future__ import annotations

import re
from functools import cache

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_KANA = re.compile(r"[\u3041-\u30ff\uff66-\uff9f]")
# what a program writes that takes UTF-8 for GBK and no longer knows what stood there
_REPLACED = re.compile(r"锟斤拷|\ufffd")
# of each ten characters of reports, four are of these, in either script
_USUAL = re.compile(
    "[区年元亿工业增全上长个的产值资比开总新成占经规投发月目高一市以中分同项加点到位三百度完家企实入其在进省于前收计平建日济标定万达地和出园下合"
    "务现主商为有级来第固均要今报用力季期技大约重国生是税动展量行區億業長個產資開總規發項點實進計濟標達園務現為級來報約國稅動]"
)
_WINDOW, _WINDOWS = 2_500, 8
"""A long text is looked at in so many places, so that looking costs little."""
LEAST_HAN, LEAST_USUAL = 0.05, 0.08
MOST_RARE, MOST_KANA, MOST_REPLACED = 0.12, 0.2, 0.02
_ENOUGH = 30
"""Characters that tell how common they are; of fewer, only rare ones tell."""
REMEDY = "Open it in the program that made it and save it as plain text in UTF-8"


def implausible(text: str) -> str:
    """Why a text is no report; empty where nothing is wrong with it.

    Examples:
        >>> implausible("一季度，开发区签约项目12个。"), implausible("+TgBbY16m- 12")
        ('', 'of its 6 letters 0 are Chinese characters')
    """
    sample = _sample(text)
    han = _HAN.findall(sample)
    letters = len(_LETTER.findall(sample))
    if len(han) < LEAST_HAN * letters:
        return f"of its {letters:,} letters {len(han):,} are Chinese characters"
    replaced = len(_REPLACED.findall(sample))
    if replaced > max(1, MOST_REPLACED * len(sample)):
        return f"{replaced:,} of its characters were lost when it was saved (U+FFFD, or 锟斤拷)"
    if len(_KANA.findall(sample)) > MOST_KANA * letters:
        return "it is in Japanese"
    if not han:
        return ""
    usual = len(_USUAL.findall(sample))
    rare = [char for char in han if char not in _known()]
    # names of counties may be rare, and then the words round them are not
    odd = len(set(rare)) >= 3 and len(rare) > MOST_RARE * len(han) and usual < 0.2 * len(han)
    if odd or (len(han) >= _ENOUGH and usual < LEAST_USUAL * len(han)):
        shown = "".join(dict.fromkeys(rare if odd else han))[:6]
        return f"its characters are those of a text read in a wrong encoding ({shown} …)"
    return ""


def _sample(text: str) -> str:
    if len(text) <= _WINDOW * _WINDOWS:
        return text
    step = (len(text) - _WINDOW) // (_WINDOWS - 1)
    return "".join(text[k * step : k * step + _WINDOW] for k in range(_WINDOWS))


@cache
def _known() -> frozenset[str]:
    """The common characters of both scripts: the first levels of GB 2312 and of Big5."""
    simple = (bytes((a, b)) for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF))
    traditional = (bytes((a, b)) for a in range(0xA4, 0xC7) for b in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    chars = {pair.decode("gb2312", "ignore") for pair in simple}
    return frozenset(chars | {pair.decode("big5", "ignore") for pair in traditional})
