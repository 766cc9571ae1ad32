"""The Prefect harness: one server for all flow tests of a process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows import prefect_settings

Kaifaqu = Callable[..., subprocess.CompletedProcess[str]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the flow tests on one worker, so that they share one server."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("prefect"))


@pytest.fixture(scope="session")
def api_url() -> Iterator[str]:
    """The address of a Prefect server, which this process is connected to as well."""
    prefect_settings.set_defaults()
    with prefect_settings.api() as server, prefect_settings.connected(server):
        assert server is not None
        yield server.url()


@pytest.fixture
def kaifaqu(api_url: str) -> Kaifaqu:
    """Run the command as a process, against the harness; gives what it printed and its exit code."""

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
