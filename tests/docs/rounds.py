"""The rounds that a document describes: shell commands, queries and their output, in the order they stand in.

python tests/docs/rounds.py DOCUMENT    does its round in an empty folder and writes the outputs anew
"""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EXAMPLES = runpy.run_path(str(HERE / "examples.py"))
HEADING = re.compile(r"^## (?:The round|一轮)\n", re.MULTILINE)
# a query of the round says ```sql my-marts, so that examples.py does not put it to the sample reports
BLOCK = re.compile(r"```(?P<kind>\w+)[^\n]*\n(?P<text>.*?)```", re.DOTALL)


def parts(document: str) -> tuple[str, str, str]:
    """A document's text before, in and after its round."""
    heading = HEADING.search(document)
    assert heading, "the document describes no round"
    inside, mark, after = document[heading.end() :].partition("\n## ")
    return document[: heading.end()], inside, mark + after


def blocks(document: str) -> list[tuple[str, str]]:
    """The blocks of a document's round: kind (sh, sql, text) and what stands in them."""
    return [(match["kind"], match["text"]) for match in BLOCK.finditer(parts(document)[1])]


def outputs(found: list[tuple[str, str]], folder: Path, environment: dict[str, str]) -> list[str]:
    """Do a round and give what each of its queries prints.

    Args:
        found: its blocks; queries are put to my-marts.
        folder: an empty folder; it gets the project's data/reference.
        environment: of the commands.
    """
    shutil.copytree(ROOT / "data" / "reference", folder / "data" / "reference")
    printed = []
    for kind, text in found:
        if kind == "sh":
            command = text.replace(".venv/bin/kaifaqu", f"{sys.executable} -m flows")
            ended = subprocess.run(
                ["sh", "-e", "-c", command],
                cwd=folder,
                env={**environment, "PYTHONPATH": str(ROOT)},
                check=False,
                capture_output=True,
                text=True,
                timeout=120,
            )
            assert ended.returncode == 0, f"{text}\n{ended.stderr}"
        elif kind == "sql":
            with duckdb.connect(str(folder / "my-marts" / "kaifaqu.duckdb"), read_only=True) as connection:
                printed.append(EXAMPLES["output"](connection, text))
    return printed


def rewrite(path: Path) -> None:
    """Put today's output under each query of a document's round."""
    document = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        fresh = iter(outputs(blocks(document), Path(folder), dict(os.environ)))
    before, inside, after = parts(document)
    inside = re.sub(r"```text\n.*?```", lambda match: f"```text\n{next(fresh)}```", inside, flags=re.DOTALL)
    path.write_text(before + inside + after, encoding="utf-8")


if __name__ == "__main__":
    rewrite(Path(sys.argv[1]))
