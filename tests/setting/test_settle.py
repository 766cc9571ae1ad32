"""What is chosen for an article, why, and that a line beside the text decides outright."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from flows.documents import Document, Sidecar, link, prepare
from flows.figures import extract

ZONE = "2024年一季度，枝江姚家港化工园完成工业投资5亿元，同比增长3.1%。园区新签约项目6个。"
# two cities are named alike often, so that nothing much tells between them
TWO = "2024年一季度，宜昌市完成工业投资5亿元。荆州市完成工业投资6亿元。"


def article(reader: Any, text: str, **stated: Any) -> dict[str, Any]:
    """The row of the first article of a text with a sidecar."""
    made = prepare(Document("t", "t.txt", "0" * 64, "utf-8", len(text.encode()), text, Sidecar(**stated)))
    row: dict[str, Any] = extract([made], reader.reference, lexicon=reader.lexicon)["article"].row(
        0, named=True
    )
    return row


@pytest.mark.parametrize(
    ("about", "level", "home"),
    [
        ("宜昌市", "city", "宜昌市"),
        ("宜昌", "city", "宜昌市"),
        ("荆州市", "city", "荆州市"),
        ("枝江市", "county", "枝江市"),
        ("湖北省", "province", "湖北省"),
        ("全国", "other", "全国"),
        ("宜昌高新区", "zone", "宜昌高新区"),
        ("甲乙丙产业园", "zone", "甲乙丙产业园"),
    ],
)
@pytest.mark.parametrize("text", [TWO, ZONE])
def test_about_decides_outright(reader, text, about, level, home):
    row = article(reader, text, about=about)
    assert (row["home_level"], row["home_subject"], row["home_basis"]) == (level, home, "sidecar")
    assert row["home_margin"] is None and row["home_runner_up"] is None


def test_a_text_that_names_two_alike_says_what_else_it_could_be_about(reader):
    row = article(reader, TWO)
    assert row["home_basis"] == "weighed"
    assert 0 <= row["home_margin"] < 1
    assert row["home_runner_up"] not in (None, row["home_subject"])


def test_what_the_runner_up_is_called_can_be_written_down(reader):
    before = article(reader, TWO)
    after = article(reader, TWO, about=before["home_runner_up"])
    assert after["home_subject"] == before["home_runner_up"]


@pytest.mark.parametrize(
    ("stated", "year"),
    [
        ({"as_of": "2023-11"}, 2023),
        ({"as_of": "2023-12", "published": date(2024, 2, 5)}, 2024),
        ({"as_of": "2024-03"}, 2024),
    ],
)
def test_as_of_decides_outright(reader, stated, year):
    row = article(reader, TWO, **stated)
    assert (row["as_of_month"], row["as_of_basis"], row["year"]) == (stated["as_of"], "sidecar", year)


def test_where_it_was_found_and_its_title_come_from_the_sidecar(reader):
    row = article(reader, TWO, url="here", title="一季度通报")
    assert (row["url"], row["title"]) == ("here", "一季度通报")


def test_a_text_without_a_year_or_a_place_is_doubtful_in_both(reader):
    row = article(reader, "完成工业投资5亿元。")
    least = {r["question"]: r["least_margin"] for r in reader.reference.rows("ref_setting_margin")}
    assert row["home_basis"] == "none" or row["home_margin"] < least["home"]
    assert (row["as_of_month"], row["as_of_basis"]) == (None, "none")


def test_what_continues_another_article_says_so(reader):
    texts = (
        "晋城市开发区一季度\n2024年一季度，全市开发区完成工业投资5亿元。\n（下转D10版）",
        "（上接D9版）\n一季度，签约项目6个。",
    )
    prepared = [
        prepare(Document(f"p_d{9 + k}", f"p_d{9 + k}.txt", "0" * 64, "utf-8", 9, text))
        for k, text in enumerate(texts)
    ]
    link(prepared)
    frame: pl.DataFrame = extract(prepared, reader.reference, lexicon=reader.lexicon)["article"].sort(
        "document_id"
    )
    first, second = frame.sort("continues_in", nulls_last=True).to_dicts()
    assert (second["home_subject"], second["home_basis"]) == (first["home_subject"], "continued")
    assert second["home_margin"] is None
