"""Which subjects of the register reported in a quarter, and which have fallen silent."""

from __future__ import annotations

from typing import Any

GROWTH = "工业投资;m=growth;u=%"
PERIODS = ["2023-01..2023-03", "2023-01..2023-06", "2024-01..2024-09"]


def reports(city: str, *places: int) -> dict[str, tuple[dict[str, str], str]]:
    """One report of a city for each of the periods."""
    text = f"{city}开发区工业投资增长[[5.5|{GROWTH}]]%。"
    return {f"{city}{place}": ({"s": f"city:{city}", "p": PERIODS[place]}, text) for place in places}


TEXTS = {**reports("晋城市", 0, 1, 2), **reports("大同市", 0, 2), **reports("西安市", 1)}


def test_who_has_fallen_silent_is_named_for_a_year(told: Any) -> None:
    query = "select quarter_id, province_id, reported, missing from mart_panel order by all"
    assert told.tuples(query) == [
        ("2023-Q1", "140000", 2, []),
        ("2023-Q2", "140000", 1, ["大同市"]),
        ("2023-Q2", "610000", 1, []),
        ("2024-Q3", "140000", 2, []),
    ]


def test_a_share_of_the_register_is_cited(told: Any) -> None:
    query = "select panel_share > 0 and panel_share < 0.5 from mart_panel"
    assert set(told.tuples(query)) == {(True,)}
    assert told.tuples(
        "select count(*) from mart_gap where benchmark = 'peer_median' and panel_share is null"
    ) == [(0,)]
