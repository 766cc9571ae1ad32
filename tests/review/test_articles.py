"""Articles whose home or month is doubtful are asked about first, and one answer settles the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.review.desk import Desk, Folders
from flows.review.model import AnswerError
from flows.run.saving import SavingError


def test_the_question_on_which_most_figures_hang_comes_first(desk: Desk) -> None:
    kinds = [question.kind for question in desk.questions if question.kind in ("home", "as_of")]
    assert kinds == ["as_of", "home"]
    sheet = desk.current()
    assert sheet is not None and sheet.title == "平定经开区与盂县经开区2024年发展情况"
    assert [option.value for option in sheet.options[:2]] == ["2024-03", "2024-12"]
    assert "2024-06" in [option.value for option in sheet.options]


def test_each_choice_shows_the_passages_that_speak_for_it(desk: Desk) -> None:
    desk.skip(desk.questions[0].key)
    sheet = desk.current()
    assert sheet is not None and sheet.question.kind == "home"
    for option in sheet.options[:2]:
        assert option.passages and all(passage.mark == option.value for passage in option.passages)


def test_an_answer_is_a_line_beside_the_text(desk: Desk, office: Folders) -> None:
    sheet = desk.current()
    assert sheet is not None
    desk.answer(sheet.question.key, {"value": "2024-06"})
    assert (office.raw / "two_zones.toml").read_text(encoding="utf-8") == 'as_of = "2024-06"\n'
    assert "as_of:two_zones#1" not in [question.key for question in desk.questions]
    # nor is it asked by a desk that is opened before the next run
    assert "as_of:two_zones#1" not in [question.key for question in Desk(office).questions]


def test_undo_takes_the_line_away_and_asks_again(desk: Desk, office: Folders) -> None:
    first = desk.questions[0].key
    before = desk.left()
    desk.answer(first, {"value": "2024-06"})
    assert desk.left()[0] == before[0] - 1
    assert desk.undo() and desk.left() == before and desk.questions[0].key == first
    assert not (office.raw / "two_zones.toml").exists()
    assert not desk.undo()


@pytest.mark.parametrize("value", ["", "2024年", "2024-13", "x" * 80])
def test_what_is_no_month_is_not_written(desk: Desk, office: Folders, value: str) -> None:
    with pytest.raises(AnswerError):
        desk.answer(desk.questions[0].key, {"value": value})
    assert not (office.raw / "two_zones.toml").exists()


@pytest.mark.parametrize("value", ["", "  ", "x" * 80, "平定\n经开区"])
def test_what_is_no_name_is_not_written(desk: Desk, office: Folders, value: str) -> None:
    with pytest.raises(AnswerError):
        desk.answer("home:two_zones#1", {"value": value})
    assert not (office.raw / "two_zones.toml").exists()


def test_two_desks_lose_nothing(office: Folders) -> None:
    one, other = Desk(office), Desk(office)
    one.answer("as_of:two_zones#1", {"value": "2024-03"})
    with pytest.raises(AnswerError, match="answered already"):
        other.answer("as_of:two_zones#1", {"value": "2024-12"})
    sheet = other.current()
    assert sheet is not None and sheet.question.key == "home:two_zones#1"
    other.answer("home:two_zones#1", {"value": "盂县经开区"})
    assert (office.raw / "two_zones.toml").read_text(
        encoding="utf-8"
    ) == 'as_of = "2024-03"\nabout = "盂县经开区"\n'
    one.undo()
    assert (office.raw / "two_zones.toml").read_text(encoding="utf-8") == 'about = "盂县经开区"\n'


def test_what_somebody_else_has_changed_is_not_undone(desk: Desk, office: Folders) -> None:
    desk.answer("as_of:two_zones#1", {"value": "2024-03"})
    (office.raw / "two_zones.toml").write_text('as_of = "2024-05"\n', encoding="utf-8")
    with pytest.raises(SavingError, match="2024-05"):
        desk.undo()
    assert (office.raw / "two_zones.toml").read_text(encoding="utf-8") == 'as_of = "2024-05"\n'


def test_a_sidecar_that_cannot_be_read_is_named(desk: Desk, office: Folders) -> None:
    (office.raw / "two_zones.toml").write_text("as_of = ", encoding="utf-8")
    with pytest.raises(SavingError, match=r"two_zones\.toml: this is no TOML"):
        desk.answer("as_of:two_zones#1", {"value": "2024-03"})


def test_the_next_run_takes_it(desk: Desk, office: Folders, publish_again: object) -> None:
    desk.answer("as_of:two_zones#1", {"value": "2024-06"})
    desk.answer("home:two_zones#1", {"value": "平定经开区"})
    assert callable(publish_again)
    publish_again(office.raw, office.marts, name="second")
    row = Desk(office).published.rows("select * from dim_article where document_id = 'two_zones'")[0]
    assert (row["home_subject"], row["as_of_month"]) == ("平定经开区", "2024-06")
    assert (row["home_basis"], row["as_of_basis"]) == ("sidecar", "sidecar")


def test_nothing_published_is_said(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="nothing is published here"):
        Desk(Folders(tmp_path, tmp_path / "marts"))
