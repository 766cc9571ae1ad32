"""What a clerk writes beside a text, in NAME.toml: a line for each thing that the text says wrongly or not at all."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from typing import Any

from flows.documents.model import Sidecar
from flows.errors import DocumentRefusedError

SIDECAR_SUFFIX = ".toml"
SIDECAR_REMEDY = (
    'It may hold: about = "…开发区" (whom the text is about: a zone, a place or 全国), as_of = "2021-06", '
    'published = 2021-07-05, publisher = "…", city = "…市", title = "…", url = "…"; '
    'and for the second article of a file: article.2.about = "…"'
)
_WORDS = ("publisher", "city", "about", "title", "url")
# `zone` was there before `about`, which may name any place
_KEYS = {"published", "as_of", "zone", *_WORDS}
_MONTH = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
_NUMBER = re.compile(r"[1-9]\d{0,3}")


def parse_sidecar(name: str, data: bytes) -> Sidecar:
    """Read NAME.toml; nothing but the keys of `Sidecar` may stand in it, and under `article.N` those for one article.

    Raises:
        DocumentRefusedError: it is no TOML, or a key or its cell is wrong.
    """
    try:
        cells = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DocumentRefusedError(
            f"its sidecar {name} can't be read ({error})", remedy=SIDECAR_REMEDY
        ) from error
    given = cells.pop("article", {})
    if not isinstance(given, dict) or not all(
        _NUMBER.fullmatch(number) and isinstance(own, dict) for number, own in given.items()
    ):
        raise _wrong(name, "article without a number")
    articles = tuple((int(number), _stated(name, own)) for number, own in given.items())
    return _stated(name, cells, articles)


def _stated(name: str, cells: dict[str, Any], articles: tuple[tuple[int, Sidecar], ...] = ()) -> Sidecar:
    if unknown := sorted(set(cells) - _KEYS):
        raise _wrong(name, ", ".join(unknown))
    if "zone" in cells and cells.setdefault("about", cells["zone"]) != cells["zone"]:
        raise _wrong(name, "about and zone, which name two")
    texts = {key: cells.get(key) for key in _WORDS}
    if not all(isinstance(text, str | None) for text in texts.values()):
        raise _wrong(name, "a cell of the wrong type")
    return Sidecar(
        _day(name, cells.get("published")), as_of=_month(name, cells.get("as_of")), articles=articles, **texts
    )


def _day(name: str, cell: object) -> date | None:
    if isinstance(cell, str):
        try:
            return date.fromisoformat(cell)
        except ValueError as error:
            raise _wrong(name, f"published = {cell!r}, which is no day") from error
    if isinstance(cell, datetime):
        return cell.date()
    if not isinstance(cell, date | None):
        raise _wrong(name, f"published = {cell!r}, which is no day")
    return cell


def _month(name: str, cell: object) -> str | None:
    if isinstance(cell, date):
        return f"{cell:%Y-%m}"
    if cell is not None and not (isinstance(cell, str) and _MONTH.fullmatch(cell)):
        raise _wrong(name, f"as_of = {cell!r}, which is no month")
    return cell


def _wrong(name: str, what: str) -> DocumentRefusedError:
    return DocumentRefusedError(f"its sidecar {name} holds {what}", remedy=SIDECAR_REMEDY)
