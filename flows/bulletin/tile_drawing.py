"""The drawing of a map of tiles; its colours come from the page's style sheet, in light, dark and print."""

from __future__ import annotations

from markupsafe import Markup, escape

from flows.bulletin.tiles import Tile, TileMap
from flows.bulletin.words import MAP, MEASURES

WIDTH, HEIGHT, GAP = 92, 56, 4
_LONG = 11
"""Characters of an English name or a value from which on it is written smaller."""


def drawing(shown: TileMap, root: str) -> Markup:
    """A square for each city, with its name and its value; it leads to the city's page where there is one.

    Args:
        shown: the map.
        root: leads to the folder's top.
    """
    columns = max(tile.column for tile in shown.tiles)
    rows = max(tile.row for tile in shown.tiles)
    width, height = columns * (WIDTH + GAP) - GAP, rows * (HEIGHT + GAP) - GAP
    zh, en = (_label(shown, language) for language in ("zh", "en"))
    # who moves by keyboard goes from north to south and from west to east
    order = sorted(shown.tiles, key=lambda tile: (tile.row, tile.column))
    return Markup(
        f'<svg class="tiles" viewBox="-1 -1 {width + 2} {height + 2}" width="{width + 2}" height="{height + 2}" role="group" '
        f'aria-label="{zh}" data-zh-label="{zh}" data-en-label="{en}">{"".join(_square(tile, root) for tile in order)}</svg>'
    )


def _label(shown: TileMap, language: str) -> Markup:
    about = shown.about
    words = MAP["drawing"][language].format(
        province=about["field"][language],
        indicator=about["name"][language],
        measure=MEASURES[about["measure"]][language],
        quarter=about["quarter"],
    )
    return escape(words)


def _square(tile: Tile, root: str) -> str:
    left, top = (tile.column - 1) * (WIDTH + GAP), (tile.row - 1) * (HEIGHT + GAP)
    kind = f"step-{tile.step}" if tile.step else "unshaded" if tile.value else "blank"
    value = f"{tile.value.text}{'' if tile.step else ' ?'}" if tile.value else "—"
    middle = WIDTH / 2
    names = "".join(
        f'<text class="{language}{" long" if len(name) >= most else ""}" lang="{code}" x="{middle:g}" y="22">{escape(name)}</text>'
        for language, code, name, most in (
            ("zh", "zh-CN", tile.short, 7),
            ("en", "en", tile.name["en"], _LONG),
        )
    )
    long = " long" if len(value) >= _LONG else ""
    inside = f'<rect width="{WIDTH}" height="{HEIGHT}" rx="3"/>{names}<text class="v{long}" x="{middle:g}" y="43">{escape(value)}</text>'
    href = tile.name.get("href")
    if href:
        inside = f'<a href="{escape(root + href)}">{inside}</a>'
    return f'<g class="{kind}" transform="translate({left} {top})">{inside}</g>'
