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
            .then(pl.col("figure_id").is_not_null() | pl.col("reason").is_not_null())
            .otherwise(pl.col("figure_id").is_null()),
            "figure_id must be given for dispositions figure and other_figure (or a reason why not), "
            "and be null for the others",
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
