"""`kaifaqu fit`: weights from reports of which it is known whom they are about and up to when."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from flows.cli import WRONG_USAGE, main
from flows.evaluation import fit

PLACES = ("临沂", "济宁", "德州", "聊城", "滨州", "菏泽", "泰安", "日照", "枣庄", "东营")
OTHERS = PLACES[1:] + PLACES[:1]
HEADER = "name,home,as_of,alt_home,alt_as_of\n"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """Reports whose city stands in the title, and whose month is that of the range, beside an earlier year's."""
    folder = tmp_path / "settings"
    folder.mkdir()
    rows = []
    for number, (place, other) in enumerate(zip(PLACES, OTHERS, strict=True)):
        month = number % 9 + 2
        (folder / f"r{number}.txt").write_text(
            f"{place}市开发区工业运行情况\n"
            f"2024年1-{month}月，全市开发区完成工业投资{number + 3}亿元，同比增长4.5%，高于{other}市0.6个百分点。"
            f"2023年完成工业投资{number + 9}亿元。\n",
            encoding="utf-8",
        )
        rows.append(f"r{number},{place}市,2024-{month:02},,\n")
    (folder / "settings.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    return folder


def test_weights_are_learned_that_answer_the_reports(settings, tmp_path, capsys):
    out = tmp_path / "setting_weights.csv"
    assert main(["fit", "--settings", str(settings), "--out", str(out)]) == 0
    shown = capsys.readouterr().out
    assert "home: 10 of 10 settings are right; wrong: none" in shown
    assert "as_of: 10 of 10 settings are right; wrong: none" in shown
    assert "home, each fifth held back: 10 of 10 are right" in shown
    assert "below the least margin of 0.7" in shown
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["question"] for row in rows} == {"home", "as_of"}
    weights = {row["evidence"]: float(row["setting_weight"]) for row in rows if row["question"] == "home"}
    assert weights["title"] > 0


def test_the_same_reports_give_the_same_weights(settings, tmp_path):
    made = [tmp_path / name for name in ("one.csv", "two.csv")]
    for out in made:
        fit.run(settings, [], None, out)
    assert made[0].read_bytes() == made[1].read_bytes()


def test_it_is_told_whom_a_least_margin_asks_about():
    given = [fit.Answer("a", 0.2, False), fit.Answer("b", 0.3, True), fit.Answer("c", 0.99, True)]
    assert fit.told("home", [*given, fit.Answer("d", None, True)], 0.7) == [
        "home, each fifth held back: 3 of 4 are right",
        "home, margin from 0 to 0.5: 1 of 2 are right",
        "home, margin from 0.95: 2 of 2 are right",
        "home: wrong are 1 of 2 below the least margin of 0.7, 0 of 2 above it",
    ]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (None, "there is no such file"),
        ("name,home\n", "columns are missing: as_of, alt_home, alt_as_of"),
        (HEADER, "no report tells right from wrong for home"),
        (HEADER + "r1,无此市,1999-01,,\n", "no report tells right from wrong for home"),
    ],
)
def test_settings_that_can_not_be_used_are_named(settings, tmp_path, table, said, capsys):
    path = settings / "settings.csv"
    path.unlink() if table is None else path.write_text(table, encoding="utf-8")
    out = tmp_path / "w.csv"
    assert main(["fit", "--settings", str(settings), "--out", str(out)]) == WRONG_USAGE
    shown = capsys.readouterr().err
    assert said in shown and str(path) in shown
    assert not out.exists()


def test_without_scikit_learn_it_says_how_to_get_it(settings, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(fit, "find_spec", lambda name: None)
    assert main(["fit", "--settings", str(settings), "--out", str(tmp_path / "w.csv")]) == WRONG_USAGE
    assert "pip install 'kaifaqu[fit]'" in capsys.readouterr().err
