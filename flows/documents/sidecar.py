"""What a clerk writes beside a text, in NAME.toml: a line for each thing that the text says wrongly or not at all.

Sidecars come from outside as the texts do, so what could exhaust the parser is refused before it is parsed, and
whatever the parser fails with becomes the refusal of this one text.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from flows.documents.model import Sidecar
from flows.errors import DocumentRefusedError, in_short

# the years of the contracts; the rooms that read import nothing of those, so that a stamp covers all they use
FIRST_YEAR, LAST_YEAR = 1949, 2100
SIDECAR_SUFFIX = ".toml"
SIDECAR_REMEDY = (
    'It may hold: about = "…开发区" (whom the text is about: a zone, a place or 全国), as_of = "2021-06", '
    'published = 2021-07-05, publisher = "…", city = "…市", title = "…", url = "…"; '
    'and for the second article of a file: article.2.about = "…"'
)
# a sidecar has a dozen lines, and a line a key of three parts
MAX_CELL = 1_000
MAX_DEPTH, MAX_PARTS, MAX_DIGITS = 4, 8, 18
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORDS = ("publisher", "city", "about", "title", "url")
# `zone` was there before `about`, which may name any place
_KEYS = {"published", "as_of", "zone", *_WORDS}
_MONTH = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
_NUMBER = re.compile(r"[1-9]\d{0,3}")
# strings and remarks, which may hold anything, and what of the rest can be without end
_PIECE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|\#[^\n]*'
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<dot>\.)|(?P<line>\n)|(?P<digits>[\d_A-Fa-f]{19,})",
    re.DOTALL,
)


def parse_sidecar(name: str, data: bytes) -> Sidecar:
    """Read NAME.toml; nothing but the keys of `Sidecar` may stand in it, and under `article.N` those for one article.

    Raises:
        DocumentRefusedError: it is no TOML, a key or its cell is wrong, or it holds what no sidecar does.
    """
    try:
        text = data.decode("utf-16" if data.startswith(_UTF16) else "utf-8-sig")
        for line, what in _endless(text):
            raise _wrong(name, f"{what} in line {line}")
        return _read(name, tomllib.loads(text))
    except DocumentRefusedError:
        raise
    except UnicodeDecodeError as error:
        raise DocumentRefusedError(
            f"its sidecar {name} is no text in UTF-8", remedy="Save it as plain text in UTF-8"
        ) from error
    except Exception as error:  # the parser raises whatever it meets: ValueError, RecursionError, TypeError
        raise DocumentRefusedError(
            f"its sidecar {name} can't be read ({in_short(str(error))})", remedy=SIDECAR_REMEDY
        ) from error


def _endless(text: str) -> Iterator[tuple[int, str]]:
    """What would cost the parser more than a sidecar is worth, with its line."""
    line, depth, dots = 1, 0, 0
    for piece in _PIECE.finditer(text):
        kind = piece.lastgroup
        if kind == "line":
            line, dots = line + 1, 0
        elif kind is None:
            line += piece.group().count("\n")
        elif kind == "digits" and not _name_of_a_key(piece):
            yield line, f"a number of more than {MAX_DIGITS} digits"
        elif kind == "dot":
            dots += 1
            if dots >= MAX_PARTS:
                yield line, f"a key of more than {MAX_PARTS} parts"
        elif kind in ("open", "close"):
            depth = max(0, depth + (1 if kind == "open" else -1))
            if depth > MAX_DEPTH:
                yield line, f"brackets within brackets, more than {MAX_DEPTH} deep"


def _name_of_a_key(piece: re.Match[str]) -> bool:
    """Whether what looks like a long number has no digit: dead_beef, a key that is unknown anyway."""
    return not any(char.isdigit() for char in piece.group())


def _read(name: str, cells: dict[str, Any]) -> Sidecar:
    given = cells.pop("article", {})
    if not isinstance(given, dict) or not all(
        _NUMBER.fullmatch(number) and isinstance(own, dict) for number, own in given.items()
    ):
        raise _wrong(name, "article without a number")
    articles = tuple((int(number), _stated(name, own)) for number, own in given.items())
    return _stated(name, cells, articles)


def _stated(name: str, cells: dict[str, Any], articles: tuple[tuple[int, Sidecar], ...] = ()) -> Sidecar:
    if unknown := sorted(set(cells) - _KEYS):
        raise _wrong(name, in_short(", ".join(unknown)))
    if "zone" in cells and cells.setdefault("about", cells["zone"]) != cells["zone"]:
        raise _wrong(name, "about and zone, which name two")
    texts = {key: _cell(name, key, cells.get(key)) for key in _WORDS}
    return Sidecar(
        _day(name, cells.get("published")), as_of=_month(name, cells.get("as_of")), articles=articles, **texts
    )


def _cell(name: str, key: str, cell: object) -> str | None:
    if cell is None:
        return None
    if not isinstance(cell, str):
        raise _wrong(name, f"{key} = {in_short(str(cell))}, which is no text in quotation marks")
    if len(cell) > MAX_CELL:
        raise _wrong(name, f"{key} of {len(cell):,} characters, more than {MAX_CELL:,}")
    if not cell.isprintable() and (odd := next((c for c in cell if _moves(c)), None)):
        raise _wrong(name, f"{key} with the control character U+{ord(odd):04X}")
    return cell


def _moves(char: str) -> bool:
    """Whether a character is no part of any words: blanks of all kinds are."""
    return (
        not char.isprintable() and not char.isspace()
    ) or char in "\r\n\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"


def _day(name: str, cell: object) -> date | None:
    day = cell
    if isinstance(cell, str):
        try:
            day = date.fromisoformat(cell)
        except ValueError as error:
            raise _wrong(name, f"published = {in_short(repr(cell))}, which is no day") from error
    elif isinstance(cell, datetime):
        day = cell.date()
    if day is None:
        return None
    if not isinstance(day, date):
        raise _wrong(name, f"published = {in_short(repr(cell))}, which is no day")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _wrong(name, f"published = {day}, and years go from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _month(name: str, cell: object) -> str | None:
    if cell is None:
        return None
    month = f"{cell.year:04}-{cell.month:02}" if isinstance(cell, date) else cell
    if not (isinstance(month, str) and _MONTH.fullmatch(month)):
        raise _wrong(name, f"as_of = {in_short(repr(cell))}, which is no month")
    if int(month[:4]) < FIRST_YEAR:
        raise _wrong(name, f"as_of = {month}, and years go from {FIRST_YEAR} to {LAST_YEAR}")
    return month


def _wrong(name: str, what: str) -> DocumentRefusedError:
    return DocumentRefusedError(f"its sidecar {name} holds {what}", remedy=SIDECAR_REMEDY)
