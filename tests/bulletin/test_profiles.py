"""The pages of subjects and indicators as a reader has them: search, tables, citations, two side by side."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
CITY = "subjects/jincheng-140500.html"
INDICATOR = "indicators/industrial_value_added.html"
COMPARED = "compare.html#jincheng-140500,yangquan-140300"
SERIOUS = """async () => (await axe.run(document, {preload: false, resultTypes: ["violations"]})).violations
    .filter((fault) => ["serious", "critical"].includes(fault.impact))
    .flatMap((fault) => fault.nodes.map((node) => [fault.id, node.html.slice(0, 200)]))"""


def rows_of(page: Page, table: str) -> list[str]:
    """The first cell of each row that a table shows."""
    return [
        text.strip() for text in page.locator(f"{table} tbody tr:visible > :first-child").all_inner_texts()
    ]


def saved(page: Page, button: str) -> tuple[str, str]:
    """Name and text of the file that a button hands to the reader."""
    with page.expect_download() as coming:
        page.locator(button).first.click()
    return coming.value.suggested_filename, Path(coming.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("words", ["晋城", "jincheng", "Jincheng", "jin cheng", "jinchang"])
def test_a_place_is_found_by_characters_pinyin_and_english(visit: Open, bulletin: Path, words: str) -> None:
    page = visit(bulletin)
    page.fill("#find", words)
    first = page.locator("#found a").first
    expect(first).to_contain_text("晋城市")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{CITY}*")
    expect(page.locator("h1")).to_have_text("晋城市", use_inner_text=True)


def test_indicators_projects_and_documents_are_found_too(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin)
    found = page.locator("#found")
    for words, kind, name in (
        ("规上工业增加值", "指标", "规上工业增加值"),
        ("康佳智慧", "项目", "康佳智慧科技城项目"),
        ("2024-Q1", "季度", "2024年第一季度"),
    ):
        page.fill("#find", words)
        expect(found.locator("a").first).to_contain_text(kind)
        expect(found.locator("a").first).to_contain_text(name)
    page.fill("#find", "yangquan_2023")
    expect(found.locator("a[href*='documents/yangquan_2023.html']")).to_be_visible()
    page.fill("#find", "查无此地此物")
    page.keyboard.press("Escape")
    expect(found).to_be_hidden()


def test_nothing_of_the_search_is_loaded_before_somebody_searches(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 2)[-1]))
    page.reload()
    assert not {"minisearch.js", "0.js"} & set(asked)
    page.keyboard.press("/")
    page.keyboard.type("晋城")
    expect(page.locator("#found a").first).to_be_visible()
    assert {"minisearch.js", "0.js"} <= set(asked)


def test_back_leads_to_where_the_reader_came_from(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, "quarters/2024-Q1.html")
    page.locator("#overview a.to", has_text="晋城市").first.click()
    page.wait_for_url(f"**/{CITY}*")
    page.locator("#latest-table a.to", has_text="规上工业增加值").first.click()
    page.wait_for_url(f"**/{INDICATOR}*")
    page.locator("a.back").click()
    page.wait_for_url(f"**/{CITY}*")
    page.locator("a.back").click()
    page.wait_for_url("**/quarters/2024-Q1.html*")


def test_back_leads_to_the_first_page_where_nobody_came_from_anywhere(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, CITY)
    page.locator("a.back").click()
    page.wait_for_url("**/index.html*")


def test_a_table_is_sorted_and_filtered_by_keyboard(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, INDICATOR)
    head = page.locator("#latest-table thead th", has_text="累计增速")
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    values = "[...document.querySelectorAll('#latest-table tbody tr')].map(r => r.cells[5].dataset.v).filter(Boolean).map(Number)"
    down = page.evaluate(values)
    assert len(down) > 3 and down == sorted(down, reverse=True)
    page.keyboard.press("Space")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert page.evaluate(values) == sorted(down)
    everybody = rows_of(page, "#latest-table")
    page.locator("#series input[type=search]").first.fill("晋城 市")
    assert "晋城市" in rows_of(page, "#latest-table") and len(rows_of(page, "#latest-table")) < len(everybody)


@pytest.fixture
def paged(bulletin: Path, tmp_path: Path) -> Path:
    """The bulletin with tables of sentences that show five rows at a time."""
    folder = tmp_path / "paged"
    shutil.copytree(bulletin, folder)
    page = folder / CITY
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace('class="data said"', 'class="data said" data-rows="5"'), encoding="utf-8")
    return folder


def test_a_long_table_comes_a_page_at_a_time_and_whole_on_paper(visit: Open, paged: Path) -> None:
    page = visit(paged, CITY)
    rows = page.locator("#sentences tbody tr")
    shown = page.locator("#sentences tbody tr:visible")
    everything = rows.count()
    assert everything > 10 and shown.count() == 5
    page.locator("#sentences").get_by_role("button", name="下一页").click()
    expect(rows.nth(5)).to_be_visible()
    expect(rows.nth(0)).to_be_hidden()
    page.locator("#sentences").get_by_role("button", name="全部").click()
    assert shown.count() == everything
    page.reload()
    page.emulate_media(media="print")
    assert shown.count() == everything
    expect(page.locator(".tools").first).to_be_hidden()


def test_an_address_of_a_row_leads_to_it_on_whatever_page_it_is(visit: Open, paged: Path) -> None:
    page = visit(paged, CITY)
    row = page.locator("#sentences tbody tr").last
    expect(row).to_be_hidden()
    page.evaluate("name => { location.hash = encodeURIComponent(name); }", row.get_attribute("id"))
    expect(row).to_be_in_viewport()


def test_a_table_is_saved_as_csv(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, INDICATOR)
    name, text = saved(page, "#series button.csv")
    assert name == "industrial_value_added-latest.csv"
    assert text.startswith("\ufeff")
    head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert head[:4] == ["主体", "层级", "季度", "年初累计"]
    assert len(rows) == page.locator("#latest-table tbody tr").count()
    (city,) = [row for row in rows if row[0] == "晋城市"]
    assert city[2] == "2024-Q1" and float(city[3]) == 108.78


def test_units_stand_beside_the_values_that_a_file_holds(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, "subjects/shanxi-140000.html")
    _, text = saved(page, "#projects button.csv")
    head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    at = head.index("总投资")
    assert head[at + 1] == "总投资 单位"
    given = [row for row in rows if row[at]]
    assert given and all(float(row[at]) > 0 and row[at + 1].endswith("元") for row in given)


def test_a_drawing_is_saved_with_its_colours(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, CITY)
    name, text = saved(page, "button.svg")
    assert name.endswith(".svg")
    drawn = ElementTree.fromstring(text)
    dots = drawn.findall("{http://www.w3.org/2000/svg}circle")
    assert len(dots) > 1 and all(dot.get("fill", "").startswith("rgb") for dot in dots)


def test_a_figure_is_cited_with_its_report_passage_and_address(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, INDICATOR)
    row = page.locator("#latest-table tbody tr", has=page.get_by_text("晋城市", exact=True)).first
    row.get_by_role("button", name="引用").click()
    text = page.locator("#cite-text")
    expect(text).to_be_focused()
    said = text.input_value()
    for part in ("《", "数据截至2024-03", "108.78", "jincheng_2024q1", "kaifaqu 0.", f"/{INDICATOR}#"):
        assert part in said, part
    page.locator("#cite-copy").click()
    expect(page.locator("#cite-done")).to_have_text("已复制")
    page.keyboard.press("Escape")
    expect(page.locator("#cite")).to_be_hidden()
    page.click("#language")
    row.get_by_role("button", name="Cite").click()
    assert "data up to 2024-03" in text.input_value()


def test_two_subjects_stand_side_by_side(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, COMPARED)
    heads = page.locator("#side-by-side thead th")
    expect(heads.nth(1)).to_have_text("晋城市")
    expect(heads.nth(3)).to_have_text("阳泉市")
    assert page.locator("#side-by-side tbody tr").count() > 5
    page.click("#swap")
    expect(heads.nth(1)).to_have_text("阳泉市")
    assert page.url.endswith("#yangquan-140300,jincheng-140500")
    page.select_option("#second", label="山西省")
    expect(heads.nth(3)).to_have_text("山西省")
    page.click("#language")
    expect(heads.nth(3)).to_have_text("Shanxi")
    everything = page.locator("#side-by-side tbody tr").count()
    page.check("#shared")
    expect(page.locator("#side-by-side")).to_be_visible()
    page.wait_for_function(f"document.querySelectorAll('#side-by-side tbody tr').length < {everything}")
    page.goto((bulletin / "compare.html").resolve().as_uri() + "#nobody,%E0%A4%A")
    expect(page.locator("#side-by-side .nothing")).to_be_visible()


def test_places_are_named_in_english(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, "subjects/jincheng-jkq.html")
    page.click("#language")
    expect(page.locator("h1")).to_have_text("Jincheng Economic Development Zone", use_inner_text=True)
    expect(page.locator(".lead a.to", has_text="Shanxi")).to_be_visible()
    assert page.locator("main .zh:visible").count() == 0


def test_on_a_phone_each_row_is_a_card_with_all_its_values(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, CITY, viewport={"width": 390, "height": 800})
    row = page.locator("#latest-table tbody tr").first
    heads = page.locator("#latest-table thead th:not([data-plain])")
    labels = row.evaluate(
        "r => [...r.querySelectorAll('td')].map(c => getComputedStyle(c, '::before').content)"
    )
    for text in heads.all_inner_texts()[1:]:
        assert f'"{text.strip()}"' in labels
    for path in (CITY, INDICATOR, COMPARED):
        page.goto(
            (bulletin / path.partition("#")[0]).resolve().as_uri() + path[len(path.partition("#")[0]) :]
        )
        expect(page.locator("table.data").first).to_be_visible()
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), path


@pytest.mark.parametrize("path", [CITY, "indicators/start_rate.html", COMPARED])
def test_axe_finds_no_serious_fault_on_these_pages(visit: Open, bulletin: Path, path: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(bulletin, path)
    expect(page.locator("table.data").first).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate(Axe().axe_script)
    assert page.evaluate(SERIOUS) == []
    page.click("#theme")
    assert (
        page.evaluate(SERIOUS.replace("preload: false", "preload: false, runOnly: ['color-contrast']")) == []
    )


def test_without_javascript_the_tables_are_whole(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, CITY, java_script_enabled=False)
    expect(page.locator("#latest-table")).to_contain_text("108.78")
    expect(page.locator("#find")).to_be_hidden()
    rows = page.locator("#sentences tbody tr")
    assert rows.count() > 10
    expect(rows.last).to_be_visible()


def test_a_hostile_text_is_only_a_text_on_these_pages_too(visit: Open, hostile: Path) -> None:
    page = visit(hostile)
    paths = sorted([*(hostile / "subjects").iterdir(), hostile / INDICATOR])
    assert len(paths) > 1
    for path in paths:
        page.goto(path.resolve().as_uri())
        expect(page.locator("h1")).to_be_visible()
        assert "hacked" not in page.title()
        assert page.locator("img, iframe, main script, main svg:not(.spark)").count() == 0
        assert page.evaluate(
            "[...document.querySelectorAll('*')].every(e => !e.onclick && !e.onerror && !e.onload)"
        )
    page.fill("#find", "新能源")
    expect(page.locator("#found a").first).to_be_visible()
    assert page.locator("#found img, #found svg").count() == 0
