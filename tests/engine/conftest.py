"""Corpora of a few batches, runs of the command on them, and what they publish."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The samples, three times under other names: page marks tie documents within each folder."""
    raw = tmp_path_factory.mktemp("corpus")
    for number in range(3):
        for path in (repository / "data" / "raw").iterdir():
            (raw / f"{number}").mkdir(exist_ok=True)
            (raw / f"{number}" / f"{path.stem}_{number}{path.suffix}").write_bytes(path.read_bytes())
    (raw / "plain.txt").write_text("晋城开发区召开工作会议。\n", encoding="utf-8")  # a text without a number
    (raw / "scan.txt").write_bytes(b"\x00\x01\x02" * 50)
    return raw


@pytest.fixture
def command(api_url: str) -> Callable[..., subprocess.Popen[str]]:
    """Start `kaifaqu` with batches of 20 kB, so that a small corpus has several."""
    program = (
        "import sys; from flows.gathering import batches, reading; batches.BATCH_BYTES = 20_000; reading.AT_A_TIME = 5_000; "
        "from flows.cli import main; sys.exit(main(sys.argv[1:]))"
    )

    def start(*words: str | Path) -> subprocess.Popen[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        return subprocess.Popen(
            [
                sys.executable,
                "-c",
                f"if __name__ == '__main__':\n    {program.replace('; ', chr(10) + '    ')}",
                *map(str, words),
            ],
            env={**kept, "PREFECT_API_URL": api_url},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start
