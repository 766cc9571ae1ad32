"""The SQL examples of the documents and their printed output.

python tests/docs/examples.py MARTS    writes the outputs anew, from the warehouse in MARTS
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]
# a query in a sql block, its output in the text block that follows
EXAMPLE = re.compile(r"```sql\n(?P<query>.*?)```\n\n```text\n(?P<output>.*?)```", re.DOTALL)

# a query in the shell, and its output where that is printed
SHELL = re.compile(
    r"```sh\n(?P<command>\.venv/bin/kaifaqu sql [^\n]*\n)```(?:\n\n```text\n(?P<output>.*?)```)?", re.DOTALL
)


def shell_output(marts: Path, command: str, folder: Path) -> str:
    """What a command of a document prints, in a folder of its own, of the warehouse in `marts`."""
    known = command.replace(
        ".venv/bin/kaifaqu sql", f"'{sys.executable}' -m flows sql --marts '{marts.resolve()}'"
    )
    ended = subprocess.run(
        ["sh", "-c", known],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "KAIFAQU_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def output(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    """What DuckDB shows for a query, in a box of at most 118 columns."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        connection.sql(query).show(max_width=118, max_rows=40)
    return printed.getvalue().strip("\n") + "\n"


def rewrite(connection: duckdb.DuckDBPyConnection, marts: Path, document: Path) -> None:
    """Put today's output under each query of a document."""
    text = document.read_text(encoding="utf-8")

    def fresh(match: re.Match[str]) -> str:
        return f"```sql\n{match['query']}```\n\n```text\n{output(connection, match['query'])}```"

    def fresh_shell(match: re.Match[str]) -> str:
        if match["output"] is None:
            return match[0]
        with tempfile.TemporaryDirectory() as folder:
            printed = shell_output(marts, match["command"], Path(folder))
        return f"```sh\n{match['command']}```\n\n```text\n{printed}```"

    document.write_text(SHELL.sub(fresh_shell, EXAMPLE.sub(fresh, text)), encoding="utf-8")


if __name__ == "__main__":
    with duckdb.connect(str(Path(sys.argv[1]) / "kaifaqu.duckdb"), read_only=True) as warehouse:
        for path in DOCUMENTS:
            rewrite(warehouse, Path(sys.argv[1]), path)
