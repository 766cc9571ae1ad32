"""A wrong floor of data quality is refused by file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.contracts import PUBLISHED_TABLES, codes, read_reference_csv
from flows.errors import ReferenceDataError

HEADER = "quality_rule,document_type,quality_measure,table_name,column_name,quality_floor,policy,note"


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("a,village,fill_rate,fact_figure,unit,0.5,warn,", "document_type", "one of province, city, unknown"),
        ("a,,speed,fact_figure,,0.5,warn,", "quality_measure", "one of fill_rate"),
        ("a,,fill_rate,fact_figure,unit,0.5,stop,", "policy", "one of warn, refuse"),
        ("a,,fill_rate,fact_figure,unit,much,warn,", "quality_floor", "no decimal"),
        ("a,,fill_rate,fact_figure,,0.5,warn,", "column_name", "needs a column_name of its table"),
        ("a,,fill_rate,dim_article,unit,0.5,warn,", "column_name", "dim_article has title, byline"),
        ("a,,rows_per_document,fact_figure,unit,0.5,warn,", "column_name", "no other measure has one"),
        ("a,,read_share,fact_figure,,0.5,warn,", "table_name", "read_share is measured of dim_document"),
        ("a,city,read_share,dim_document,,0.5,warn,", "document_type", "leave document_type empty"),
    ],
)
def test_a_wrong_floor_is_named(tmp_path: Path, line: str, column: str, words: str) -> None:
    path = tmp_path / "quality_floors.csv"
    path.write_text(f"{HEADER}\n{line}\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError) as caught:
        read_reference_csv(path, "ref_quality_floor")
    assert f"quality_floors.csv, line 2, column {column}" in str(caught.value)
    assert words in str(caught.value)


def test_the_columns_that_can_be_measured_may_be_empty() -> None:
    for table, columns in codes.QUALITY_COLUMNS.items():
        assert PUBLISHED_TABLES[table].nullable.issuperset(columns)
