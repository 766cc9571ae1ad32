"""The map of a province: squares where its cities lie, shaded by what the table beside it says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from flows.bulletin import write_bulletin
from flows.bulletin.source import Source
from flows.bulletin.tiles import Tile, maps, shades, squares

Open = Callable[..., Page]
PROVINCE = "subjects/shanxi-140000.html"
GROUP = "indicator_id = 'commitment_share' and subject_level = 'city' and quarter_id = '2024-Q1'"
SHOWN = """() => {
  const box = document.querySelector("#map .map");
  const step = (part) => Number(/step-(\\d)/.exec(part?.getAttribute("class") ?? "")?.[1] ?? 0);
  const tiles = [...box.querySelectorAll("svg.tiles > g")].map((tile) => [
    tile.querySelector("text.en").textContent, tile.querySelector("text.v").textContent, step(tile),
    tile.querySelector("a")?.getAttribute("href") ?? null,
  ]);
  const rows = [...box.querySelectorAll("tbody tr")].map((row) => [
    row.querySelector("th .en").textContent, row.cells[1].querySelector(".n")?.firstChild.data ?? "—", step(row.querySelector("i.shade")),
    row.querySelector("th a")?.getAttribute("href") ?? null,
  ]);
  return [tiles, rows];
}"""


def drawn(database: Path, *statements: str) -> tuple[list[Tile], dict[str, Tile]]:
    """The squares of the first map of Shanxi after some SQL, in the table's order and by name."""
    with duckdb.connect(str(database)) as connection:
        for statement in statements:
            connection.execute(statement)
        tiles = maps(Source(connection)).of_province["140000"][0].tiles
    return tiles, {tile.name["zh"]: tile for tile in tiles}


@pytest.fixture
def copy(warehouse: Path, tmp_path: Path) -> Path:
    """A warehouse to change."""
    return Path(shutil.copyfile(warehouse, tmp_path / "kaifaqu.duckdb"))


def test_steps_are_equal_and_the_highest_value_is_in_the_last() -> None:
    steps, ends = shades([Decimal("-10"), Decimal("0"), Decimal("10"), Decimal("39.99"), Decimal("40")])
    assert steps == [1, 2, 3, 5, 5]
    assert [low for low, _ in ends] == [-10, 0, 10, 20, 30] and ends[-1][1] == 40


def test_a_city_without_a_square_stands_below_the_others() -> None:
    given = [("1", 2, 1), ("2", 1, 3), ("3", None, None), ("4", 2, 1)]
    placed = squares([{"city_id": c, "tile_row": r, "tile_column": n} for c, r, n in given])
    assert placed == {"1": (2, 1), "2": (1, 3), "3": (3, 1), "4": (3, 2)}


def test_the_map_and_the_table_beside_it_say_the_same(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, PROVINCE)
    tiles, rows = page.evaluate(SHOWN)
    assert len(tiles) == len(rows) == 11
    assert sorted(tiles) == sorted(rows)
    assert {step for *_, step, _ in tiles} == {0, 1, 5}
    page.locator("#map svg.tiles a", has_text="晋城").first.click()
    page.wait_for_url("**/subjects/jincheng-140500.html*")


def test_values_are_shaded_from_the_lowest_to_the_highest(copy: Path) -> None:
    tiles, by_name = drawn(
        copy,
        f"update mart_ranking set value = 10, bound = 'eq', rank_best = 8, rank_worst = 8 where {GROUP} and subject_name = '吕梁市'",
        f"update mart_ranking set value = 50, bound = 'eq', rank_best = 7, rank_worst = 7 where {GROUP} and subject_name = '太原市'",
    )
    assert by_name["吕梁市"].step == 1 and by_name["太原市"].step == 3 and by_name["晋城市"].step == 5
    assert by_name["长治市"].step is None and by_name["长治市"].value is None
    assert [tile.name["zh"] for tile in tiles[6:8]] == ["太原市", "吕梁市"]
    ranked = [tile.step for tile in tiles if tile.step]
    assert ranked == sorted(ranked, reverse=True)


def test_a_value_in_doubt_is_printed_and_not_shaded(copy: Path) -> None:
    _, by_name = drawn(
        copy,
        f"update mart_ranking set rank = null, rank_best = null, rank_worst = null, value = 3 where {GROUP} and subject_name = '大同市'",
    )
    assert by_name["大同市"].step is None
    value = by_name["大同市"].value
    assert value is not None and value.text == "3"


def test_cities_that_are_no_peers_stand_on_no_map(copy: Path) -> None:
    with duckdb.connect(str(copy)) as connection:
        before = maps(Source(connection)).of_province["140000"]
        # of another province, of another scope, and only two left that are alike
        connection.execute(
            f"update mart_ranking set province_id = '370000' where {GROUP} and subject_name in ('大同市', '朔州市', '忻州市')"
        )
        connection.execute(
            f"update mart_ranking set scope = '试点' where {GROUP} and subject_name in ('临汾市', '运城市', '晋城市')"
        )
        found = maps(Source(connection)).of_province
    assert "commitment_share" in before[0].id
    (kept,) = [each for each in found["140000"] if "commitment_share" in each.id]
    assert {tile.name["zh"] for tile in kept.tiles if tile.value} == {"临汾市", "运城市", "晋城市"}


def test_the_page_of_a_quarter_has_a_map_where_five_cities_are_ranked(copy: Path, tmp_path: Path) -> None:
    folder = write_bulletin(copy, tmp_path / "five").parent
    text = (folder / "quarters" / "2024-Q1.html").read_text(encoding="utf-8")
    (svg,) = re.findall(r'<svg class="tiles".*?</svg>', text, re.DOTALL)
    assert len(ElementTree.fromstring(svg).findall("g")) == 11
    assert '<svg class="tiles"' not in (folder / "quarters" / "2023-Q4.html").read_text(encoding="utf-8")
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            "delete from mart_ranking where subject_level = 'city' and subject_name not in ('大同市', '朔州市', '晋城市', '太原市')"
        )
    folder = write_bulletin(copy, tmp_path / "four").parent
    assert '<svg class="tiles"' not in (folder / "quarters" / "2024-Q1.html").read_text(encoding="utf-8")
    assert '<svg class="tiles"' in (folder / PROVINCE).read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_stands_on_a_shade_can_be_read(visit: Open, bulletin: Path, scheme: str) -> None:
    page = visit(bulletin, PROVINCE, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    faults = Axe().run(page, context="#map", options={"preload": False}).response["violations"]
    assert [fault["id"] for fault in faults if fault["impact"] in ("serious", "critical")] == []
    contrasts = page.evaluate(
        """() => {
      const light = (name) => {
        const [r, g, b] = getComputedStyle(document.documentElement).getPropertyValue(name).trim().match(/[0-9a-f]{2}/g)
          .map((part) => parseInt(part, 16) / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      return [1, 2, 3, 4, 5].map((step) => {
        const [a, b] = [light(`--shade-${step}`), light(step > 3 ? "--on-high" : "--on-low")].sort((x, y) => y - x);
        return (a + 0.05) / (b + 0.05);
      });
    }"""
    )
    assert min(contrasts) >= 4.5, contrasts
    page.click("#language")
    expect(page.locator("#map svg.tiles").first).to_have_attribute(
        "aria-label", re.compile("a square for each city")
    )


def test_where_a_page_would_grow_too_large_the_map_goes_and_the_lists_stay(
    bulletin: Path, warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Path("quarters") / "2024-Q1.html"
    whole = (bulletin / page).read_text(encoding="utf-8")
    monkeypatch.setattr("flows.bulletin.front.MOST_BYTES", len(whole.encode()) - 1)
    less = (write_bulletin(warehouse, tmp_path / "less").parent / page).read_text(encoding="utf-8")
    assert '<svg class="tiles"' in whole and '<svg class="tiles"' not in less
    assert less.count('<tr class="item">') == whole.count('<tr class="item">') > 0
