"""Labels against figures: the scores, the errors worst first, and what is wrong with a call."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.cli import DONE, FAILED, WRONG_USAGE, main
from flows.evaluation.compare import same_period, same_subjects
from flows.evaluation.judge import judge
from flows.evaluation.report import width

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
MAKE = runpy.run_path(str(ROOT / "tests" / "end_to_end" / "conftest.py"))["make"]

Rows = list[dict[str, Any]]
WriteGold = Callable[..., Path]


def scores(gold: Path, raw: Path, tmp_path: Path, *more: str) -> dict[str, Any]:
    """What --json holds."""
    out = tmp_path / "scores.json"
    assert main(["evaluate", "--gold", str(gold), "--raw", str(raw), "--json", str(out), *more]) == DONE
    return json.loads(out.read_text(encoding="utf-8"))


def test_right_figures_score_one(rows: Rows, texts: Path, write_gold: WriteGold, tmp_path: Path) -> None:
    # the title's 2024 and 一 are no labels here, so they count on neither side
    found = scores(write_gold(rows), texts, tmp_path)
    assert (found["gold_numbers"], found["gold_figures"], found["our_figures"]) == (7, 6, 6)
    assert found["accounted"] == found["disposition"] == 1
    for name in ("detection", "strict", "core"):
        assert found[name] == {"precision": 1, "recall": 1, "f1": 1}, found["errors"]
    assert {name: score["f1"] for name, score in found["attributes"].items()} == dict.fromkeys(
        ("indicator", "measure", "rank_of", "scenario", "subject", "period", "value", "unit", "bound"), 1
    )
    assert found["errors"] == []


def test_errors_come_worst_first(
    rows: Rows, texts: Path, write_gold: WriteGold, capsys: pytest.CaptureFixture[str]
) -> None:
    rows[1]["value"] = 108.79
    rows[2] |= {"indicator": "工业投资", "subject": "运城市", "period_end": "2024-06"}
    rows[3] = {**rows[3], "disposition": "name"}
    rows[6] |= {**rows[2], **{k: rows[6][k] for k in ("start", "end")}}
    assert main(["evaluate", "--gold", str(write_gold(rows)), "--raw", str(texts)]) == DONE
    shown = capsys.readouterr().out
    heads = [line for line in shown.splitlines() if line.startswith("jincheng:")]
    assert [head.split(" ", 1)[1] for head in heads] == [
        "missed",
        "spurious",
        "wrong indicator, subject, period",
        "wrong value",
    ]
    assert "完成【108.78】亿元" in shown
    assert "gold  indicator 工业投资, subject 运城市, period 2024-01..2024-06" in shown
    assert "ours  indicator 规上工业增加值, subject 晋城市, period 2024-01..2024-03" in shown
    assert "ours  date (period)" in shown
    assert "rule  bracketed_target" in shown


def test_the_number_of_errors_shown(
    rows: Rows, texts: Path, write_gold: WriteGold, capsys: pytest.CaptureFixture[str]
) -> None:
    for row in rows[:3]:
        row["value"] += 1
    command = ["evaluate", "--gold", str(write_gold(rows)), "--raw", str(texts), "--errors"]
    assert main([*command, "1"]) == DONE
    shown = capsys.readouterr().out
    assert shown.count("wrong value") == 1
    assert "2 mistakes more; --errors 3 shows all" in shown
    assert main([*command, "3"]) == DONE
    assert capsys.readouterr().out.count("wrong value") == 3


def test_precision_and_recall_by_attribute(
    rows: Rows, texts: Path, write_gold: WriteGold, tmp_path: Path
) -> None:
    rows[2]["measure"] = "share"
    rows[6] |= {**rows[2], **{k: rows[6][k] for k in ("start", "end")}}  # a figure that we don't have
    rows[5] = {**rows[5], "disposition": "name"}  # and one of ours that is none
    found = scores(write_gold(rows), texts, tmp_path)
    assert found["detection"]["precision"] == found["detection"]["recall"] == round(5 / 6, 4)
    assert found["attributes"]["measure"]["recall"] == round(4 / 6, 4)
    assert found["attributes"]["measure"]["of_detected"] == round(4 / 5, 4)
    assert found["attributes"]["unit"]["recall"] == round(5 / 6, 4)
    assert found["strict"]["f1"] == round(4 / 6, 4)
    assert found["documents"]["jincheng"]["strict"] == found["strict"]


def test_alternatives_and_contested_labels(
    rows: Rows, texts: Path, write_gold: WriteGold, tmp_path: Path
) -> None:
    rows[1] |= {"value": 1, "unit": "元", "alt": {"value": 1087800, "unit": "万元"}}
    rows[2] |= {"indicator": "工业投资", "alt": {"indicator": "规上工业增加值"}}
    rows[3] |= {"period_end": "2024-12", "alt": {"period": ["2024-01", "2024-03"]}}
    rows[4] |= {"subject": "山西省", "alt": {"subject": "晋城市"}}
    rows[5] |= {"disposition": "name", "contested": "figure"}
    found = scores(write_gold(rows), texts, tmp_path)
    assert found["errors"] == []
    assert found["disposition"] == 1
    assert found["gold_figures"] == found["our_figures"] == 5


def test_a_floor_that_is_missed_is_exit_code_1(
    rows: Rows, texts: Path, write_gold: WriteGold, capsys: pytest.CaptureFixture[str]
) -> None:
    rows[1]["value"] = 1
    command = ["evaluate", "--gold", str(write_gold(rows)), "--raw", str(texts)]
    kept = ["--min-detection", "1", "--min-accounted", "1", "--min-disposition", "1", "--min-strict", "0.8"]
    assert main([*command, *kept]) == DONE
    assert main([*command, "--min-strict", "0.9"]) == FAILED
    assert capsys.readouterr().err == "kaifaqu evaluate: strict 0.8333 is below 0.9\n"
    assert main([*command, "--min-strict", "90"]) == WRONG_USAGE


def test_texts_may_lie_beside_their_labels(
    rows: Rows, report: str, write_gold: WriteGold, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    gold = write_gold(rows)
    with pytest.raises(Exception, match="no text beside the labels"):
        judge(gold)
    (gold / "jincheng.txt").write_text(report, encoding="utf-8")
    assert judge(gold).evaluation.total.strict == 6


def test_a_labelled_document_without_a_text_counts_as_missed(
    rows: Rows, texts: Path, write_gold: WriteGold, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_gold([{**row, "doc": "yuncheng"} for row in rows], "yuncheng.jsonl")
    write_gold([{**row, "doc": "empty"} for row in rows], "empty.jsonl")
    (texts / "empty.txt").write_text("")
    found = scores(write_gold(rows), texts, tmp_path)
    assert found["accounted"] == round(1 / 3, 4)
    assert found["detection"] == {"precision": 1, "recall": round(1 / 3, 4), "f1": 0.5}
    shown = capsys.readouterr().out
    assert f"yuncheng: there is no such text in {texts}; its 7 labels count as missed" in shown
    assert "empty: its text is refused: the file is empty; its 7 labels count as missed" in shown


def test_an_indicator_outside_the_catalog_is_named(
    rows: Rows, texts: Path, write_gold: WriteGold, capsys: pytest.CaptureFixture[str]
) -> None:
    rows[2]["indicator"] = "地区生产总值增加额"
    assert main(["evaluate", "--gold", str(write_gold(rows)), "--raw", str(texts)]) == DONE
    assert "labels name 地区生产总值增加额, which is no indicator" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            {"disposition": "figur"},
            "disposition 'figur' is none of figure, other_figure, date, name, reference",
        ),
        ({"start": 9, "end": 9}, "start 9 and end 9 are no span of a text"),
        ({"value": "viel"}, "value 'viel' is no number"),
        ({"value": True}, "value True is no number"),
        ({"measure": "rate"}, "measure 'rate' is none of level, growth, share"),
        ({"indicator": None}, "indicator is missing"),
        ({"period_end": "2024-13"}, "period '2024-13' is no month as YYYY-MM"),
        ({"alt": {"unit": 3}}, "unit is missing"),
        ({"alt": {"scenario": "hope"}}, "scenario 'hope' is none of actual, target, plan"),
        ({"contested": "maybe"}, "contested 'maybe' is none of"),
        ({"doc": ""}, "doc is not the name of a document"),
        ({"end": 9999}, "the label ends at character 9999, but its text jincheng has only"),
    ],
)
def test_a_wrong_label_is_named_with_file_and_line(
    change: dict[str, Any],
    problem: str,
    rows: Rows,
    texts: Path,
    write_gold: WriteGold,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows[1] |= change
    gold = write_gold(rows)
    assert main(["evaluate", "--gold", str(gold), "--raw", str(texts)]) == WRONG_USAGE
    printed = capsys.readouterr()
    assert f"kaifaqu evaluate: {gold / 'jincheng.jsonl'}:2: {problem}" in printed.err
    assert printed.out == ""


def test_a_line_that_is_no_json_is_named(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.jsonl").write_text('\n{"doc": \n')
    assert main(["evaluate", "--gold", str(tmp_path), "--raw", str(texts)]) == WRONG_USAGE
    assert f"{tmp_path / 'a.jsonl'}:2: this is no JSON" in capsys.readouterr().err


def test_wrong_folders_are_wrong_usage(
    rows: Rows, texts: Path, write_gold: WriteGold, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = str(write_gold(rows))
    for words, shown in [
        (["--gold", f"{gold}x"], "gold: there is no such folder"),
        (["--gold", str(texts)], "texts: there is no .jsonl file in this folder"),
        (["--gold", gold, "--raw", f"{texts}x"], "texts: there is no such folder"),
        (["--gold", gold, "--marts", str(texts)], "texts: there is no published warehouse in this folder"),
        (["--gold", gold, "--raw", str(texts), "--json", str(tmp_path / "no" / "a")], "the file can't be written"),
    ]:  # fmt: skip
        assert main(["evaluate", *words]) == WRONG_USAGE
        assert shown in capsys.readouterr().err.replace("goldx", "gold").replace("textsx", "texts")


def test_a_published_warehouse_is_judged_without_its_texts(
    rows: Rows,
    texts: Path,
    write_gold: WriteGold,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows[1]["value"] = 1
    gold, marts = write_gold(rows), MAKE(texts, tmp_path / "marts")
    monkeypatch.chdir(tmp_path)
    assert main(["evaluate", "--gold", str(gold), "--marts", str(marts)]) == DONE
    shown = capsys.readouterr().out
    assert "strict       precision 0.8333, recall 0.8333, F1 0.8333" in shown
    assert "完成【108.78】亿元" in shown


def test_a_reader_who_has_seen_enough_is_no_failure(rows: Rows, texts: Path, write_gold: WriteGold) -> None:
    words = ["evaluate", "--gold", str(write_gold(rows)), "--raw", str(texts), "--min-strict", "1"]
    process = subprocess.Popen(
        [sys.executable, "-m", "flows", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    with process.stderr as errors:
        assert errors.read() == b""
    assert process.wait(timeout=60) == DONE


def test_zones_units_and_periods_are_compared_by_meaning() -> None:
    assert same_subjects("晋城经济技术开发区、阳泉高新区", ["阳泉高新技术产业开发区", "晋城开发区"], "zone")
    assert not same_subjects("晋城经开区", ["晋城高新区"], "zone")
    assert same_subjects("康佳智慧科技城项目", ["康佳智慧科技城"], "project")
    assert not same_subjects("康佳智慧科技城项目", ["康佳智慧科技城"], "zone")
    assert same_period(("2024-03", "2024-03"), ("2024-01", "2024-03"))
    assert not same_period(("2024-02", "2024-03"), ("2024-01", "2024-03"))
    assert width("a晋") == 3


def disturbed(gold: Path, folder: Path) -> Path:
    """The labels with mistakes of every sort, so that every rule of comparison is asked."""
    changes: list[dict[str, Any]] = [
        {"indicator": "工业投资"}, {"measure": "share"}, {"value": 1}, {"unit": "万"}, {"subject": "太原高新区"},
        {"period_start": "2020-01"}, {"period_end": "2020-02"}, {"scenario": "plan"}, {"bound": "gt"},
        {"rank_of": "pull"}, {"disposition": "name"}, {"disposition": "figure", "contested": "date"},
        {"value": 1, "alt": {"value": 2}}, {"subject": "某某科技项目", "subject_level": "project"},
    ]  # fmt: skip
    folder.mkdir()
    number = 0
    for path in sorted(gold.glob("*.jsonl")):
        lines = []
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            number += 1
            if number % 3 == 0 and row["disposition"] == "figure":
                row |= changes[number // 3 % len(changes)]
            if number % 17:  # some labels are left out
                lines.append(json.dumps(row, ensure_ascii=False) + "\n")
        (folder / path.name).write_text("".join(lines), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def real_marts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the real reports."""
    if not (SHARED / "gold").is_dir() or not (SHARED / "raw").is_dir():
        pytest.skip("the real reports and their labels lie beside the repository, not in it")
    return MAKE(SHARED / "raw", tmp_path_factory.mktemp("real") / "marts")


@pytest.mark.parametrize("kind", ["as they are", "disturbed"])
@pytest.mark.parametrize("source", ["--raw", "--marts"])
def test_the_numbers_are_those_of_the_shared_tool(
    kind: str, source: str, real_marts: Path, tmp_path: Path
) -> None:
    gold = SHARED / "gold" if kind == "as they are" else disturbed(SHARED / "gold", tmp_path / "disturbed")
    tool, ours = tmp_path / "tool.json", tmp_path / "ours.json"
    command = [
        sys.executable,
        SHARED / "tools" / "score.py",
        "--marts",
        real_marts,
        "--gold",
        gold,
        "--json",
        tool,
    ]
    subprocess.run([str(word) for word in command], capture_output=True, check=True)
    where = SHARED / "raw" if source == "--raw" else real_marts
    assert main(["evaluate", "--gold", str(gold), source, str(where), "--json", str(ours)]) == DONE
    wanted, found = (json.loads(path.read_text(encoding="utf-8")) for path in (tool, ours))
    for name in ("gold_numbers", "gold_figures", "our_figures", "accounted", "disposition", "other_value"):
        assert found[name] == wanted[name], name
    for name in ("detection", "strict", "core"):
        assert [*found[name].values()] == wanted[f"{name}_PRF"], name
    assert {k: v["of_detected"] for k, v in found["attributes"].items()} == wanted["attributes"]
    by_document = {
        name[:12]: d["strict"]["recall"] for name, d in found["documents"].items() if d["gold_figures"]
    }
    assert by_document == wanted["strict_recall_by_doc"]


BEYOND = """# 晋城市开发区2024年一季度工作情况

2024年第一季度，晋城市开发区进口总额完成6.4亿元，研发经费支出2.1亿元。
"""


@pytest.mark.parametrize("published", [False, True])
def test_labels_know_the_core_of_the_catalog_and_what_they_name(
    write_gold: WriteGold, tmp_path: Path, published: bool
) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "jincheng.txt").write_text(BEYOND, encoding="utf-8")
    common = {"doc": "jincheng", "disposition": "other_figure", "unit": "亿元"}
    imports, research = (
        {**common, "start": BEYOND.index(quote), "end": BEYOND.index(quote) + 3, "value": float(quote)}
        for quote in ("6.4", "2.1")
    )
    more = ("--marts", str(MAKE(folder, tmp_path / "marts"))) if published else ()
    known = scores(write_gold([imports, research]), folder, tmp_path, *more)
    # what labels do not know is a quantity outside the catalog, and no figure too many
    assert (known["our_figures"], known["disposition"], known["other_value"]) == (0, 1, 1)
    named = {
        **imports, "disposition": "figure", "indicator": "进口总额", "measure": "level", "rank_of": None,
        "scenario": "actual", "subject_level": "city", "subject": "晋城市", "period_start": "2024-01",
        "period_end": "2024-03", "bound": "eq",
    }  # fmt: skip
    found = scores(write_gold([named, research]), folder, tmp_path, *more)
    assert (found["our_figures"], found["disposition"], found["strict"]["f1"]) == (1, 1, 1)
