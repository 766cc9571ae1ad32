"""An office with a few reports of which some are doubtful, published as a run does it, and desks that open on it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows.contracts import frame_of, validate
from flows.documents import discover, link, mend, prepare, read
from flows.exports import export
from flows.figures import extract
from flows.paths import reference_dir
from flows.reference import load_reference
from flows.review.desk import Desk, Folders
from flows.warehouse import DATABASE, PARQUET, build, candidate_folder, publish

HERE = Path(__file__).parent
NO_REFUSALS = pl.DataFrame(schema=dict.fromkeys(("path", "check", "message", "remedy"), pl.String))

# two zones that are spoken of alike: whom it is about nobody can tell, and no day is printed
TWO_ZONES = """平定经开区与盂县经开区2024年发展情况

今年以来，平定经开区、盂县经开区建设提速。规上工业增加值同比增长9.4%，新签约项目6个，首次达规企业4家。一季度工业投资3.2亿元，到6月底开工项目8个。

盂县经开区规上工业增加值同比增长8.1%。
"""
CLEAR = """# 晋城市开发区2024年一季度工作情况

2024年第一季度，晋城市4个工业类开发区规上工业增加值完成61.2亿元，同比增长7.35%，首次达规企业11家。

（晋城市商务局供稿）
"""
# a works that no list knows makes what is read as the zone's, twice; and goals under a heading are read as done
WORKS = """平定经开区2024年上半年工作情况

走进衡河装备公司，机器轰鸣。上半年，产值4.2亿元，同比增长12.5%，产值占比提高到31%。

走进云岭新材公司，订单已排到年底。上半年，产值2.6亿元，同比增长8.3%，产值占比提高到19%。

二、下半年重点任务
工业投资15亿元，新签约项目12个，开工项目9个。
"""
HOSTILE_NAME = "a<b onclick=x>&'#%3Cscript%3E.txt"
HOSTILE = """平定经开区与盂县经开区2024年<script>document.title='hacked'</script>情况

今年以来，平定经开区、盂县经开区建设提速。规上工业增加值同比增长9.4%，</script><img src=x onerror="document.title='hacked'">新签约项目6个。
平定经开区“"><svg onload=document.title='hacked'>”首次<b>达标</b>企业4家，\u202e盂县经开区工业投资16.92亿元\u202c，{{ 7*7 }} ${7*7} <!-- ]]>
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep these tests on one worker, so that they share one browser."""
    for item in items:
        if HERE in item.path.parents and "api_url" not in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("review"))


def published(raw: Path, marts: Path, reference: Path | None = None, name: str = "first") -> Path:
    """Publish the texts of a folder as a run does it, without Prefect."""
    known = load_reference(reference or reference_dir())
    documents, _ = read(discover(raw).sources)
    prepared, outcomes = mend([prepare(document) for document in documents], known.rows("ref_correction"))
    link(prepared)
    frames, quarantine = validate(
        {
            **extract(prepared, known),
            "refusal": NO_REFUSALS,
            "correction": frame_of("correction", map(vars, outcomes)),
        },
        name,
    )
    with candidate_folder(marts) as candidate:
        build(
            {**frames, "quarantine": quarantine}, known.frames, candidate / DATABASE,
            loaded_at=datetime(2024, 8, 20, 6, 0, tzinfo=UTC),
        )  # fmt: skip
        export(candidate / DATABASE, candidate / PARQUET)
        publish(candidate, marts, name)
    return marts


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office as it stands before anybody decides; to be copied."""
    folder = tmp_path_factory.mktemp("office")
    raw = folder / "raw"
    raw.mkdir()
    (raw / "two_zones.txt").write_text(TWO_ZONES, encoding="utf-8")
    (raw / "jincheng.txt").write_text(CLEAR, encoding="utf-8")
    published(raw, folder / "marts")
    shutil.copytree(reference_dir(), folder / "reference")
    return folder


@pytest.fixture
def office(template: Path, tmp_path: Path) -> Folders:
    """An office of one's own."""
    folder = Path(shutil.copytree(template, tmp_path / "office", symlinks=True))
    return Folders(folder / "raw", folder / "marts", folder / "reference")


@pytest.fixture
def desk(office: Folders) -> Desk:
    """A desk on it."""
    return Desk(office)


@pytest.fixture
def publish_again() -> Callable[..., Path]:
    """Give the function that publishes the texts of a folder."""
    return published


@pytest.fixture(scope="session")
def works_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose figures may be wrong in groups; to be copied."""
    folder = tmp_path_factory.mktemp("works")
    (folder / "raw").mkdir()
    (folder / "raw" / "works.txt").write_text(WORKS, encoding="utf-8")
    published(folder / "raw", folder / "marts")
    shutil.copytree(reference_dir(), folder / "reference")
    return folder


@pytest.fixture
def works(works_template: Path, tmp_path: Path) -> Folders:
    """One's own of it."""
    folder = Path(shutil.copytree(works_template, tmp_path / "works", symlinks=True))
    return Folders(folder / "raw", folder / "marts", folder / "reference")


@pytest.fixture(scope="session")
def hostile_text() -> tuple[str, str]:
    """The name and the content of a report that would like to be more than a text."""
    return HOSTILE_NAME, HOSTILE


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Open desks as processes; gives the address of each."""
    processes: list[subprocess.Popen[str]] = []

    def open_desk(folders: Folders, *words: str, **environment: str) -> str:
        command = [sys.executable, "-m", "flows", "review", "--no-browser", "--raw", str(folders.raw)]
        command += ["--marts", str(folders.marts)]
        command += ["--reference", str(folders.reference)] if folders.reference else []
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        process = subprocess.Popen(
            [*command, *words],
            env={**kept, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        assert process.stdout is not None and process.stderr is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), process.stderr.read()
        return address

    open_desk.processes = processes  # type: ignore[attr-defined]
    yield open_desk
    for process in processes:
        ended = process.poll() is not None
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert ended or process.returncode == 0, f"Ctrl-C is how a desk is closed: {process.returncode}"


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[[str], Any]]:
    """Open pages in Chromium; afterwards, none may have complained or asked for anything but its desk."""
    contexts: list[Any] = []
    complaints: list[str] = []
    asked: list[tuple[str, str]] = []

    def open_page(address: str) -> Any:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on(
            "console",
            # an answer that is refused, or a desk that is gone, is told in the page, and Chromium notes it as well
            lambda message: (
                any(word in message.text for word in ("409 (Conflict)", "net::ERR_"))
                or complaints.append(f"{message.type}: {message.text}")
            ),
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append((request.url, address)))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url, home in asked if not url.startswith((home, "data:"))] == []
