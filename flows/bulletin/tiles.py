"""Maps of a province: a square for each of its cities, shaded by an indicator among true peers.

Peers are those that one set of ranks is about: cities of one province with one indicator, measure, scope, period and unit. Where
a square stands is reference data (data/reference/city_tiles.csv); what is on it, and what the table beside it says, is made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Any

from flows.bulletin.names import english
from flows.bulletin.numbers import Number, digits, sign_of
from flows.bulletin.sections.ranking import rank_shown
from flows.bulletin.source import Row, Source
from flows.bulletin.words import Words
from flows.reference.places import short_name

LEAST = 3
"""Cities with a rank that a map needs."""
LEAST_IN_QUARTER = 5
"""Cities with a rank that the map on a quarter's page needs."""
MOST_MAPS = 6
"""Maps on a province's page, those with most cities first."""
STEPS = 5
CITIES = """
select city_id, name_zh, name_en, province_id, tile_row, tile_column
from dim_city
where province_id is not null and city_id != province_id
order by province_id, city_id
"""
# a city that a text ranks in several sets has a row for each; of a value that is in doubt there is no rank, and no shade
MAPS = f"""
with grouped as (
    select *, dense_rank() over (
        order by quarter_id, province_id, indicator_id, measure, scope, comparator, unit, period_start, period_end
    ) as group_no
    from mart_ranking
    where subject_level = 'city' and value is not null and province_id is not null and city_id is not null
),
printed as (
    select * from grouped
    qualify row_number() over (partition by group_no, city_id order by rank_best nulls last, figure_id, rank_comparator) = 1
),
peers as (
    select group_no, quarter_id, province_id, indicator_id, measure, count(rank_best) as ranked
    from printed
    group by all
    having count(rank_best) >= {LEAST}
),
told as (
    select group_no, quarter_id, ranked, province_id,
        row_number() over (
            partition by province_id, indicator_id, measure order by quarter_id desc, ranked desc, group_no
        ) as from_latest,
        row_number() over (partition by quarter_id order by ranked desc, group_no) as in_quarter
    from peers
),
placed as (
    select group_no, in_quarter, ranked, from_latest,
        row_number() over (partition by province_id, from_latest order by ranked desc, quarter_id desc, group_no) as in_province
    from told
)
select printed.*, placed.ranked,
    placed.from_latest = 1 and placed.in_province <= {MOST_MAPS} as of_province,
    placed.in_quarter = 1 and placed.ranked >= {LEAST_IN_QUARTER} as of_quarter
from printed
inner join placed using (group_no)
where of_province or of_quarter
order by placed.ranked desc, printed.quarter_id desc, group_no, rank_best nulls last, rank_worst, subject_name, city_id
"""


@dataclass(frozen=True, slots=True)
class Tile:
    """A city's square: its name with its page, its place, its value, and how it is shaded.

    Attributes:
        raw: the value for sorting and for CSV.
        step: 1 to STEPS from the lowest value to the highest; None where nothing is printed, or the value is in doubt.
        rank: among the cities that have one.
    """

    name: Words
    short: str
    row: int
    column: int
    value: Number | None = None
    raw: str | None = None
    step: int | None = None
    rank: str | None = None


@dataclass(frozen=True, slots=True)
class TileMap:
    """A map: what it shows, its squares in the order of ranks, and the values that each shade stands for."""

    id: str
    about: dict[str, Any]
    tiles: list[Tile]
    steps: list[tuple[str, str]]

    @property
    def bounded(self) -> bool:
        """Whether a value is none exactly."""
        return any(tile.value and tile.value.text[0] in "<>≤≥≈" for tile in self.tiles)

    @property
    def doubtful(self) -> bool:
        """Whether a value is printed that has no shade."""
        return any(tile.value and tile.step is None for tile in self.tiles)


@dataclass(frozen=True, slots=True)
class Maps:
    """Maps by province_id, for the pages of provinces, and by quarter_id, one for each quarter's page."""

    of_province: dict[str, list[TileMap]]
    of_quarter: dict[str, TileMap]


def maps(source: Source) -> Maps:
    """All maps of a bulletin; the figures of their values are looked up, in place of those found before."""
    cities = {
        province: list(rows)
        for province, rows in groupby(source.rows(CITIES), lambda row: str(row["province_id"]))
    }
    found = source.rows(MAPS)
    source.look_up(found)
    made = Maps({}, {})
    for _, group in groupby(found, lambda row: row["group_no"]):
        rows = list(group)
        province = rows[0]["province_id"]
        drawn = _map(source, rows, cities.get(province, []))
        if rows[0]["of_province"]:
            made.of_province.setdefault(province, []).append(drawn)
        if rows[0]["of_quarter"]:
            made.of_quarter[rows[0]["quarter_id"]] = drawn
    return made


def shades(values: Sequence[Decimal]) -> tuple[list[int], list[tuple[Decimal, Decimal]]]:
    """In which of five equal steps between the lowest and the highest each value lies, and the steps' ends.

    Where all are equal there is one step, the middle one.

    Examples:
        >>> shades([Decimal(0), Decimal(19), Decimal(20), Decimal(100)])[0]
        [1, 1, 2, 5]
        >>> shades([Decimal(7), Decimal(7)])
        ([3, 3], [(Decimal('7'), Decimal('7'))])
    """
    low, high = min(values), max(values)
    if low == high:
        return [STEPS // 2 + 1 for _ in values], [(low, high)]
    width = (high - low) / STEPS
    ends = [low + width * number for number in range(STEPS)] + [high]
    steps = [min(STEPS, int((value - low) * STEPS / (high - low)) + 1) for value in values]
    return steps, list(pairwise(ends))


def squares(cities: Iterable[Row]) -> dict[str, tuple[int, int]]:
    """Row and column of each city of a province, by city_id; both from 1.

    A city without a square, or whose square another has, stands below the others, in the order of the codes.

    Examples:
        >>> squares([{"city_id": c, "tile_row": r, "tile_column": n} for c, r, n in [("1", 1, 2), ("2", 1, 2), ("3", None, None)]])
        {'1': (1, 2), '2': (2, 1), '3': (2, 2)}
    """
    placed: dict[str, tuple[int, int]] = {}
    left: list[str] = []
    taken: set[tuple[int, int]] = set()
    for row in cities:
        at = (row["tile_row"], row["tile_column"])
        if None in at or at in taken:
            left.append(row["city_id"])
        else:
            taken.add(at)
            placed[row["city_id"]] = at
    below = max((row for row, _ in taken), default=0)
    width = max((column for _, column in taken), default=STEPS)
    for number, city in enumerate(left):
        placed[city] = (below + 1 + number // width, number % width + 1)
    return placed


def _map(source: Source, rows: Sequence[Row], cities: Sequence[Row]) -> TileMap:
    first = rows[0]
    ranked = [row for row in rows if row["rank_best"] is not None]
    steps, ends = shades([row["value"] for row in ranked])
    step_of = {row["city_id"]: step for row, step in zip(ranked, steps, strict=True)}
    at = squares(cities)
    known = {row["city_id"]: row for row in cities}
    tiles = [
        Tile(
            source.subject(row["subject_name"], row),
            short_name(row["subject_name"]),
            *at[row["city_id"]],
            source.number(row["value"], row["unit"], row["figure_id"], row["bound"]),
            format(row["value"], "f"),
            step_of.get(row["city_id"]),
            rank_shown(row),
        )
        for row in rows
        if row["city_id"] in known
    ]
    told = {row["city_id"] for row in rows}
    tiles += [_blank(source, row, at[row["city_id"]]) for row in cities if row["city_id"] not in told]
    province = source.provinces.get(first["province_id"], "")
    about = {
        "name": source.name(first["indicator_id"]),
        "measure": first["measure"],
        "level": "city",
        "field": source.subject(province),
        "start": first["period_start"],
        "end": first["period_end"],
        "scope": first["scope"],
        "comparator": first["comparator"],
        "quarter": first["quarter_id"],
        "unit": first["unit"],
        "ranked": len(ranked),
        "cities": len(tiles),
    }
    return TileMap(f"map-{first['indicator_id']}-{first['measure']}", about, tiles, _worded(ends))


def _blank(source: Source, row: Row, at: tuple[int, int]) -> Tile:
    key = {
        "subject_level": "city",
        "subject_name": row["name_zh"],
        "city_id": row["city_id"],
        "zone_id": None,
    }
    found = source.directory.find(row["name_zh"], key)
    name = found.words if found else {"zh": row["name_zh"], "en": row["name_en"] or english(row["name_zh"])}
    return Tile(name, short_name(row["name_zh"]), *at)


def _worded(ends: Sequence[tuple[Decimal, Decimal]]) -> list[tuple[str, str]]:
    """The ends of steps as they are shown: with as few decimals as tell them apart, two at least."""
    places = 2 if all(high - low >= Decimal("0.02") for low, high in ends) else 4
    return [tuple(sign_of(end, False) + digits(round(end, places)) for end in pair) for pair in ends]  # type: ignore[misc]
