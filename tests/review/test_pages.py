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

from flows.paths import reference_dir
from flows.review.desk import Folders
from flows.review.reviews import decisions

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
    expect(page.locator("#problem")).to_contain_text("不是月份")
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
    expect(other.locator("#problem")).to_contain_text("此题已有答案")
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
    shutil.copytree(reference_dir(), tmp_path / "reference")
    marts = publish_again(tmp_path / "raw", tmp_path / "marts")
    return Folders(tmp_path / "raw", marts, tmp_path / "reference")


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
    # words and figures of it as well
    for _ in range(20):
        expect(page).to_have_title("复核台")
        assert page.locator("main script:not([type='application/json']), main img, main svg").count() == 0
        shown = page.locator("html[data-ready] #question")
        key, kind = shown.get_attribute("data-key-of"), shown.get_attribute("data-kind")
        if kind == "figure":
            break
        page.keyboard.press("n")
        expect(
            page.locator("html[data-ready] #question").or_(page.locator("html[data-ready] #problem:visible"))
        ).to_be_visible()
        expect(page.locator(f'html[data-ready] #question:not([data-key-of="{key}"])')).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator("html[data-ready] #done")).to_contain_text("none")


def test_a_whole_review_by_keyboard(visit: Visit, opened: Opened, office: Folders, api_url: str) -> None:
    """Settle an article, teach a word, correct a figure, take back, run again, and see what changed."""
    assert office.reference is not None
    page = visit(opened(office, PREFECT_API_URL=api_url))
    question(page, "as_of:two_zones#1")
    page.keyboard.press("1")
    question(page, "home:two_zones#1")
    page.keyboard.press("2")
    question(page, "word:首次达规企业")
    page.keyboard.press("/")
    page.keyboard.type("新增规上工业")
    page.keyboard.press("Enter")
    expect(page.locator("html[data-ready] #done")).to_contain_text("首次达规企业 = 新增规上工业企业数")
    assert "首次达规企业,new_enterprises_above_size" in (office.reference / "synonyms.csv").read_text(
        encoding="utf-8"
    )
    while page.locator('#question[data-kind="word"], #question[data-kind="table"]').count():
        key = page.locator("#question").get_attribute("data-key-of")
        page.keyboard.press("n")
        expect(page.locator(f'html[data-ready] #question:not([data-key-of="{key}"])')).to_be_visible()
    figure = page.locator('html[data-ready] #question[data-kind="figure"]')
    expect(figure).to_be_visible()
    assert serious(page) == []
    quote = page.locator(".passage mark").first.text_content()
    key = page.locator("#question").get_attribute("data-key-of")
    page.keyboard.press("n")
    expect(page.locator(f'html[data-ready] #question:not([data-key-of="{key}"])')).to_be_visible()
    page.keyboard.press("u")
    question(page, key)
    assert decisions(office.reference) == {}
    page.keyboard.press("1")
    page.keyboard.type("大同市")
    page.keyboard.press("Enter")
    expect(page.locator('tr[data-attribute="subject"].changed .shown')).to_have_text("大同市")
    page.keyboard.press("7")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator('tr[data-attribute="scenario"] .shown')).to_have_text("目标")
    page.keyboard.press("Enter")
    expect(page.locator("html[data-ready] #done")).to_contain_text(f"{quote}: figure")
    written = (office.reference / "reviews.yaml").read_text(encoding="utf-8")
    assert (
        "subject_name: 大同市" in written
        and "subject_level: city" in written
        and "scenario: target" in written
    )
    page.keyboard.press("r")
    expect(page.locator('html[data-ready] #again[data-running="no"]')).to_be_visible(timeout=120_000)
    expect(page.locator("#again")).to_have_attribute("data-code", "0")
    expect(page.locator("h1")).to_have_text("这些决定改变了：")
    facts = page.locator("details", has=page.locator("summary code", has_text="fact_figure"))
    expect(facts).to_contain_text("大同市")
    expect(page.locator("details", has_text="dim_article")).to_contain_text("sidecar")
    page.keyboard.press("b")
    expect(page.locator("html[data-ready] #left")).to_be_visible()
    assert page.locator('#question[data-kind="home"], #question[data-kind="as_of"]').count() == 0


def test_a_stale_decision_is_asked_again(
    visit: Visit, opened: Opened, office: Folders, publish_again: Callable[..., Path]
) -> None:
    assert office.reference is not None
    page = visit(opened(office))
    for _ in range(12):
        if page.locator('html[data-ready] #question[data-kind="figure"]').count():
            break
        key = page.locator("html[data-ready] #question").get_attribute("data-key-of")
        page.keyboard.press("s")
        expect(page.locator(f'html[data-ready] #question:not([data-key-of="{key}"])')).to_be_visible()
    quote = page.locator(".passage mark").first.text_content()
    page.keyboard.press("Enter")
    expect(page.locator("html[data-ready] #done")).to_contain_text(f"{quote}: figure")
    document = (office.raw / "two_zones.txt").read_text(encoding="utf-8")
    (office.raw / "two_zones.txt").write_text(f"{document}\n（本报记者）\n", encoding="utf-8")
    publish_again(office.raw, office.marts, office.reference, "second")
    page = visit(opened(office))
    for _ in range(12):
        if page.locator('html[data-ready] #question[data-kind="stale"]').count():
            break
        key = page.locator("html[data-ready] #question").get_attribute("data-key-of")
        page.keyboard.press("s")
        expect(page.locator(f'html[data-ready] #question:not([data-key-of="{key}"])')).to_be_visible()
    expect(page.locator("h1")).to_contain_text("原文已变")
    page.keyboard.press("Enter")
    expect(page.locator("html[data-ready] #done")).to_contain_text(f"{quote}: figure")
    assert (office.reference / "reviews.yaml").read_text(encoding="utf-8").count("\n- document: ") == 1


def test_what_goes_wrong_is_told_in_the_page(visit: Visit, opened: Opened, office: Folders) -> None:
    address = opened(office)
    page = visit(address)
    question(page, "as_of:two_zones#1")
    shutil.rmtree(office.raw)
    page.keyboard.press("1")
    expect(page.locator("#problem")).to_contain_text("目录无法打开")


def go_to(page: Any, wanted: str) -> None:
    """Ask later whatever does not begin with a key."""
    for _ in range(20):
        shown = page.locator("html[data-ready] #question")
        key = shown.get_attribute("data-key-of")
        if key.startswith(wanted):
            return
        page.keyboard.press("s")
        expect(page.locator(f'html[data-ready] #question:not([data-key-of="{key}"])')).to_be_visible()
    raise AssertionError(f"nothing is asked about {wanted}")


def test_a_group_is_settled_with_one_answer(visit: Visit, opened: Opened, works: Folders) -> None:
    assert works.reference is not None
    page = visit(opened(works))
    go_to(page, "group:holder:works:")
    key = page.locator("#question").get_attribute("data-key-of")
    assert serious(page) == []
    boxes = page.locator("#numbers input")
    ticked = boxes.count()
    assert ticked >= 2
    # the last one is left out, by keyboard
    boxes.last.focus()
    page.keyboard.press("Space")
    expect(boxes.last).not_to_be_checked()
    page.keyboard.press("1")
    page.keyboard.type("衡河装备公司")
    page.keyboard.press("Enter")
    expect(page.locator('tr[data-attribute="subject"].changed .shown')).to_have_text("衡河装备公司")
    page.keyboard.press("Enter")
    expect(page.locator("html[data-ready] #done")).to_contain_text(f"{ticked - 1} × 衡河装备公司")
    known = decisions(works.reference)
    assert {row["subject_name"] for rows in known.values() for row in rows} == {"衡河装备公司"}
    assert len(known) == ticked - 1
    page.keyboard.press("u")
    question(page, key)
    assert decisions(works.reference) == {}
    page.keyboard.press("l")
    expect(page.locator("html[data-ready] h1")).to_contain_text("One change holds for all")
    page.keyboard.press("Enter")
    expect(page.locator("html[data-ready] #done")).to_contain_text(f"{ticked} × =")
    assert len(decisions(works.reference)) == ticked


ENDING = """
import os, signal
real = os.replace
def replace(source, target, **more):
    if str(target).endswith(os.environ["ENDS_AT"]):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(source, target, **more)
os.replace = replace
"""


@pytest.mark.parametrize("ends_at", ["two_zones.toml", "reviews.yaml"])
def test_a_desk_killed_in_mid_save_has_lost_nothing(
    visit: Visit, opened: Opened, request: pytest.FixtureRequest, tmp_path: Path, ends_at: str
) -> None:
    settles = ends_at == "two_zones.toml"
    works: Folders = request.getfixturevalue("office" if settles else "works")
    assert works.reference is not None
    (tmp_path / "ending").mkdir()
    (tmp_path / "ending" / "sitecustomize.py").write_text(ENDING, encoding="utf-8")
    before = (works.reference / "reviews.yaml").read_bytes()
    page = visit(opened(works, PYTHONPATH=str(tmp_path / "ending"), ENDS_AT=ends_at))
    wanted, choice = ("as_of:", "1") if settles else ("group:", "Enter")
    go_to(page, wanted)
    key = page.locator("#question").get_attribute("data-key-of")
    page.keyboard.press(choice)
    expect(page.locator("#problem")).to_be_visible()
    opened.processes[-1].wait()  # type: ignore[attr-defined]
    assert (works.reference / "reviews.yaml").read_bytes() == before
    assert not list(works.raw.glob("*.toml"))
    page = visit(opened(works))
    go_to(page, key)
    page.keyboard.press(choice)
    expect(page.locator("html[data-ready] #done")).to_be_visible()
    if settles:
        assert (works.raw / ends_at).read_text(encoding="utf-8").startswith("as_of = ")
    else:
        assert decisions(works.reference)
    left = [path.name for path in (*works.raw.iterdir(), *works.reference.iterdir())]
    assert not [name for name in left if name.endswith((".new", ".check", ".tmp"))]
