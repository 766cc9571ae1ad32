"""The invented panel of panel.py: every number of every mart on it is known."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PANEL = runpy.run_path(str(HERE / "panel.py"))
INLINE = runpy.run_path(str(HERE / "inline.py"))
REPORTS, CITIES, ZONES, PROVINCES = PANEL["REPORTS"], PANEL["CITIES"], PANEL["ZONES"], PANEL["PROVINCES"]


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory, warehouse_of: Callable[..., Any]) -> Any:
    """The panel's warehouse."""
    return warehouse_of(INLINE["write"](tmp_path_factory.mktemp("panel"), PANEL["sources"]()))


def keyed(rows: list[tuple[Any, ...]]) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Rows by quarter and subject; each has one."""
    found = {(quarter, subject): tuple(rest) for quarter, subject, *rest in rows}
    assert len(found) == len(rows)
    return found


def test_every_number_is_there(panel: Any) -> None:
    assert panel.quarantined == 0
    assert panel.tuples("select count(*) from fact_figure")[0][0] == 18 * 11 + 18
    assert not panel.tuples("select * from mart_revision")


GROWTH = "indicator_id = 'industrial_investment' and measure = 'growth'"


def test_cities_rank_though_their_scopes_are_worded_otherwise(panel: Any) -> None:
    query = (
        "select quarter_id, subject_name, value::double, rank, peers, scope_key, scope_differs from mart_ranking "
        f"where subject_level = 'city' and {GROWTH}"
    )
    found = keyed(panel.tuples(query))
    for report in REPORTS:
        rivals = [other.growth for other in REPORTS if other.quarter == report.quarter]
        rank = 1 + sum(growth > report.growth for growth in rivals)
        assert found[report.quarter_id, CITIES[report.place]] == (report.growth, rank, 3, None, True)


def test_provinces_rank_among_provinces(panel: Any) -> None:
    query = (
        "select quarter_id, subject_name, value::double, rank, peers, scope_differs from mart_ranking "
        f"where subject_level = 'province' and {GROWTH}"
    )
    found = keyed(panel.tuples(query))
    for quarter in range(6):
        of = REPORTS[3 * quarter].quarter_id
        for place, rank in ((0, 2), (1, 3), (2, 1)):
            growth = PANEL["province_growth"](place, quarter)
            assert found[of, PROVINCES[place]] == (growth, rank, 3, False)


def test_zones_rank_in_their_province(panel: Any) -> None:
    query = (
        "select quarter_id, subject_name, value::double, rank, peers from mart_ranking "
        "where subject_level = 'zone' and indicator_id = 'industrial_investment'"
    )
    found = keyed(panel.tuples(query))
    for report in REPORTS:
        everyone = [zone for other in REPORTS if other.quarter == report.quarter for zone in other.zones]
        for name, value in zip(ZONES[report.place], report.zones, strict=True):
            assert found[report.quarter_id, name] == (value, 1 + sum(each > value for each in everyone), 6)


def test_gaps_to_the_target_and_to_the_province(panel: Any) -> None:
    for benchmark, differs in (
        ("provincial_target", (False,) * 3),
        ("provincial_average", (True, False, True)),
    ):
        query = (
            "select quarter_id, subject_name, benchmark_value::double, gap::double, gap_reported::double, agrees, met, "
            f"scope_differs from mart_gap where subject_level = 'city' and {GROWTH} and benchmark = '{benchmark}'"
        )
        found = keyed(panel.tuples(query))
        assert len(found) == len(REPORTS)
        for report in REPORTS:
            if benchmark == "provincial_target":
                wanted = (report.target, report.gap, report.gap, True, report.gap > 0)
            else:
                average = PANEL["province_growth"](0, report.quarter)
                gap = round(report.growth - average, 1)
                wanted = (average, gap, None, None, gap >= 0)
            assert found[report.quarter_id, CITIES[report.place]] == (*wanted, differs[report.place])


def test_pipelines(panel: Any) -> None:
    query = (
        "select quarter_id, subject_name, signed, started, start_rate_reported::double, "
        "abs(start_rate_computed - start_rate_reported) <= 0.005, signed_not_started, contested from mart_pipeline"
    )
    found = keyed(panel.tuples(query))
    assert len(found) == len(REPORTS)
    for report in REPORTS:
        signed, started = report.signed, report.started
        rate = float(report.start_rate)
        wanted = (signed, started, rate, True, signed - started, False)
        assert found[report.quarter_id, CITIES[report.place]] == wanted


def test_sums_and_rates_of_the_texts_hold(panel: Any) -> None:
    query = "select identity, agrees, count(*) from mart_reconciliation group by all order by all"
    counts = {(identity, agrees): number for identity, agrees, number in panel.tuples(query)}
    # two quarters have a year before in the panel
    assert counts.pop(("growth", True)) == 6
    # each later year to date of a year: investment of a city and its two zones, and two counts of projects
    assert counts.pop(("nested_period", True)) == 4 * 3 * 5
    assert (
        counts.pop(("sum", True)) == counts.pop(("rate", True)) == counts.pop(("gap", True)) == len(REPORTS)
    )
    assert all(agrees for _, agrees in counts)


def test_completion_against_the_schedule(panel: Any) -> None:
    query = (
        "select quarter_id, subject_name, value::double, benchmark_value::double, gap_reported::double, agrees, met "
        "from mart_gap where benchmark = 'schedule'"
    )
    found = keyed(panel.tuples(query))
    for report in REPORTS:
        over = 25.0 * (report.quarter % 4 + 1)
        wanted = (report.completion, over, report.ahead, True, report.ahead >= 0)
        assert found[report.quarter_id, CITIES[report.place]] == wanted


def test_warnings_are_those_that_the_numbers_give(panel: Any) -> None:
    wanted = set()
    for report in REPORTS:
        at = (report.quarter_id, CITIES[report.place])
        if report.gap <= -5:
            wanted.add((*at, "far_below_provincial_target"))
        elif report.gap < 0:
            wanted.add((*at, "below_provincial_target"))
        if report.growth < PANEL["province_growth"](0, report.quarter):
            wanted.add((*at, "below_provincial_average"))
        if report.growth < 0:
            wanted.add((*at, "negative_growth"))
        if report.ahead < 0:
            wanted.add((*at, "behind_schedule"))
        rate = float(report.start_rate)
        if rate < 80:
            wanted.add((*at, "low_start_rate"))
        # every growth of the year to date falls from quarter to quarter
        if report.quarter % 4:
            wanted.add((*at, "growth_slowed"))
    for quarter in (1, 2, 3, 5):
        wanted |= {(REPORTS[3 * quarter].quarter_id, name, "growth_slowed") for name in PROVINCES}
    found = panel.tuples("select quarter_id, subject_name, rule from mart_warning")
    assert len(found) == len(set(found))
    assert set(found) == wanted


def test_single_quarters_are_what_the_year_to_date_grew_by(panel: Any) -> None:
    query = (
        "select quarter_id, subject_name, to_date::double, to_date_origin, quarter_value::double, quarter_origin "
        "from mart_series where subject_level = 'zone' and indicator_id = 'industrial_investment'"
    )
    found = keyed(panel.tuples(query))
    assert len(found) == 2 * len(REPORTS)
    for report in REPORTS:
        first = report.quarter % 4 == 0
        before = (0.0, 0.0) if first else REPORTS[REPORTS.index(report) - 3].zones
        for name, value, so_far in zip(ZONES[report.place], report.zones, before, strict=True):
            step = round(value - so_far, 4)
            assert found[report.quarter_id, name] == (
                value,
                "printed",
                step,
                "printed" if first else "derived",
            )


def test_totals_of_a_year(panel: Any) -> None:
    query = "select subject_name, total::double, is_whole_year from total('工业投资', 2023) where subject_level = 'zone'"
    wanted = {
        (name, value, True)
        for report in REPORTS[9:12]
        for name, value in zip(ZONES[report.place], report.zones, strict=True)
    }
    assert set(panel.tuples(query)) == wanted


def test_who_reported_is_held_against_the_register(panel: Any) -> None:
    cities = panel.tuples(
        "select count(*) from staging.ref_place where level = 'city' and province_id = '140000'"
    )[0][0]
    query = (
        "select quarter_id, expected, reported, panel_share::double, missing from mart_panel "
        "where subject_level = 'city' and indicator_id = 'industrial_investment'"
    )
    rows = panel.tuples(query)
    assert len(rows) == 6
    assert {row[1:4] for row in rows} == {(cities, 3, round(3 / cities, 4))}
    assert all(row[4] == [] for row in rows)
    ranked = (
        f"select distinct panel_share::double from mart_ranking where subject_level = 'city' and {GROWTH}"
    )
    assert panel.tuples(ranked) == [(round(3 / cities, 4),)]


def test_progress_to_targets(panel: Any) -> None:
    query = (
        "select quarter_id, subject_name, share_done::double, share_due::double, needed_rest::double "
        "from mart_target_progress where measure = 'completion'"
    )
    found = keyed(panel.tuples(query))
    for report in REPORTS:
        wanted = (report.completion, 25.0 * (report.quarter % 4 + 1), round(100 - report.completion, 4))
        assert found[report.quarter_id, CITIES[report.place]] == wanted
    query = "select quarter_id, subject_name, gap::double from mart_target_progress where measure = 'growth' and subject_level = 'city'"
    found = keyed(panel.tuples(query))
    for report in REPORTS:
        assert found[report.quarter_id, CITIES[report.place]] == (report.gap,)
