"""The desk stands last, behind everything that publishes: no room imports from it."""

from __future__ import annotations

import re
from pathlib import Path

FLOWS = Path(__file__).resolve().parents[2] / "flows"


def test_only_the_command_imports_from_the_desk() -> None:
    importing = {
        path.relative_to(FLOWS).parts[0]
        for path in FLOWS.rglob("*.py")
        if re.search(r"^\s*(from|import) flows\.desk\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert importing <= {"cli.py", "desk"}
