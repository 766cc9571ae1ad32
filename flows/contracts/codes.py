"""The closed lists of codes in the figure contract; every other value is an error."""

from __future__ import annotations

DISPOSITIONS = ("figure", "other_figure", "date", "name", "reference")
FIGURE_DISPOSITIONS = ("figure", "other_figure")
MEASURES = ("level", "growth", "share", "rank", "gap", "pull", "completion")
RANK_OF = ("level", "growth", "pull")
SCENARIOS = ("actual", "target", "plan")
SET_BY = ("province", "city", "zone")
SUBJECT_LEVELS = ("province", "city", "zone", "county", "enterprise", "project", "other")
BOUNDS = ("eq", "ge", "gt", "le", "lt", "approx")
ZONE_LEVELS = ("national", "provincial", "unknown")
ZONE_TYPES = ("economic", "hightech", "agriculture", "tourism", "comprehensive", "other")
PLACE_LEVELS = ("province", "city", "county")
DIRECTIONS = ("higher", "lower", "none")
OBSERVATIONS = ("flow", "stock")
AGGREGATIONS = ("sum", "mean", "none")
SETTING_BASES = ("sidecar", "continued", "weighed", "none")
CORRECTION_STATUS = ("applied", "not_in_run", "source_changed")
# dim_quarter runs without holes from the first year met to the last, so a misread year must not get so far
FIRST_YEAR, LAST_YEAR = 1949, 2100
BENCHMARKS = (
    "provincial_target",
    "city_target",
    "own_target",
    "provincial_average",
    "city_total",
    "best_peer",
    "peer_median",
    "previous_quarter",
    "same_quarter_last_year",
    "earlier_year_to_date",
    "schedule",
)
WARNING_KINDS = ("below_benchmark", "last_among_peers", "under_threshold", "negative_growth")
SEVERITIES = ("red", "orange", "yellow")
SCORE_METHODS = ("target_ratio", "peer_percentile", "min_max", "as_percent")
QUALITY_MEASURES = ("fill_rate", "rows_per_document", "read_share", "valid_share")
QUALITY_POLICIES = ("warn", "refuse")
DOCUMENT_TYPES = ("province", "city", "unknown")
QUALITY_TABLES = ("dim_document", "dim_article", "fact_figure", "fact_mention")
# columns that may be empty, by table
QUALITY_COLUMNS = {
    "dim_article": ("title", "byline", "city_id", "province_id", "as_of_month"),
    "fact_figure": (
        "indicator_id", "indicator_label", "province_id", "city_id", "zone_id", "unit", "value_canonical", "scope",
        "comparator",
    ),
}  # fmt: skip
WORD_KINDS = ("benchmark", "bound", "measure", "unit")
# what a mart computes with: ranks and gaps are read from the text, or computed, beside them
VALUE_MEASURES = ("level", "growth", "share", "pull", "completion")
