"""The score of the real reports against their labels, where both lie beside the repository."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FLOORS = {"accounted": 1.0, "detection": 0.97, "strict": 0.95}


@pytest.mark.parametrize("raw", ["real"], indirect=True)
def test_score(marts: Path, tmp_path: Path) -> None:
    if not (SHARED / "gold").is_dir():
        pytest.skip("the labels are not there")
    report = tmp_path / "score.json"
    command = [
        sys.executable,
        SHARED / "tools" / "score.py",
        "--marts",
        marts,
        "--gold",
        SHARED / "gold",
        "--json",
        report,
    ]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    score = json.loads(report.read_text(encoding="utf-8"))
    assert score["accounted"] >= FLOORS["accounted"]
    assert score["detection_PRF"][2] >= FLOORS["detection"], done.stdout
    assert score["strict_PRF"][2] >= FLOORS["strict"], done.stdout
