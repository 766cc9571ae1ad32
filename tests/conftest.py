"""What every test shares: no telemetry, no Prefect of the user's, texts to run on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
# the environment of whoever runs the suite must not decide what it tests; set before prefect is imported
for name in [name for name in os.environ if name.startswith("PREFECT_")]:
    del os.environ[name]
os.environ["DO_NOT_TRACK"] = "1"

REPORT = """# 晋城市开发区2024年一季度工作情况

2024年第一季度，晋城市4个工业类开发区规上工业增加值完成108.78亿元，同比增长20.35%，高于省定目标（15%）5.35个百分点。

（晋城市商务局供稿）
"""


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
