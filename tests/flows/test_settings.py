"""The end of a run names the articles whose setting is doubtful, each with a line that can be pasted as it is."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from flows.stations.summary import DOUBTS_NAMED, RunSummary, what_is_wrong
from flows.warehouse.review import Doubt

# two cities with a sentence each, and nothing else to tell whose report it is
TEXT = "2024年一季度，宜昌市完成工业投资5亿元。\n2024年一季度，荆州市完成工业投资6亿元。\n"


def test_the_line_that_a_run_shows_settles_the_article(kaifaqu, tmp_path):
    raw, marts = tmp_path / "raw", tmp_path / "marts"
    (raw / "office").mkdir(parents=True)
    (raw / "office" / "two.txt").write_text(TEXT, encoding="utf-8")
    ended = kaifaqu("run", "--raw", raw, "--marts", marts)
    assert ended.returncode == 0, ended.stderr
    assert "1 setting, whom an article is about or up to when" in ended.stdout
    shown = re.search(r"write into (?P<file>\S+): (?P<line>about = .+)", ended.stdout)
    assert shown is not None and shown["file"] == "office/two.toml"

    (raw / shown["file"]).write_text(shown["line"] + "\n", encoding="utf-8")
    before = home(marts)
    ended = kaifaqu("run", "--raw", raw, "--marts", marts)
    assert ended.returncode == 0, ended.stderr
    assert "0 settings" in ended.stdout
    assert (before[0], home(marts)[1]) == (home(marts)[0], "sidecar")


def home(marts: Path) -> tuple[str, str]:
    """Whom the one article is about, and what that rests on."""
    with duckdb.connect(str(marts / "kaifaqu.duckdb"), read_only=True) as connection:
        row = connection.execute("select home_subject, home_basis from dim_article").fetchone()
    assert row is not None
    return row


def test_of_many_doubtful_settings_the_log_names_the_first():
    doubts = [
        Doubt(f"t{k}#1", "as_of", None, 9 - k, f"t{k}.toml", 'as_of = "YYYY-MM"')
        for k in range(DOUBTS_NAMED + 2)
    ]
    lines = list(what_is_wrong(RunSummary("v", Path("v"), 7, doubts=doubts)))
    assert lines[0] == (
        "doubtful: t0#1: up to which month: taken for none (9 figures); to settle it, write into t0.toml: "
        'as_of = "YYYY-MM"'
    )
    assert lines[-1] == "doubtful: 2 more, in the table review_setting"
