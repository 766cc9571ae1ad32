"""The staging frames that extraction hands on and the tables that the warehouse publishes."""

from __future__ import annotations

import polars as pl

from flows.contracts.assessment_tables import ASSESSMENT_TABLES
from flows.contracts.correction_tables import CORRECTION_COLUMNS
from flows.contracts.doubt_tables import DIM_CERTAINTY_POLICY, DIM_DOUBT
from flows.contracts.evaluation_tables import EVALUATION_DIMENSIONS
from flows.contracts.fields import field_of
from flows.contracts.mart_tables import MART_TABLES, SUBJECT, SUBJECT_KEYS
from flows.contracts.model import DUCKDB_TYPES, POLARS_TYPES, Field, Table, by_name
from flows.contracts.note_tables import DOCUMENT_NOTE, NOTE_FRAME
from flows.contracts.quality_tables import QUALITY_TABLE
from flows.contracts.reason_tables import DIM_REASON, REVIEW_TABLE_REASON
from flows.contracts.reconciliation_fields import RECONCILIATION_TABLES
from flows.contracts.reference_tables import REFERENCE_TABLES
from flows.contracts.register_tables import REGISTER_TABLES
from flows.contracts.series_tables import SERIES_TABLES
from flows.contracts.setting_tables import REVIEW_SETTING_TABLE, SETTING_COLUMNS

# parents before children, so that a refused parent takes its children with it in one pass
STAGING_TABLES = by_name(
    (
        Table(
            name="document",
            columns="document_id path sha256 encoding bytes characters format",
            key="document_id",
            en="One row per document read.",
            zh="每个已读文件一行。",
        ),
        Table(
            name="document_part",
            columns="document_id part_number part_kind part_name char_start char_end",
            key="document_id part_number",
            foreign_keys=("document_id -> document.document_id",),
            en="One row per page or sheet of a document that has some.",
            zh="文件有页或工作表的，每页（每表）一行。",
        ),
        NOTE_FRAME,
        Table(
            name="document_text",
            columns="document_id text",
            key="document_id",
            foreign_keys=("document_id -> document.document_id",),
            en="One row per document read: its whole text.",
            zh="每个已读文件一行，为其全文。",
        ),
        Table(
            name="zone",
            columns="zone_id name_zh short_name_zh province_id? city_id? county_zh? level zone_type registered",
            key="zone_id",
            foreign_keys=("city_id -> ref_place.place_id",),
            en="One row per zone, registered or met in a text.",
            zh="每个开发区一行，含名录内及文本中发现的。",
        ),
        Table(
            name="article",
            columns="article_id document_id title? byline? city_id? province_id? as_of_month? continues_in? "
            f"{SETTING_COLUMNS}",
            key="article_id",
            foreign_keys=(
                "document_id -> document.document_id",
                "home_zone_id -> zone.zone_id",
                "city_id -> ref_place.place_id",
                "province_id -> ref_place.place_id",
            ),
            en="One row per article.",
            zh="每篇文章一行。",
        ),
        Table(
            name="figure",
            columns="figure_id document_id article_id char_start char_end quote sentence disposition "
            "indicator_id? indicator_label? measure rank_of? scenario set_by? subject_level province_id? "
            "city_id? zone_id? subject_name period_start period_end value unit? bound comparator? scope? "
            "rule? doubts? correction_id?",
            key="figure_id",
            foreign_keys=(
                "document_id -> document.document_id",
                "article_id -> article.article_id",
                "zone_id -> zone.zone_id",
                "indicator_id -> ref_indicator.indicator_id",
                "city_id -> ref_place.place_id",
                "province_id -> ref_place.place_id",
                "correction_id -> ref_correction.correction_id",
            ),
            en="One row per figure.",
            zh="每个数据一行。",
        ),
        Table(
            name="mention",
            columns="mention_id document_id article_id? char_start char_end quote disposition reason? "
            "figure_id? correction_id?",
            key="mention_id",
            foreign_keys=(
                "document_id -> document.document_id",
                "article_id -> article.article_id",
                "reason -> ref_reason.reason",
                "correction_id -> ref_correction.correction_id",
            ),
            en="One row per number in the texts.",
            zh="文本中每个数字一行。",
        ),
        Table(
            name="text_table",
            columns="table_id document_id article_id char_start char_end heading rows columns numbers_read "
            "numbers_unread why? heads_unread?",
            key="table_id",
            foreign_keys=(
                "document_id -> document.document_id",
                "article_id -> article.article_id",
                "why -> ref_reason.reason",
            ),
            en="One row per table met in a text, and what became of its numbers.",
            zh="文本中的每张表格一行，及其数字的读取结果。",
        ),
        Table(
            name="correction",
            columns="correction_id document_id? found status message?",
            key="correction_id",
            foreign_keys=("correction_id -> ref_correction.correction_id",),
            en="One row per correction and what became of it.",
            zh="每条勘误及其结果一行。",
        ),
        Table(
            name="refusal",
            columns="path check message remedy?",
            key="path check",
            en="One row per document that was refused whole.",
            zh="整份拒收的文件，每个一行。",
        ),
    )
)

# what `validate` adds; it becomes the published table of the same name
QUARANTINE_COLUMNS = "row_json source_table document_id? failed_check message run_id"

PUBLISHED_TABLES = by_name(
    (
        Table(
            name="dim_quarter",
            label_zh="季度",
            columns="quarter_id year quarter_of_year start_date end_date name_zh name_en",
            key="quarter_id",
            en="One row per quarter that figures touch, without holes [TIME_PERIOD].",
            zh="数据所及的每个季度一行，首尾之间不留空。",
        ),
        Table(
            name="dim_city",
            label_zh="城市",
            columns="city_id name_zh name_en? province_id? province_zh? tile_row? tile_column?",
            key="city_id",
            en="One row per prefecture-level city [REF_AREA].",
            zh="每个地级市一行。",
        ),
        Table(
            name="dim_zone",
            label_zh="开发区",
            columns=STAGING_TABLES["zone"].columns,
            key="zone_id",
            foreign_keys=("city_id -> dim_city.city_id",),
            en="One row per development zone, registered or met in a text.",
            zh="每个开发区一行，含名录内及文本中发现的。",
        ),
        Table(
            name="dim_indicator",
            label_zh="指标",
            columns=f"{REFERENCE_TABLES['ref_indicator'].columns} evaluation_systems? synonyms additivity "
            "growth_prices",
            key="indicator_id",
            en="One row per indicator of the catalog [INDICATOR].",
            zh="指标目录，每个指标一行。",
        ),
        Table(
            name="dim_document",
            label_zh="文件",
            columns=f"{STAGING_TABLES['document'].columns} loaded_at",
            key="document_id",
            en="One row per document loaded.",
            zh="每个入库文件一行。",
        ),
        Table(
            name="document_part",
            label_zh="页与表",
            columns=STAGING_TABLES["document_part"].columns,
            key="document_id part_number",
            foreign_keys=("document_id -> dim_document.document_id",),
            en="One row per page of a .pdf and per sheet of a .xlsx: which stretch of the whole text it is.",
            zh="PDF 的每页、工作簿的每张工作表一行：其在全文中的起止位置。",
        ),
        DOCUMENT_NOTE,
        Table(
            name="document_text",
            label_zh="全文",
            columns=STAGING_TABLES["document_text"].columns,
            key="document_id",
            foreign_keys=("document_id -> dim_document.document_id",),
            en="One row per document: the whole text that char_start and char_end count in.",
            zh="每个文件一行：起止位置所据的全文。",
        ),
        Table(
            name="dim_article",
            label_zh="文章",
            columns=STAGING_TABLES["article"].columns,
            key="article_id",
            foreign_keys=(
                "document_id -> dim_document.document_id",
                "city_id -> dim_city.city_id",
                "home_zone_id -> dim_zone.zone_id",
            ),
            en="One row per article, at the document where it starts: whom it is about, up to when, and how sure that is.",
            zh="每篇文章一行，归于其起始文件；含主体、数据截止月及其把握程度。",
        ),
        Table(
            name="dim_correction",
            label_zh="勘误",
            columns=f"{CORRECTION_COLUMNS} found status",
            key="correction_id",
            en="One row per correction of a misprint, and what became of it in this run.",
            zh="每条勘误一行，附本次运行的结果。",
        ),
        *EVALUATION_DIMENSIONS,
        DIM_REASON,
        DIM_DOUBT,
        DIM_CERTAINTY_POLICY,
        Table(
            name="fact_figure",
            label_zh="数据",
            columns=f"{STAGING_TABLES['figure'].columns} quarter_id value_canonical? unit_canonical? "
            "scope_key? months period_kind obs_status price_basis? certainty",
            key="figure_id",
            foreign_keys=(
                "document_id -> dim_document.document_id",
                "article_id -> dim_article.article_id",
                "indicator_id -> dim_indicator.indicator_id",
                "city_id -> dim_city.city_id",
                "zone_id -> dim_zone.zone_id",
                "quarter_id -> dim_quarter.quarter_id",
                "correction_id -> dim_correction.correction_id",
            ),
            en="One row per figure, with the words it stands in.",
            zh="每个数据一行，附原文出处。",
        ),
        Table(
            name="fact_mention",
            label_zh="数字",
            columns=STAGING_TABLES["mention"].columns,
            key="mention_id",
            foreign_keys=(
                "document_id -> dim_document.document_id",
                "article_id -> dim_article.article_id",
                "reason -> dim_reason.reason",
                "figure_id -> fact_figure.figure_id",
                "correction_id -> dim_correction.correction_id",
            ),
            en="One row per number in the texts; nothing is dropped silently.",
            zh="文本中每个数字一行，无一遗漏。",
        ),
        Table(
            name="quarantine",
            label_zh="隔离区",
            columns=f"quarantine_id {QUARANTINE_COLUMNS}",
            key="quarantine_id",
            en="One row per refused row and failed check.",
            zh="每个被拒收的行与未过校验项一行。",
        ),
        Table(
            name="mart_ranking",
            label_zh="排名",
            columns=f"{SUBJECT} indicator_id measure scenario scope? scope_key? comparator? period_start period_end "
            "value? unit? bound? contested rank? rank_best? rank_worst? peers? scope_differs rank_reported? "
            "rank_comparator? figure_id rank_figure_id? months period_kind is_latest_in_quarter panel_share? "
            "certainty",
            key="subject_level subject_name city_id zone_id indicator_id measure scope comparator "
            "period_start period_end unit rank_comparator",
            foreign_keys=(
                *SUBJECT_KEYS,
                "indicator_id -> dim_indicator.indicator_id",
                "figure_id -> fact_figure.figure_id",
                "rank_figure_id -> fact_figure.figure_id",
            ),
            en="Who leads: one row per quarter, indicator, measure, subject, period and scope.",
            zh="排名：每个季度、指标、计量方式、主体、时期、口径一行。",
        ),
        Table(
            name="mart_gap",
            label_zh="差距",
            columns=f"{SUBJECT} indicator_id measure scope? comparator? period_start period_end value? unit? "
            "bound? benchmark benchmark_value? gap? gap_reported? agrees? met? figure_id "
            "benchmark_figure_id? gap_figure_id? benchmark_subject_name? contested scope_key? scope_differs "
            "benchmark_basis? inherited months period_kind is_latest_in_quarter panel_share? certainty",
            key="subject_level subject_name city_id zone_id indicator_id measure scope comparator "
            "period_start period_end unit benchmark",
            foreign_keys=(
                *SUBJECT_KEYS,
                "indicator_id -> dim_indicator.indicator_id",
                "figure_id -> fact_figure.figure_id",
                "benchmark_figure_id -> fact_figure.figure_id",
                "gap_figure_id -> fact_figure.figure_id",
            ),
            en="How far from what: one row per subject, quarter, indicator, measure and benchmark.",
            zh="差距：每个主体、季度、指标、计量方式、对标基准一行。",
        ),
        Table(
            name="mart_coverage",
            label_zh="覆盖",
            columns="document_id mentions figures other_figures dates names references quarantined "
            "share_accounted_for numbers_unread",
            key="document_id",
            foreign_keys=("document_id -> dim_document.document_id",),
            en="One row per document: what became of its numbers.",
            zh="每个文件一行：其中数字的去向。",
        ),
        Table(
            name="review_label",
            label_zh="待归类说法",
            columns="indicator_label? unit? figures documents nearest_indicator_id? nearest_name_zh? "
            "nearest_term? likeness known example_figure_id example_sentence",
            key="indicator_label",
            foreign_keys=(
                "nearest_indicator_id -> dim_indicator.indicator_id",
                "example_figure_id -> fact_figure.figure_id",
            ),
            en="What to map next: one row per words in the texts that no indicator of the catalog is known by.",
            zh="待归类：文本中尚未对应目录指标的说法，每个一行。",
        ),
        Table(
            name="review_zone",
            label_zh="待登记开发区",
            columns="zone_id name_zh short_name_zh city_id? city_zh? province_zh? zone_type figures documents "
            "nearest_zone_id? nearest_name_zh? example_figure_id? example_sentence?",
            key="zone_id",
            foreign_keys=(
                "zone_id -> dim_zone.zone_id",
                "city_id -> dim_city.city_id",
                "nearest_zone_id -> dim_zone.zone_id",
                "example_figure_id -> fact_figure.figure_id",
            ),
            en="What to register next: one row per zone that was met in a text and is not in the register.",
            zh="待登记：见于文本而不在名录中的开发区，每个一行。",
        ),
        Table(
            name="review_table",
            label_zh="表格读取",
            columns=f"{STAGING_TABLES['text_table'].columns} reasons?",
            key="table_id",
            foreign_keys=(
                "document_id -> dim_document.document_id",
                "article_id -> dim_article.article_id",
                "why -> dim_reason.reason",
            ),
            en="Tables met in the texts: one row each, with the numbers that were read and those that were not, and why.",
            zh="文本中的表格：每张一行，列明已读与未读的数字及原因。",
        ),
        REVIEW_TABLE_REASON,
        REVIEW_SETTING_TABLE,
        *MART_TABLES,
        *REGISTER_TABLES,
        *ASSESSMENT_TABLES,
        *RECONCILIATION_TABLES,
        QUALITY_TABLE,
        *SERIES_TABLES,
    )
)

QUARANTINE_FRAME = Table(
    name="quarantine",
    columns=QUARANTINE_COLUMNS,
    key="row_json source_table failed_check",
    en="One row per refused row and failed check, as validation hands it on.",
    zh="校验移交的被拒收行。",
)


def staging_or_reference(name: str) -> Table:
    """Return a staging frame's or a reference table's declaration; KeyError names the choices."""
    if name == QUARANTINE_FRAME.name:
        return QUARANTINE_FRAME
    table = STAGING_TABLES.get(name) or REFERENCE_TABLES.get(name)
    if table is None:
        raise KeyError(
            f"no frame named {name!r}; declared are {', '.join([*STAGING_TABLES, *REFERENCE_TABLES])}"
        )
    return table


def fields_of(table: Table) -> list[Field]:
    """Return the descriptions of a table's columns, in order."""
    return [field_of(table.name, column) for column in table.column_names]


def polars_schema(table: Table) -> dict[str, pl.DataType]:
    """Return column name to polars type, in order."""
    return {field.name: POLARS_TYPES[field.type] for field in fields_of(table)}


def duckdb_schema(table: Table) -> dict[str, str]:
    """Return column name to DuckDB type, in order."""
    return {field.name: DUCKDB_TYPES[field.type] for field in fields_of(table)}
