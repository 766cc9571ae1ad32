"""What the five real reports say of batches, reform, leading industries and promotion."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

pytestmark = pytest.mark.parametrize("raw", ["real"], indirect=True)
MARTS = ("mart_pipeline", "mart_reform", "mart_leading_industry", "mart_promotion")


def rows(marts: Path, name: str, **where: object) -> pl.DataFrame:
    return pl.read_parquet(marts / "parquet" / f"{name}.parquet").filter(**where)


@pytest.mark.parametrize("name", MARTS)
def test_every_row_cites_figures_of_its_subject(marts: Path, name: str) -> None:
    figures = rows(marts, "fact_figure").select("figure_id", "subject_level", "subject_name", "quarter_id")
    keys = ["subject_level", "subject_name", "quarter_id"]
    cited = rows(marts, name).select(*keys, figure_id="figure_ids").explode("figure_id")
    assert cited.height > 0
    assert cited.join(figures, on=["figure_id", *keys], how="anti").height == 0


def test_eight_cities_and_the_province_have_a_share_of_commitment_projects(marts: Path) -> None:
    found = rows(marts, "mart_reform", quarter_id="2024-Q1").drop_nulls("commitment_share")
    shares = {
        name: (float(share), bound)
        for name, share, bound in found.select(
            "subject_name", "commitment_share", "commitment_share_bound"
        ).iter_rows()
    }
    whole = {f"{city}市": (100.0, "eq") for city in ("大同", "朔州", "忻州", "晋城", "临汾", "运城")}
    assert shares == whole | {"太原市": (90.0, "gt"), "吕梁市": (90.0, "gt"), "山西省": (93.41, "eq")}


def test_rates_of_the_quarter_and_counts_since_2023_are_two_batches(marts: Path) -> None:
    found = rows(marts, "mart_pipeline", subject_name="晋城市", quarter_id="2024-Q1")
    (counted,) = found.drop_nulls("signed").to_dicts()
    (rated,) = found.drop_nulls("start_rate_reported").to_dicts()
    counts = ("signed", "started", "started_batch", "in_production", "in_production_batch")
    assert tuple(counted[name] for name in counts) == (91, 84, 87, 54, 77)
    assert float(counted["start_rate_computed"]) == pytest.approx(92.31, abs=0.005)
    assert float(counted["production_rate_computed"]) == pytest.approx(62.07, abs=0.005)
    assert (counted["signed_not_started"], counted["started_not_in_production"]) == (7, 33)
    assert counted["start_rate_reported"] is None
    assert float(rated["start_rate_reported"]) == 91.69
    assert (rated["start_rate_rank"], rated["start_rate_rank_comparator"]) == (2, "全省")
    assert rated["start_rate_computed"] is None


def test_lists_of_other_projects_give_no_rate(marts: Path) -> None:
    found = rows(marts, "mart_pipeline", subject_name="阳泉市", quarter_id="2023-Q4")
    assert found["signed"].to_list() == [43, 38]
    computed = ["start_rate_computed", "production_rate_computed", "signed_not_started"]
    assert found.select(computed).null_count().row(0) == (2, 2, 2)


def test_two_leading_industries_of_yuncheng(marts: Path) -> None:
    found = rows(marts, "mart_leading_industry", subject_name="运城市", quarter_id="2024-Q2")
    columns = ["ordinal", "enterprises", "output", "output_share", "value_added", "value_added_share"]
    assert [tuple(map(float, row)) for row in found.select(columns).iter_rows()] == [
        (1, 329, 631.7, 53.8, 128.9, 64),
        (2, 125, 331.5, 28.2, 38.4, 19),
    ]


def test_trips_and_negotiations_of_jincheng(marts: Path) -> None:
    (found,) = rows(marts, "mart_promotion", subject_name="晋城市", quarter_id="2024-Q1").to_dicts()
    assert (found["trips"], found["negotiations"], found["signings"]) == (99, 49, None)
    assert float(found["negotiations_per_trip"]) == pytest.approx(49 / 99, abs=5e-5)
