"""The room of evaluation stands behind figures: it imports from no room that comes later."""

from __future__ import annotations

import re
from pathlib import Path

FLOWS = Path(__file__).resolve().parents[2] / "flows"
BEFORE = {"contracts", "reference", "documents", "words", "setting", "figures", "evaluation"}
ALL_ROOMS = {path.name for path in FLOWS.iterdir() if path.is_dir()}


def imported(folder: Path) -> set[str]:
    """The rooms and modules of flows/ that the files of a room import from."""
    found: set[str] = set()
    for path in folder.glob("*.py"):
        found |= set(re.findall(r"^\s*from flows\.(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    return found


def test_evaluation_imports_only_from_rooms_before_it() -> None:
    assert imported(FLOWS / "evaluation") <= BEFORE | {"errors", "run", "paths"}


def test_only_the_review_desk_behind_it_imports_from_evaluation() -> None:
    for room in ALL_ROOMS - {"evaluation", "review"}:
        assert "evaluation" not in imported(FLOWS / room), room
