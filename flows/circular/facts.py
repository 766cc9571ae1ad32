"""What the marts say of a region and quarter, found once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import duckdb

from flows.bulletin.source import Row, Source
from flows.circular import queries
from flows.errors import UsageError

_NEAREST = 5
_KINDS = (
    "省",
    "市",
    "自治区",
    "自治州",
    "地区",
    "盟",
    "壮族自治区",
    "回族自治区",
    "维吾尔自治区",
    "特别行政区",
)
_QUARTERS = "一二三四"
Key = tuple[str, str]
"""An indicator and a measure."""


@dataclass(frozen=True)
class Region:
    """A province or city: its division code, name and level."""

    place_id: str
    name: str
    level: str

    @property
    def whole(self) -> str:
        """What its offices call it."""
        return "全省" if self.name.endswith("省") else "全区" if self.name.endswith("区") else "全市"


@dataclass(frozen=True)
class Subject:
    """Whom rows are about; two zones of one name in different cities are two subjects."""

    level: str
    name: str
    place_id: str | None


class Facts:
    """What the marts say of a region and quarter.

    Args:
        source: a published warehouse.
        quarter: id of the quarter.
        region: name of a province or city; the only province with data where None.

    Attributes:
        mark: whether sentences may speak of doubtful figures, marked.

    Raises:
        UsageError: there is no such quarter or region; the nearest are named.
    """

    mark = False

    def __init__(self, source: Source, quarter: str, region: str | None) -> None:
        queries.prepare(source.connection)
        self.source = source
        self.quarter = _quarter(source, quarter)
        self.region = _region(source, quarter, region)
        given = {"quarter": quarter, "place": self.region.place_id}
        within = {**given, "level": self.region.level}
        self.values = source.rows(queries.VALUES, within)
        self.gaps = source.rows(queries.GAPS, within)
        self.pipeline = source.rows(queries.PIPELINE, within)
        self.warnings = source.rows(queries.WARNINGS, within)
        self.panels = source.rows(queries.PANELS, given)

    @property
    def period(self) -> str:
        """The quarter as offices write it: 2024年一季度."""
        return f"{self.quarter[:4]}年{_QUARTERS[int(self.quarter[-1]) - 1]}季度"

    def speaks_of(self, row: Row) -> bool:
        """Whether a sentence may speak of a row."""
        return self.mark or bool(row["may_stand"])

    @cached_property
    def member_level(self) -> str:
        """The level of those whom the tables compare: cities of a province, zones where it has none, and of a city."""
        levels = {row["subject_level"] for row in self.values} | {
            row["subject_level"] for row in self.pipeline
        }
        return "city" if self.region.level == "province" and "city" in levels else "zone"

    @cached_property
    def own(self) -> dict[Key, Row]:
        """The region's own values."""
        return self.of(Subject(self.region.level, self.region.name, self.region.place_id))

    @cached_property
    def members(self) -> list[Subject]:
        """Those whom the tables compare, that have a value or projects, in the order of their codes."""
        rows = (row for row in [*self.values, *self.pipeline] if row["subject_level"] == self.member_level)
        found = {subject_of(row): (row["city_id"] or "~", row["subject_name"]) for row in rows}
        return sorted(found, key=lambda subject: (found[subject], subject.place_id or ""))

    def of(self, subject: Subject) -> dict[Key, Row]:
        """A subject's values of the whole, those of no narrower scope."""
        return self._by_subject.get(subject, {})

    @cached_property
    def _by_subject(self) -> dict[Subject, dict[Key, Row]]:
        found: dict[Subject, dict[Key, Row]] = {}
        for row in self.values:
            if row["scope_key"] is None:
                found.setdefault(subject_of(row), {}).setdefault((row["indicator_id"], row["measure"]), row)
        return found

    def indicator(self, indicator_id: str) -> Row | None:
        """An indicator of the catalog."""
        return self.source.indicators.get(indicator_id)

    def panel(self, indicator_id: str) -> Row | None:
        """How many of those whom the tables compare have a value of an indicator."""
        for row in self.panels:
            if (row["indicator_id"], row["subject_level"]) == (indicator_id, self.member_level):
                return row if self.region.level == "province" else None
        return None


def subject_of(row: Row) -> Subject:
    """Whom a row of a mart is about."""
    place = row.get("zone_id") if row["subject_level"] == "zone" else row["city_id"]
    place = row["province_id"] if row["subject_level"] == "province" and "province_id" in row else place
    return Subject(row["subject_level"], row["subject_name"], place)


def _quarter(source: Source, wanted: str) -> str:
    held = [row["quarter_id"] for row in source.rows(queries.QUARTERS)]
    if wanted in held:
        return wanted
    nearest = sorted(sorted(held, key=lambda quarter: abs(_count(quarter) - _count(wanted)))[:_NEAREST])
    raise UsageError(
        f"the warehouse holds no values of {wanted}",
        "--quarter",
        f"The nearest that it holds: {', '.join(nearest)}" if nearest else "It holds none at all",
    )


def _count(quarter: str) -> int:
    return 4 * int(quarter[:4]) + int(quarter[-1])


def _region(source: Source, quarter: str, wanted: str | None) -> Region:
    held = [Region(*row.values()) for row in source.rows(queries.REGIONS, {"quarter": quarter})]
    if wanted is None:
        provinces = [region for region in held if region.level == "province"]
        if len(provinces) == 1:
            return provinces[0]
        raise UsageError(
            f"the warehouse holds {len(provinces)} provinces in {quarter}",
            "--region",
            f"Name one of {_names(provinces or held)}",
        )
    name = "".join(wanted.split())
    exact = [region for region in held if region.name == name]
    short = [region for region in held if any(name + kind == region.name for kind in _KINDS)]
    if len(found := exact or short) == 1:
        return found[0]
    if found:
        raise UsageError(f"{wanted!r} may be several", "--region", f"Name one of {_names(found)}")
    names = [region.name for region in held]
    # 太原 is nearer to 太原市 than to 原平市, but two characters are few for a likeness
    near = difflib.get_close_matches(name, names, _NEAREST, 0.4) or names
    raise UsageError(
        f"the warehouse holds no values of {wanted!r} in {quarter}",
        "--region",
        f"The nearest that it holds: {', '.join(near[:_NEAREST])}" if near else "It holds no region at all",
    )


def _names(regions: Iterable[Region]) -> str:
    return ", ".join(region.name for region in regions)


def facts_of(connection: duckdb.DuckDBPyConnection, quarter: str, region: str | None) -> Facts:
    """What a warehouse says of a region and quarter, see `Facts`."""
    return Facts(Source(connection), quarter, region)
