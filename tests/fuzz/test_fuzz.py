"""What the fuzzer says of 2,000 texts, and that it sees what is wrong. `python tests/fuzz/run.py` reads more."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"fuzz_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec and spec.loader
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


RUN, CHECK = module("run"), module("check")


@pytest.mark.slow
def test_2000_texts(tmp_path: Path) -> None:
    tally = RUN.fuzz(2_000, 1, tmp_path / "kept", lambda text: None)
    assert tally.wrong == []
    assert (tally.cases, tally.crashes, tally.hangs, tally.unaccounted) == (2_000, 0, 0, 0)
    assert tally.numbers > 20_000 and tally.refused < 1_000


@pytest.fixture(scope="module")
def checker():
    return CHECK.Checker()


def of(text: str, name: str = "c1") -> tuple[str, bytes, None]:
    return name, text.encode(), None


SHAPES = {
    "60 digits": "完成投资" + "8" * 60 + ".5亿元。",
    "the largest": "完成投资99999999999999.9999亿元，增长99999999999999%，高于全省（1%）99999999999998个百分点。",
    "fractions": "1分之99999999999999。百分之99999999999999.9。0.00000000000000000001%。",
    "5000 digits": "1分之" + "9" * 5000 + "，增长" + "9" * 5000 + "%，" + "1," * 3000,
    "numerals": "增长百分之一二三，百分之五十百，第三五位，第十十名，二十十家，前十一二位。",
    "scripts": "增长３1𝟬1.1.11%，१२亿元，٣٤个，12٣4万元，e3०次。",
    "a page's foot between two numbers": "4\r\r1\n\n1",
    "a page's foot within a decimal": "1\n\n6\n\n.7",
    "a page's foot after a point": "在业2\n.\n\n3\n\n1个",
    "years": "2024-20241个项目",
    "square metres": "18.6m23个",
    "a scope without a subject": "其中，半导体，全，全年外出招商“““““迹到昆山、苏州等期各开发区面对，面，的企业高校",
    "one subject named twice": "灵石经开区、晋中1%#，开发区、介休经开区体量大而去年开局慢，占企业20〔24 )年1版列名单",
    "a page's foot between digits": "1\x0c-1-\x0c\u200b1\ufe0f\u202a",
    "a time of day glued to a month": "2024-201:24，2024-0308:24，2024-03-1208:30",
    "a page's foot between numerals": "二\n\n2\n\n百家项家",
    "a circle for zero": "二○二三年七月二十八日，12家。",
    "dates": "二十零〇年十十月三五日",
}


def test_shapes_that_once_stopped_a_run_or_lost_a_digit(checker) -> None:
    assert checker.check([of(text, name) for name, text in SHAPES.items()], build=True).faults == {}


@settings(max_examples=50)
@given(st.text(st.characters(categories=("Nd", "Nl", "No", "P", "Z", "Cf", "Mn", "Lo")), max_size=60))
def test_any_characters(checker, text: str) -> None:
    assert checker.check([of(text)]).faults == {}


def test_a_lost_a_moved_and_a_doubled_number_are_seen() -> None:
    text = "投资5亿元，12家"
    assert CHECK.unaccounted(text, [(2, 3, "5"), (6, 8, "12")]) == ""
    assert "in 0 numbers" in CHECK.unaccounted(text, [(2, 3, "5")])
    assert "in 1 numbers" in CHECK.unaccounted(text, [(2, 3, "5"), (6, 7, "1")])
    assert "misplaced" in CHECK.unaccounted(text, [(2, 3, "6"), (6, 8, "12")])
    assert "overlaps" in CHECK.unaccounted(text, [(2, 3, "5"), (6, 8, "12"), (7, 8, "2")])


def test_a_crash_is_traced_to_its_case_and_the_others_are_read(checker, monkeypatch) -> None:
    real = CHECK.extract

    def fail(prepared, *rest, **named):
        if any("boom" in item.document.text for item in prepared):
            raise ZeroDivisionError
        return real(prepared, *rest, **named)

    monkeypatch.setattr(CHECK, "extract", fail)
    outcome = checker.check([of("投资5亿元", "c1"), of("投产boom 6个", "c2"), of("投资7亿元", "c3")])
    assert list(outcome.faults) == ["c2"] and outcome.faults["c2"].startswith("crash: ZeroDivisionError")
    assert outcome.numbers == 2


@pytest.mark.slow
def test_a_hang_ends_the_reader_and_the_next_one_works(tmp_path: Path, monkeypatch) -> None:
    reader = RUN.Reader()
    try:
        reader.ask({"seed": 1, "first": 0, "count": 1, "build": False}, 60)
        with pytest.raises(RUN.Hang, match="no answer"):
            reader.ask({"seed": 1, "first": 0, "count": 5_000, "build": False}, 0.2)
        assert reader.ask({"seed": 1, "first": 3, "count": 1, "build": False}, 60)["faults"] == {}
    finally:
        reader.close()


def test_a_failing_text_is_cut_down() -> None:
    data = random.Random(1).randbytes(3000) + b"boom" + bytes(500)
    assert RUN.cut_down(data, lambda d: b"boom" in d) == b"boom"


def test_the_same_seed_makes_the_same_texts() -> None:
    assert RUN.CASES.case(5, 17) == RUN.CASES.case(5, 17) != RUN.CASES.case(6, 17)


@pytest.mark.slow
@pytest.mark.parametrize(("of", "cases"), [("reference", 1_000), ("files", 200)])
def test_reference_data_and_files_are_read_or_named(of: str, cases: int, tmp_path: Path) -> None:
    tally = RUN.fuzz_others(of, cases, 1, tmp_path / "kept", lambda text: None)
    assert tally.wrong == []
    assert tally.cases == cases and 0 < tally.refused < cases
