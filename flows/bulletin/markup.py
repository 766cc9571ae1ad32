"""What templates call: texts in both languages, numbers with their links, periods. Whatever is put in is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from flows.bulletin.numbers import Number
from flows.bulletin.words import PAGE, UNITS


def both(pair: Mapping[str, str] | None) -> Markup:
    """A text in both languages, of which the page shows one."""
    return _both(pair["zh"], pair["en"]) if pair else Markup("")


# the same few hundred labels stand on every page, and escaping them again each time takes most of the time
@lru_cache(maxsize=4096)
def _both(zh: str, en: str) -> Markup:
    if zh == en:
        return escape(zh)
    return Markup(
        f'<span class="zh" lang="zh-CN">{escape(zh)}</span><span class="en" lang="en">{escape(en)}</span>'
    )


def worded(pair: Mapping[str, str], **given: Any) -> Markup:
    """A text in both languages with values put in where it has braces."""
    return _both(*(pair[language].format(**given) for language in ("zh", "en")))


def number(value: Number | None, root: str = "", unit: bool = True) -> Markup:
    """A value with its unit, as a link to its place in the text where it has one; a dash where there is none."""
    if value is None:
        return MISSING
    inside = escape(value.text)
    if unit and value.unit:
        inside += unit_of(value.unit)
    if value.doubtful:
        inside += doubt_mark()
    if not value.href:
        return Markup(f'<span class="n">{inside}</span>')
    title = f' title="{escape(PAGE["printed"]["zh"])} {escape(value.printed)}"' if value.printed else ""
    return Markup(f'<a class="n" href="{escape(root + value.href)}"{title}>{inside}</a>')


@lru_cache(maxsize=1)
def doubt_mark() -> Markup:
    """What stands behind a number that is in doubt; the legend of the page says what it means."""
    words = escape(f"{PAGE['doubtful']['zh']} · {PAGE['doubtful']['en']}")
    return Markup(f'<sup class="doubt" title="{words}" aria-label="{words}" role="img">?</sup>')


@lru_cache(maxsize=1024)
def unit_of(unit: str) -> Markup:
    """A unit, small, beside its digits."""
    if unit == "%":
        return Markup('<span class="u">%</span>')
    if unit in UNITS:
        return Markup(f'<span class="u">{_both(unit, UNITS[unit])}</span>')
    return Markup(f'<span class="u" lang="zh-CN">{escape(unit)}</span>')


@lru_cache(maxsize=4096)
def chinese(text: str | None) -> Markup:
    """A name out of a text: Chinese whatever language the page is in, and its direction is its own affair."""
    return Markup(f'<bdi lang="zh-CN">{escape(text)}</bdi>') if text else Markup("")


def who(pair: Mapping[str, str]) -> Markup:
    """Name of a subject: in both languages where there are two, else as the text has it."""
    return chinese(pair["zh"]) if pair["zh"] == pair["en"] else both(pair)


@pass_context
def linked(context: Context, pair: Mapping[str, str] | None) -> Markup:
    """Name of a subject or an indicator, as a link where it has a page; the template's `root` leads to the top."""
    return link_to(pair, str(context["root"])) if pair else Markup("")


@pass_context
def mentioning(context: Context, pair: Mapping[str, str], *named: Mapping[str, str]) -> Markup:
    """A text in both languages, in which names of subjects and indicators lead to their pages."""
    shown = {}
    for language in ("zh", "en"):
        text = escape(pair[language])
        for name in named:
            href = name.get("href")
            if href:
                words = escape(name[language])
                link = Markup('<a class="to" href="{}">{}</a>').format(str(context["root"]) + href, words)
                text = Markup(str(text).replace(words, link, 1))
        shown[language] = text
    return Markup(
        f'<span class="zh" lang="zh-CN">{shown["zh"]}</span><span class="en" lang="en">{shown["en"]}</span>'
    )


@lru_cache(maxsize=8192)
def _link_to(zh: str, en: str, href: str) -> Markup:
    return Markup(f'<a class="to" href="{escape(href)}">{who({"zh": zh, "en": en})}</a>')


def link_to(pair: Mapping[str, str], root: str) -> Markup:
    """Name of a subject or an indicator, as a link where it has a page."""
    href = pair.get("href")
    return _link_to(pair["zh"], pair["en"], root + href) if href else who(pair)


def counted(pair: Mapping[str, str], count: int) -> Markup:
    """What is counted, in both languages; the English has "one|several".

    Examples:
        >>> print(counted({"zh": "条", "en": "row|rows"}, 1))
        <span class="zh" lang="zh-CN">条</span><span class="en" lang="en">row</span>
    """
    one, _, several = pair["en"].partition("|")
    return _both(pair["zh"], several if several and count != 1 else one)


@lru_cache(maxsize=1024)
def period(start: date, end: date) -> str:
    """A span of months.

    Examples:
        >>> period(date(2024, 1, 1), date(2024, 3, 31)), period(date(2024, 7, 1), date(2024, 7, 31))
        ('2024.01–03', '2024.07')
        >>> period(date(2022, 1, 1), date(2023, 12, 31))
        '2022.01–2023.12'
    """
    if (start.year, start.month) == (end.year, end.month):
        return f"{start:%Y.%m}"
    return f"{start:%Y.%m}–{end:%m}" if start.year == end.year else f"{start:%Y.%m}–{end:%Y.%m}"


MISSING = Markup(
    f'<span class="none" aria-hidden="true">—</span><span class="sr">{both(PAGE["missing"])}</span>'
)
FILTERS = {
    "both": both,
    "chinese": chinese,
    "who": who,
    "linked": linked,
    "mentioning": mentioning,
    "unit": unit_of,
}
GLOBALS = {"number": number, "period": period, "worded": worded, "counted": counted}
