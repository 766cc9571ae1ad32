"""Read data/reference into checked frames."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from flows.contracts import check_reference_links, read_reference_csv
from flows.reference import reviews
from flows.reference.corrections import read_corrections

# table of the registry -> its file
FILES = {
    "ref_place": "places.csv",
    "ref_city_tile": "city_tiles.csv",
    "ref_zone": "zones.csv",
    "ref_zone_type": "zone_types.csv",
    "ref_indicator": "indicators.csv",
    "ref_synonym": "synonyms.csv",
    "ref_concept": "concepts.csv",
    "ref_term": "terms.csv",
    "ref_setting_weight": "setting_weights.csv",
    "ref_setting_margin": "setting_margins.csv",
    "ref_table_word": "table_words.csv",
    "ref_unit": "units.csv",
    "ref_target": "targets.csv",
    "ref_comparator": "comparators.csv",
    "ref_scope_word": "scope_words.csv",
    "ref_correction": "corrections.yaml",
    reviews.TABLE: reviews.FILE,
    reviews.AGREED: reviews.AGREED_FILE,
    "ref_project_stage": "project_stages.csv",
    "ref_industry": "industries.csv",
    "ref_warning_rule": "warning_rules.csv",
    "ref_score_weight": "score_weights.csv",
    "ref_score_grade": "score_grades.csv",
    "ref_score_tier": "score_tiers.csv",
    "ref_word": "words.csv",
    "ref_quality_floor": "quality_floors.csv",
    "ref_evaluation_system": "evaluation_systems.csv",
    "ref_evaluation_item": "evaluation_items.csv",
    "ref_reason": "reasons.csv",
    "ref_doubt": "doubts.csv",
    "ref_certainty_policy": "certainty_policy.csv",
}
# prose in several lines, which CSV can't hold well
OTHER_FILES = {
    "ref_correction": read_corrections,
    reviews.TABLE: reviews.read_reviews,
    reviews.AGREED: reviews.read_agreed,
}


@dataclass(frozen=True)
class Reference:
    """The reference data as frames, one for each table in `FILES`; cheap to pickle for worker processes."""

    frames: dict[str, pl.DataFrame]

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of one table as dicts."""
        return self.frames[table].to_dicts()


def load_reference(directory: Path) -> Reference:
    """Read every reference table.

    Raises:
        ReferenceDataError: a file is missing, or a cell is wrong: names file, line, column and remedy.
    """
    paths = {table: directory / name for table, name in FILES.items()}
    frames = {
        table: OTHER_FILES[table](path) if table in OTHER_FILES else read_reference_csv(path, table)
        for table, path in paths.items()
    }
    check_reference_links(frames, paths)
    return Reference(frames)
