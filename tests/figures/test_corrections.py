"""Numbers stay accounted for in a text that is read with a correction, whatever it does to them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.documents import Correction, Document, mending, prepare
from flows.errors import ReferenceDataError
from flows.figures import extract
from flows.reference.corrections import align

PIECES = st.sampled_from(
    [
        "2024年一季度，",
        "完成工业投资",
        "108.78",
        "亿元，",
        "增长20.35%",
        "12,345",
        "No.7",
        "3.14.15",
        "第3位",
        "O",
        "5",
        "1",
        ".",
        "，",
    ]
)
TEXT = st.lists(PIECES, max_size=6).map("".join)


def check(reader, before, match, replace, after):
    raw = before + match + after
    try:
        align(match, replace)
    except ReferenceDataError:
        return
    document = Document("t", "t.txt", "0" * 64, "utf-8", len(raw.encode()), raw)
    correction = Correction("0" * 16, "t", match, replace, 1, None)
    item = prepare(document, mending(document, [(len(before), correction)]))
    mentions = extract([item], reader.reference, lexicon=reader.lexicon)["mention"]
    spans = list(mentions.select("char_start", "char_end").iter_rows())
    assert len(set(spans)) == len(spans)
    assert all(raw[start:end] == quote for (start, end), quote in zip(spans, mentions["quote"], strict=True))
    cited = {place for span in spans for place in range(*span)}
    assert {digit.start() for digit in re.finditer(r"\d", raw)} <= cited


@given(TEXT, TEXT.filter(bool), TEXT, TEXT)
def test_no_number_is_lost(reader, before, match, replace, after):
    check(reader, before, match, replace, after)


@pytest.mark.parametrize(
    ("before", "match", "replace", "after"),
    [
        ("第", "No.7", "No.7", "20.35%"),
        ("。No.7", "20.35%的", "20.354%的", "第3位"),
        ("", "1-7月No.7（15%）", ",-7月No.7（15%）", "5G"),
        ("和", "12,345（", "14,34（", "No.7"),
        ("", "3.14.15", "9.14.15", "m22024年一季度，"),
    ],
)
def test_numbers_that_are_glued_or_cut_are_not_lost(reader, before, match, replace, after):
    check(reader, before, match, replace, after)
