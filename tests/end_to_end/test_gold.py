"""The scores against labels: the real reports, where they lie beside the repository, and the sets of our own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


@pytest.mark.parametrize("raw", ["real"], indirect=True)
def test_score(marts: Path, tmp_path: Path) -> None:
    if not (SHARED / "gold").is_dir():
        pytest.skip("the labels are not there")
    report = tmp_path / "score.json"
    tool = SHARED / "tools" / "score.py"
    command = [sys.executable, tool, "--marts", marts, "--gold", SHARED / "gold", "--json", report]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    score = json.loads(report.read_text(encoding="utf-8"))
    assert score["accounted"] == 1
    assert score["disposition"] >= 0.98
    assert score["detection_PRF"][2] >= 0.99, done.stdout
    assert score["strict_PRF"][2] >= 0.97, done.stdout


@pytest.mark.parametrize(
    ("labels", "floors"),
    [
        ("gold", {"accounted": 0.99, "disposition": 0.93, "detection": 0.96, "strict": 0.9}),
        ("fresh/f1", {"accounted": 1, "disposition": 0.96, "detection": 0.97, "strict": 0.92}),
        ("fresh/f2", {"accounted": 1, "disposition": 0.96, "detection": 0.97, "strict": 0.87}),
        ("fresh/g1", {"accounted": 1, "disposition": 0.94, "detection": 0.96, "strict": 0.82}),
        ("fresh/g2", {"accounted": 1, "disposition": 0.97, "detection": 0.98, "strict": 0.92}),
        ("fresh/h1", {"accounted": 0.99, "disposition": 0.92, "detection": 0.95, "strict": 0.83}),
    ],
)
def test_sets_of_our_own(labels: str, floors: dict[str, float]) -> None:
    command = [sys.executable, "-m", "flows", "evaluate", "--gold", str(ROOT / "tests" / labels)]
    command += [word for name, floor in floors.items() for word in (f"--min-{name}", str(floor))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[:1500] + done.stderr
