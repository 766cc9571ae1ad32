"""The bulletin as a reader has it: opened from disk in Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
FIRST_QUARTER = "quarters/2024-Q1.html"
SOURCE = "documents/jincheng_2024q1_d9.html"


def serious(page: Page, *rules: str) -> list[tuple[str, str]]:
    """What axe-core calls serious or critical, by these rules or by all: the rule, and where."""
    # preload would fetch the style sheet again, which the page forbids
    options: dict[str, Any] = {"preload": False, "resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = list(rules)
    found: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    return [
        (fault["id"], node["html"][:200])
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


def test_every_page_opens_without_complaint_or_network(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin)
    for path in sorted(bulletin.rglob("*.html")):
        page.goto(path.resolve().as_uri())
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), path


def test_the_best_covered_quarter_comes_first_and_the_picker_leads_to_the_others(
    visit: Open, bulletin: Path
) -> None:
    page = visit(bulletin)
    # later quarters say less
    expect(page.locator("h1")).to_contain_text("2024年第一季度")
    page.select_option("#quarter", label="2024年第三季度（40）")
    expect(page.locator("h1")).to_contain_text("2024年第三季度")
    expect(page.locator("#quarter option:checked")).to_contain_text("2024年第三季度")
    page.select_option("#quarter", label="2024年第一季度（138）")
    page.wait_for_url(f"**/{FIRST_QUARTER}")


def test_a_number_leads_to_its_sentence(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, FIRST_QUARTER)
    row = page.locator("#gap details", has_text="规上工业增加值").locator("tr", has_text="晋城市").first
    row.scroll_into_view_if_needed()
    cells = row.locator("td")
    expect(cells.nth(0)).to_have_text(re.compile(r"^1"), use_inner_text=True)
    expect(cells.nth(1)).to_have_text(re.compile(r"20\.35\s*%"), use_inner_text=True)
    expect(cells.nth(3)).to_have_text(re.compile(r"\+5\.35\s*个百分点\s*原文\s*\+5\.35"), use_inner_text=True)
    row.get_by_role("link", name="20.35").click()
    page.wait_for_url(f"**/{SOURCE}#c182")
    mark = page.locator("#c182")
    expect(mark).to_have_text("20.35")
    expect(mark).to_be_in_viewport()
    expect(mark).to_be_focused()
    around = page.evaluate(
        "n => n.previousSibling.data.slice(-3) + n.textContent + n.nextSibling.data.slice(0, 3)",
        mark.element_handle(),
    )
    assert around == "增速 20.35%，比"
    panel = page.locator("#panel")
    expect(panel.locator(".sentence mark")).to_have_text("20.35")
    for words in ("晋城市", "规上工业增加值", "增速", "2024.01–03"):
        expect(panel).to_contain_text(words)


def test_a_number_of_a_document_is_cited_with_its_passage_and_address(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, f"{SOURCE}#c182")
    page.locator("#panel button.cite").click()
    cited = page.locator("#cite-text").input_value()
    assert "20.35" in cited and "同比增速20.35%" in cited and cited.rstrip().endswith(f"{SOURCE}#c182")
    assert re.search(r"第182–187字", cited) and re.search(r"kaifaqu \d+\.\d+", cited)
    page.keyboard.press("Escape")
    page.click("#language")
    page.locator("#panel button.cite").click()
    assert "characters 182–187" in page.locator("#cite-text").input_value()


def test_a_chart_is_saved_as_a_file(visit: Open, bulletin: Path, tmp_path: Path) -> None:
    page = visit(bulletin, FIRST_QUARTER)
    page.locator("#gap figure.chart").first.scroll_into_view_if_needed()
    for kind, begins in (("svg", b"<svg"), ("png", b"\x89PNG")):
        with page.expect_download() as download:
            page.locator("#gap .files button", has_text=kind.upper()).first.click()
        assert download.value.suggested_filename.endswith(f".{kind}")
        assert Path(download.value.path()).read_bytes().startswith(begins)


def test_tables_of_a_quarter_sort_and_are_saved(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, FIRST_QUARTER)
    # the table beside the map
    block = page.locator("#ranking table").first
    heads, rows = block.locator("thead th"), block.locator("tbody tr")
    head = heads.filter(has_text="数值")

    def values() -> list[float]:
        shown = rows.locator("td:nth-child(2)").all_inner_texts()
        return [float(number) for text in shown for number in re.findall(r"[\d.]+", text)]

    for way in ("descending", "ascending"):
        head.locator("button").click()
        expect(head).to_have_attribute("aria-sort", way)
        assert len(set(values())) > 1 and values() == sorted(values(), reverse=way == "descending")
    with page.expect_download() as download:
        page.locator("#ranking button.csv").first.click()
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == rows.count() + 1 and '"数值"' in lines[0]
    assert rows.first.locator("th").inner_text() in lines[1]
    # rows under heads of their own stay there
    assert page.locator("#overview table button.sort").count() == 0
    assert page.locator("#overview button.csv").count() == 1


def test_every_page_says_what_it_was_made_of(visit: Open, bulletin: Path) -> None:
    for path in (FIRST_QUARTER, SOURCE):
        expect(visit(bulletin, path).locator("#run")).to_contain_text(
            re.compile(r"kaifaqu \d.*文件 7 份，数字 \d+ 个全部交代去向")
        )


def test_marks_show_their_reading_to_pointer_and_keyboard(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, SOURCE)
    panel = page.locator("#panel")
    page.locator(".text a.m.figure", has_text="108.78").hover()
    expect(panel).to_contain_text("108.78")
    expect(panel).to_contain_text("亿元")
    page.keyboard.press("Tab")
    page.locator(".text a.m.name").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.textContent")
    expect(panel.locator(".picked a")).to_have_text(focused)


def test_marks_are_filtered_by_kind_and_by_indicator(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, SOURCE)
    lit = page.locator(".text a.m:not(.off)")
    everything = lit.count()
    dates = page.locator(".text a.m.date").count()
    page.locator("button.kind.date").click()
    assert lit.count() == everything - dates
    page.locator("button.kind.date").click()
    page.select_option("#indicator", "start_rate")
    assert set(lit.all_inner_texts()) == {"91.69", "2"}
    page.select_option("#indicator", "")
    assert lit.count() == everything


def test_a_document_lists_what_is_no_figure_and_why(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, SOURCE)
    row = page.locator("#others-title ~ .scroll tr", has_text="1355").first
    expect(row).to_contain_text("名称")
    expect(row).to_contain_text("引号中的名称")
    row.get_by_role("link").click()
    expect(page.locator(".text a.m.on")).to_have_text("1355")


@pytest.mark.parametrize("path", [FIRST_QUARTER, SOURCE])
def test_a_page_holds_still_while_it_is_scrolled(visit: Open, bulletin: Path, path: str) -> None:
    page = visit(bulletin, path)
    # where a part takes its height only when it comes near, what lies below moves away from under the pointer
    tops = """async () => {
      const parts = [...document.querySelectorAll("main h2, main details, main li, main tr")].filter(
        (part) => part.checkVisibility() && !part.closest(".contents, .panel"),
      );
      const where = () => parts.map((part) => Math.round(part.getBoundingClientRect().top + scrollY));
      const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      scrollTo(0, 0);
      await frame();
      const before = where();
      while (scrollY + innerHeight < document.scrollingElement.scrollHeight - 1) {
        scrollBy(0, innerHeight);
        await frame();
      }
      return [before, where()];
    }"""
    before, after = page.evaluate(tops)
    assert len(before) > 50
    assert before == after


def test_the_register_is_searched(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, FIRST_QUARTER)
    rows = page.locator("#project-list tr.item:visible")
    before = rows.count()
    page.fill("input[data-filter=project-list]", "康佳 晋城")
    assert rows.count() == 1
    expect(rows.first).to_contain_text("康佳智慧科技城项目")
    expect(page.locator("[data-count=project-list]")).to_have_text(f"1 / {before}")
    page.fill("input[data-filter=project-list]", "")
    assert rows.count() == before


def test_the_language_is_switched_and_kept(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, FIRST_QUARTER)
    page.click("#language")
    expect(page.locator("h1")).to_have_text("Q1 2024", use_inner_text=True)
    expect(page.get_by_role("heading", name="Rankings", exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    chinese_labels = page.locator("main .zh:visible")
    assert chinese_labels.count() == 0
    page.select_option("#quarter", label="Q4 2023 (97)")
    expect(page.locator("h1")).to_have_text("Q4 2023", use_inner_text=True)
    page.locator("#coverage").get_by_role("link", name="yangquan_2023").first.click()
    expect(page.get_by_role("heading", name="The text")).to_be_visible()
    page.click("#language")
    expect(page.get_by_role("heading", name="原文")).to_be_visible()


def test_dark_follows_the_system_and_the_switch(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(background)
    expect(page.locator("#theme")).to_have_attribute("aria-pressed", "true")
    page.click("#theme")
    light = page.evaluate(background)
    assert (dark, light) == ("rgb(18, 23, 28)", "rgb(255, 255, 255)")
    page.reload()
    assert page.evaluate(background) == light


def test_charts_are_drawn_when_they_come_into_view(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, FIRST_QUARTER, viewport={"width": 1280, "height": 500})
    assert page.locator("figure.chart svg").count() == 0
    page.locator("#gap").scroll_into_view_if_needed()
    page.locator("figure.chart").first.scroll_into_view_if_needed()
    chart = page.locator("figure.chart.done").first
    expect(chart).to_contain_text("晋城市")
    page.click("#language")
    expect(chart).to_contain_text("Jincheng")


# pages with everything that a template has, and little of it: axe looks at each element for some milliseconds
@pytest.mark.parametrize("path", ["quarters/2023-Q4.html", "documents/jincheng_2024q1_d10.html"])
def test_axe_finds_no_serious_fault(visit: Open, bulletin: Path, path: str) -> None:
    page = visit(bulletin, path)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert serious(page) == []
    page.click("#theme")
    assert serious(page, "color-contrast") == []


def test_without_javascript_everything_can_be_read(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, FIRST_QUARTER, java_script_enabled=False)
    expect(page.locator("#gap")).to_contain_text("+5.35")
    expect(page.locator("#language")).to_be_hidden()
    page.locator("noscript a", has_text="2023年第四季度").click()
    expect(page.locator("h1")).to_contain_text("2023年第四季度")
    page.locator("#warning a.n").first.click()
    expect(page.locator(".text a.m:target")).to_be_visible()


def test_print_shows_tables_and_no_controls(visit: Open, bulletin: Path) -> None:
    page = visit(bulletin, FIRST_QUARTER)
    page.emulate_media(media="print")
    expect(page.locator(".contents")).to_be_hidden()
    expect(page.locator(".switches")).to_be_hidden()
    expect(page.locator("#gap table").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("width", [360, 768])
def test_narrow_screens_scroll_downwards_only(visit: Open, bulletin: Path, width: int) -> None:
    for path in ("index.html", SOURCE):
        page = visit(bulletin, path, viewport={"width": width, "height": 800})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_a_hostile_text_is_only_a_text(visit: Open, hostile: Path) -> None:
    (document,) = (hostile / "documents").glob("*.html")
    assert re.fullmatch(r"[\w.-]+", document.name)
    page = visit(hostile)
    for path in ("index.html", f"documents/{document.name}"):
        page.goto((hostile / path).resolve().as_uri())
        assert "hacked" not in page.title().replace("<script>document.title='hacked'</script>", "")
        assert (
            page.locator(
                "img, main script:not([type='application/json']), main svg:not(.bar):not(.marks), iframe"
            ).count()
            == 0
        )
        assert page.evaluate(
            "[...document.querySelectorAll('*')].every(e => !e.onclick && !e.onerror && !e.onload)"
        )
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), path
    text = (hostile.parent / "raw").iterdir().__next__().read_text(encoding="utf-8")
    # what turns the direction of writing is seen, and turns nothing
    shown = re.sub("[\u202c\u202e]", "\ufffd", text)
    assert page.evaluate("document.querySelector('.text').textContent") == shown
    assert page.evaluate("getComputedStyle(document.querySelector('.text a.m')).unicodeBidi") == "isolate"
    page.goto((hostile / "index.html").resolve().as_uri())
    # a mark that was closed is none of the text; of one that was left open the words stand there as words
    expect(page.locator("#project")).to_contain_text("<svgonload=document.title='hacked'>项目")
    expect(page.locator("#project")).to_contain_text("新能源项目")
    page.locator("#coverage a").first.click()
    expect(page.locator("main > .lead")).to_contain_text("a<b onclick=x>&'#%3Cscript%3E")
