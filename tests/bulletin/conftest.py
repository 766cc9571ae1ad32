"""One browser and one bulletin for all tests of the pages.

The browser is the system's own Chromium (KAIFAQU_CHROMIUM names another one); nothing is downloaded. Without one,
the tests that need it are skipped, and say how to get it.
"""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from flows.bulletin import write_bulletin

HERE = Path(__file__).parent
MAKE = runpy.run_path(str(HERE.parent / "end_to_end" / "conftest.py"))["make"]
HOSTILE_NAME = "a<b onclick=x>&'#%3Cscript%3E.txt"
HOSTILE = """# 晋城市开发区2024年一季度<script>document.title='hacked'</script>情况

2024年一季度，晋城市开发区规上工业增加值108.78亿元，同比增长20.35%。</script></div><img src=x onerror="document.title='hacked'">
签约“<img src=x onerror=document.title='hacked'>新能源”项目总投资5亿元，“"><svg onload=document.title='hacked'>”项目总投资7亿元。
\u202e晋城市开发区工业投资16.92亿元\u202c，同比增长55.99%。{{ 7*7 }} ${7*7} <!-- ]]> &lt;b&gt; javascript:alert(1)
""" + "超长词" * 400 + "X" * 3000 + "，晋城市签约项目91个。\n"  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep these tests on one worker, so that they share one browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("chromium"))


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the sample reports."""
    marts = MAKE(HERE.parents[1] / "data" / "raw", tmp_path_factory.mktemp("samples") / "marts")
    return Path(marts) / "kaifaqu.duckdb"


@pytest.fixture(scope="session")
def bulletin(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its bulletin."""
    return write_bulletin(warehouse, tmp_path_factory.mktemp("pages") / "bulletin").parent


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bulletin of a text that would like to be more than a text."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "raw").mkdir()
    (folder / "raw" / HOSTILE_NAME).write_text(HOSTILE, encoding="utf-8")
    marts = MAKE(folder / "raw", folder / "marts")
    return write_bulletin(marts / "kaifaqu.duckdb", folder / "bulletin").parent


Open = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open pages of a folder; afterwards, none may have complained or asked for anything outside the folder."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    asked: list[tuple[str, str]] = []

    def open_page(folder: Path, page: str = "index.html", **settings: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **settings})  # type: ignore[arg-type]
        contexts.append(context)
        opened = context.new_page()
        opened.set_default_timeout(60_000)
        opened.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on(
            "requestfailed",
            # who leaves a page while its charts still load breaks that off, and nothing is wrong
            lambda request: (
                request.failure == "net::ERR_ABORTED" or complaints.append(f"failed: {request.url}")
            ),
        )
        opened.on("request", lambda request: asked.append((request.url, f"{folder.resolve().as_uri()}/")))
        path, _, anchor = page.partition("#")
        opened.goto((folder.resolve() / path).as_uri() + (f"#{anchor}" if anchor else ""))
        return opened

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url, home in asked if not url.startswith((home, "data:"))] == []
