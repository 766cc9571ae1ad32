"""`kaifaqu sql` shows, writes and refuses: one query, several, a pipe; and it only ever reads."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from flows.cli import main
from flows.desk import query
from flows.warehouse import current_database

FORMULAS = "select * from (values ('=1+1'), ('+1+2'), ('@SUM(A1)'), ('-x'), ('-5.35'), ('+3%'), ('晋城市')) as t(\"=甲\")"


def sql(capsys: pytest.CaptureFixture[str], marts: Path, *words: str | Path) -> tuple[int, str, str]:
    code = main(["sql", "--marts", str(marts), *map(str, words)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_a_table_is_shown_whole_in_a_pipe(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = sql(capsys, shared, "from mart_ranking")
    ((rows,),) = duckdb.sql(f"select count(*) from '{shared}/parquet/mart_ranking.parquet'").fetchall()
    assert code == 0
    assert "figure_id" in out and "…" not in out
    assert len(out.splitlines()) - 5 >= rows


@pytest.mark.parametrize(
    "words", ["from zh.排名", "select 主体, 数值 from 排名;", "from ranking('规上工业增加值', '2024-Q1')"]
)
def test_chinese_names_work(shared: Path, capsys: pytest.CaptureFixture[str], words: str) -> None:
    code, out, _ = sql(capsys, shared, words, "--format", "csv")
    assert code == 0 and ("主体" in out or "subject_name" in out)


def test_several_statements_are_all_shown(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = "set variable q = '2024-Q1'; select 1 as 甲; select getvariable('q') as 乙"
    code, out, err = sql(capsys, shared, words)
    assert code == 0 and "甲" in out and "2024-Q1" in out, err
    assert sql(capsys, shared, words, "--format", "csv")[1] == "乙\n2024-Q1\n"


def test_csv_keeps_spreadsheets_from_running_texts(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = sql(capsys, shared, FORMULAS, "--format", "csv")
    assert out.splitlines() == ["'=甲", "'=1+1", "'+1+2", "'@SUM(A1)", "'-x", "-5.35", "+3%", "晋城市"]
    _, out, _ = sql(capsys, shared, FORMULAS, "--format", "csv", "--verbatim")
    assert out.splitlines() == ["=甲", "=1+1", "+1+2", "@SUM(A1)", "-x", "-5.35", "+3%", "晋城市"]


@pytest.mark.parametrize("sign", ["＝", "＋", "－", "＠", " =", "\u3000＝", "\ufeff="])
def test_csv_keeps_spreadsheets_from_signs_of_full_width_and_behind_blanks(
    sign: str, shared: Path, capsys
) -> None:
    _, out, _ = sql(capsys, shared, f"select '{sign}1+1' as 甲", "--format", "csv")
    assert out.splitlines() == ["甲", f"'{sign}1+1"]


def test_csv_holds_every_type(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = (
        "select 20.35::decimal(18,4) as a, date '2024-03-31' as b, true as c, null as d, ['甲', '乙'] as e, "
        "'a,\"b\"' || chr(10) as f, sum(1) as g from range(3)"
    )
    _, out, _ = sql(capsys, shared, words, "--format", "csv")
    header, row = csv.reader(io.StringIO(out))
    assert header == list("abcdefg")
    assert row == ["20.3500", "2024-03-31", "true", "", '["甲", "乙"]', 'a,"b"\n', "3"]


def test_json_is_an_array_of_objects(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = "select 20.35::decimal(18,4) as 数值, date '2024-03-31' as d, 'nan'::double as n, ['甲'] as l from range(2)"
    _, out, _ = sql(capsys, shared, words, "--format", "json")
    assert json.loads(out) == [{"数值": 20.35, "d": "2024-03-31", "n": None, "l": ["甲"]}] * 2
    assert "数值" in out and out.count("\n") == 4
    assert json.loads(sql(capsys, shared, "from mart_gap where false", "--format", "json")[1]) == []
    code, _, err = sql(capsys, shared, "select 1 as a, 2 as a", "--format", "json")
    assert code == 2 and "more than one column is called a" in err


def test_files_are_written_in_one_step(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "排名.csv"
    assert sql(capsys, shared, "from zh.排名", "--format", "csv", "--bom", "--output", file)[:2] == (0, "")
    assert file.read_bytes().startswith("\ufeff季度,".encode())
    before = file.read_bytes()
    assert sql(capsys, shared, "select error('no')", "--format", "csv", "--output", file)[0] == 2
    assert file.read_bytes() == before
    parquet = tmp_path / "gap.parquet"
    assert sql(capsys, shared, "from mart_gap", "--format", "parquet", "--output", parquet)[0] == 0
    assert pq.read_table(parquet).num_rows == pq.read_table(shared / "parquet" / "mart_gap.parquet").num_rows
    assert {path.name for path in tmp_path.iterdir()} == {"排名.csv", "gap.parquet"}
    code, _, err = sql(capsys, shared, "select 1", "--output", tmp_path / "none" / "x.txt")
    assert code == 2 and "the file can't be written: No such file or directory" in err


def test_parquet_needs_a_file(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = sql(capsys, shared, "select 1", "--format", "parquet")
    assert (code, out) == (2, "") and "Name a file with --output FILE" in err


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("selec 1", "syntax error"),
        ("from nix", "nix does not exist"),
        ("select nix from mart_gap", "nix"),
        ("select 'x'::int", "Conversion Error"),
        ("", "there is no query"),
        ("-- nothing", "there is no query"),
    ],
)
def test_a_wrong_query_is_wrong_usage(
    shared: Path, capsys: pytest.CaptureFixture[str], words: str, shown: str
) -> None:
    code, out, err = sql(capsys, shared, words)
    assert (code, out) == (2, "")
    assert err.startswith("kaifaqu sql: ") and shown in err and "Traceback" not in err


def test_nothing_but_reading_the_warehouse_can_be_done(shared: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("a\n1\n", encoding="utf-8")
    database = current_database(shared)
    assert database
    before = database.read_bytes()
    forbidden = [
        "create table x as select 1",
        "insert into dim_city by name select '1' as city_id, 'x' as name_zh",
        "update fact_figure set value = 0",
        "delete from mart_gap",
        "drop table mart_gap",
        "create or replace view zh.排名 as select 1",
        f"copy mart_gap to '{tmp_path}/x.csv'",
        f"export database '{tmp_path}/x'",
        f"from '{outside}'",
        f"from read_csv('{outside}')",
        f"from read_text('{outside}')",
        f"from glob('{tmp_path}/*')",
        f"attach '{tmp_path}/x.duckdb'",
        f"attach '{database}' as other; create table other.main.x as select 1",
        "from 'http://127.0.0.1:1/x.parquet'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "reset lock_configuration",
        f"set profiling_output = '{tmp_path}/x'",
        f"set temp_directory = '{tmp_path}'",
    ]
    done = []
    with query.connect(database) as connection:
        for words in forbidden:
            try:
                for found in query.results(connection, words):
                    found.fetchall()
                done.append(words)
            except Exception as error:
                assert "Error" in str(error) or "error" in str(error), words
    assert done == [], done
    assert database.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["outside.csv"]


def test_nothing_published_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = sql(capsys, tmp_path, "select 1")
    assert code == 2 and f"{tmp_path}: nothing is published here. Run `kaifaqu run`" in err


def test_options_that_mean_nothing_are_refused(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sql(capsys, shared, "select 1", "--bom")[0] == 2
    assert sql(capsys, shared, "select 1", "--format", "xml")[0] == 2


def test_a_broken_warehouse_is_exit_code_1(marts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (marts / "current" / "kaifaqu.duckdb").write_bytes(b"broken")
    code, _, err = sql(capsys, marts, "select 1")
    assert code == 1 and "the warehouse can't be opened" in err


def test_queries_come_in_by_a_pipe_and_a_reader_may_leave(shared: Path, environment: dict[str, str]) -> None:
    command = f"{sys.executable} -m flows sql --marts '{shared}'"
    words = "echo 'select 1 as 甲; from zh.数据' | {0} --format csv | head -1; from=${{PIPESTATUS[1]}}; exit $from"
    ended = subprocess.run(
        ["bash", "-c", words.format(command)], env=environment, capture_output=True, text=True, check=False
    )
    assert ended.stdout.startswith("数据编号,"), ended.stderr
    assert (ended.returncode, ended.stderr) == (0, "")
