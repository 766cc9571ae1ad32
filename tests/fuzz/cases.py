"""Texts that no office would send, made by chance from the samples: the same from the same seed and number."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from opencc import OpenCC

ROOT = Path(__file__).resolve().parents[2]
Chance = random.Random
LONGEST = 6_000
"""Characters of a case at most; what long texts cost is for benchmarks/growth.py."""

# what scanning takes for each other
LOOKALIKES = ("0OoQ〇○", "1lI|一丨", "2Zz", "5S", "8B", "，,、‚", "。.．·", "%％‰", "亿乙", "十+", "日曰", "千干于", "万方", "元无", "（([【", "）)]】", "：:;", "-—－–~～", "“\"”", "2二", "3三")  # fmt: skip
DIGITS = "０１２３４５６７８９٠١٢٣٤٥٦٧٨٩०१२३४५६७८९๐๑๒๓𝟎𝟏𝟐𝟗𝟬𝟭¹²³⁰₁₂①②⑩⑴⒈❶㈠㊀ⅠⅣⅫ½¼〇零一二两三十廿百千万亿壹贰叁肆〡〢〣"
BRACKETS = "（）()[]【】〔〕《》〈〉“”‘’「」『』{}｛｝"
INVISIBLE = "\u034f\u180e\u200e\u202b\u202d\u2063\u2067\u2068\u0336\u20e0\U000e0031\U000e0100\u3164\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u202e\u2066\u2069\u061c\u0301\u20e3\ufe0f\U000e0041"
BLANKS = " \t\u00a0\u3000\u2002\u2009"
LINE_ENDS = ("\n", "\r\n", "\r", "\n\n", "\u2028", "\u2029", "\x0b", "\x0c")
CONTROL = "".join(map(chr, (*range(32), 127, *range(128, 160))))
STRANGE = ("\ufffd", "\ufffe", "\U0001f600", "\U00020000", "\ue000", "é", "ß", "ﷺ", "שלום", "مرحبا", "<b>", "</script>", "=1+1", "'; --", "${x}", "%s%n", "\\", "../", "&amp;", "NaN", "1e308", "0x1F", "-0", "1/0")  # fmt: skip
MARKS = ("<td>", "</td>", "<td width=12>", "<tr>", "</tr>", "<br/>", "<p>", "</p>", "<!-- 1", "-->", "<script>2", "<sup>", "&nbsp;", "&amp;nbsp;", "&#160;", "&#49;", "&lt;p&gt;", "&lt;", ">", "\x07", "\r\x07", "\r\x07\r\x07")  # fmt: skip
SHAPES = ("1.", "1,", "1-", "1、", "1%、", "+1", "1:", "（1）", "1/1", "2024-", "2024年", "1月", "第1", "1.1.1", "|1|2|", "一二三", "百分之", "同比", "分别", "占", "高于", "亿元", "（", "“", "上接第1版", "（下转第2版）", "项目", "经开区", "#", "- ")  # fmt: skip
CODECS = (*("utf-8",) * 12, "utf-8-sig", "gb18030", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5")


@cache
def sentences() -> tuple[str, ...]:
    """What the cases are made of: the samples and the labelled texts, cut at full stops and line ends."""
    folders = (ROOT / "data" / "raw", ROOT / "tests" / "gold")
    files = sorted(path for folder in folders for path in folder.glob("*.txt"))
    texts = [path.read_bytes().decode("utf-8", "ignore") for path in files]
    return tuple(piece for text in texts for piece in re.findall(r"[^。\n]+[。\n]+", text))


def place(chance: Chance, text: str) -> int:
    """Somewhere in a text."""
    return chance.randint(0, len(text))


def splice(chance: Chance, text: str) -> str:
    """Put a piece of another text somewhere."""
    other = chance.choice(sentences())
    a, b = sorted((place(chance, other), place(chance, other)))
    at = place(chance, text)
    return text[:at] + other[a:b] + text[at:]


def cut(chance: Chance, text: str) -> str:
    """Take a stretch out."""
    at = place(chance, text)
    return text[:at] + text[at + chance.randint(1, 20) :]


def double(chance: Chance, text: str) -> str:
    """Say a stretch several times."""
    at = place(chance, text)
    piece = text[at : at + chance.randint(1, 30)]
    return text[:at] + piece * chance.randint(2, 40) + text[at:]


def swap(chance: Chance, text: str) -> str:
    """Take some characters for others that look like them."""
    table = {c: group for group in LOOKALIKES for c in group}
    share = chance.random() * 0.4
    return "".join(chance.choice(table[c]) if c in table and chance.random() < share else c for c in text)


def other_digits(chance: Chance, text: str) -> str:
    """Write some digits in other scripts."""
    share = chance.random()
    return "".join(chance.choice(DIGITS) if c.isdigit() and chance.random() < share else c for c in text)


def sprinkled(choices: str | tuple[str, ...], most: int) -> Callable[[Chance, str], str]:
    """Make a mutation that puts some of the choices anywhere."""

    def sprinkle(chance: Chance, text: str) -> str:
        for _ in range(chance.randint(1, most)):
            at = place(chance, text)
            text = text[:at] + chance.choice(choices) + text[at:]
        return text

    return sprinkle


def break_lines(chance: Chance, text: str) -> str:
    """Set the text in a narrow column."""
    width, end = chance.randint(1, 30), chance.choice(LINE_ENDS)
    return end.join(text[i : i + width] for i in range(0, len(text), width))


def one_line(chance: Chance, text: str) -> str:
    """Lose all line ends and full stops."""
    return re.sub(r"[\s。]+", chance.choice(("", " ", "，")), text)


def repeat(chance: Chance, text: str) -> str:
    """Add a shape that is repeated many times."""
    shape = "".join(chance.choice(SHAPES) for _ in range(chance.randint(1, 3)))
    at = place(chance, text)
    return text[:at] + shape * chance.randint(2, 300) + text[at:]


def long_number(chance: Chance, text: str) -> str:
    """Add a number without end."""
    at = place(chance, text)
    number = "".join(chance.choice("0123456789") for _ in range(chance.randint(15, 2000)))
    return text[:at] + number + chance.choice(("", ".5", "%", "亿元", "年")) + text[at:]


def shuffle(chance: Chance, text: str) -> str:
    """Put the clauses in another order."""
    parts = re.split(r"(?<=[，。；、])", text)
    chance.shuffle(parts)
    return "".join(parts)


def table(chance: Chance, text: str) -> str:
    """Make rows and columns of it."""
    bar = chance.choice(("|", "\t", "  ", " ｜ ", ","))
    parts = re.split(r"[，。；、\n]", text)
    rows = [bar.join(parts[i : i + 4]) for i in range(0, len(parts), 4)]
    return "\n".join(f"{bar}{row}{bar}" if chance.random() < 0.8 else row for row in rows)


def traditional(chance: Chance, text: str) -> str:
    """Write some lines in traditional characters."""
    lines = text.split("\n")
    return "\n".join(OpenCC("s2t").convert(line) if chance.random() < 0.8 else line for line in lines)


def front_matter(chance: Chance, text: str) -> str:
    """Begin with headings, marks and lines of other formats."""
    first = chance.choice(
        ("# ", "---\n", "```\n", "> ", "（上接第1版）", "一、", "1. ", "\ufeff", "附件1：", "2024年一季度\n")
    )
    return first + text


MUTATIONS: tuple[Callable[[Chance, str], str], ...] = (
    splice, splice, cut, cut, double, swap, swap, other_digits, break_lines, one_line, repeat, long_number, shuffle, table,
    front_matter, traditional,
    sprinkled(BRACKETS, 12), sprinkled(INVISIBLE, 12), sprinkled(BLANKS, 20), sprinkled(LINE_ENDS, 12),
    sprinkled(CONTROL, 2), sprinkled(STRANGE, 6), sprinkled(SHAPES, 10), sprinkled(DIGITS, 20),
    sprinkled(MARKS, 20),
)  # fmt: skip


def scratch(chance: Chance, data: bytes) -> bytes:
    """Change, lose and add some bytes."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(changed))
        kind = chance.random()
        if kind < 0.4 and at < len(changed):
            changed[at] = chance.randrange(256)
        elif kind < 0.7:
            del changed[at : at + chance.randint(1, 3)]
        else:
            changed[at:at] = chance.randbytes(chance.randint(1, 4))
    return bytes(changed)


def text_of(chance: Chance) -> str:
    """A text, mutated a few times."""
    text = "".join(chance.choice(sentences()) for _ in range(chance.randint(1, 5)))
    for _ in range(chance.randint(1, 5)):
        text = chance.choice(MUTATIONS)(chance, text)[:LONGEST]
    return text


LINES = (
    "published = 2024-04-15", 'published = "2024-04-15"', "published = 0001-01-01", "published = 9999-12-31", "published = 24:00:00",
    'as_of = "2024-03"', "as_of = 2024-03-31", "as_of = 0001-01-01", 'as_of = "0000-00"', "as_of = 1e400", 'city = "晋城市"', 'city = "某市"',
    'city = ""', 'about = "全国"', 'about = "高平经开区"', 'zone = "高平经开区"', 'about = "\\u202e山西省"', 'about = "' + "长" * 900 + '"',
    'publisher = "河北日报"', 'title = "一季度通报"', 'title = "2025年二季度\\t12%"', 'title = """甲\n乙"""', 'title = "\\u0000"',
    'url = "example.org/1"', 'article.1.about = "晋城市"', 'article.2.as_of = "2023-12"', "article.1 = 1", "[article.1]", "[[article]]", "[a.b.c]",
    "about = [" + "[" * 300, "about = " + "{a=" * 200, "published = " + "9" * 5000, "a" + ".a" * 900 + " = 1", '"\\ud800" = 1', "# 注",
    "about = true", "city = ['晋城市']", "as_of = {a = 1}", "\ufeff", "=", '"', "'\'\'", "\x00", "city = '晋城市", "a = 0x" + "F" * 3000,
)  # fmt: skip


def sidecar_of(chance: Chance) -> bytes:
    """What may lie beside a text: lines that are right, and some that are not."""
    right = [line for line in LINES if len(line) < 40]
    chosen = [chance.choice(right if chance.random() < 0.6 else LINES) for _ in range(chance.randint(1, 4))]
    data = (
        chance.choice(("\n", "\n", "\r\n", "\r", " "))
        .join(chosen)
        .encode(chance.choice(("utf-8",) * 8 + CODECS[-7:]), "replace")
    )
    data = chance.choice((b"",) * 6 + (b"\xef\xbb\xbf",)) + data
    return scratch(chance, data) if chance.random() < 0.2 else data


def case(seed: int, number: int) -> tuple[bytes, bytes | None]:
    """The bytes of a text and of its sidecar, if it has one."""
    chance = Chance(f"{seed}/{number}")
    if chance.random() < 0.01:
        return chance.randbytes(chance.randint(1, 400)), None
    data = text_of(chance).encode(chance.choice(CODECS), "replace")
    if chance.random() < 0.05:
        data = scratch(chance, data)
    sidecar = sidecar_of(chance) if chance.random() < 0.2 else None
    return data, sidecar
