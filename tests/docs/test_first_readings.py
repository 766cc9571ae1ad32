"""docs/first-readings.md says what the ledger says."""

from __future__ import annotations

from pathlib import Path

from flows.evaluation.ledger import page, read

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_what_the_ledger_says() -> None:
    written = (ROOT / "docs" / "first-readings.md").read_text(encoding="utf-8")
    assert written == page(read(ROOT / "tests" / "gold" / "first_readings.csv")), "run make dictionary"
