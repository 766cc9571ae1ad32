"""A wrong cell in a reference file is named by file, line and column, with what would be right."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from flows.contracts import check_reference, check_reference_links, frame_of, read_reference_csv
from flows.errors import ReferenceDataError

HEADER = "indicator_id,measure,year,set_by,subject_name,value,unit,source\n"


def target(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "targets.csv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_a_good_file_is_read_into_its_declared_types(tmp_path: Path) -> None:
    path = target(tmp_path, "industrial_value_added,growth,2024,province,,15.5,%,《工作要点》")
    row = read_reference_csv(path, "ref_target").row(0, named=True)
    assert row["year"] == 2024
    assert row["value"] == Decimal("15.5")
    assert row["subject_name"] is None


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a,speed,2024,province,,15,%,x", "line 3, column measure.*'speed'.*Write one of level, growth"),
        ("a,growth,last,province,,15,%,x", "line 3, column year: 'last' is no integer.*whole number"),
        (
            "a,growth,2024,province,,1.23456,%,x",
            "line 3, column value: '1.23456' is no decimal.*four decimals",
        ),
        ("a,growth,2024,,,15,%,x", "line 3, column set_by: set_by must not be empty.*province, city, zone"),
        ("a,growth,1024,province,,15,%,x", "line 3, column year.*at least 1949"),
        ("b,growth,2024,province,,16,%,x", "lines 2, 3 have the same indicator_id.*Keep one"),
    ],
)
def test_a_wrong_cell_is_named_with_its_remedy(tmp_path: Path, line: str, message: str) -> None:
    path = target(tmp_path, "b,growth,2024,province,,15,%,x", line)
    with pytest.raises(ReferenceDataError, match=message) as caught:
        read_reference_csv(path, "ref_target")
    assert str(path) in str(caught.value)


def test_lines_are_counted_through_cells_with_line_breaks(tmp_path: Path) -> None:
    path = target(tmp_path, 'b,growth,2024,province,,15,%,"one\ntwo"', "a,speed,2024,province,,15,%,x")
    with pytest.raises(ReferenceDataError, match="line 4, column measure"):
        read_reference_csv(path, "ref_target")


def test_a_wrong_header_is_named(tmp_path: Path) -> None:
    path = tmp_path / "targets.csv"
    path.write_text("indicator_id,colour\n", encoding="utf-8")
    with pytest.raises(
        ReferenceDataError, match=r"line 1: columns missing: measure.*not declared: colour.*header must"
    ):
        read_reference_csv(path, "ref_target")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReferenceDataError, match="the file is missing"):
        read_reference_csv(tmp_path / "none.csv", "ref_target")


def test_an_unknown_table_is_named_with_the_choices(tmp_path: Path) -> None:
    with pytest.raises(ReferenceDataError, match=r"'ref_colour'.*Declared are .*ref_place"):
        check_reference(pl.DataFrame(), "ref_colour", tmp_path / "x.csv")


def test_a_rule_across_columns_is_checked(tmp_path: Path) -> None:
    frame = frame_of("ref_place", [{"place_id": "140500", "name_zh": "晋城市", "level": "city"}])
    with pytest.raises(ReferenceDataError, match="line 2, column province_id: a city needs its province_id"):
        check_reference(frame, "ref_place", tmp_path / "places.csv")


def test_booleans_are_read_as_words(tmp_path: Path) -> None:
    from flows.contracts.model import Field
    from flows.contracts.reference_check import _parse, csv_lines

    field = Field(name="registered", label_zh="在册", en="R.", zh="在册。", type="boolean")
    frame = pl.DataFrame({"registered": ["true", "false", None]})
    assert _parse(frame, field, tmp_path, csv_lines(frame)).to_list() == [True, False, None]
    with pytest.raises(ReferenceDataError, match=r"'yes' is no boolean.*true or false"):
        _parse(pl.DataFrame({"registered": ["yes"]}), field, tmp_path, csv_lines(frame))


def test_a_code_that_no_other_table_knows_is_named(tmp_path: Path) -> None:
    place = frame_of(
        "ref_place",
        [
            {"place_id": "140000", "name_zh": "山西省", "level": "province"},
            {"place_id": "140500", "name_zh": "晋城市", "level": "city", "province_id": "150000"},
        ],
    )
    with pytest.raises(
        ReferenceDataError, match=r"places\.csv, line 3, column province_id: .*'150000' is not in"
    ):
        check_reference_links({"ref_place": place}, {"ref_place": tmp_path / "places.csv"})


def test_a_column_that_came_later_may_be_missing(tmp_path: Path) -> None:
    path = tmp_path / "score_grades.csv"
    path.write_text("grade,minimum_score,minimum_coverage\n优,90,0.5\n", encoding="utf-8")
    assert read_reference_csv(path, "ref_score_grade")["maximum_red_warnings"].to_list() == [None]


@pytest.mark.parametrize(
    "factor", ["0", "-1", "1e309", "-1e309", "nan", "inf", "1e-300", "1e30", "", "0.0", "两"]
)
def test_a_factor_that_converts_nothing_is_refused(tmp_path: Path, factor: str) -> None:
    path = tmp_path / "units.csv"
    path.write_text(
        f"unit,unit_canonical,dimension,factor\n亿元,亿元,money,1\n万元,亿元,money,{factor}\n",
        encoding="utf-8",
    )
    with pytest.raises(ReferenceDataError, match=r"units\.csv, line 3, column factor"):
        read_reference_csv(path, "ref_unit")


@pytest.mark.parametrize("factor", ["0.0001", "1e-8", "100000000"])
def test_a_factor_may_be_small_or_large(tmp_path: Path, factor: str) -> None:
    path = tmp_path / "units.csv"
    path.write_text(f"unit,unit_canonical,dimension,factor\n元,亿元,money,{factor}\n", encoding="utf-8")
    assert read_reference_csv(path, "ref_unit")["factor"].to_list() == [float(factor)]
