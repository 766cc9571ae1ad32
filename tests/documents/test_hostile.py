"""Texts made to exhaust a run: each is refused with words, or read in bounded memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# what it prints is the most that the process ever held, in MB, beyond what loading took
READER = """
import resource, sys
from pathlib import Path
from flows import paths
from flows.documents import discover, link, prepare, read
from flows.figures import Lexicon, extract
from flows.reference import load_reference
reference = load_reference(paths.reference_dir())
lexicon = Lexicon(reference)
most = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before = most()
documents, refusals = read(discover(Path(sys.argv[1])).sources)
prepared = [prepare(document) for document in documents]
link(prepared)
mention = extract(prepared, reference, lexicon=lexicon)["mention"]
assert all(documents[0].text[a:b] == quote for a, b, quote in mention["char_start", "char_end", "quote"].rows())
print(most() - before, mention.height, "; ".join(r.message for r in refusals))
"""


def reading(raw: Path, repository: Path) -> tuple[int, int, str]:
    """Read the one text of a folder in a process: MB held, numbers found, why it was refused."""
    ended = subprocess.run(
        [sys.executable, "-c", READER, str(raw)],
        env={**os.environ, "PYTHONPATH": str(repository)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    megabytes, numbers, message = ended.stdout.rstrip("\n").split(" ", 2)
    return int(megabytes), int(numbers), message


@pytest.mark.parametrize(
    ("text", "most", "numbers"),
    [
        ("投资" + "7" * 1_000_000 + "亿元。", 300, 1),
        ("（" * 30_000 + "投资5亿元" + "）" * 15_000 + "“" * 15_000, 300, 1),
        ("投资5亿元，" * 2_000, 300, 2_000),
    ],
    ids=["a million digits", "brackets", "numbers"],
)
def test_what_can_be_read_is_read_in_bounded_memory(
    tmp_path: Path, repository: Path, text: str, most: int, numbers: int
) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    held, found, message = reading(tmp_path, repository)
    assert (found, message) == (numbers, "")
    assert held < most


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path, repository: Path) -> None:
    piece = "2024年一季度，高平开发区规上工业增加值完成12.5亿元。\n".encode()
    with (tmp_path / "a.txt").open("wb") as file:
        for _ in range(20):
            file.write(piece * (10_000_000 // len(piece)))
        file.truncate(200_000_000)
    held, found, message = reading(tmp_path, repository)
    assert (found, message) == (0, "the file has 191 MB, more than the 20 MB of the largest report")
    assert held < 60


def test_more_numbers_than_any_report_has_are_refused(tmp_path: Path, repository: Path) -> None:
    (tmp_path / "a.txt").write_text("1，" * 4_000_000, encoding="utf-8")
    held, found, message = reading(tmp_path, repository)
    assert (found, message) == (
        0,
        "the file has 4,000,000 numbers, more than the 100,000 of the largest report",
    )
    assert held < 250


@pytest.mark.slow
def test_as_many_numbers_as_may_be_are_read_in_bounded_memory(tmp_path: Path, repository: Path) -> None:
    (tmp_path / "a.txt").write_text("1，" * 100_000, encoding="utf-8")
    held, found, message = reading(tmp_path, repository)
    assert (found, message) == (100_000, "")
    assert held < 1_500


def test_the_years_of_a_sidecar_are_those_of_the_contracts() -> None:
    from flows.contracts import codes
    from flows.documents import sidecar

    assert (sidecar.FIRST_YEAR, sidecar.LAST_YEAR) == (codes.FIRST_YEAR, codes.LAST_YEAR)
