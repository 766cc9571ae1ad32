"""The SQL examples of the documents and their printed output.

python tests/docs/examples.py MARTS    writes the outputs anew, from the warehouse in MARTS
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]
# a query in a sql block, its output in the text block that follows
EXAMPLE = re.compile(r"```sql\n(?P<query>.*?)```\n\n```text\n(?P<output>.*?)```", re.DOTALL)


def output(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    """What DuckDB shows for a query, in a box of at most 118 columns."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        connection.sql(query).show(max_width=118, max_rows=40)
    return printed.getvalue().strip("\n") + "\n"


def rewrite(connection: duckdb.DuckDBPyConnection, document: Path) -> None:
    """Put today's output under each query of a document."""
    text = document.read_text(encoding="utf-8")

    def fresh(match: re.Match[str]) -> str:
        return f"```sql\n{match['query']}```\n\n```text\n{output(connection, match['query'])}```"

    document.write_text(EXAMPLE.sub(fresh, text), encoding="utf-8")


if __name__ == "__main__":
    with duckdb.connect(str(Path(sys.argv[1]) / "kaifaqu.duckdb"), read_only=True) as warehouse:
        for path in DOCUMENTS:
            rewrite(warehouse, path)
