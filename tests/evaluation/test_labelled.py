"""Frames made of labels say what the labels say, whatever reading makes of the texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.contracts import validate
from flows.evaluation.gold import read_gold
from flows.evaluation.labelled import labelled_frames
from flows.evaluation.score import evaluate, within
from flows.evaluation.sources import found_in, mentions_in
from flows.evaluation.texts import Words, load_words, read_texts

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SETS = [
    (SHARED / "gold", SHARED / "raw"),
    (SHARED / "reports", SHARED / "reports"),
    (ROOT / "tests" / "gold",) * 2,
]

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words()


@pytest.mark.parametrize(("gold", "raw"), SETS, ids=lambda folder: folder.name)
def test_labelled_sets_score_one_and_are_valid(words: Words, gold: Path, raw: Path) -> None:
    if not gold.is_dir():
        pytest.skip(f"{gold} is not there")
    labels = read_gold(gold)
    frames = labelled_frames(read_texts(raw, words), labels, words)
    names = {str(label.attributes.get("indicator")) for label in labels if label.disposition == "figure"}
    mentions, figures = within(
        words.core | names, mentions_in(frames["mention"]), found_in(frames["figure"], words.names)
    )
    evaluation = evaluate(labels, mentions, figures)
    scores = evaluation.total.as_dict()
    assert (scores["detection"]["f1"], scores["disposition"]) == (1, 1)
    # a registered zone takes the name of the register: 临港经开区 of 威海 is 威海临港经开区 there
    registered = set(words.reference.frames["ref_zone"]["short_name_zh"])
    for mistake in evaluation.mistakes:
        assert mistake.wrong == ("subject",) and {figure.subject for figure in mistake.figures} <= registered
    assert scores["strict"]["f1"] > 0.998
    valid, quarantine = validate(frames, "labels")
    assert quarantine.is_empty() and valid["figure"].height == frames["figure"].height


def test_a_label_goes_before_what_reading_finds(
    words: Words, rows: Rows, texts: Path, write_gold: Callable[..., Path]
) -> None:
    rows[1] |= {"value": 7.5, "subject": "太原市、高平经开区", "subject_level": "zone", "scope": "甲类"}
    frames = labelled_frames(read_texts(texts, words), read_gold(write_gold(rows)), words)
    found = frames["figure"].filter(char_start=rows[1]["start"]).to_dicts()
    assert {(row["subject_name"], float(row["value"]), row["scope"], row["rule"]) for row in found} == {
        ("太原市", 7.5, "甲类", "label"), ("高平经开区", 7.5, "甲类", "label"),
    }  # fmt: skip
    assert {row["indicator_label"] for row in found} == {"规上工业增加值"}
    assert all(row["quote"] == "108.78" and "20.35%" in row["sentence"] for row in found)


def test_an_article_is_about_whom_and_as_of_when_its_labels_say(
    words: Words, rows: Rows, texts: Path, write_gold: Callable[..., Path]
) -> None:
    for row in rows[:-1]:
        row |= {"subject": "渭南市", "period_start": "2023-01", "period_end": "2023-06"}
    article = labelled_frames(read_texts(texts, words), read_gold(write_gold(rows)), words)[
        "article"
    ].to_dicts()[0]
    assert (article["home_subject"], article["province_id"], article["as_of_month"]) == (
        "渭南市",
        "610000",
        "2023-06",
    )


def test_labels_of_a_text_that_is_not_there_are_left_out(
    words: Words, rows: Rows, texts: Path, write_gold: Callable[..., Path]
) -> None:
    gold = read_gold(write_gold([*rows, {**rows[0], "doc": "elsewhere"}]))
    assert set(labelled_frames(read_texts(texts, words), gold, words)["figure"]["document_id"]) == {
        "jincheng"
    }
