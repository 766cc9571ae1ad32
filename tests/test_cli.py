"""The command explains itself, and says what is wrong with a call, without loading what it doesn't need."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from flows import __version__
from flows.cli import COMMANDS, FAILED, WRONG_USAGE, main
from flows.errors import KaifaquError
from flows.run.console import PlainLines, reporter_for, show_columns, show_table
from flows.run.language import cells
from flows.stations.closing import next_step, next_steps, review_of
from flows.stations.summary import RunSummary, figures_by_certainty


def test_help_names_every_command_and_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(command.name in shown and command.summary in shown for command in COMMANDS)
    assert all(f"  {code}  " in shown for code in range(5))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_explains_itself(command: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command.name, "--help"]) == 0  # type: ignore[attr-defined]
    assert command.description in capsys.readouterr().out  # type: ignore[attr-defined]


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"kaifaqu {__version__}\n"


@pytest.mark.parametrize("words", [[], ["fly"], ["run", "--sideways"], ["run", "--raw"]])
def test_wrong_usage_is_exit_code_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == WRONG_USAGE
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--help"], ["run", "--help"]], ids=" ".join)
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    program = (
        f"import sys; from flows.cli import main; main({words}); "
        "heavy = {'polars', 'prefect', 'duckdb', 'pandera', 'rich', 'fsspec', 'pyarrow', 'asyncio', 'multiprocessing'} "
        "& set(sys.modules); "
        "sys.exit(', '.join(heavy) or 0)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_a_missing_raw_folder_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "no such folder"
    assert main(["run", "--raw", str(missing)]) == WRONG_USAGE
    assert f"{missing}: there is no such folder. Name the folder" in capsys.readouterr().err


def test_a_missing_reference_folder_is_wrong_usage(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = raw / "none"
    assert main(["run", "--raw", str(raw), "--reference", str(missing)]) == WRONG_USAGE
    assert (
        f"{missing}: there is no such folder. Name the folder of the reference data"
        in capsys.readouterr().err
    )


def test_a_file_for_marts_is_wrong_usage(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = raw / "jincheng.txt"
    assert main(["run", "--raw", str(raw), "--marts", str(file)]) == WRONG_USAGE
    assert f"{file}: this is no folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (
            KaifaquError("the disk is full", "here", "Make room"),
            "kaifaqu run: here: the disk is full. Make room\n",
        ),
        (
            ZeroDivisionError("division\nby zero"),
            "kaifaqu run: ZeroDivisionError: division by zero. This was not",
        ),
        (KeyboardInterrupt(), "kaifaqu run: interrupted\n"),
    ],
)
def test_a_failure_is_one_line_and_exit_code_1(
    error: BaseException,
    shown: str,
    raw: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(**settings: object) -> None:
        raise error

    monkeypatch.setattr("flows.stations.prefect_settings.set_defaults", fail)
    assert main(["run", "--raw", str(raw), "--marts", str(tmp_path / "marts")]) == FAILED
    printed = capsys.readouterr()
    assert printed.err.startswith(shown)
    assert printed.err.endswith("What was published before still stands.\n")
    assert printed.err.count("\n") == 2
    assert printed.out == ""


def test_the_end_of_a_run_names_what_to_open_next(tmp_path: Path) -> None:
    marts = tmp_path / "my marts"
    look, settle, ask = next_steps(marts, review_of("data/raw", marts, None))
    assert look == f"kaifaqu open --marts '{marts}'"
    assert settle.startswith("kaifaqu review --raw data/raw --marts ")
    assert ask == next_step(marts / "kaifaqu.duckdb")


def test_the_next_step_can_be_typed_into_a_shell(tmp_path: Path) -> None:
    import duckdb

    folder = tmp_path / "with 'quotes' and blanks"
    folder.mkdir()
    database = folder / "kaifaqu.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute("create table mart_ranking as select '晋城市' as subject_name")
    ended = subprocess.run(next_step(database), shell=True, capture_output=True, text=True, check=False)
    assert "晋城市" in ended.stdout, ended.stderr


@pytest.mark.parametrize(
    ("certainty", "told"),
    [
        ({"reviewed": 2, "confirmed": 0, "clear": 31, "doubtful": 4}, "2 reviewed, 31 clear, 4 doubtful"),
        ({"reviewed": 0, "confirmed": 5, "clear": 8, "doubtful": 0}, "5 confirmed, 8 clear"),
        ({}, "no figures"),
    ],
)
def test_the_end_of_a_run_says_how_sure_the_figures_are(
    tmp_path: Path, certainty: dict[str, int], told: str
) -> None:
    summary = RunSummary("v1", tmp_path, 1, certainty=certainty)
    review = review_of("my texts", tmp_path, None)
    first, *more = figures_by_certainty(summary, review)
    assert first == told
    assert more == ([f"to settle the doubtful: {review}"] if certainty.get("doubtful") else [])
    assert review.startswith("kaifaqu review --raw 'my texts' --marts ")


def test_no_line_moves_the_cursor(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for stream in (io.StringIO(), Screen()):
        reporter_for(stream).line("read: a\x1b[2J\u202eb.txt")
        assert "read: a\\x1b[2J\\u202eb.txt" in stream.getvalue()

    def fail(**settings: object) -> None:
        raise KaifaquError("there is no text", "x\x1b[2J.txt")

    monkeypatch.setattr("flows.stations.prefect_settings.set_defaults", fail)
    assert main(["run", "--raw", str(raw), "--marts", str(tmp_path / "marts")]) == FAILED
    assert "x\\x1b[2J.txt: there is no text" in capsys.readouterr().err


def test_progress_in_a_pipe_is_lines() -> None:
    stream = io.StringIO()
    reporter = reporter_for(stream)
    assert isinstance(reporter, PlainLines)
    with reporter.bar("read", 100) as advance:
        for _ in range(100):
            advance(1)
    reporter.line("read: 100 documents")
    lines = stream.getvalue().splitlines()
    assert lines == [*(f"  read {tenth}0 %" for tenth in range(1, 10)), "read: 100 documents"]


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It does."""
        return True


def test_progress_on_a_terminal_ends_in_one_line() -> None:
    stream = Screen()
    reporter = reporter_for(stream)
    with reporter.bar("read", 2) as advance:
        advance(1)
    reporter.line("read: 2 documents [not markup]")
    assert stream.getvalue().endswith("read: 2 documents [not markup]\n")


@pytest.mark.parametrize("stream", [io.StringIO(), Screen()], ids=["pipe", "terminal"])
def test_columns_hold_every_word_in_the_width_of_a_terminal(
    stream: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    long = "".join(f"第{number}项说明，" for number in range(20))
    show_columns(("表", "what it holds"), [("mart_gap", long), ("排名", "a\x1b[2Jb")], stream)
    shown = stream.getvalue()
    assert long in "".join(shown.split()) and "a\\x1b[2Jb" in shown
    if stream.isatty():
        assert max(map(cells, shown.splitlines()[1:])) <= 60


@pytest.mark.parametrize("stream", [io.StringIO(), Screen()], ids=["pipe", "terminal"])
def test_a_table_shows_every_value_and_no_control_characters(stream: io.StringIO) -> None:
    show_table([("documents", "5"), ("refused", "a [b]\x1b]0;title\x07.txt")], stream)
    assert "documents" in stream.getvalue()
    assert " 5" in stream.getvalue()
    assert "a [b]\\x1b]0;title\\x07.txt" in stream.getvalue()
