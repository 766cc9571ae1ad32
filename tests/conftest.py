"""What every test shares: no telemetry, no Prefect of the user's, texts to run on, one Prefect server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    import polars as pl
    from playwright.sync_api import Browser

REPOSITORY = Path(__file__).resolve().parent.parent
# the environment of whoever runs the suite must not decide what it tests; set before prefect is imported
for name in [name for name in os.environ if name.startswith("PREFECT_")]:
    del os.environ[name]
os.environ["DO_NOT_TRACK"] = "1"
# what the command says is English in all tests but those of its Chinese
os.environ["KAIFAQU_LANG"] = "en"

# how long an example may take says nothing on a busy machine
settings.register_profile("kaifaqu", deadline=None)
settings.load_profile("kaifaqu")

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MISSING = "there is no Chromium; install it with: apt-get install chromium (or name one in KAIFAQU_CHROMIUM)"
# a browser that speaks to nobody, also when it runs as root in a container
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

Kaifaqu = Callable[..., subprocess.CompletedProcess[str]]

REPORT = """# 晋城市开发区2024年一季度工作情况

2024年第一季度，晋城市4个工业类开发区规上工业增加值完成108.78亿元，同比增长20.35%，高于省定目标（15%）5.35个百分点。

（晋城市商务局供稿）
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that need a Prefect server on one worker, so that they share it."""
    for item in items:
        if "api_url" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("prefect"))


@pytest.fixture(scope="session")
def api_url() -> Iterator[str]:
    """The address of a Prefect server, which this process is connected to as well."""
    from flows.stations import prefect_settings

    prefect_settings.set_defaults()
    with prefect_settings.api() as server, prefect_settings.connected(server):
        assert server is not None, "this process has a Prefect server already: share it by this fixture"
        yield server.url()


@pytest.fixture
def kaifaqu(api_url: str) -> Kaifaqu:
    """Run the command as a process, against the server; gives what it printed and its exit code."""

    def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        return subprocess.run(
            [sys.executable, "-m", "flows", *map(str, words)],
            env={**kept, "PREFECT_API_URL": api_url, **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout."""
    return REPOSITORY


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A folder with one good report of five figures or more."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "jincheng.txt").write_text(REPORT, encoding="utf-8")
    return folder


class Reader:
    """Extracts figures from texts; the lexicon is built once."""

    def __init__(self) -> None:
        from flows.figures import Lexicon
        from flows.paths import reference_dir
        from flows.reference import load_reference

        self.reference = load_reference(reference_dir())
        self.lexicon = Lexicon(self.reference)
        self.names = dict(
            self.reference.frames["ref_indicator"].select("indicator_id", "name_zh").iter_rows()
        )

    def frames(
        self, *texts: str, city: str | None = None, published: str | None = None
    ) -> dict[str, pl.DataFrame]:
        """All frames of some texts; the first is document t0."""
        from flows.documents import Document, Sidecar, link, prepare
        from flows.figures import extract

        sidecar = Sidecar(date.fromisoformat(published) if published else None, None, city)
        prepared = [
            prepare(Document(f"t{i}", f"t{i}.txt", "0" * 64, "utf-8", len(text.encode()), text, sidecar))
            for i, text in enumerate(texts)
        ]
        link(prepared)
        return extract(prepared, self.reference, lexicon=self.lexicon)

    def figures(self, text: str, **context: Any) -> list[dict[str, Any]]:
        """The figures of a text in order, each with the indicator's Chinese name and its period as YYYY-MM."""
        rows = self.frames(text, **context)["figure"].to_dicts()
        for row in rows:
            row["indicator"] = self.names.get(row["indicator_id"])
            start, end = row["period_start"], row["period_end"]
            row["period"] = f"{start:%Y-%m}..{end:%Y-%m}" if start else None
            row["value"] = float(row["value"])
        return rows

    def dispositions(self, text: str, **context: Any) -> list[tuple[str, str]]:
        """(quote, disposition) of every mention in order."""
        frame = self.frames(text, **context)["mention"]
        return list(frame.select("quote", "disposition").iter_rows())


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium, one for all tests of a worker: two of them can't be driven in one process."""
    from playwright.sync_api import expect, sync_playwright

    # a busy machine may take its time; what is right does not hang on it
    expect.set_options(timeout=60_000)

    program = os.environ.get("KAIFAQU_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield running
        running.close()
