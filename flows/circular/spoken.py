"""Values in the words of a circular, each with the key of its source."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from flows.bulletin.numbers import digits
from flows.bulletin.source import Row
from flows.circular.model import STATED, marked, plain
from flows.contracts.code_words import CODE_WORDS

BOUNDS = {**CODE_WORDS["bound"], "eq": ""}
_TURNED = {"ge": "le", "gt": "lt", "le": "ge", "lt": "gt"}
BENCHMARKS = {**CODE_WORDS["benchmark"], "city_total": "全市"}
_ABOVE, _BELOW = ("ge", "gt"), ("le", "lt")
CONTESTED, DOUBTFUL = "△", "※"
_MORE, _LESS, _SAME = "↑", "↓", "→"


def amount(value: Decimal, unit: str | None, bound: str | None = "eq", quote: str | None = None) -> str:
    """A value with its unit; a bound is said.

    Examples:
        >>> amount(Decimal("90.0000"), "%", "gt"), amount(Decimal("108.7800"), "亿元")
        ('超过90%', '108.78亿元')
    """
    return f"{BOUNDS[bound or 'eq']}{'-' if value < 0 else ''}{digits(value, quote)}{unit or ''}"


def quote_of(row: Row) -> str | None:
    """The numeral as printed, where it is printed in the unit that is shown; its decimals are kept."""
    quote = row.get("quote")
    return quote if quote and quote.lstrip("-").replace(",", "").replace(".", "").isdigit() else None


def change(value: Decimal, bound: str | None = "eq", quote: str | None = None) -> str:
    """A growth.

    Examples:
        >>> change(Decimal("20.35")), change(Decimal("-3.2")), change(Decimal("0")), change(Decimal("10"), "gt")
        ('增长20.35%', '下降3.2%', '持平', '增长超过10%')
        >>> change(Decimal("-5"), "lt")
        '下降超过5%'
    """
    bound = bound or "eq"
    if value == 0 and bound == "eq":
        return "持平"
    said = BOUNDS[_TURNED.get(bound, bound) if value < 0 else bound]
    return f"{'下降' if value < 0 else '增长'}{said}{digits(value, quote)}%"


def level_words(row: Row) -> str:
    """A row's value as a sentence says it, with its source; contested values, and those of another period, are said to be."""
    if row["measure"] == "growth":
        text = change(row["value"], row["bound"], quote_of(row))
    else:
        text = amount(row["value"], row["unit"], row["bound"], quote_of(row))
    return marked(text + doubtful(row) + contested(row) + unusual(row), [row["figure_id"]])


def doubtful(row: Row) -> str:
    """The mark of a value that was perhaps read wrongly."""
    return "" if row["may_stand"] else DOUBTFUL


def unusual(row: Row) -> str:
    """The period, where it is neither the year to date nor the quarter's last day."""
    return "" if row["usual"] else f"（{span(row['period_start'], row['period_end'])}）"


def span(start: date, end: date) -> str:
    """A period in words.

    Examples:
        >>> span(date(2024, 1, 1), date(2024, 3, 31)), span(date(2023, 1, 1), date(2024, 3, 31))
        ('2024年1—3月', '2023年1月至2024年3月')
        >>> span(date(2024, 3, 1), date(2024, 3, 31)), span(date(2023, 1, 1), date(2023, 12, 31))
        ('2024年3月', '2023年')
    """
    if start.year != end.year:
        return f"{start.year}年{start.month}月至{end.year}年{end.month}月"
    if (start.month, end.month) == (1, 12):
        return f"{start.year}年"
    months = f"{start.month}" if start.month == end.month else f"{start.month}—{end.month}"
    return f"{start.year}年{months}月"


def contested(row: Row) -> str:
    """What is said behind a value that one document prints twice, differently."""
    return "（同一文件另有不同数值）" if row["contested"] else ""


def cell(row: Row | None) -> str:
    """A row's value as a table shows it, without its unit; an em dash where there is none."""
    if row is None:
        return "—"
    text = amount(row["value"], None, row["bound"], quote_of(row))
    return marked(text + signs(row) + arrow(row) + unusual(row), [row["figure_id"]])


def signs(row: Row) -> str:
    """What tables put behind a value that one document prints twice, and behind one that was perhaps read wrongly."""
    return CONTESTED * bool(row["contested"]) + doubtful(row)


def arrow(row: Row) -> str:
    """Where a rate or growth went since the quarter before, where a mart tells."""
    before = row["before"]
    if before is None or not row["comparable"]:
        return ""
    return _MORE if before > 0 else _LESS if before < 0 else _SAME


def place_in(row: Row | None) -> str:
    """A row's rank as a table shows it: computed, else as a text reports it (报), an em dash where neither is known."""
    if row is None:
        return "—"
    best, worst = row["rank_best"], row["rank_worst"]
    if best is not None:
        return f"{best}" if best == worst else f"{best}—{worst}"
    if row["rank_reported"] is not None:
        return marked(f"报{row['rank_reported']}", [row["rank_figure_id"]])
    return "—"


def benchmark_words(row: Row) -> str:
    """What a value is held against, with its source: 省定目标15%, 沿用山西省省定目标16%（参考目标）."""
    value = amount(row["benchmark_value"], row["unit"]) if row["benchmark_value"] is not None else ""
    basis = "（参考目标）" if row["benchmark_basis"] == "reference" else ""
    return marked(f"{_owned(row)}{value}{basis}", [benchmark_key(row)])


def target_words(row: Row) -> str:
    """Of a target, what stands beside a value that is held against it: 沿用山西省省定目标16%; of an average nothing."""
    target = row.get("benchmark", "").endswith("_target") and row["benchmark_value"] is not None
    return f"，{benchmark_words(row)}" if target else ""


def _owned(row: Row) -> str:
    inherited = row["inherited"] and row["benchmark_subject_name"]
    owner = f"沿用{plain(row['benchmark_subject_name'])}" if inherited else ""
    return f"{owner}{BENCHMARKS[row['benchmark']]}"


def benchmark_key(row: Row) -> str | None:
    """The source of what a value is held against: a figure, else the reference data."""
    if row["benchmark_figure_id"] or row["benchmark_basis"] != "reference":
        return str(row["benchmark_figure_id"]) if row["benchmark_figure_id"] else None
    owner = plain(row["benchmark_subject_name"] or row["subject_name"])
    value = amount(row["benchmark_value"], row["unit"])
    name = f"{owner}{row['year']}年{row['indicator']}{'增速' if row['measure'] == 'growth' else ''}"
    return f"{STATED}参考目标（targets.csv）：{name}{BENCHMARKS[row['benchmark']]}{value}"


def distance(row: Row) -> str | None:
    """How far a value is from what it is held against: 高于省定目标（15%）5.35个百分点.

    Of a bound no distance is known, only the side that it leaves open; where it leaves both, there is None.
    """
    basis = "参考目标" if row["benchmark_basis"] == "reference" else ""
    value = amount(row["benchmark_value"], row["unit"]) if row["benchmark_value"] is not None else ""
    held = marked(_owned(row) + (f"（{basis}{value}）" if basis or value else ""), [benchmark_key(row)])
    if row["bound"] not in (None, "eq"):
        if row["met"] is None or row["bound"] not in (*_ABOVE, *_BELOW):
            return None
        return f"{'高于' if row['bound'] in _ABOVE else '低于'}{held}"
    if row["gap"] is None:
        return None
    unit = "个百分点" if row["unit"] == "%" else row["unit"] or ""
    if row["gap"] == 0:
        return f"与{held}持平"
    return f"{'高于' if row['gap'] > 0 else '低于'}{held}{digits(row['gap'])}{unit}"
