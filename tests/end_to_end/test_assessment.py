"""Warnings and scorecards of the real reports, where they lie beside the repository."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

pytestmark = pytest.mark.parametrize("raw", ["real"], indirect=True)


def rows(marts: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(marts / "kaifaqu.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_warnings_say_what_the_texts_say(marts: Path) -> None:
    found = dict(rows(marts, "select subject_name || ' ' || rule, message_zh from mart_warning"))
    assert (
        found["临汾市 very_low_start_rate"]
        == "临汾市2024年1—7月签约项目开工率（口径：前两次“三个一批”）为50.4%，低于预警阈值60%，相差9.6个百分点。"
    )
    # 全代办服务办理项目数占…比例89.32%: its head is in words that nobody knows, and what is in doubt warns of nothing
    assert "山西省 low_agency_share" not in found
    query = "select certainty, rank from mart_ranking where subject_name = '山西省' and indicator_id = 'agency_share'"
    assert rows(marts, query) == [("doubtful", None)]


def test_more_than_90_percent_warns_of_nothing(marts: Path) -> None:
    query = (
        "select count(*) from mart_warning "
        "where subject_name in ('太原市', '吕梁市') and indicator_id = 'commitment_share'"
    )
    assert rows(marts, query) == [(0,)]


def test_whoever_met_every_target_is_not_warned_of_one(marts: Path) -> None:
    query = (
        "select count(*) from mart_warning where subject_name = '晋城市' and benchmark = 'provincial_target'"
    )
    assert rows(marts, query) == [(0,)]


def test_scores_are_over_what_had_data(marts: Path) -> None:
    query = (
        "select coverage, grade from mart_scorecard where subject_name = '晋城市' and quarter_id = '2024-Q1'"
    )
    [(coverage, grade)] = rows(marts, query)
    assert coverage >= 0.8
    assert grade == "优秀"
    thin = "select distinct grade, rank from mart_scorecard where coverage < 0.4"
    assert rows(marts, thin) == [(None, None)]


def test_contributions_add_up_and_every_number_has_its_figure(marts: Path) -> None:
    subject = "quarter_id, subject_level, subject_name"
    query = (
        f"select {subject} from mart_scorecard join (select {subject}, sum(contribution) as total "
        f"from mart_scorecard_part group by all) using ({subject}) where abs(score - total) > 0.001"
    )
    assert rows(marts, query) == []
    assert rows(
        marts, "select count(*) from mart_scorecard_part where value is not null and figure_id is null"
    ) == [(0,)]
    assert rows(marts, "select count(*) from mart_warning where len(figure_ids) = 0") == [(0,)]
