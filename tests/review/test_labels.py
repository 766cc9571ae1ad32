"""Words that nobody knows are taught with one choice, into reference data of one's own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.errors import UsageError
from flows.paths import reference_dir
from flows.review import synonyms
from flows.review.desk import Desk, Folders
from flows.review.model import AnswerError
from flows.run.saving import SavingError

WORD = "word:首次达规企业"


def test_words_come_after_articles_with_the_likest_indicators(desk: Desk) -> None:
    kinds = [question.kind for question in desk.questions]
    assert kinds.index("word") > max(kinds.index("home"), kinds.index("as_of"))
    question = next(question for question in desk.questions if question.key == WORD)
    desk.questions = [question]
    sheet = desk.current()
    assert sheet is not None and len(sheet.options) > 2
    assert any("规上" in option.name for option in sheet.options)
    assert [passage.before.endswith("首次达规企业") for passage in sheet.passages] == [True] * len(
        sheet.passages
    )


def test_a_word_is_taught_and_read_from_then_on(
    desk: Desk, office: Folders, publish_again: Callable[..., Path]
) -> None:
    assert office.reference is not None
    before = (office.reference / "synonyms.csv").read_text(encoding="utf-8")
    desk.answer(WORD, {"value": "new_enterprises_above_size"})
    after = (office.reference / "synonyms.csv").read_text(encoding="utf-8")
    assert after == f"{before}首次达规企业,new_enterprises_above_size\n"
    assert WORD not in [question.key for question in Desk(office).questions]
    publish_again(office.raw, office.marts, office.reference, "second")
    read = Desk(office).published.rows(
        "select distinct indicator_id from fact_figure where indicator_label = '首次达规企业'"
    )
    assert read == [{"indicator_id": "new_enterprises_above_size"}]


def test_undo_forgets_the_word(desk: Desk, office: Folders) -> None:
    assert office.reference is not None
    before = (office.reference / "synonyms.csv").read_bytes()
    desk.answer(WORD, {"value": "none"})
    assert (office.reference / "synonyms.csv").read_bytes() == before + "首次达规企业,\n".encode()
    assert desk.undo() and (office.reference / "synonyms.csv").read_bytes() == before
    assert desk.questions[0].key == WORD


def test_what_is_no_indicator_is_not_written(desk: Desk, office: Folders) -> None:
    with pytest.raises(AnswerError, match="none of the catalog's indicators"):
        desk.answer(WORD, {"value": "no_such"})


def test_without_reference_data_of_one_s_own_only_articles_are_asked(office: Folders) -> None:
    desk = Desk(Folders(office.raw, office.marts))
    assert {question.kind for question in desk.questions} == {"home", "as_of"}


def test_an_empty_folder_gets_a_copy_and_another_is_left_alone(tmp_path: Path) -> None:
    assert synonyms.own_reference(tmp_path / "new")
    assert {path.name for path in (tmp_path / "new").iterdir()} == {
        path.name for path in reference_dir().iterdir() if path.is_file()
    }
    assert not synonyms.own_reference(tmp_path / "new")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="holds no reference data"):
        synonyms.own_reference(tmp_path / "other")
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("word", ['甲,乙"丙', "=1+1", "甲 乙"])
def test_words_with_marks_come_back_as_they_were(tmp_path: Path, word: str) -> None:
    shutil.copyfile(reference_dir() / "synonyms.csv", tmp_path / "synonyms.csv")
    before = (tmp_path / "synonyms.csv").read_bytes()
    synonyms.teach(tmp_path, word, "projects_signed")
    assert synonyms.known_words(tmp_path)[word] == "projects_signed"
    with pytest.raises(SavingError, match="means projects_signed already"):
        synonyms.teach(tmp_path, word, None)
    synonyms.forget(tmp_path, word, "projects_signed")
    assert (tmp_path / "synonyms.csv").read_bytes() == before


@pytest.mark.parametrize("word", ["", " ", "甲\n乙", "甲 "])
def test_what_is_no_word_is_not_taught(tmp_path: Path, word: str) -> None:
    shutil.copyfile(reference_dir() / "synonyms.csv", tmp_path / "synonyms.csv")
    with pytest.raises(SavingError, match="no word"):
        synonyms.teach(tmp_path, word, None)
