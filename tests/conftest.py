"""What every test shares: no telemetry, no Prefect of the user's, texts to run on, one Prefect server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parent.parent
# the environment of whoever runs the suite must not decide what it tests; set before prefect is imported
for name in [name for name in os.environ if name.startswith("PREFECT_")]:
    del os.environ[name]
os.environ["DO_NOT_TRACK"] = "1"

# how long an example may take says nothing on a busy machine
settings.register_profile("kaifaqu", deadline=None)
settings.load_profile("kaifaqu")

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
    from flows import prefect_settings

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
