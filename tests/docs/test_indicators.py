"""docs/indicators.md says what the catalog says."""

from __future__ import annotations

from pathlib import Path

from flows.paths import reference_dir
from flows.reference import load_reference
from flows.reference.catalog import page

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "indicators.md"


def test_the_page_is_what_the_catalog_says() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == page(load_reference(reference_dir())), (
        "run make dictionary"
    )


def test_each_indicator_and_each_system_stands_on_it_with_the_way_from_one_to_the_other() -> None:
    frames = load_reference(reference_dir()).frames
    text = DOCUMENT.read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in text for name in frames["ref_indicator"]["indicator_id"])
    assert all(f"### {name}\n" in text for name in frames["ref_evaluation_system"]["system_id"])
    line = next(line for line in text.splitlines() if line.startswith("| `rd_intensity` |"))
    assert "[`national_etdz_2021`](#national_etdz_2021)" in line
