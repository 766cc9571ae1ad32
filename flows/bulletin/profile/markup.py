"""The markup of cells. There are dozens on each page, and a template takes five times as long for them."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from flows.bulletin.markup import MISSING, both, number
from flows.bulletin.profile.cells import Cell
from flows.bulletin.words import PROFILE

MOST_SOURCES = 3


def cell(shown: Cell | None, root: str) -> Markup:
    """A value with its link, how it came about where no text prints it, and whether it is doubtful."""
    if shown is None:
        return MISSING
    made = str(number(shown.number, root))
    if shown.origin:
        ways = "".join(
            f' <a href="{escape(root + href)}">{_BASED}{place}</a>'
            for place, href in enumerate(shown.sources[:MOST_SOURCES], 1)
        )
        made += f"{_origin(shown.origin)}{ways}</sup>"
    if shown.doubt:
        made += _doubt(shown.doubt["zh"], shown.doubt["en"])
    return Markup(made)


def value(shown: Cell | None, root: str, kind: str = "") -> Markup:
    """A cell of a table: the exact value stands beside the shown one, for sorting and for CSV."""
    raw = f' data-v="{shown.raw}"' if shown else ""
    return Markup(f'<td class="num{" " + kind if kind else ""}"{raw}>{cell(shown, root)}</td>')


@lru_cache(maxsize=16)
def _origin(origin: str) -> str:
    said = PROFILE[origin]
    title = escape(f"{said['zh']} · {said['en']}")
    return f'<sup class="from" title="{title}">{both(PROFILE[f"{origin}_mark"])}'


@lru_cache(maxsize=1024)
def _doubt(zh: str, en: str) -> str:
    said = PROFILE["doubtful"]
    title = escape(f"{said['zh']}：{zh} · {said['en']}: {en}")
    return f'<abbr class="doubt" tabindex="0" title="{title}">?</abbr>'


_BASED = f'<span class="sr">{both(PROFILE["based_on"])} </span>'
GLOBALS = {"cell": cell, "value": value}
