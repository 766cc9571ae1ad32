"""Every SQL example of the documents gives the output that is printed under it."""

from __future__ import annotations

import runpy
from pathlib import Path

import duckdb
import pytest

HERE = Path(__file__).parent
EXAMPLES = runpy.run_path(str(HERE / "examples.py"))
MAKE = runpy.run_path(str(HERE.parent / "end_to_end" / "conftest.py"))["make"]
CASES = [
    pytest.param(match["query"], match["output"], id=f"{path.name}-{number}")
    for path in EXAMPLES["DOCUMENTS"]
    for number, match in enumerate(EXAMPLES["EXAMPLE"].finditer(path.read_text(encoding="utf-8")), start=1)
]
COMMANDS = [
    pytest.param(match["command"], match["output"], id=f"{path.name}-sh-{number}")
    for path in EXAMPLES["DOCUMENTS"]
    for number, match in enumerate(EXAMPLES["SHELL"].finditer(path.read_text(encoding="utf-8")), start=1)
]


@pytest.fixture(scope="module")
def marts(tmp_path_factory):
    folder = MAKE(EXAMPLES["ROOT"] / "data" / "raw", tmp_path_factory.mktemp("docs") / "marts")
    (folder / "current").symlink_to(".")  # as published, with this as the only version
    return folder


@pytest.fixture(scope="module")
def warehouse(marts):
    with duckdb.connect(str(marts / "kaifaqu.duckdb"), read_only=True) as connection:
        yield connection


def test_both_readmes_show_three_queries():
    for name in ("README.md", "README.zh-CN.md"):
        text = (EXAMPLES["ROOT"] / name).read_text(encoding="utf-8")
        assert len(EXAMPLES["EXAMPLE"].findall(text)) >= 3


@pytest.mark.parametrize(("query", "expected"), CASES)
def test_a_query_prints_what_the_document_says(warehouse, query, expected):
    assert EXAMPLES["output"](warehouse, query) == expected


@pytest.mark.parametrize(("command", "expected"), COMMANDS)
def test_a_command_prints_what_the_document_says(marts, tmp_path, command, expected):
    printed = EXAMPLES["shell_output"](marts, command, tmp_path)
    assert printed == (expected or "")
    if "--output" in command:
        assert [path.name for path in tmp_path.iterdir()] == [command.split()[-1]]


def test_both_guides_show_the_command():
    for name in ("analyst-guide.md", "analyst-guide.zh-CN.md"):
        assert sum(param.id.startswith(f"{name}-sh") for param in COMMANDS) >= 2
