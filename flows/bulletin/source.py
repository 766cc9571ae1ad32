"""What the pages are made from: a published warehouse, opened read-only, and the way from a value to its text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any, TypeVar
from urllib.parse import quote as url_quote

import duckdb
import polars as pl

from flows.bulletin.directory import SUBJECTS, Directory
from flows.bulletin.names import english, stems_of
from flows.bulletin.numbers import Number, digits, sign_of
from flows.bulletin.words import BOUND_SIGNS, Words
from flows.warehouse.policy import treatment

Row = dict[str, Any]
Content = TypeVar("Content")
Contents = Iterator[tuple[str, Any]]
"""What a section shows, quarter by quarter in their order."""
# goals and what projects are to become lie in quarters to come: the texts' own data reach no later than as_of_month
QUARTERS = """
with reached as (
    select max(cast(as_of_month || '-01' as date)) as until from dim_article
)
select quarter_id, quarter.name_zh, quarter.name_en, count(*) as figures,
    count(*) filter (where scenario = 'actual') as actual,
    count(distinct (subject_level, subject_name, city_id, zone_id)) filter (where scenario = 'actual') as subjects,
    coalesce(quarter.start_date <= any_value(reached.until), count(*) filter (where scenario = 'actual') > 0) as happened
from fact_figure
inner join dim_quarter as quarter using (quarter_id)
cross join reached
group by quarter_id, quarter.name_zh, quarter.name_en, quarter.start_date
order by quarter_id desc
"""
FIGURES = """
select figure_id, document_id, char_start, quote, value, unit, value_canonical, unit_canonical, bound, indicator_id, measure,
    certainty
from fact_figure
where figure_id in (select figure_id from wanted_figure)
"""
# numbers that were drawn alike and reviewed, and between which shares the whole lies nineteen times of twenty (Wilson)
SAMPLE = """
with place as (
    select bool_and(list_contains(string_split(rule, ' '), 'sample_right')) as "right"
    from fact_figure
    where list_has_any(string_split(rule, ' '), ['sample_right', 'sample_wrong'])
    group by document_id, char_start
    union all
    select false
    from fact_mention
    where reason = 'reviewed_sample'
),
counted as (
    select count(*) as numbers, count(*) filter ("right") as "right", 1.96 as z
    from place
),
share as (
    select numbers, "right", "right" / numbers as share, z * z / numbers as spread
    from counted
    where numbers > 0
)
select numbers, "right", share,
    (share + spread / 2 - sqrt(spread * share * (1 - share) + spread * spread / 4)) / (1 + spread) as low,
    (share + spread / 2 + sqrt(spread * share * (1 - share) + spread * spread / 4)) / (1 + spread) as high
from share
"""
MADE = """
select coalesce(strftime((select max(loaded_at) from dim_document), '%Y-%m-%d'), '—') as loaded,
    (select count(*) from dim_document) as documents,
    (select coalesce(sum(mentions), 0) from mart_coverage) as numbers,
    (select coalesce(sum(figures), 0) from mart_coverage) as figures,
    (select coalesce(sum(numbers_unread), 0) from mart_coverage) as unread
"""
ROWS_AT_A_TIME = 2_000
# what is safe in a path and in an address on every system; the rest of a name is told by its hash
UNSAFE = re.compile(r"[^\w-]+")
SAFE_NAME = re.compile(r"[\w.-]{1,60}")
RESERVED = re.compile(r"\.|(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """The parts of a row of fact_figure that pages show beside a value."""

    document_id: str
    char_start: int
    quote: str
    value: Decimal
    unit: str | None
    value_canonical: Decimal | None
    unit_canonical: str | None
    bound: str
    indicator_id: str | None
    measure: str
    certainty: str


class Source:
    """A warehouse to read from.

    Args:
        connection: a warehouse, opened read-only.

    Attributes:
        figures: the figures that `number`, `address` and `match` know, by id: those that `look_up` found last. All of
            a large warehouse would not fit into memory.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.figures: dict[str, Figure] = {}

    def rows(self, query: str, given: Row | None = None) -> list[Row]:
        """The rows of a query, by column; `given` are the values of its parameters."""
        result = self.connection.execute(query, given or {})
        names = [column[0] for column in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def by_quarter(self, query: str) -> Iterator[tuple[str, list[Row]]]:
        """The rows of a query, quarter by quarter, with the figures that they name looked up.

        Args:
            query: its rows are ordered by their quarter_id first; their columns figure_id, *_figure_id and figure_ids
                name figures.
        """
        for quarter, group in groupby(self._streamed(query), lambda row: row["quarter_id"]):
            rows = list(group)
            self.look_up(rows)
            yield quarter, rows

    def _streamed(self, query: str) -> Iterator[Row]:
        # a cursor of its own, since others ask for their rows in between
        result = self.connection.cursor().execute(query)
        names = [column[0] for column in result.description or []]
        while batch := result.fetchmany(ROWS_AT_A_TIME):
            for row in batch:
                yield dict(zip(names, row, strict=True))

    def look_up(self, rows: Sequence[Row]) -> None:
        """Have the figures at hand that these rows name, and no others."""
        self.look_up_all([rows])

    def look_up_all(self, tables: Iterable[Sequence[Row]]) -> list[str]:
        """Have the figures at hand that the rows of several tables name, and no others; their ids in order."""
        ids: set[str] = set()
        for rows in tables:
            for name in rows[0].keys() if rows else ():
                if name == "figure_id" or name.endswith("_figure_id"):
                    ids.update(row[name] for row in rows if row[name] is not None)
                elif name.endswith("figure_ids"):
                    ids.update(*(row[name] for row in rows if row[name]))
        self.figures = {}
        if ids:
            self.connection.register("wanted_figure", pl.DataFrame({"figure_id": sorted(ids)}))
            self.figures = {row[0]: Figure(*row[1:]) for row in self.connection.execute(FIGURES).fetchall()}
            self.connection.unregister("wanted_figure")
        return sorted(ids)

    @cached_property
    def quarters(self) -> list[Row]:
        """The quarters that have figures, the latest first."""
        return self.rows(QUARTERS)

    @cached_property
    def sample(self) -> Row | None:
        """What a reviewed sample says of all figures: numbers, right, share, low and high; None where there is none."""
        return next(iter(self.rows(SAMPLE)), None)

    @cached_property
    def made(self) -> Row:
        """What the warehouse was made of: when it was loaded, documents, numbers, figures, numbers not read."""
        (found,) = self.rows(MADE)
        return found

    @property
    def quarter_ids(self) -> list[str]:
        """Their ids in order, the earliest first."""
        return [row["quarter_id"] for row in reversed(self.quarters)]

    @cached_property
    def indicators(self) -> dict[str, Row]:
        """The catalog by indicator_id."""
        return {row["indicator_id"]: row for row in self.rows("from dim_indicator order by indicator_id")}

    @cached_property
    def reasons(self) -> dict[str, Words]:
        """Why a number is no figure of the catalog, in both languages, by reason."""
        return {
            row["reason"]: {"zh": row["description_zh"], "en": row["description_en"]}
            for row in self.rows("from dim_reason")
        }

    @cached_property
    def doubts(self) -> dict[str, Words]:
        """What makes a figure doubtful, in both languages, by code."""
        return {
            row["doubt"]: {"zh": row["description_zh"], "en": row["description_en"]}
            for row in self.rows("from dim_doubt")
        }

    @cached_property
    def provinces(self) -> dict[str, str]:
        """Chinese name of each province, by its id."""
        found = self.rows(
            "select distinct province_id, province_zh from dim_city where province_id is not null"
        )
        return {row["province_id"]: row["province_zh"] for row in found}

    @cached_property
    def marks_doubts(self) -> bool:
        """Whether a number in doubt bears a mark."""
        return treatment(self.connection, "elsewhere") != "take"

    @cached_property
    def unread(self) -> frozenset[str]:
        """The reasons of numbers that look like data and were not read."""
        return frozenset(
            row["reason"] for row in self.rows("select reason from dim_reason where verdict = 'unread'")
        )

    @cached_property
    def pages(self) -> dict[str, str]:
        """Name of each document's page, by document_id."""
        ids = [row["document_id"] for row in self.rows("select document_id from dim_document order by 1")]
        return page_names(ids)

    def address(self, figure_id: str | None) -> str | None:
        """Where a figure's numeral stands, seen from the folder's top."""
        figure = self.figures.get(figure_id or "")
        page = self.pages.get(figure.document_id) if figure else None
        return f"documents/{url_quote(page)}#c{figure.char_start}" if figure and page else None

    def number(
        self,
        value: Decimal | int | float | None,
        unit: str | None = None,
        figure_id: str | None = None,
        bound: str | None = None,
        signed: bool = False,
    ) -> Number | None:
        """A value as the page shows it: with the printed digits, its unit, and the way to its text.

        Args:
            value: None gives None, which pages show as missing.
            unit: unit of the value.
            figure_id: the figure it comes from, if any.
            bound: of the value, where it is not exact.
            signed: whether a plus sign is shown.
        """
        if value is None:
            return None
        figure = self.figures.get(figure_id or "")
        text = digits(value, figure.quote if figure and figure.value == value else None)
        sign = BOUND_SIGNS.get(bound or "eq", "")
        printed = None
        if figure and figure.unit and unit and figure.unit != unit and figure.value_canonical == value:
            printed = f"{figure.quote} {figure.unit}"
        doubtful = figure is not None and figure.certainty == "doubtful" and self.marks_doubts
        return Number(sign + sign_of(value, signed) + text, unit, self.address(figure_id), printed, doubtful)

    def match(
        self,
        figure_ids: Iterable[str],
        value: Decimal | int | None,
        indicator_id: str | None = None,
        measure: str | None = None,
    ) -> str | None:
        """Which figure of a row a value came from: of the same indicator and measure first, else of the same value."""
        if value is None:
            return None
        found = [
            (figure.indicator_id != indicator_id, figure.measure != measure, number, figure_id)
            for number, figure_id in enumerate(figure_ids)
            if (figure := self.figures.get(figure_id)) and value in (figure.value_canonical, figure.value)
        ]
        return min(found)[-1] if found else None

    @cached_property
    def cities(self) -> dict[str, str]:
        """English name of each city that has one, by its Chinese name."""
        found = self.rows(
            "select name_zh, name_en from dim_city where name_en is not null order by city_id desc"
        )
        return {row["name_zh"]: row["name_en"] for row in found}

    @cached_property
    def stems(self) -> dict[str, str]:
        """English names by what places are named after."""
        return stems_of(self.cities)

    @cached_property
    def national(self) -> frozenset[str]:
        """The zones of national level, by zone_id."""
        return frozenset(
            row["zone_id"] for row in self.rows("select zone_id from dim_zone where level = 'national'")
        )

    def field(self, row: Row) -> Words | None:
        """Whose subjects are listed together with a row's: those of its province; None for provinces, and where it is unknown."""
        name = self.provinces.get(row["province_id"] or "") if row["subject_level"] != "province" else None
        return self.subject(name) if name else None

    @cached_property
    def directory(self) -> Directory:
        """The subjects that have pages of their own."""
        return Directory(self.rows(SUBJECTS), page_names, self.cities)

    @cached_property
    def indicator_pages(self) -> dict[str, str]:
        """The address of each indicator's page, seen from the folder's top, by indicator_id."""
        return {name: f"indicators/{page}" for name, page in page_names(list(self.indicators)).items()}

    def subject(self, name: str, row: Row | None = None) -> Words:
        """Name of a subject in both languages, the same where only the Chinese one is known; `href` is its page.

        Args:
            name: as rows have it.
            row: the row that it stands in; its level, city and zone tell apart who bears the same name.
        """
        found = self.directory.find(name, row)
        return (
            found.words if found else {"zh": name, "en": self.cities.get(name) or english(name, self.stems)}
        )

    def name(self, indicator_id: str | None) -> Words:
        """Name of an indicator in both languages, with its page."""
        row = self.indicators.get(indicator_id or "")
        return (
            {"zh": row["name_zh"], "en": row["name_en"], "href": self.indicator_pages[row["indicator_id"]]}
            if row
            else {"zh": indicator_id or "", "en": indicator_id or ""}
        )


def in_step(found: Iterable[tuple[str, Content]]) -> Callable[[str], Content | None]:
    """Contents by quarter, asked for quarter by quarter as they come, so that only one is in memory.

    Args:
        found: quarters in their order, with their contents; where one is left out, the next is made before it is
            asked for, when other figures may be at hand.

    Returns:
        gives a quarter's content; None where there is none. Its quarters must be asked for in their order.

    Examples:
        >>> content = in_step([("2023-Q4", 1), ("2024-Q2", 2)])
        >>> [content(quarter) for quarter in ("2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3")]
        [None, 1, None, 2, None]
    """
    coming = iter(found)
    ahead: tuple[str, Content] | None = None

    def content(quarter: str) -> Content | None:
        nonlocal ahead
        while ahead is None or ahead[0] < quarter:
            ahead = None  # it goes before the next is made
            if (ahead := next(coming, None)) is None:
                return None
        if ahead[0] > quarter:
            return None
        own, ahead = ahead[1], None
        return own

    return content


def page_names(document_ids: Sequence[str]) -> dict[str, str]:
    """File names for documents' pages: the id where it is harmless, else its harmless part and a hash.

    Examples:
        >>> page_names(["d9", "D9", "晋城 2024"])
        {'d9': 'd9.html', 'D9': 'D9-9102326a.html', '晋城 2024': '晋城_2024-79106ae4.html'}
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for document_id in document_ids:
        name = document_id
        if not SAFE_NAME.fullmatch(name) or RESERVED.match(name) or name.lower() in taken:
            digest = hashlib.sha256(document_id.encode()).hexdigest()[:8]
            name = f"{UNSAFE.sub('_', document_id)[:40]}-{digest}"
        taken.add(name.lower())
        names[document_id] = f"{name}.html"
    return names
