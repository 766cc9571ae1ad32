"""Numbers round which characters stand that nobody sees, or that are not what the eye sees."""

from __future__ import annotations

import pytest

from flows.documents import clean
from flows.documents.disguise import disguised

LAYOUT = ["\u061c", "\u200b", "\u200d", "\u200e", "\u2060", "\u2064", "\u206a", "\ufe00", "\ufe0f", "\u034f", "\u180e", "\u00ad", "\ufeff", "\U000e0031", "\U000e007f", "\U000e0100", "\u115f", "\u3164"]  # fmt: skip
TURNS = ["\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u202c", "\u2069"]
STRUCK = ["\u0336", "\u0335", "\u0338", "\u20e0", "\u20e3", "\u0305", "\ufe0f\u20e3"]


@pytest.mark.parametrize("char", LAYOUT, ids=ascii)
@pytest.mark.parametrize("number", ["10{}8.78", "1{}0{}8.{}78", "{}108.78{}", "108{}.78"])
def test_what_only_lays_a_number_out_is_dropped(char: str, number: str) -> None:
    text = f"工业增加值完成{number.replace('{}', char)}亿元，增长8.1%。"
    cleaned = clean(text)
    assert cleaned.text.strip() == "工业增加值完成108.78亿元，增长8.1%。"
    assert cleaned.disguised == ()


@pytest.mark.parametrize("char", TURNS, ids=ascii)
@pytest.mark.parametrize(
    ("text", "number"), [("签约{}项目", "1?08.78"), ("到位{}亿元，", "20?24"), ("（{}家）", "3.?5")]
)
def test_a_number_that_a_turn_stands_in_is_disguised(char: str, text: str, number: str) -> None:
    cleaned = clean(text.format(number.replace("?", char)))
    at = cleaned.text.index(number.replace("?", ""))
    assert cleaned.is_disguised(at, at + len(number) - 1)


@pytest.mark.parametrize("char", STRUCK, ids=ascii)
def test_a_number_that_is_struck_out_or_drawn_round_is_disguised_and_its_neighbours_are_not(
    char: str,
) -> None:
    struck = "".join(digit + char for digit in "46")
    cleaned = clean(f"新签约12个，开工{struck}个，投产三{char}个，达效9个。")
    assert cleaned.text.strip() == "新签约12个，开工46个，投产三个，达效9个。"
    seen = {word: cleaned.is_disguised(*_place(cleaned.text, word)) for word in ("12", "46", "三", "9")}
    assert seen == {"12": False, "46": True, "三": True, "9": False}


@pytest.mark.parametrize("number", ["1\ufffd8.78", "\ufffd08.78", "108.7\ufffd", "1\ue0038.78"])
def test_a_number_that_lost_a_character_is_disguised(number: str) -> None:
    assert disguised(f"完成{number}亿元") != ()


@pytest.mark.parametrize(
    "text", ["\uf0b71.签约12个", "完成\ufffd亿元12家", "\u2066高平\u2069经开区\u206812\u2069家"]
)
def test_what_stands_beside_a_number_and_not_in_it_disguises_none(text: str) -> None:
    assert disguised(text) == ()


@pytest.mark.parametrize(("turn", "back"), [("\u202e", "\u202c"), ("\u2067", "\u2069"), ("\u202b", "\u202c")])
def test_all_numbers_that_are_shown_from_right_to_left_are_disguised(turn: str, back: str) -> None:
    text = f"签约12个{turn}，开工34个，投产56个{back}，达效78个\n{turn}退出90个\n关停21个"
    hidden = {text[a:b] for a, b in disguised(text)}
    assert {"34", "56", "90"} <= hidden and not {"12", "78", "21"} & hidden


def _place(text: str, word: str) -> tuple[int, int]:
    start = text.index(word)
    return start, start + len(word)
