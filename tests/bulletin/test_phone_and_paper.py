"""The pages on a phone, where a row of a wide table is a card, and on paper, where a quarter takes two pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
PHONE = {"viewport": {"width": 390, "height": 800}}
QUARTER = "quarters/2024-Q1.html"
PAGES = (
    "index.html",
    QUARTER,
    "quarters/2024-Q1-gap.html",
    "quarters/2024-Q1-scorecard.html",
    "quarters/2023-Q4.html",
    "subjects/shanxi-140000.html",
    "subjects/jincheng-140500.html",
    "indicators/commitment_share.html",
    "documents/jincheng_2024q1_d9.html",
)
# what sticks out of the screen, or out of a box that would have to be scrolled sideways
STICKS_OUT = """() => [...document.querySelectorAll("body *")].filter((part) => {
  if (!part.checkVisibility() || part.closest(".sr, .contents, svg, .skip, thead")) return false;
  const box = part.getBoundingClientRect();
  const scrolls = part.matches(".scroll") && part.scrollWidth > part.clientWidth + 1;
  return scrolls || (box.width > 0 && (box.right > innerWidth + 1 || box.left < -1));
}).map((part) => part.outerHTML.slice(0, 160))"""
# all words of the tables' bodies that are seen
SEEN = """() => [...document.querySelectorAll("main table:not(.data) tbody tr > *, main table:not(.data) tbody svg.bar")]
  .map((part) => [part.tagName, part.textContent.trim(), part.checkVisibility()])"""


@pytest.mark.parametrize("path", PAGES)
def test_on_a_phone_nothing_sticks_out(visit: Open, bulletin: Path, path: str) -> None:
    page = visit(bulletin, path, **PHONE)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    assert page.evaluate(STICKS_OUT) == []
    page.click("#language")
    assert page.evaluate(STICKS_OUT) == []


@pytest.mark.parametrize("path", [QUARTER, "quarters/2023-Q4.html"])
def test_a_phone_hides_nothing_of_a_table_that_a_wide_screen_shows(
    visit: Open, bulletin: Path, path: str
) -> None:
    page = visit(bulletin, path)
    unfold = "document.querySelectorAll('details').forEach(d => d.open = true)"
    page.evaluate(unfold)
    wide = page.evaluate(SEEN)
    page.set_viewport_size({"width": 390, "height": 800})
    narrow = page.evaluate(SEEN)
    assert len(wide) == len(narrow) > 100
    # an empty cell holds place on a wide screen only
    assert [
        each
        for each, other in zip(wide, narrow, strict=True)
        if each[2] and not other[2] and (each[1] or each[0] == "svg")
    ] == []


def test_each_subject_is_a_card_whose_cells_say_what_they_are(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, QUARTER, **PHONE)
    row = page.locator("#overview .matrix tbody tr", has=page.locator("th", has_text="晋城市")).first
    assert row.evaluate("r => getComputedStyle(r).display") == "grid"
    labels = (
        "r => [...r.querySelectorAll('td')].map(c => getComputedStyle(c, '::before').content.slice(1, -1))"
    )
    heads = page.locator("#overview .matrix thead th").evaluate_all(
        "(all, which) => all.map(h => [...h.querySelectorAll('.' + which)].map(p => p.textContent).join(' ').trim())",
        "zh",
    )
    assert row.evaluate(labels) == heads[1:] and len(heads) > 4
    page.click("#language")
    assert "Industrial" in " ".join(row.evaluate(labels))
    # in a ranking the subject stands above its rank
    first = page.locator("#ranking-list table.carded tbody tr").first
    tops = first.evaluate(
        "r => [r.querySelector('th'), r.querySelector('td')].map(c => c.getBoundingClientRect().top)"
    )
    assert tops[0] < tops[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault_on_a_phone(visit: Open, bulletin: Path, scheme: str) -> None:
    page = visit(bulletin, "quarters/2023-Q4.html", color_scheme=scheme, **PHONE)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    faults = Axe().run(page, options={"preload": False, "resultTypes": ["violations"]}).response["violations"]
    assert [fault["id"] for fault in faults if fault["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize("path", ["index.html", QUARTER, "quarters/2023-Q4.html"])
def test_a_quarter_is_printed_on_two_pages_that_say_there_is_more(
    visit: Open, bulletin: Path, path: str
) -> None:
    page = visit(bulletin, path)
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") in (1, 2)
    page.emulate_media(media="print")
    expect(page.locator(".on-paper")).to_contain_text("打印件只列")
    expect(page.locator("#overview .matrix")).to_be_visible()
    expect(page.locator("#coverage")).to_be_hidden()
    page.emulate_media(media="screen")
    expect(page.locator(".on-paper")).to_be_hidden()
    expect(page.locator("#coverage")).to_be_visible()


def test_the_page_of_a_whole_section_is_printed_whole(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, "quarters/2024-Q1-ranking.html")
    page.emulate_media(media="print")
    rows = page.locator("#ranking table.ranks tbody tr")
    assert (
        rows.count() > 10
        and page.locator("#ranking table.ranks tbody tr:visible").count() >= rows.count() // 2
    )
