"""Decisions on single numbers are found again by the words around them, and checked before anything is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import ReferenceDataError
from flows.reference.reviews import Reviews, anchor_of, found_at, read_reviews

ROW = """
- document: a
  sha256: {sha}
  quote: '9.4'
  text_before: 同比增长
  text_after: '%。'
  verdict: {verdict}
""".replace("{sha}", "a" * 64)
WHOLE = """  indicator_id: industrial_value_added
  measure: growth
  scenario: actual
  subject_level: city
  subject_name: 晋城市
  period_start: 2024-01-01
  period_end: 2024-03-31
  value: 9.4
  unit: '%'
  bound: eq
"""


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("甲区增长5%，乙区增长5%，丙区增长5%。", "5"),
        ("5 5 5 5", "5"),
        ("1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1", "1"),
        ("签约项目\n12个", "12"),
    ],
)  # fmt: skip
def test_each_number_is_found_again_at_its_own_place(text: str, quote: str) -> None:
    at = text.find(quote)
    while at >= 0:
        anchor = anchor_of(text, at, at + len(quote))
        assert found_at(text, anchor) == (at, at + len(quote))
        at = text.find(quote, at + 1)


def test_words_that_are_gone_are_not_found() -> None:
    anchor = anchor_of("甲区规上工业增加值增长5%。", 11, 12)
    assert found_at("甲区规上工业增加值增长6%。", anchor) is None
    assert found_at("去年甲区规上工业增加值增长5%。", anchor) is not None


def test_rows_are_read_and_typed(tmp_path: Path) -> None:
    file = tmp_path / "reviews.yaml"
    file.write_text(ROW.replace("{verdict}", "figure") + WHOLE, encoding="utf-8")
    (row,) = read_reviews(file).to_dicts()
    assert (row["occurrence"], float(row["value"]), row["period_end"].isoformat()) == (1, 9.4, "2024-03-31")
    assert read_reviews(tmp_path / "none.yaml").is_empty()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ROW.replace("{verdict}", "figure"), r"line 7.*needs measure, scenario"),
        (ROW.replace("{verdict}", "other_figure") + WHOLE, "indicator_id must be given for verdict figure"),
        (ROW.replace("{verdict}", "maybe"), r"line 7"),
        (ROW.replace("{verdict}", "figure") + WHOLE.replace("growth", "rank"), "rank_of must be given"),
        (
            ROW.replace("{verdict}", "figure") + WHOLE.replace("2024-03-31", "2023-03-31"),
            "must not lie before",
        ),
        (ROW.replace("{verdict}", "none").replace("a" * 64, "abc"), r"line 3"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "reviews.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=message) as error:
        read_reviews(file)
    assert "reviews.yaml" in error.value.place


def test_a_decision_is_stale_where_the_text_has_changed() -> None:
    row = {
        "document": "a",
        "sha256": "a" * 64,
        "quote": "5",
        "text_before": "增长",
        "text_after": "%",
        "occurrence": 1,
    }
    reviews = Reviews([row])
    assert reviews.stale({"a": ("a" * 64, "增长5%")}) == {}
    # under another name it is the same text
    assert reviews.stale({"b": ("a" * 64, "增长5%")}) == {}
    # it was not read in this run
    assert reviews.stale({"c": ("c" * 64, "增长5%")}) == {}
    assert reviews.stale({"a": ("b" * 64, "增长5%")}) == {"a": [row]}
    # a row that somebody has changed by hand
    assert reviews.stale({"a": ("a" * 64, "下降5%")}) == {"a": [row]}
    assert reviews.digest("a" * 64) and not reviews.digest("b" * 64)
