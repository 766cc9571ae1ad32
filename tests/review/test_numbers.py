"""Single figures: accepted, corrected or said to be none; decisions are found again by words and asked again once stale."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.review import reviews
from flows.review.command import second_opinion
from flows.review.desk import Desk, Folders
from flows.review.model import AnswerError, Question

Again = Callable[..., Path]


def asked(desk: Desk, quote: str, document: str = "two_zones") -> Question:
    """Let the desk ask about the figures of a quote alone."""
    rows = desk.published.rows(
        "select document_id, char_start, char_end, article_id, 1 as figures from fact_mention "
        "where quote = ? and document_id = ?",
        quote,
        document,
    )
    question = Question("figure", f"figure:{document}:{rows[0]['char_start']}", 1, rows[0])
    desk.questions = [question]
    return question


def figures(desk: Desk, quote: str) -> list[dict[str, Any]]:
    return desk.published.rows("select * from fact_figure where quote = ? order by subject_name", quote)


def again(office: Folders, publish_again: Again) -> Desk:
    publish_again(office.raw, office.marts, office.reference, "second")
    return Desk(office)


def test_that_is_asked_first_whose_answer_is_likely_to_change_most(desk: Desk) -> None:
    worth = [round(question.worth, 4) for question in desk.questions]
    assert worth == sorted(worth, reverse=True) and worth[-1] > 0
    for question in desk.questions:
        if question.kind == "figure":
            rows = desk.published.rows(
                "select doubts, disposition from fact_figure where document_id = ? and char_start = ?",
                question.row["document_id"],
                question.row["char_start"],
            )
            # what nothing speaks against is not asked
            assert any(row["doubts"] or row["disposition"] == "other_figure" for row in rows)


def test_a_figure_shows_the_words_that_gave_it_and_what_it_may_be(desk: Desk) -> None:
    asked(desk, "3.2")
    sheet = desk.current()
    assert sheet is not None and sheet.passages[0].mark == "3.2"
    assert "工业投资" in sheet.more["because"]["indicator"] and "一季度" in sheet.more["because"]["period"]
    subjects = [choice["shown"] for choice in sheet.more["choices"]["subject"]]
    assert {"平定经开区", "盂县经开区"} <= set(subjects)
    assert "2024-01..2024-03" in [choice["value"] for choice in sheet.more["choices"]["period"]]
    assert len(sheet.more["choices"]["indicator"]) > 100


def test_what_is_accepted_says_so_after_the_next_run(
    desk: Desk, office: Folders, publish_again: Again
) -> None:
    before = figures(desk, "3.2")
    desk.answer(asked(desk, "3.2").key, {"verb": "accept"})
    after = figures(again(office, publish_again), "3.2")
    assert [row["rule"] for row in after] == [f"{row['rule']} review" for row in before]
    same = ("figure_id", "subject_name", "indicator_id", "value", "period_end", "scope", "comparator")
    assert [[row[name] for name in same] for row in after] == [[row[name] for name in same] for row in before]


def test_a_changed_attribute_is_read_from_then_on(desk: Desk, office: Folders, publish_again: Again) -> None:
    question = asked(desk, "3.2")
    sheet = desk.current()
    assert sheet is not None
    draft = {**sheet.more["begin"], "subject": "zone|平定经开区", "period": "2024-01..2024-06", "value": "32"}
    desk.answer(question.key, {"verb": "change", "draft": draft})
    fresh = again(office, publish_again)
    (row,) = figures(fresh, "3.2")
    assert (row["subject_name"], row["value"], row["period_end"]) == ("平定经开区", 32, date(2024, 6, 30))
    assert row["zone_id"] and row["rule"] == "review"
    # a desk does not ask again
    assert question.key not in [other.key for other in fresh.questions]


def test_no_figure(desk: Desk, office: Folders, publish_again: Again) -> None:
    desk.answer(asked(desk, "3.2").key, {"verb": "none"})
    assert figures(again(office, publish_again), "3.2") == []


def test_undo_takes_the_decision_away(desk: Desk, office: Folders) -> None:
    assert office.reference is not None
    before = (office.reference / "reviews.yaml").read_bytes()
    question = asked(desk, "3.2")
    desk.answer(question.key, {"verb": "none"})
    assert len(reviews.decisions(office.reference)) == 1
    assert desk.undo() and desk.questions == [question]
    assert (office.reference / "reviews.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "draft",
    [
        {"indicator": "no_such"},
        {"measure": "colour"},
        {"period": "2024"},
        {"period": "2024-06..2024-01"},
        {"value": "many"},
        {"value": "NaN"},
        {"value": "1e40"},
        {"subject": "zone|"},
        {"measure": "rank"},
        {"rank_of": "level"},
    ],
)
def test_what_cannot_be_is_not_written(desk: Desk, office: Folders, draft: dict[str, str]) -> None:
    assert office.reference is not None
    question = asked(desk, "3.2")
    sheet = desk.current()
    assert sheet is not None
    with pytest.raises(AnswerError):
        desk.answer(question.key, {"verb": "change", "draft": {**sheet.more["begin"], **draft}})
    with pytest.raises(AnswerError):
        desk.answer(question.key, {"verb": "fly"})
    assert reviews.decisions(office.reference) == {}


def test_who_decided_is_written_where_that_is_wanted(office: Folders) -> None:
    assert office.reference is not None
    desk = Desk(office, by="王芳")
    desk.answer(asked(desk, "3.2").key, {"verb": "accept"})
    ((row,),) = reviews.decisions(office.reference).values()
    assert (row["reviewer"], row["reviewed_on"]) == ("王芳", date.today())


def test_a_decision_whose_text_has_changed_is_stale_and_asked_again(
    desk: Desk, office: Folders, publish_again: Again
) -> None:
    assert office.reference is not None
    desk.answer(asked(desk, "3.2").key, {"verb": "none"})
    file = office.raw / "two_zones.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("签约项目6个", "签约项目7个"), encoding="utf-8")
    fresh = again(office, publish_again)
    assert len(figures(fresh, "3.2")) == 2
    (question,) = [other for other in fresh.questions if other.kind == "stale"]
    fresh.questions = [question]
    sheet = fresh.current()
    assert sheet is not None and "【3.2】" in sheet.more["old"] and sheet.more["begin"]["value"] == "3.2"
    fresh.answer(question.key, {"verb": "none"})
    (key,) = reviews.decisions(office.reference)
    assert key[0] != question.row["old_key"][0]
    assert fresh.undo()
    assert list(reviews.decisions(office.reference)) == [question.row["old_key"]]
    fresh.answer(question.key, {"verb": "remove"})
    assert reviews.decisions(office.reference) == {}


def test_a_stale_decision_on_a_number_that_is_gone_can_only_be_removed(
    desk: Desk, office: Folders, publish_again: Again
) -> None:
    assert office.reference is not None
    desk.answer(asked(desk, "3.2").key, {"verb": "none"})
    file = office.raw / "two_zones.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("3.2亿元", "4.5亿元"), encoding="utf-8")
    fresh = again(office, publish_again)
    (question,) = [other for other in fresh.questions if other.kind == "stale"]
    fresh.questions = [question]
    assert fresh.current() is not None
    with pytest.raises(AnswerError, match="not there any more"):
        fresh.answer(question.key, {"verb": "accept"})
    fresh.answer(question.key, {"verb": "remove"})
    assert reviews.decisions(office.reference) == {}


def label(desk: Desk, quote: str, **given: object) -> dict[str, object]:
    (row, *_) = desk.published.rows(
        "select * from fact_mention where quote = ? and document_id = 'jincheng'", quote
    )
    return {
        "doc": "jincheng", "start": row["char_start"], "end": row["char_end"], "disposition": "figure", "value": 7.35,
        "unit": "%", "indicator": "规上工业增加值", "measure": "growth", "rank_of": None, "scenario": "actual",
        "subject_level": "city", "subject": "晋城市", "period_start": "2024-01", "period_end": "2024-03", "bound": "eq",
        **given,
    }  # fmt: skip


def test_a_second_opinion_is_asked_about_only_where_it_differs(
    desk: Desk, office: Folders, tmp_path: Path
) -> None:
    assert office.reference is not None
    same, other = (
        label(desk, "7.35"),
        label(desk, "61.2", value=61.2, unit="亿元", measure="level", subject="阳泉市"),
    )
    wrong = [
        {**same, "start": 0, "end": 2},
        {**same, "start": same["start"], "end": 100_000},
        {**same, "doc": "nowhere"},
        {**other, "indicator": "快乐指数", "start": other["start"]},
        same,
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in [same, *wrong[:3], wrong[3], wrong[4]]]
    file = tmp_path / "other.jsonl"
    file.write_text("\n".join([*lines, "{", ""]), encoding="utf-8")
    made = Desk(office, second=file).opinion
    assert (made.agree, made.differ) == (1, []) and len(made.refused) == 6
    file.write_text(json.dumps(other, ensure_ascii=False), encoding="utf-8")
    fresh = Desk(office, second=file)
    (question,) = fresh.opinion.differ
    fresh.questions = [question]
    sheet = fresh.current()
    assert sheet is not None
    assert (
        sheet.more["begin"]["subject"] == "city|晋城市" and sheet.more["theirs"]["subject"] == "city|阳泉市"
    )
    assert reviews.decisions(office.reference) == {}
    fresh.answer(question.key, {"verb": "change", "draft": {**sheet.more["begin"], **sheet.more["theirs"]}})
    ((row,),) = reviews.decisions(office.reference).values()
    assert row["subject_name"] == "阳泉市"
    # decided is decided: the same opinion is not heard twice
    assert [question.kind for question in Desk(office, second=file).questions].count("reading") == 0


def test_what_a_second_opinion_agrees_on_is_published_and_asked_no_more(
    desk: Desk, office: Folders, publish_again: Again, tmp_path: Path
) -> None:
    assert office.reference is not None
    other = label(desk, "61.2", value=61.2, unit="亿元", measure="level", subject="阳泉市")
    file = tmp_path / "other.jsonl"
    lines = [json.dumps(row, ensure_ascii=False) for row in (label(desk, "7.35"), other)]
    file.write_text("\n".join(lines), encoding="utf-8")
    Desk(office, second=file)
    agreed = reviews.decisions(office.reference, reviews.AGREEING)
    assert [(key[1].quote, rows[0]["note"]) for key, rows in agreed.items()] == [("7.35", "other.jsonl")]
    # what differs is asked, and written nowhere before that
    assert reviews.decisions(office.reference) == {}
    text = (office.reference / "agreed.yaml").read_bytes()
    Desk(office, second=file)
    assert (office.reference / "agreed.yaml").read_bytes() == text
    fresh = again(office, publish_again)
    assert [row["rule"].split()[-1] for row in figures(fresh, "7.35")] == ["agreed"]
    assert all("agreed" not in row["rule"] for row in figures(fresh, "61.2"))
    place = figures(fresh, "7.35")[0]["char_start"]
    assert f"figure:jincheng:{place}" not in [question.key for question in fresh.questions]
    # a text that has changed is another text
    path = office.raw / "jincheng.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\n（记者）\n", encoding="utf-8")
    assert all("agreed" not in row["rule"] for row in figures(again(office, publish_again), "7.35"))


def test_sample_and_second_opinion_reach_the_desk(
    office: Folders, opened: Callable[..., str], tmp_path: Path, desk: Desk
) -> None:
    file = tmp_path / "other.jsonl"
    file.write_text(json.dumps(label(desk, "7.35"), ensure_ascii=False), encoding="utf-8")
    opened(office, "--sample", "3")
    command = [sys.executable, "-m", "flows", "review", "--readings", str(file), "--raw", str(office.raw)]
    ended = subprocess.run(
        [*command, "--marts", str(office.marts)], check=False, capture_output=True, text=True
    )
    assert ended.returncode == 2 and "--reference DIR" in ended.stderr
    said = second_opinion(Desk(office, second=file))
    assert said == [f"{file}: 1 agree, 0 differ, 0 refused"]


def test_a_sample_is_drawn_from_all_figures_alike(office: Folders) -> None:
    desk = Desk(office, sample=5)
    keys = [question.key for question in desk.questions if question.kind == "figure"]
    assert len(keys) == 5
    assert keys == [
        question.key for question in Desk(office, sample=5).questions if question.kind == "figure"
    ]
