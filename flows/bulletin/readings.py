"""The markup of each number on a document's page: where it stands in the text, and how it was read.

A document has dozens of numbers, and most of the bulletin's time goes into them: so it is made here, and not in a
template, which takes five times as long. What comes out of a text is escaped; what repeats is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from flows.bulletin.markup import MISSING, both, chinese, link_to, number, period, unit_of
from flows.bulletin.numbers import Number, digits, sign_of
from flows.bulletin.words import (
    BOUND_SIGNS,
    COLUMNS,
    DISPOSITIONS,
    DOCUMENT,
    MEASURES,
    SCENARIOS,
    Words,
)

NEAR = 80
"""Characters at most that are shown before and behind a number that was not read."""
_ROOT = "../"
_ENDS = re.compile(r"[。！？!?]|\n\s*\n")


class Mention(NamedTuple):
    """A number of a text, and one of the figures that stand on it, where there is one."""

    document_id: str
    char_start: int
    char_end: int
    quote: str
    disposition: str
    reason: str | None
    figure_id: str | None
    figure_quote: str
    sentence: str
    indicator_id: str | None
    indicator_label: str | None
    measure: str
    scenario: str
    subject_name: str
    period_start: date
    period_end: date
    value: Decimal
    unit: str | None
    value_canonical: Decimal | None
    unit_canonical: str | None
    bound: str
    comparator: str | None
    scope: str | None
    subject_level: str
    city_id: str | None
    zone_id: str | None


def mark(row: Mention, indicators: Sequence[str]) -> Markup:
    """A number where it stands in its text."""
    kind, start = row.disposition, row.char_start
    named = f' data-indicators="{escape(" ".join(indicators))}"' if indicators else ""
    return Markup(
        f'<a class="m {kind}" id="c{start}" href="#r{start}" data-kind="{kind}"{named}>{escape(row.quote)}</a>'
    )


def marked_text(text: str | None, numbers: Sequence[Sequence[Mention]], marks: Sequence[Markup]) -> Markup:
    """A text with its numbers marked; where it is not kept, the numbers with the sentences of their figures."""
    pieces: list[str] = []
    if text is None:
        for (first, *_), marked in zip(numbers, marks, strict=True):
            before = f"{escape(first.sentence)} " if first.figure_id is not None else ""
            pieces.append(f"<p>{before}[{marked}]</p>")
        return Markup("".join(pieces))
    at = 0
    for (first, *_), marked in zip(numbers, marks, strict=True):
        if first.char_start < at:
            continue  # it stands inside the number before it, which is marked
        pieces += (escape(text[at : first.char_start]), marked)
        at = first.char_end
    return Markup("".join([*pieces, escape(text[at:])]))


def figure_item(
    rows: Sequence[Mention], names: Mapping[str, Words], who: Callable[[Mention], Words]
) -> Markup:
    """A number that was read as figures: its place, its sentence, and each figure.

    Args:
        rows: the number, once for each figure on it.
        names: of their indicators, by id.
        who: gives the name of a row's subject, with its page where it has one.
    """
    first = rows[0]
    start = first.char_start
    readings = "".join(_reading(row, names, who(row)) for row in rows)
    return Markup(
        f'<li id="r{start}"><a class="back-to m {first.disposition}" href="#c{start}">{escape(first.quote)}</a> '
        f'<span class="quiet">{_PLACE} {start}–{first.char_end}</span>\n'
        f'{_sentence(first.sentence, first.quote)}<div class="readings">{readings}</div></li>\n'
    )


def unread_item(row: Mention, text: str | None, why: Markup) -> Markup:
    """A number that looks like data and was not read: where it stands, why it was not read, and its sentence."""
    start = row.char_start
    if row.figure_id is not None:
        sentence = _sentence(row.sentence, row.quote)
    else:
        before, after = _around(text, start, row.char_end) if text is not None else ("", "")
        marked = f"{escape(before)}<mark>{escape(row.quote)}</mark>{escape(after)}"
        sentence = f'<p class="sentence" lang="zh-CN">{marked}</p>\n'
    return Markup(
        f'<li id="u{start}"><a class="back-to m {row.disposition}" href="#c{start}">{escape(row.quote)}</a> '
        f'<span class="quiet">{_PLACE} {start}–{row.char_end} · {why}</span>\n{sentence}</li>\n'
    )


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a numeral in its sentence, no farther than `NEAR` characters."""
    before = _ENDS.split(text[max(0, start - NEAR) : start])[-1]
    after = text[end : end + NEAR]
    stop = _ENDS.search(after)
    return before, after[: stop.end()].rstrip() if stop else after


def other_row(row: Mention, why: Markup) -> Markup:
    """A number that was read as no figure, and why."""
    start = row.char_start
    return Markup(
        f'<tr id="r{start}"><th scope="row" class="num"><a class="n" href="#c{start}">{escape(row.quote)}</a></th>'
        f'<td>{both(DISPOSITIONS[row.disposition])}</td><td class="why">{why}</td>'
        f'<td class="num">{start}–{row.char_end}</td></tr>\n'
    )


def _reading(row: Mention, names: Mapping[str, Words], subject: Words) -> str:
    name = names[row.indicator_id] if row.indicator_id else None
    label = row.indicator_label
    called = link_to(name, _ROOT) if name else chinese(label) or MISSING
    sign = escape(BOUND_SIGNS.get(row.bound, "")) + sign_of(row.value, False)
    value = f"{sign}{digits(row.value, row.figure_quote)}{unit_of(row.unit) if row.unit else ''}"
    if row.unit_canonical != row.unit and (exact := row.value_canonical) is not None:
        value += f" = {number(Number(sign_of(exact, False) + digits(exact), row.unit_canonical))}"
    lines = [
        f'<dl class="reading">\n{_TERMS["subject"]}{link_to(subject, _ROOT)}{_END}\n',
        f"{_TERMS['indicator']}{called}{_END}\n",
        f"{_measured(row.measure, row.scenario)}\n",
        f"{_TERMS['value']}{value}{_END}\n",
        f"{_TERMS['period']}{period(row.period_start, row.period_end)}{_END}\n",
    ]
    if row.comparator:
        lines.append(f"{_TERMS['comparator']}{chinese(row.comparator)}{_END}")
    if row.scope:
        lines.append(f"{_TERMS['scope']}{chinese(row.scope)}{_END}")
    if label and name and label != name["zh"]:
        lines.append(f"{_TERMS['label']}{chinese(label)}{_END}")
    return f"{''.join(lines)}</dl>\n"


def _sentence(sentence: str | None, quote: str) -> str:
    """The sentence with the numeral marked; not where it stands in it more than once."""
    if not sentence:
        return ""
    before, found, after = sentence.partition(quote) if sentence.count(quote) == 1 else (sentence, "", "")
    marked = f"<mark>{escape(found)}</mark>" if found else ""
    return f'<p class="sentence" lang="zh-CN">{escape(before)}{marked}{escape(after)}</p>\n'


@lru_cache(maxsize=256)
def _measured(measure: str, scenario: str) -> str:
    return f"{_TERMS['measure']}{both(MEASURES[measure])} · {both(SCENARIOS[scenario])}{_END}"


def _terms(names: Iterable[str]) -> dict[str, str]:
    return {name: f"<div><dt>{both((COLUMNS | DOCUMENT)[name])}</dt><dd>" for name in names}


_END = "</dd></div>"
_PLACE = both(DOCUMENT["place"])
_TERMS = _terms(("subject", "indicator", "measure", "value", "period", "comparator", "scope", "label"))
