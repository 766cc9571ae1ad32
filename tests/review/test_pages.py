"""The desk in real Chromium, by keyboard alone."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from flows.review.desk import Folders

Visit = Callable[[str], Any]
Opened = Callable[..., str]


def question(page: Any, key: str) -> Any:
    """Wait until a question is asked."""
    found = page.locator(f'html[data-ready] #question[data-key-of="{key}"]')
    expect(found).to_be_visible()
    return found


def serious(page: Any) -> list[str]:
    """What axe-core calls serious or critical."""
    options = {"preload": False, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")]


def test_articles_are_settled_and_taken_back_with_single_keys(
    visit: Visit, opened: Opened, office: Folders
) -> None:
    page = visit(opened(office))
    question(page, "as_of:two_zones#1")
    expect(page.locator("h1")).to_have_text("这篇文章的数据截至哪个月？")
    assert serious(page) == []
    left = int(page.locator("#left").get_attribute("data-left"))
    page.keyboard.press("2")
    question(page, "home:two_zones#1")
    assert int(page.locator("#left").get_attribute("data-left")) == left - 1
    assert (office.raw / "two_zones.toml").read_text(encoding="utf-8") == 'as_of = "2024-12"\n'
    page.keyboard.press("u")
    question(page, "as_of:two_zones#1")
    assert not (office.raw / "two_zones.toml").exists()
    page.keyboard.press("e")
    page.keyboard.type("2024年")
    page.keyboard.press("Enter")
    expect(page.locator("#problem")).to_contain_text("is no month")
    page.locator("#own").fill("2024-06")
    page.keyboard.press("Enter")
    question(page, "home:two_zones#1")
    page.keyboard.press("l")
    expect(page.locator("html[data-ready] h1")).to_have_text("Whom is this article about?")
    page.keyboard.press("1")
    expect(page.locator("#done")).to_contain_text("盂县经开区")
    made = 'as_of = "2024-06"\nabout = "盂县经开区"\n'
    assert (office.raw / "two_zones.toml").read_text(encoding="utf-8") == made


def test_two_desks_at_once(visit: Visit, opened: Opened, office: Folders) -> None:
    one, other = visit(opened(office)), visit(opened(office))
    question(one, "as_of:two_zones#1")
    question(other, "as_of:two_zones#1")
    one.keyboard.press("1")
    question(one, "home:two_zones#1")
    other.keyboard.press("2")
    expect(other.locator("#problem")).to_contain_text("answered already")
    other.reload()
    question(other, "home:two_zones#1")
    other.keyboard.press("2")
    expect(other.locator("#done")).to_contain_text("平定经开区")
    made = 'as_of = "2024-03"\nabout = "平定经开区"\n'
    assert (office.raw / "two_zones.toml").read_text(encoding="utf-8") == made


def test_a_killed_desk_has_lost_nothing(visit: Visit, opened: Opened, office: Folders) -> None:
    page = visit(opened(office))
    question(page, "as_of:two_zones#1")
    page.keyboard.press("1")
    question(page, "home:two_zones#1")
    process = opened.processes[-1]  # type: ignore[attr-defined]
    process.send_signal(signal.SIGKILL)
    process.wait()
    page = visit(opened(office))
    question(page, "home:two_zones#1")
    assert (office.raw / "two_zones.toml").read_text(encoding="utf-8") == 'as_of = "2024-03"\n'


@pytest.fixture
def hostile(tmp_path: Path, hostile_text: tuple[str, str], publish_again: Callable[..., Path]) -> Folders:
    """An office whose only report would like to be more than a text."""
    name, text = hostile_text
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / name).write_text(text, encoding="utf-8")
    return Folders(tmp_path / "raw", publish_again(tmp_path / "raw", tmp_path / "marts"))


def test_a_hostile_text_is_no_more_than_a_text(visit: Visit, opened: Opened, hostile: Folders) -> None:
    page = visit(opened(hostile))
    expect(page.locator("#question")).to_be_visible()
    expect(page.locator("main")).to_contain_text("<script>document.title='hacked'</script>")
    expect(page).to_have_title("复核台")
    assert page.locator("main script, main img, main svg").count() == 0
    expect(page.locator("html[data-ready]")).to_be_attached()
    page.keyboard.press("1")
    expect(page.locator("#done")).to_be_visible()
    written = list(hostile.raw.glob("*.toml"))
    assert len(written) == 1 and "经开区" in written[0].read_text(encoding="utf-8")


def test_what_goes_wrong_is_told_in_the_page(visit: Visit, opened: Opened, office: Folders) -> None:
    address = opened(office)
    page = visit(address)
    question(page, "as_of:two_zones#1")
    shutil.rmtree(office.raw)
    page.keyboard.press("1")
    expect(page.locator("#problem")).to_contain_text("the folder can't be opened")
