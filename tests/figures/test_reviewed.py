"""What a person has decided on a number stands in place of what was read, and of nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from flows.contracts import REFERENCE_TABLES, polars_schema
from flows.documents import Document, link, prepare
from flows.figures import Lexicon, extract
from flows.reference import Reference
from flows.reference.reviews import anchor_of

TEXTS = [
    "2024年一季度，晋城市规上工业增加值61.2亿元，同比增长7.35%，新签约项目12个。",
    "2023年上半年，阳泉市工业投资18.4亿元，同比增长5.6%，晋城市新签约项目9个。",
]
SHA = "0" * 64


def decided(text: str, quote: str, **given: Any) -> dict[str, Any]:
    at = text.index(quote)
    row: dict[str, Any] = {
        **dict.fromkeys(REFERENCE_TABLES["ref_review"].column_names),
        **anchor_of(text, at, at + len(quote))._asdict(),
        "document": "t", "sha256": SHA, "verdict": "figure", "indicator_id": "industrial_investment",
        "measure": "level", "scenario": "actual", "subject_level": "city", "subject_name": "大同市",
        "period_start": date(2024, 1, 1), "period_end": date(2024, 6, 30), "value": Decimal(7), "unit": "亿元",
        "bound": "eq",
    }  # fmt: skip
    return {**row, **given}


def frames(
    reader: Any, text: str, *rows: dict[str, Any], sha256: str = SHA, table: str = "ref_review"
) -> dict[str, pl.DataFrame]:
    review = pl.DataFrame(list(rows), schema=polars_schema(REFERENCE_TABLES[table]))
    known = Reference({**reader.reference.frames, table: review})
    lexicon = Lexicon(known)
    prepared = [prepare(Document("t", "t.txt", sha256, "utf-8", len(text.encode()), text))]
    link(prepared)
    return extract(prepared, known, lexicon=lexicon)


def rest(made: dict[str, pl.DataFrame], quote: str) -> list[tuple[Any, ...]]:
    return made["figure"].filter(pl.col("quote") != quote).rows()


@pytest.mark.parametrize(("text", "quote"), [(TEXTS[0], "12"), (TEXTS[1], "5.6")])
def test_a_figure_is_corrected_and_all_others_stay(reader: Any, text: str, quote: str) -> None:
    before, after = frames(reader, text), frames(reader, text, decided(text, quote))
    (row,) = after["figure"].filter(quote=quote).to_dicts()
    assert (row["indicator_id"], row["subject_name"], row["value"], row["rule"]) == (
        "industrial_investment", "大同市", 7, "review",
    )  # fmt: skip
    assert row["city_id"] == "140200" and row["period_end"] == date(2024, 6, 30) and row["sentence"]
    assert after["mention"].filter(quote=quote)["figure_id"].to_list() == [row["figure_id"]]
    assert rest(before, quote) == rest(after, quote)


@pytest.mark.parametrize(("text", "quote"), [(TEXTS[0], "7.35"), (TEXTS[1], "18.4")])
def test_what_was_read_rightly_stays_and_says_that_it_was_reviewed(
    reader: Any, text: str, quote: str
) -> None:
    (read,) = frames(reader, text)["figure"].filter(quote=quote).to_dicts()
    own = {
        name: read[name]
        for name in REFERENCE_TABLES["ref_review"].column_names
        if name in read and name != "quote"
    }
    (row,) = frames(reader, text, decided(text, quote, **own))["figure"].filter(quote=quote).to_dicts()
    assert row == {**read, "rule": f"{read['rule']} review", "doubts": row["doubts"]}


@pytest.mark.parametrize(("text", "quote"), [(TEXTS[0], "12"), (TEXTS[1], "9")])
def test_no_figure_is_a_number_with_a_reason(reader: Any, text: str, quote: str) -> None:
    made = frames(reader, text, decided(text, quote, verdict="none"))
    assert made["figure"].filter(quote=quote).is_empty()
    (mention,) = made["mention"].filter(quote=quote).to_dicts()
    assert (mention["disposition"], mention["reason"], mention["figure_id"]) == ("name", "reviewed", None)


def test_a_number_that_nobody_had_read_becomes_a_figure(reader: Any) -> None:
    text = "晋城市共完成41.7。\n2024年一季度，晋城市规上工业增加值61.2亿元。"
    assert frames(reader, text)["figure"].filter(quote="41.7", disposition="figure").is_empty()
    (row,) = frames(reader, text, decided(text, "41.7"))["figure"].filter(quote="41.7").to_dicts()
    assert row["indicator_id"] == "industrial_investment" and "41.7" in row["sentence"]


def test_several_subjects_make_several_rows(reader: Any) -> None:
    made = frames(reader, TEXTS[0], decided(TEXTS[0], "12", subject_name="大同市、晋城市"))
    assert sorted(made["figure"].filter(quote="12")["subject_name"]) == ["大同市", "晋城市"]
    assert made["figure"]["figure_id"].is_unique().all()


def test_another_text_of_the_same_name_is_left_alone(reader: Any) -> None:
    row = decided(TEXTS[0], "12", verdict="none")
    assert frames(reader, TEXTS[0], row, sha256="1" * 64)["figure"].filter(quote="12").height == 1
    moved = {**row, "text_before": "另一处"}
    assert frames(reader, TEXTS[0], moved)["figure"].filter(quote="12").height == 1


def as_read(reader: Any, text: str, quote: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is read of a quote, and a row of ref_agreed that says the same."""
    (read,) = frames(reader, text)["figure"].filter(quote=quote).to_dicts()
    at = text.index(quote)
    place = {"document": "t", "sha256": SHA, **anchor_of(text, at, at + len(quote))._asdict()}
    names = REFERENCE_TABLES["ref_agreed"].column_names
    return read, {name: place.get(name, read.get(name)) for name in names}


@pytest.mark.parametrize(("text", "quote"), [(TEXTS[0], "7.35"), (TEXTS[1], "18.4")])
def test_what_somebody_else_has_read_alike_says_so_and_nothing_else_changes(
    reader: Any, text: str, quote: str
) -> None:
    before = frames(reader, text)
    read, row = as_read(reader, text, quote)
    made = frames(reader, text, row, table="ref_agreed")
    (figure,) = made["figure"].filter(quote=quote).to_dicts()
    assert figure == {**read, "rule": f"{read['rule']} agreed"}
    assert rest(before, quote) == rest(made, quote) and before["mention"].equals(made["mention"])


@pytest.mark.parametrize(
    "given",
    [
        {"subject_name": "大同市"},
        {"period_end": date(2024, 6, 30)},
        {"value": Decimal(8)},
        {"sha256": "1" * 64},
        {"text_before": "不在文中"},
    ],
)
def test_an_agreement_with_what_was_read_otherwise_says_nothing(reader: Any, given: dict[str, Any]) -> None:
    _, row = as_read(reader, TEXTS[0], "7.35")
    made = frames(reader, TEXTS[0], {**row, **given}, table="ref_agreed")
    assert made["figure"].equals(frames(reader, TEXTS[0])["figure"])


@pytest.mark.parametrize(("text", "quote"), [(TEXTS[0], "7.35"), (TEXTS[1], "18.4")])
def test_a_number_of_a_sample_says_whether_it_had_been_read_rightly(
    reader: Any, text: str, quote: str
) -> None:
    (read,) = frames(reader, text)["figure"].filter(quote=quote).to_dicts()
    own = {
        name: read[name]
        for name in REFERENCE_TABLES["ref_review"].column_names
        if name in read and name != "quote"
    }
    for given, said in (
        ({}, f"{read['rule']} review sample_right"),
        # the bound is none of what counts strictly
        ({"bound": "ge"}, "review sample_right"),
        ({"subject_name": "大同市"}, "review sample_wrong"),
        ({"verdict": "other_figure", "indicator_id": None}, "review sample_wrong"),
    ):
        row = decided(text, quote, **{**own, "note": "sample", **given})
        assert frames(reader, text, row)["figure"].filter(quote=quote)["rule"].to_list() == [said]
    made = frames(reader, text, decided(text, quote, verdict="none", note="sample"))
    assert made["mention"].filter(quote=quote)["reason"].to_list() == ["reviewed_sample"]
