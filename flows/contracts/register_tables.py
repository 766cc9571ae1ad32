"""The project register and the revisions: what several documents say of the same thing."""

from __future__ import annotations

from flows.contracts.mart_tables import SUBJECT, SUBJECT_KEYS
from flows.contracts.model import Table

SUPERSEDED = (
    "earlier_document_id? earlier_figure_id? earlier_value? earlier_unit? earlier_value_canonical? earlier_bound? "
    "earlier_rounding? earlier_sha256? earlier_loaded_at?"
)

REGISTER_TABLES = (
    Table(
        name="mart_project",
        label_zh="项目",
        columns=f"project_id {SUBJECT} names stage? library? stage_words? stage_month? stage_figure_id? "
        "investment? investment_unit? investment_bound? investment_figure_id? capacity? capacity_unit? "
        "capacities? capacity_figure_ids? industry? industry_words? first_document_id first_quarter_id "
        "first_month? latest_document_id latest_month? mentions figure_ids certainty",
        key="project_id",
        foreign_keys=(
            *SUBJECT_KEYS,
            "stage_figure_id -> fact_figure.figure_id",
            "investment_figure_id -> fact_figure.figure_id",
            "first_document_id -> dim_document.document_id",
            "first_quarter_id -> dim_quarter.quarter_id",
            "latest_document_id -> dim_document.document_id",
        ),
        en="Register of projects: one row per named project, the variants of its name joined.",
        zh="项目台账：每个具名项目一行，合并同一项目的不同写法。",
    ),
    Table(
        name="mart_revision",
        label_zh="修订",
        columns=f"{SUBJECT} indicator_id measure rank_of? scenario set_by? scope? comparator? unit_key? "
        f"period_start period_end reason versions documents figure_ids values_reported units bounds "
        f"current_figure_id? agrees? difference? {SUPERSEDED} months period_kind",
        key="subject_level subject_name city_id zone_id indicator_id measure rank_of scenario set_by scope "
        "comparator unit_key period_start period_end earlier_document_id earlier_figure_id earlier_loaded_at",
        # history outlives what it was about: its quarter, zone or indicator may be in no table any more
        foreign_keys=("current_figure_id -> fact_figure.figure_id",),
        en="Revisions: one row per figure key reported more than once, and per figure that a changed file superseded.",
        zh="修订：每个被多次报告的数据一行，每个被更正文件取代的数据一行。",
    ),
)
