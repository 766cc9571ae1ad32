"""The squares that stand for cities on a map of their province."""

from __future__ import annotations

from collections import Counter

import pytest

from flows.paths import reference_dir
from flows.reference import load_reference


@pytest.fixture(scope="module")
def tiles() -> dict[str, tuple[str, int, int]]:
    """Province, row and column by the city's name."""
    frames = load_reference(reference_dir()).frames
    places = {row["place_id"]: row for row in frames["ref_place"].iter_rows(named=True)}
    return {
        places[city]["name_zh"]: (places[city]["province_id"], row, column)
        for city, row, column in frames["ref_city_tile"]
        .select("city_id", "tile_row", "tile_column")
        .iter_rows()
    }


def test_each_prefecture_level_city_has_a_square_of_its_own(tiles: dict[str, tuple[str, int, int]]) -> None:
    frame = load_reference(reference_dir()).frames["ref_place"]
    cities = {row["name_zh"] for row in frame.iter_rows(named=True) if row["level"] == "city"}
    assert cities == set(tiles)
    assert [square for square, count in Counter(tiles.values()).items() if count > 1] == []


@pytest.mark.parametrize(
    ("north", "south"),
    [
        ("大同市", "太原市"),
        ("太原市", "运城市"),
        ("长治市", "晋城市"),
        ("张家口市", "邯郸市"),
        ("沈阳市", "大连市"),
    ],
)
def test_rows_are_counted_from_the_north(
    tiles: dict[str, tuple[str, int, int]], north: str, south: str
) -> None:
    assert tiles[north][1] < tiles[south][1]


@pytest.mark.parametrize(
    ("west", "east"),
    [
        ("吕梁市", "太原市"),
        ("太原市", "阳泉市"),
        ("运城市", "晋城市"),
        ("徐州市", "连云港市"),
        ("成都市", "达州市"),
    ],
)
def test_columns_are_counted_from_the_west(
    tiles: dict[str, tuple[str, int, int]], west: str, east: str
) -> None:
    assert tiles[west][2] < tiles[east][2]
