"""The review desk stands last, behind everything that publishes and evaluates: no room imports from it."""

from __future__ import annotations

import re
from pathlib import Path

from flows.review.causes import RATES
from flows.review.model import KINDS
from flows.review.words import WORDS

FLOWS = Path(__file__).resolve().parents[2] / "flows"


def test_only_the_command_imports_from_the_review_desk() -> None:
    importing = {
        path.relative_to(FLOWS).parts[0]
        for path in FLOWS.rglob("*.py")
        if re.search(r"^\s*(from|import) flows\.review\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert importing <= {"cli.py", "review"}


def test_every_text_of_the_pages_stands_in_both_languages() -> None:
    used = {
        name
        for path in (FLOWS / "review" / "templates").glob("*.html")
        for name in re.findall(r'\bt\("(\w+)"', path.read_text(encoding="utf-8"))
    }
    used |= {f"cause_{kind}" for kind in RATES} | set(KINDS)
    assert used <= WORDS.keys()
    for name, (zh, en) in WORDS.items():
        assert re.findall(r"{\w+}", zh) == re.findall(r"{\w+}", en), name
        assert not re.search(r"[\u4e00-\u9fff]", en) or name in ("language", "own_home"), name
