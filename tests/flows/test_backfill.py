"""`--quarter` takes the documents of one quarter; what was published of the others stays as it was."""

from __future__ import annotations

import runpy
import shutil
from pathlib import Path
from typing import Any

import pytest

from flows.errors import KaifaquError, NothingToDoError, UsageError
from flows.run.quarters import parse_quarter

RUNS = runpy.run_path(str(Path(__file__).with_name("runs.py")))
Office, rows = RUNS["Office"], RUNS["rows"]
FOURTH = "2023年，高平开发区规上工业增加值完成{}亿元，同比增长8.1%。\n"
FIRST = "2024年一季度，阳城开发区规上工业增加值完成{}亿元，同比增长7.1%。\n"
BEGINS = "2023年，晋城市工业增加值完成{}亿元。（下转第5版）\n"
RUNS_ON = "（上接第1版）2023年，晋城市工业投资完成{}亿元。\n"


def values(office: Any) -> dict[str, list[float]]:
    """The levels of each document."""
    found: dict[str, list[float]] = {}
    query = "select document_id, cast(value as double) from fact_figure where measure = 'level' order by 1, 2"
    for document_id, value in rows(office.marts, query):
        found.setdefault(document_id, []).append(value)
    return found


def of_others(office: Any) -> list[Any]:
    """All that is published of the documents as of 2024-Q1."""
    ids = "(select document_id from dim_article where as_of_month = '2024-03')"
    return [
        rows(office.marts, f"from {table} where document_id in {ids} order by all")
        for table in ("dim_document", "dim_article", "fact_figure", "fact_mention")
    ]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, api_url: str) -> Any:
    """Two documents of 2023-Q4 and two of 2024-Q1, published; tests take copies."""
    office = Office(tmp_path_factory.mktemp("quarters") / "office")
    shutil.copytree(RUNS["reference_dir"](), office.reference)
    for number in (1, 2):
        office.write(f"old{number}.txt", FOURTH.format(f"1{number}.5"))
        office.write(f"young{number}.txt", FIRST.format(f"2{number}.5"))
    office.run()
    assert values(office) == {"old1": [11.5], "old2": [12.5], "young1": [21.5], "young2": [22.5]}
    return office


@pytest.fixture
def office(published: Any, tmp_path: Path) -> Any:
    """A copy of what was published once."""
    return published.copy(tmp_path / "office")


@pytest.mark.slow
def test_documents_of_the_quarter_are_read_and_others_stay(office: Any) -> None:
    before = of_others(office)
    office.write("old1.txt", FOURTH.format("99.5"))  # corrected
    (office.raw / "old2.txt").unlink()
    office.write("late.txt", FOURTH.format("13.5"))
    office.write("young1.txt", FIRST.format("88.5"))  # another quarter's: changed, gone, new
    (office.raw / "young2.txt").unlink()
    office.write("new.txt", FIRST.format("77.5"))
    assert office.run(quarter="2023Q4") == {"old1", "late", "new"}
    assert values(office) == {"late": [13.5], "old1": [99.5], "young1": [21.5], "young2": [22.5]}
    assert of_others(office) == before
    assert office.line("quarter") == (
        "quarter: 2 documents of 2023-Q4, 2 of others; left as published: new.txt (new, 2024-Q1); "
        "young1.txt (changed, 2024-Q1); young2.txt (gone, 2024-Q1)"
    )
    # a run of all quarters then brings everything up to date
    assert office.run() == {"young1", "new"}
    assert values(office) == {"late": [13.5], "new": [77.5], "old1": [99.5], "young1": [88.5]}
    assert office.matches_a_full_run()


def test_twice_is_once(office: Any) -> None:
    office.write("young1.txt", FIRST.format("88.5"))
    office.run(quarter="2023-Q4")
    first = RUNS["published"](office.marts)
    assert office.run(quarter="2023-Q4") == set()
    assert RUNS["published"](office.marts) == first


def test_other_code_and_full_read_only_the_quarter(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert office.run(quarter="2023-Q4", full=True) == {"old1", "old2"}
    monkeypatch.setattr("flows.cache.stamps.code", lambda: "another")
    assert office.run(quarter="2023-Q4") == {"old1", "old2"}


def test_a_document_that_moves_to_another_quarter_stays(office: Any) -> None:
    office.write("old1.txt", FIRST.format("66.5"))
    office.write("young1.txt", FOURTH.format("55.5"))
    office.run(quarter="2023-Q4")
    assert values(office) == {"old1": [11.5], "old2": [12.5], "young1": [21.5], "young2": [22.5]}
    assert "old1.txt (changed, 2023-Q4, 2024-Q1)" in office.line("quarter")
    assert "young1.txt (changed, 2024-Q1)" in office.line("quarter")
    office.run()
    assert values(office)["old1"] == [66.5]


def test_a_file_that_can_not_be_read_any_more(office: Any) -> None:
    (office.raw / "young1.txt").write_bytes(b"")
    (office.raw / "old1.txt").write_bytes(b"")
    office.run(quarter="2023-Q4")
    assert set(values(office)) == {"old2", "young1", "young2"}
    assert [refusal.path for refusal in office.summary.refusals] == ["old1.txt"]


@pytest.mark.slow
def test_tied_documents_are_taken_together(office: Any) -> None:
    office.write("p1.txt", BEGINS.format("1.5"))
    office.write("p5.txt", RUNS_ON.format("2.5"))
    assert office.run(quarter="2023-Q4") == {"p1", "p5"}
    assert rows(office.marts, "select continues_in from dim_article where document_id = 'p1'") == [("p5",)]
    office.write("p5.txt", RUNS_ON.format("3.5"))
    assert office.run(quarter="2024-Q1") == set()
    assert values(office)["p5"] == [2.5]
    (office.raw / "p5.txt").unlink()
    assert office.run(quarter="2023-Q4") == {"p1"}
    assert rows(office.marts, "select continues_in from dim_article where document_id = 'p1'") == [(None,)]
    assert office.matches_a_full_run()


@pytest.mark.slow
def test_corrections_of_other_quarters_stay(office: Any) -> None:
    row = '- document: young1\n  match: "21.5"\n  replace: "21.6"\n  reason: a\n  source: b\n'
    with (office.reference / "corrections.yaml").open("a", encoding="utf-8") as file:
        file.write(row)
    status = "select status from dim_correction"
    assert office.run(quarter="2023-Q4") == set()
    assert (values(office)["young1"], rows(office.marts, status)) == ([21.5], [("not_in_run",)])
    assert office.run() == {"young1"}
    office.write("young1.txt", FIRST.format("88.5"))
    office.run(quarter="2023-Q4")
    assert (values(office)["young1"], rows(office.marts, status)) == ([21.6], [("applied",)])
    assert office.summary.complete


def test_without_what_was_read_before_no_quarter_can_stay(office: Any) -> None:
    shutil.rmtree(office.marts / "cache")
    with pytest.raises(KaifaquError, match="Run once without --quarter"):
        office.run(quarter="2023-Q4")
    office.run()
    office.run(quarter="2023-Q4")


def test_the_first_run_may_be_of_one_quarter(office: Any) -> None:
    shutil.rmtree(office.marts)
    with pytest.raises(NothingToDoError, match="no document is of 2019-Q1"):
        office.run(quarter="2019-Q1")
    assert not (office.marts / "kaifaqu.duckdb").exists()
    office.run(quarter="2023-Q4")
    assert set(values(office)) == {"old1", "old2"}


@pytest.mark.parametrize(
    "text",
    [
        "2023-Q4",
        "2023Q4",
        "2023q4",
        "2023 Q4",
        "2023年第四季度",
        "2023年四季度",
        "2023年第4季度",
        " 2023-Q4 ",
    ],
)
def test_a_quarter_as_people_write_it(text: str) -> None:
    assert parse_quarter(text) == "2023-Q4"


@pytest.mark.parametrize(
    "text",
    ["", "2023", "2023-Q5", "Q4", "23-Q4", "2023-4", "2023Q4季度", "2023年第四", "2023-Q44", "２０２３Q4"],
)
def test_no_quarter_is_wrong_usage(text: str, raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from flows.cli import WRONG_USAGE, main

    with pytest.raises(UsageError):
        parse_quarter(text)
    assert main(["run", "--raw", str(raw), "--quarter", text]) == WRONG_USAGE
    assert "is no quarter. Write it as 2023-Q4, 2023Q4 or 2023年第四季度" in capsys.readouterr().err


@pytest.mark.slow
def test_backfill_as_a_process(raw: Path, tmp_path: Path, kaifaqu: Any) -> None:
    words = ("run", "--raw", raw, "--marts", tmp_path / "marts")
    assert kaifaqu(*words).returncode == 0
    (raw / "late.txt").write_text(FOURTH.format("13.5"), encoding="utf-8")
    (raw / "new.txt").write_text(FIRST.format("14.5"), encoding="utf-8")
    ended = kaifaqu(*words, "--quarter", "2023年第四季度")
    assert ended.returncode == 0, ended.stderr
    assert (
        "quarter: 1 documents of 2023-Q4, 1 of others; left as published: new.txt (new, 2024-Q1)"
        in ended.stderr
    )
    documents = rows(tmp_path / "marts", "select document_id from dim_document order by 1")
    assert documents == [("jincheng",), ("late",)]
