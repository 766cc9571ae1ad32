"""Checks across the columns of one row; a check of one column alone belongs in its Field."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from flows.contracts import codes


@dataclass(frozen=True)
class RowRule:
    """A condition every row of a table must meet.

    Args:
        name: the failed check's name in quarantine.
        column: column that pandera checks it on; its value is shown in the message.
        holds: boolean expression, true for a good row, never null.
        message: what the rule asks for.
    """

    name: str
    column: str
    holds: pl.Expr
    message: str


SPAN_ORDER = RowRule(
    "span_order", "char_end", pl.col("char_end") > pl.col("char_start"), "char_end must lie after char_start"
)
IS_FIGURE = pl.col("disposition").is_in(codes.FIGURE_DISPOSITIONS).fill_null(False)

# what mart_warning.sql puts into a message
PLACEHOLDERS = (
    "subject", "period", "indicator", "value", "worse", "benchmark", "benchmark_value", "gap", "threshold", "rank",
    "peers",
)  # fmt: skip
PLACEHOLDER = r"\{(" + "|".join(PLACEHOLDERS) + r")\}"

ROW_RULES: dict[str, tuple[RowRule, ...]] = {
    "figure": (
        SPAN_ORDER,
        RowRule(
            "rank_of_with_rank",
            "rank_of",
            pl.col("rank_of").is_not_null() == pl.col("measure").eq_missing(pl.lit("rank")),
            "rank_of must be given for measure rank and for no other measure",
        ),
        RowRule(
            "indicator_with_figure",
            "indicator_id",
            pl.col("indicator_id").is_null() == pl.col("disposition").eq_missing(pl.lit("other_figure")),
            "indicator_id must be given for a figure and be null for an other_figure",
        ),
        RowRule(
            "period_order",
            "period_end",
            pl.col("period_start") <= pl.col("period_end"),
            "period_end must not lie before period_start",
        ),
        RowRule(
            "whole_months",
            "period_start",
            (pl.col("period_start") == pl.col("period_start").dt.month_start())
            & (pl.col("period_end") == pl.col("period_end").dt.month_end()),
            "a period must run from the first day of a month to the last day of a month",
        ),
        RowRule(
            "plausible_years",
            "period_start",
            (pl.col("period_start").dt.year() >= codes.FIRST_YEAR)
            & (pl.col("period_end").dt.year() <= codes.LAST_YEAR),
            f"a period must lie within the years {codes.FIRST_YEAR} to {codes.LAST_YEAR}",
        ),
        RowRule(
            "whole_rank",
            "value",
            pl.col("measure").ne_missing(pl.lit("rank"))
            | ((pl.col("value") >= 1) & (pl.col("value") == pl.col("value").floor())),
            "a rank must be a whole number from 1 on",
        ),
    ),
    "mention": (
        SPAN_ORDER,
        RowRule(
            "figure_id_with_figure",
            "figure_id",
            # a reason may stand in for the id: that is how a refused figure leaves its mention
            pl.when(IS_FIGURE)
            .then(pl.col("figure_id").is_not_null() | pl.col("reason").eq_missing(pl.lit(codes.REFUSED)))
            .otherwise(pl.col("figure_id").is_null()),
            f"figure_id must be given for dispositions figure and other_figure (or the reason {codes.REFUSED}), "
            "and be null for the others",
        ),
        RowRule(
            "reason_unless_figure",
            "reason",
            pl.col("reason").is_not_null() | pl.col("disposition").eq_missing(pl.lit("figure")),
            "reason must say of every number that is no figure of the catalog why it is none",
        ),
    ),
    "ref_warning_rule": (
        RowRule(
            "indicator_or_group",
            "group_id",
            pl.col("indicator_id").is_null() | pl.col("group_id").is_null(),
            "a rule holds for one indicator, for one group or for all: leave indicator_id or group_id empty",
        ),
        RowRule(
            "benchmark_of_kind",
            "benchmark",
            pl.col("benchmark").is_not_null() == (pl.col("kind") == "below_benchmark"),
            "benchmark must be given for kind below_benchmark and for no other kind",
        ),
        RowRule(
            "threshold_of_kind",
            "threshold",
            pl.col("kind").ne_missing(pl.lit("under_threshold"))
            | (pl.col("threshold").is_not_null() & pl.col("unit").is_not_null()),
            "kind under_threshold needs a threshold and its unit",
        ),
        *(
            RowRule(
                f"placeholders_{language}",
                f"message_{language}",
                ~pl.col(f"message_{language}").str.replace_all(PLACEHOLDER, "").str.contains(r"[{}]"),
                f"what stands in braces must be one of {', '.join(PLACEHOLDERS)}",
            )
            for language in ("zh", "en")
        ),
    ),
    "ref_quality_floor": (
        RowRule(
            "column_of_measure",
            "column_name",
            (pl.col("column_name").is_not_null() == (pl.col("quality_measure") == "fill_rate"))
            & pl.any_horizontal(
                pl.col("column_name").is_null(),
                *(
                    (pl.col("table_name") == table) & pl.col("column_name").is_in(columns)
                    for table, columns in codes.QUALITY_COLUMNS.items()
                ),
            ).fill_null(False),
            "measure fill_rate needs a column_name of its table that may be empty, no other measure has one: "
            + "; ".join(
                f"{table} has {', '.join(columns)}" for table, columns in codes.QUALITY_COLUMNS.items()
            ),
        ),
        RowRule(
            "table_of_measure",
            "table_name",
            pl.when(pl.col("quality_measure") == "read_share")
            .then(pl.col("table_name") == "dim_document")
            .when(pl.col("quality_measure") == "valid_share")
            .then(pl.col("table_name") == "fact_figure")
            .otherwise(pl.col("table_name") != "dim_document"),
            "read_share is measured of dim_document, valid_share of fact_figure, the others of any other table",
        ),
        RowRule(
            "read_of_all",
            "document_type",
            (pl.col("quality_measure") != "read_share") | pl.col("document_type").is_null(),
            "a file that can't be read has no type: leave document_type empty for read_share",
        ),
    ),
    "ref_score_weight": (
        RowRule(
            "ends_of_min_max",
            "best",
            (pl.col("method") != "min_max")
            | (
                pl.col("best").is_not_null()
                & pl.col("worst").is_not_null()
                & pl.col("best").ne_missing(pl.col("worst"))
            ),
            "method min_max needs best and worst, and they must differ",
        ),
    ),
    "ref_place": (
        RowRule(
            "city_has_province",
            "province_id",
            (pl.col("level") != "city") | pl.col("province_id").is_not_null(),
            "a city needs its province_id",
        ),
    ),
}
