"""Figures that may all be wrong for one reason are asked once, and one answer holds for all that are ticked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.review import causes
from flows.review.causes import Page
from flows.review.desk import Desk, Folders
from flows.review.model import AnswerError, Question
from flows.review.reviews import decisions


def row(
    text: str, quote: str, subject: str = "平定经开区", level: str = "zone", **given: Any
) -> dict[str, Any]:
    at = text.index(quote)
    return {
        "char_start": at, "char_end": at + len(quote), "subject_level": level, "subject_name": subject,
        "scenario": "actual", "period_end": date(2024, 6, 30), **given,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "subject", "kind"),
    [
        ("全州6家经济开发区产值9亿元。", "全州经开区", "scope_word"),
        ("全县两个园区产值9亿元。", "全县工业园区", "scope_word"),
        ("云溪经济开发区产值9亿元。", "城北云溪经开区", "unprinted"),
        ("石滩园区产值9亿元。", "青川石滩工业园区", "unprinted"),
        ("平定经开区扩建。走进衡河装备公司，产值9亿元。", "平定经开区", "holder"),
        ("平定经开区扩建。北岸新区起步早，产值9亿元。", "平定经开区", "holder"),
        ("平定经开区扩建。石墨科创产业园产值9亿元。", "平定经开区", "park"),
        ("平定经开区扩建。力争开发区产值9亿元。", "平定经开区", None),
        ("平定经开区扩建。全市开发区产值9亿元。", "平定经开区", None),
        ("衡河装备公司落户平定经开区，产值9亿元。", "平定经开区", None),
    ],
)
def test_why_a_subject_may_be_wrong(text: str, subject: str, kind: str | None) -> None:
    found = causes.whom(Page(text), row(text, "9", subject), "平定经开区")
    assert (found.kind if found else None) == kind


def test_a_name_that_reading_knows_is_no_unknown_holder() -> None:
    text = "平定经开区扩建。衡河装备公司产值9亿元。"
    assert causes.whom(Page(text, ("衡河装备公司",)), row(text, "9"), "平定经开区") is None


@pytest.mark.parametrize(
    ("text", "given", "kind"),
    [
        ("通报\n\n一、主要目标\n\n产值9亿元。", {}, "goal_section"),
        ("通报\n\n三、下一步工作\n产值9亿元。", {}, "goal_section"),
        ("2024年工作安排\n产值9亿元。", {}, None),
        ("平定经开区今年起步不错，势头很好。全年力争产值9亿元。", {}, "goal"),
        ("平定经开区今年起步不错，势头很好。计划项目已完成产值9亿元。", {}, None),
        ("产值9亿元。", {"scenario": "plan"}, "plan"),
        ("产值9亿元。", {"period_end": date(2023, 12, 31)}, "other_month"),
        ("产值9亿元。", {"scenario": "target"}, None),
        ("产值9亿元。", {}, None),
    ],
)
def test_why_a_period_or_a_scenario_may_be_wrong(text: str, given: dict[str, Any], kind: str | None) -> None:
    found = causes.when(Page(text), row(text, "9", **given), "2024-06")
    assert (found.kind if found else None) == kind


def groups(desk: Desk) -> list[Question]:
    return [question for question in desk.questions if question.kind == "group"]


def subjects(desk: Desk) -> dict[str, tuple[str, str]]:
    rows = desk.published.rows("select quote, subject_level, subject_name from fact_figure")
    return {row["quote"]: (row["subject_level"], row["subject_name"]) for row in rows}


def test_one_answer_holds_for_all_that_are_ticked(works: Folders, publish_again: Callable[..., Path]) -> None:
    assert works.reference is not None
    desk = Desk(works)
    question = next(one for one in groups(desk) if one.row["cause"] == "holder")
    desk.questions = [question, *(one for one in desk.questions if one is not question)]
    sheet = desk.current()
    assert sheet is not None and sheet.more["begin"] == {"subject": "zone|平定经开区"}
    marks = [line["passage"].mark for line in sheet.more["lines"]]
    assert marks[:2] == ["4.2", "12.5"]
    out = [line["at"] for line in sheet.more["lines"][2:]]
    draft = {"subject": "enterprise|衡河装备公司", "value": "7"}
    desk.answer(question.key, {"verb": "change", "draft": draft, "without": out})
    known = decisions(works.reference)
    assert [key[1].quote for key in known] == ["4.2", "12.5"]
    # nothing but what is asked changes
    assert {str(rows[0]["value"].normalize()) for rows in known.values()} == {"4.2", "12.5"}
    publish_again(works.raw, works.marts, works.reference, "second")
    read = subjects(Desk(works))
    assert read["4.2"] == read["12.5"] == ("enterprise", "衡河装备公司")
    assert read["2.6"] == ("zone", "平定经开区")
    assert desk.undo() and decisions(works.reference) == {} and desk.questions[0] is question


def test_all_right_is_one_answer_too(works: Folders) -> None:
    assert works.reference is not None
    desk = Desk(works)
    question = groups(desk)[0]
    desk.answer(question.key, {"verb": "accept"})
    assert len(decisions(works.reference)) == question.figures
    assert question.key not in [other.key for other in Desk(works).questions]
    # another desk, open meanwhile, can't take it back in part
    assert desk.undo() and decisions(works.reference) == {}


@pytest.mark.parametrize(
    "given",
    [{}, {"verb": "none"}, {"verb": "change", "draft": 7}, {"verb": "change", "draft": {"subject": "zone|"}}],
)
def test_what_is_no_answer_is_not_written(works: Folders, given: dict[str, Any]) -> None:
    assert works.reference is not None
    desk = Desk(works)
    question = next(one for one in groups(desk) if one.row["asked"] == ("subject",))
    with pytest.raises(AnswerError):
        desk.answer(question.key, given)
    everything = [place["char_start"] for place in question.row["places"]]
    with pytest.raises(AnswerError, match="left out"):
        desk.answer(question.key, {"verb": "accept", "without": everything})
    assert decisions(works.reference) == {}
