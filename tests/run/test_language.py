"""The command speaks Chinese or English: everything it says is in the catalogue, and nothing else is."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from flows.cli import COMMANDS, WRONG_USAGE, main
from flows.errors import UsageError
from flows.run.arguments import OF_ARGPARSE
from flows.run.console import show_table
from flows.run.language import CATALOGUE, _, cells, language, shown, speaking, told, wrapped
from flows.stations.closing import show_summary
from flows.stations.summary import RunSummary, ToldFile

SPOKEN = Path(__file__).with_name("spoken.py")
NAMES = re.compile(r"%\(\w+\)\w|\{\w*\}")


def _spoken() -> object:
    spec = importlib.util.spec_from_file_location("spoken", SPOKEN)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


spoken = _spoken()


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def _known(catalogue: polib.POFile) -> set[str]:
    return {text for entry in catalogue for text in (entry.msgid, entry.msgid_plural) if text}


def test_all_that_the_help_says_is_translated(catalogue: polib.POFile) -> None:
    assert spoken.help_texts() - _known(catalogue) == set()


def test_all_that_is_marked_is_translated(catalogue: polib.POFile) -> None:
    assert spoken.marked_texts() - _known(catalogue) == set()


def test_all_that_deeper_rooms_say_is_translated(catalogue: polib.POFile) -> None:
    known = _known(catalogue)
    missing = {
        (name, text)
        for name, said in spoken.told_texts().items()
        if name not in spoken.IN_ENGLISH
        for text in said - known
    }
    assert missing == set()


def test_the_rooms_that_speak_english_are_there_and_say_something() -> None:
    assert set(spoken.told_texts()) >= spoken.IN_ENGLISH


def test_nothing_in_the_catalogue_is_said_by_nobody(catalogue: polib.POFile) -> None:
    deeper = set().union(*spoken.told_texts().values())
    assert _known(catalogue) - spoken.help_texts() - spoken.marked_texts() - deeper == set()


def test_every_entry_is_chinese_and_fills_in_the_same(catalogue: polib.POFile) -> None:
    for entry in catalogue:
        said = entry.msgstr or entry.msgstr_plural[0]
        assert said.strip(), entry.msgid
        assert re.search(r"[\u4e00-\u9fff]", said) or not re.search(
            r"[a-z]{4}", NAMES.sub("", entry.msgid)
        ), entry.msgid
        wanted = NAMES.findall(entry.msgid)
        given = [re.sub(r"\{\d\}", "{}", name) for name in NAMES.findall(said)]
        assert set(given) == set(wanted) and len(given) <= len(wanted), entry.msgid
        assert entry.msgid.endswith("\n") == said.endswith("\n"), entry.msgid


@pytest.mark.parametrize(
    ("words", "environment", "spoken_language"),
    [
        (["run"], {}, "en"),
        (["run"], {"LANG": "zh_CN.UTF-8"}, "zh"),
        (["run"], {"LANG": "zh_TW.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        (["run"], {"LC_ALL": "C", "KAIFAQU_LANG": "zh"}, "zh"),
        (["run"], {"LANG": "zh_CN.UTF-8", "KAIFAQU_LANG": "en"}, "en"),
        (["run"], {"LC_MESSAGES": "zh_CN", "LANG": "en_US.UTF-8"}, "zh"),
        (["--lang", "en", "run"], {"KAIFAQU_LANG": "zh"}, "en"),
        (["run", "--lang=zh"], {"LANG": "C"}, "zh"),
        (["sql", "--", "--lang", "zh"], {}, "en"),
        (["run", "--lang", "fr"], {"LANG": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_who_decides_on_the_language(
    words: list[str], environment: dict[str, str], spoken_language: str
) -> None:
    assert language(words, environment) == spoken_language


@pytest.mark.parametrize(
    "command", [None, *COMMANDS], ids=lambda command: command.name if command else "kaifaqu"
)
def test_help_is_chinese(command: object, capsys: pytest.CaptureFixture[str]) -> None:
    words = [command.name] if command else []  # type: ignore[attr-defined]
    assert main([*words, "--lang", "zh", "--help"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("用法：kaifaqu")
    assert "退出码：" in printed and "显示本帮助并退出" in printed
    # no line of English words is left; names of options and files are
    assert not re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", printed)
    if command:
        # what is given as a usage is one word after the other
        assert max(map(cells, printed.split("\n\n")[2].splitlines())) <= 100


def test_the_language_ends_with_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "zh", "--version"]) == 0
    assert _("figures") == "figures"
    with speaking("zh"):
        assert _("figures") == "数据"
        with speaking("en"):
            assert _("figures") == "figures"
        assert _("") == ""


def test_english_loads_no_catalogue() -> None:
    program = "import sys; from flows.cli import main; main(['--lang', 'en', '--help']); sys.exit('polib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("words", "shown_words"),
    [
        (["rnu"], ["用法：kaifaqu ", "无效的取值：'rnu'", "您是不是要用 run？"]),
        (
            ["run", "--mart", "x", "--fulll"],
            ["用法：kaifaqu run ", "无法识别的参数：--fulll", "您是不是要用 --full？"],
        ),
        (["sql", "--format", "jsno"], ["用法：kaifaqu sql ", "无效的取值：'jsno'", "您是不是要用 json？"]),
        (["bulletin", "--quater", "2024Q1"], ["缺少必需的参数：--quarter", "您是不是要用 --quarter？"]),
        (["run", "--wait", "-1"], ["用法：kaifaqu run ", "参数 --wait：-1 不是秒数"]),
        (["run", "--wait=soon"], ["参数 --wait：无效的值：'soon'"]),
        (["run", "--raw"], ["参数 --raw：需要一个值"]),
        (["evaluate"], ["必须给出以下参数之一：--gold --reviewed"]),
    ],
)
def test_wrong_usage_in_chinese(
    words: list[str], shown_words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "zh", *words]) == WRONG_USAGE
    printed = capsys.readouterr().err
    for part in shown_words:
        assert part in printed


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["explian", "x"], "did you mean explain?"),
        (["rollbak"], "did you mean rollback?"),
        (["diff", "--row", "3", "--jsn"], "did you mean --json?"),
        (["review", "--refrence=mine"], "did you mean --reference?"),
        (["run", "--xyzzy"], None),
        (["qqq"], None),
    ],
)
def test_did_you_mean(words: list[str], meant: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == WRONG_USAGE
    printed = capsys.readouterr().err
    assert (meant in printed) if meant else ("did you mean" not in printed)


@pytest.mark.parametrize(
    ("words", "usage"),
    [
        (["versions", "--sideways"], "usage: kaifaqu versions "),
        (["open", "here"], "usage: kaifaqu open "),
        (["explain"], "usage: kaifaqu explain "),
        (["--sideways", "open"], "usage: kaifaqu [-h]"),
    ],
)
def test_an_error_shows_the_usage_of_its_own_command(
    words: list[str], usage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == WRONG_USAGE
    assert usage in " ".join(capsys.readouterr().err.split()) + " "


def test_an_error_of_a_deeper_room_is_known_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "无此目录"
    assert main(["run", "--raw", str(missing), "--lang", "zh"]) == WRONG_USAGE
    assert f"kaifaqu run: {missing}：没有这个目录。请用 --raw DIR 指定文本目录\n" in capsys.readouterr().err
    assert main(["bulletin", "--quarter", "一季度", "--lang", "zh"]) == WRONG_USAGE
    assert "--quarter：'一季度' 不是季度。" in capsys.readouterr().err


def test_what_nobody_has_translated_stays_as_it_is() -> None:
    error = UsageError("an elephant stands in the hall", "hall", "Ask it out")
    with speaking("zh"):
        assert (
            told(error.problem, error.place, error.remedy)
            == "hall：an elephant stands in the hall。Ask it out"
        )


def test_the_summary_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summary = RunSummary(
        "v1",
        tmp_path,
        3,
        dispositions={"figure": 4, "date": 2},
        figures=5,
        refusals=[ToldFile("空.txt", "the file is empty", "Remove it, or put the text in")],
        certainty={"clear": 4, "doubtful": 1},
    )
    with speaking("zh"):
        show_summary(summary, "data/raw", tmp_path, None, 1.0)
    printed = capsys.readouterr().out
    assert "数据        5 条，出自 4 个目录内的数字和 0 个其他数字" in printed
    assert "空.txt：文件是空的。请删除，或补入正文" in printed
    assert "4 无疑点, 1 存疑" in printed
    assert "下一步      kaifaqu open --marts " in printed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("there is no such version: 2024", "没有这个版本：2024"),
        ("'there is none' is no quarter", "'there is none' 不是季度"),
        ("there is no such text in my reports; there are a, b", "my reports 中没有这篇文本；其中有 a, b"),
        (
            "another run is at work in this folder: process 12 on host, since 2024-05-01",
            "此目录中另有运行正在进行：host 上的进程 12，始于 2024-05-01",
        ),
        (
            "a#1: up to which month: taken for none (3 figures); to settle it, write into a.toml: as_of = 1",
            "a#1：数据截止月：现按 无 读（3 条数据）；如需确定，请在 a.toml 中写入：as_of = 1",
        ),
        (
            "this is no report in Chinese: of its 1,046 letters 0 are Chinese characters",
            "这不是中文报告：1,046 个字母中有 0 个汉字",
        ),
        ("", ""),
    ],
)
def test_what_is_quoted_stays_and_what_is_said_is_translated(text: str, said: str) -> None:
    with speaking("zh"):
        assert shown(text) == said


def test_progress_in_chinese() -> None:
    with speaking("zh"):
        assert shown("read: 12 documents, 0.31 MB; 1 refused") == "读取：12 个文件，0.31 MB；拒收 1 个"
        assert shown("mend: 1 document with decisions whose text has changed").endswith(
            "1 个文件的原文在决定之后已有变动"
        )


def test_a_table_stands_in_columns_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    show_table([("文件", "1"), ("docs", "2"), ("数据质量", "3")])
    assert [cells(line) for line in capsys.readouterr().out.splitlines()] == [11, 11, 11]


@pytest.mark.parametrize(
    "text", ["读取文本，找出 12 个数字（含表格），并发布。", "already in lines of English words"]
)
def test_lines_are_as_wide_as_they_may_be(text: str) -> None:
    lines = wrapped(text, 14)
    assert all(cells(line) <= 16 for line in lines) and len(lines) > 1
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_what_argparse_says_is_known() -> None:
    with speaking("zh"):
        assert all(_(text) != text for text in OF_ARGPARSE)
