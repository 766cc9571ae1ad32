"""A correction changes what is read and never where it is printed."""

import re
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.documents import Correction, Document, mend, mending, prepare
from flows.errors import ReferenceDataError
from flows.reference.corrections import NUMBER, align

TEXT = "2024年一季度，晋诚市完成工业投资16.92亿元，同比增速2035%，高于省定目标（15%）5.35个百分点。\n"


def document(text=TEXT, document_id="jincheng"):
    digest = sha256(text.encode()).hexdigest()
    return Document(document_id, f"2024/{document_id}.txt", digest, "utf-8", len(text.encode()), text)


def row(match, replace, **cells):
    name = f"{abs(hash((match, replace))):016x}"[:16]
    base = {"correction_id": name, "document": "jincheng", "expect": 1, "sha256_prefix": None}
    return base | {"match": match, "replace": replace} | cells


def mended(*rows, text=TEXT):
    (item,), outcomes = mend([prepare(document(text))], rows)
    assert [outcome.status for outcome in outcomes] == ["applied"] * len(rows)
    return item


def where(item, words):
    at = item.clean.text.index(words)
    return at, at + len(words)


@pytest.mark.parametrize(
    ("match", "replace", "number", "printed"),
    [
        ("增速2035%", "增速20.35%", "20.35", "2035"),
        ("2035", "20.35", "20.35", "2035"),
        ("2035%", "35%", "35", "2035"),
        ("速2035%", "幅2.5%", "2.5", "2035"),
        ("16.92亿元，同比增速2035%", "16.92亿元，同比增速20.35%", "20.35", "2035"),
        ("16.92亿", "1692万", "1692", "16.92"),
        ("6.9", "7", "172", "16.92"),
        ("15%）5.35", "15.3%）5.05", "5.05", "5.35"),
    ],
)
def test_a_number_that_was_mended_cites_the_printed_one(match, replace, number, printed):
    item = mended(row(match, replace))
    span = where(item, number)
    start, end = item.clean.raw_span(*span)
    assert TEXT[start:end] == printed
    assert item.clean.correction_of(*span) is not None
    assert item.document.text == TEXT


@pytest.mark.parametrize(
    ("text", "match", "replace", "number", "printed"),
    [
        ("增长1O5%，占比8%。", "1O5%", "105%", "105", "1O5"),
        ("增长l05%，占比8%。", "l05%", "105%", "105", "05"),
        ("增长10。5%，占比8%。", "10。5%", "10.5%", "10.5", "10。5"),
        ("增长12%12%，占比8%。", "12%12%", "12%", "12", "12%12"),
        ("增长3035%，占比8%。", "3035%", "30%、35%", "35", "35"),
        ("完成108.\n87亿元。", "108.\n87", "108.78", "108.78", "108.\n87"),
    ],
)
def test_misprints_inside_a_number(text, match, replace, number, printed):
    item = mended(row(match, replace), text=text)
    start, end = item.clean.raw_span(*where(item, number))
    assert text[start:end].endswith(printed)


def test_a_number_that_stays_beside_one_that_was_mended_bears_no_correction():
    item = mended(row("16.92亿元，同比增速2035%", "16.92亿元，同比增速20.35%"))
    assert item.clean.correction_of(*where(item, "16.92")) is None
    assert item.clean.correction_of(*where(item, "20.35")) is not None


def test_words_that_were_mended_mark_the_numbers_of_their_passage():
    item = mended(row("晋诚市完成工业投资16.92", "晋城市完成工业投资16.92"))
    assert "晋城市" in item.clean.text
    assert item.clean.correction_of(*where(item, "16.92")) is not None
    assert item.clean.correction_of(*where(item, "2035")) is None


def test_words_can_be_put_in_and_taken_out():
    item = mended(row("晋诚市", ""), row("同比增速", "规上工业增加值同比增速"))
    assert "，完成工业投资16.92亿元，规上工业增加值同比增速2035%" in item.clean.text
    for number in ("16.92", "2035"):
        start, end = item.clean.raw_span(*where(item, number))
        assert TEXT[start:end] == number


def test_corrections_are_held_against_the_printed_text_whatever_their_order():
    rows = [row("晋诚", "晋城"), row("2035%", "20.35%"), row("城市完成", "这里没有", expect=0)]
    one = mended(*rows)
    other = mended(*rows[::-1])
    assert one.clean == other.clean


def test_a_correction_that_is_not_found_as_often_as_expected_is_not_applied():
    for cells, found in [({"match": "增速203.5%"}, 0), ({"expect": 2}, 1), ({"match": "5%"}, 2)]:
        (item,), (outcome,) = mend([prepare(document())], [row("增速2035%", "增速20.35%") | cells])
        assert item.clean.mending is None
        assert (outcome.status, outcome.found, outcome.document_id) == ("source_changed", found, "jincheng")
        assert f"stands {found} times in jincheng" in outcome.message
        assert "remove the row from corrections.yaml" in outcome.message


def test_a_correction_for_one_very_file_is_not_applied_to_another():
    digest = document().sha256
    assert mended(row("2035%", "20.35%", sha256_prefix=digest[:8])).clean.mending
    _, (outcome,) = mend([prepare(document())], [row("2035%", "20.35%", sha256_prefix="abcdef")])
    assert outcome.status == "source_changed"
    assert f"begins with {digest[:6]}, not abcdef" in outcome.message


def test_a_pattern_means_all_documents_it_fits_and_counts_over_them():
    prepared = [prepare(document(document_id=name)) for name in ("jincheng_d9", "jincheng_d10", "yangquan")]
    items, outcomes = mend(
        prepared,
        [
            row("2035%", "20.35%", document="jincheng_*", expect=2),
            row("晋诚", "晋城", document="yangquan"),
            row("晋诚", "晋城", document="linfen*"),
        ],
    )
    assert [(o.status, o.found, o.document_id) for o in outcomes] == [
        ("applied", 2, None),
        ("applied", 1, "yangquan"),
        ("not_in_run", 0, None),
    ]
    assert ["20.35%" in item.clean.text for item in items] == [True, True, False]
    assert ["晋城" in item.clean.text for item in items] == [False, False, True]


def test_a_document_is_meant_by_its_stem_where_two_files_share_it():
    correction = Correction("0" * 16, "jincheng", "a", "b", 1, None)
    two = Document("2024--jincheng.txt", "2024/jincheng.txt", "0" * 64, "utf-8", 1, "a")
    assert correction.means(two)
    assert Correction("0" * 16, "晋城 [一]", "a", "b", 1, None).means(document(document_id="晋城 [一]"))


def test_two_corrections_of_the_same_characters_are_an_error():
    rows = [row("增速2035%", "增速20.35%"), row("2035%，高于", "20.35%，低于")]
    with pytest.raises(
        ReferenceDataError, match=r"same characters \d+ to \d+ of jincheng.*2035.*Make one row"
    ):
        mend([prepare(document())], rows)
    with pytest.raises(ReferenceDataError, match="same characters"):
        mend([prepare(document("完成五五五亿元。"))], [row("五五", "六六", expect=2)])


@pytest.mark.parametrize(
    ("printed", "meant", "message"),
    [
        ("增长5%", "增长5%", "are the same"),
        ("增长12%，占比3%", "增长12%", "leaves out the printed number 3"),
        ("增长5%", "持平", "leaves out the printed number 5"),
        ("增长%", "增长5%", "the number 5, for which none is printed"),
    ],
)
def test_a_correction_neither_takes_a_number_away_nor_brings_one(printed, meant, message):
    with pytest.raises(ReferenceDataError, match=message):
        align(printed, meant)


PIECES = st.sampled_from(
    [
        "规上工业",
        "完成",
        "108.78",
        "亿元，",
        "2035",
        "%",
        "O",
        "。",
        "1",
        "5",
        "三成",
        "\n",
        " ",
        "、",
        "增长",
    ]
)
PASSAGE = st.lists(PIECES, min_size=1, max_size=6).map("".join)


@given(st.lists(PIECES, max_size=8).map("".join), PASSAGE, PASSAGE, st.lists(PIECES, max_size=8).map("".join))
def test_what_is_outside_a_correction_maps_unchanged_and_nothing_leaves_it(before, match, replace, after):
    text = before + match + after
    try:
        align(match, replace)
    except ReferenceDataError:
        return
    correction = Correction("0" * 16, "jincheng", match, replace, 1, None)
    made = mending(document(text), [(len(before), correction)])
    assert made.text == before + replace + after
    shift = len(match) - len(replace)
    inside = range(len(before), len(before) + len(replace))
    for at, char in enumerate(made.text):
        start, end = made.printed_span(at, at + 1)
        assert 0 <= start < end <= len(text)
        if at not in inside:
            assert (start, end) == ((at, at + 1) if at < len(before) else (at + shift, at + shift + 1))
            assert text[start:end] == char
    # every printed digit outside is still cited by some number, and no two cite the same; what a correction leaves
    # uncited gets a mention of its own (flows/figures/accounting.py)
    spans = [made.printed_span(*number.span()) for number in NUMBER.finditer(made.text)]
    cited = [place for span in spans for place in range(*span)]
    assert len(cited) == len(set(cited))
    mended = range(len(before), len(before) + len(match))
    assert {digit.start() for digit in re.finditer(r"\d", text)} - set(mended) <= set(cited)
