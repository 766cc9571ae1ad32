"""Sentences out of templates: what is missing takes its sentence with it, what is wrong is named with its line."""

from __future__ import annotations

import pytest

from flows.circular.wording import MISSING, phrases, sentences, tell
from flows.errors import ReferenceDataError


def told(text: str, *each: dict[str, object], **context: object) -> list[list[str]]:
    return tell(sentences(text, "own.txt"), context, [lambda own=own: own for own in each])


@pytest.mark.parametrize(
    "text",
    ["园区{{ built }}家，{{ gone }}亩。", "{{ built }}{{ gone | upper }}", "{% for x in gone %}{{ x }}{% endfor %}", "{{ gone('a') }}"],
)  # fmt: skip
def test_a_sentence_vanishes_whole(text: str) -> None:
    assert told(f"{text}\n下一句{{{{ built }}}}。", built=3, gone=MISSING) == [["下一句3。"]]


def test_the_next_way_stands_in_where_one_vanishes() -> None:
    text = "用地{{ a }}亩、{{ b }}宗。\n| 用地{{ a }}亩。\n| 供地情况未报。\n另有{{ a }}处。"
    assert told(text, a=5, b=2) == [["用地5亩、2宗。", "另有5处。"]]
    assert told(text, a=5, b=MISSING) == [["用地5亩。", "另有5处。"]]
    assert told(text, a=MISSING, b=MISSING) == [["供地情况未报。"]]


def test_a_template_may_ask_whether_a_value_is_there() -> None:
    assert told("{% if a %}有{{ a }}{% else %}无{% endif %}数。", a=MISSING) == [["无数。"]]


def test_sentences_are_told_of_each_indicator_in_turn() -> None:
    text = "> 分项看，\n* {{ name }}{{ v }}。\n* {{ name }}居{{ place }}。\n\n合计{{ total }}。"
    each = [{"name": "产值", "v": 1, "place": "首"}, {"name": "税收", "v": MISSING, "place": MISSING}]
    assert told(text, *each, total=MISSING) == [["分项看，", "产值1。", "产值居首。"]]
    assert told(text, each[1], total=9) == [["合计9。"]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("一句。\n{{ 坏", "own.txt, line 2: this is no template"),
        ("# 说明\n\n{{ unheard }}。", "own.txt, line 3: 'unheard' is undefined. Here it may name a"),
        ("| 无主句。", "own.txt, line 1: this takes the place of no sentence"),
        ("{{ 1 / 0 }}", "own.txt, line 1: this can't be filled in: ZeroDivisionError"),
    ],
)
def test_a_wrong_template_is_named(text: str, said: str) -> None:
    with pytest.raises(ReferenceDataError) as error:
        told(text, a=1)
    assert said in str(error.value)


def test_a_template_reaches_nothing_beyond_its_values() -> None:
    with pytest.raises(ReferenceDataError):
        told("{{ a.__class__.__mro__ }}", a="x")


def test_phrases_are_all_there_and_no_others() -> None:
    assert phrases("# x\none = 甲 = 乙\ntwo =", "f.txt", ["one", "two"])["one"].text == "甲 = 乙"
    with pytest.raises(ReferenceDataError, match=r"f\.txt: two is missing"):
        phrases("one = 甲", "f.txt", ["one", "two"])
    with pytest.raises(ReferenceDataError, match=r"f\.txt, line 2: this line has none of the names"):
        phrases("one = 甲\nthree = 丙", "f.txt", ["one", "two"])
