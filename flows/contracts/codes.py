"""The closed lists of codes in the figure contract; every other value is an error."""

from __future__ import annotations

FORMATS = ("txt", "html", "docx", "pdf", "xlsx")
PART_KINDS = ("page", "sheet")
# what of a file was not read; flows/formats/notes.py says of each what it means, and what to do about it
NOTES = (
    "characters_unknown", "cut", "formula_not_computed", "header_footer", "number_unknown", "page_without_text", "picture",
    "sheet_hidden",
)  # fmt: skip
DISPOSITIONS = ("figure", "other_figure", "date", "name", "reference")
FIGURE_DISPOSITIONS = ("figure", "other_figure")
# why a table's cell was not read
TABLE_REASONS = ("no_header", "no_indicator", "no_subject", "ragged_row", "unit_unfit", "unknown_head")
REFUSED = "refused"
# why a number is no figure of the catalog; data/reference/reasons.csv says of each what it means, and its verdict
REASONS = (
    *TABLE_REASONS, "bare_heading", "bare_number", "byline", "cell_name", "cell_unread", "cell_words", "class_bound",
    "code_number", "correction_left", "date", "disguised", "document_number", "duration", "endless", "heading_quantity", "item_number",
    "known_outside", "list_number", "newspaper_page", "note_mark", "ordinal", "page_furniture", "part_of_name",
    "part_of_unit", "part_of_word", "period", "quantity_unread", "quoted", "rank_outside", REFUSED, "reviewed", "reviewed_sample", "row_number",
    "things_counted", "time_of_day", "title", "too_large", "words_missing", "words_unknown",
)  # fmt: skip
VERDICTS = ("no_figure", "unread")
MEASURES = ("level", "growth", "share", "rank", "gap", "pull", "completion")
RANK_OF = ("level", "growth", "pull")
SCENARIOS = ("actual", "target", "plan")
SET_BY = ("province", "city", "zone")
SUBJECT_LEVELS = ("province", "city", "zone", "county", "enterprise", "project", "other")
ORIGINS = ("printed", "derived", "chained")
ADDITIVITIES = ("additive", "semi_additive", "non_additive")
PRICES = ("constant", "current")
OBS_STATUSES = ("normal", "provisional", "estimated", "revised")
PERIOD_KINDS = ("quarter", "half", "ytd", "year", "month", "point", "since", "span")
BOUNDS = ("eq", "ge", "gt", "le", "lt", "approx")
ZONE_LEVELS = ("national", "provincial", "unknown")
ZONE_TYPES = ("economic", "hightech", "agriculture", "tourism", "comprehensive", "other")
PLACE_LEVELS = ("province", "city", "county")
DIRECTIONS = ("higher", "lower", "none")
OBSERVATIONS = ("flow", "stock")
AGGREGATIONS = ("sum", "mean", "none")
SETTING_BASES = ("sidecar", "continued", "weighed", "none")
REVIEW_VERDICTS = ("figure", "other_figure", "none")
CORRECTION_STATUS = ("applied", "not_in_run", "source_changed")
# dim_quarter runs without holes from the first year met to the last, so a misread year must not get so far
FIRST_YEAR, LAST_YEAR = 1949, 2100
# between two units of one quantity: a tonne and a milligram are 1e9 apart
LEAST_FACTOR, MOST_FACTOR = 1e-12, 1e12
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
CERTAINTIES = ("reviewed", "confirmed", "clear", "doubtful")
CERTAINTY_PLACES = ("headline", "ranking", "warning", "scorecard", "elsewhere")
TREATMENTS = ("take", "mark", "leave_out")
WORD_KINDS = ("basis", "benchmark", "bound", "measure", "unit")
BENCHMARK_BASES = ("printed", "reference", "computed")
# what a mart computes with: ranks and gaps are read from the text, or computed, beside them
VALUE_MEASURES = ("level", "growth", "share", "pull", "completion")
