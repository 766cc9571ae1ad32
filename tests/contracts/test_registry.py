"""Each column is described once, and what is described is used."""

from __future__ import annotations

import re

import pytest

from flows.contracts import (
    FIELDS,
    PUBLISHED_TABLES,
    QUARANTINE_FRAME,
    REFERENCE_TABLES,
    STAGING_TABLES,
    Field,
    Table,
    field_of,
    fields_of,
)
from flows.contracts.fields import index
from flows.contracts.model import by_name
from flows.contracts.rules import ROW_RULES

TABLES = [*STAGING_TABLES.values(), *REFERENCE_TABLES.values(), *PUBLISHED_TABLES.values(), QUARANTINE_FRAME]
SUBJECT = "quarter_id subject_level subject_name province_id city_id zone_id"
RELIED_ON = {
    "mart_ranking": f"{SUBJECT} indicator_id measure scenario scope period_start period_end value unit rank "
    "peers rank_reported rank_comparator figure_id",
    "mart_gap": f"{SUBJECT} indicator_id measure period_start period_end value unit benchmark "
    "benchmark_value gap gap_reported agrees met figure_id benchmark_figure_id",
    "mart_pipeline": f"{SUBJECT} batch_scope signed started in_production start_rate_reported "
    "start_rate_computed production_rate_reported production_rate_computed full_output_rate_reported "
    "full_output_rate_computed signed_not_started started_not_in_production in_production_not_full",
    "mart_warning": f"{SUBJECT} indicator_id rule severity message_zh message_en figure_ids",
    "mart_coverage": "document_id mentions figures other_figures dates names references quarantined "
    "share_accounted_for",
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_described(table: Table) -> None:
    for column in table.column_names:
        assert field_of(table.name, column).name == column


def test_every_field_is_used() -> None:
    used = {
        f"{table.name}.{column}" if f"{table.name}.{column}" in FIELDS else column
        for table in TABLES
        for column in table.column_names
    }
    assert set(FIELDS) - used == set()


def test_an_undescribed_column_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"fact_figure\.colour is not described"):
        field_of("fact_figure", "colour")


def test_a_column_described_twice_is_an_error() -> None:
    field = Field(name="colour", label_zh="颜色", en="Colour.", zh="颜色。")
    with pytest.raises(ValueError, match="described twice"):
        index([field], [field])


def test_a_table_declared_twice_is_an_error() -> None:
    table = Table(name="t", columns="a", key="a", en="A.", zh="甲。")
    with pytest.raises(ValueError, match="declared twice"):
        by_name([table, table])


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS.keys())
def test_a_field_has_words_in_both_languages(field: Field) -> None:
    assert field.en.endswith(".") and not CHINESE.search(field.en)
    assert CHINESE.search(field.zh) and field.zh.endswith("。")
    assert CHINESE.search(field.label_zh)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_has_words_in_both_languages_and_columns_of_its_own(table: Table) -> None:
    assert table.en.endswith(".") and CHINESE.search(table.zh)
    assert len(set(table.column_names)) == len(table.column_names)
    labels = [field.label_zh for field in fields_of(table)]
    assert sorted(labels) == sorted(set(labels))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_keys_and_links_lead_to_columns_that_are_there(table: Table) -> None:
    known = {other.name: other for other in TABLES if other is not QUARANTINE_FRAME}
    assert set(table.key_columns) <= set(table.column_names)
    for link in table.references:
        assert link.column in table.column_names
        assert link.reference_column in known[link.reference_table].column_names


def test_row_rules_belong_to_declared_columns() -> None:
    known = {table.name: table for table in TABLES}
    for name, rules in ROW_RULES.items():
        for rule in rules:
            assert {rule.column, *rule.holds.meta.root_names()} <= set(known[name].column_names)


@pytest.mark.parametrize("name", RELIED_ON)
def test_the_columns_other_programs_rely_on_are_published(name: str) -> None:
    assert set(PUBLISHED_TABLES[name].column_names) >= set(RELIED_ON[name].split())
