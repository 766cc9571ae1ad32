"""What share of the reviewed figures had been read rightly is said of reading that knows nothing of the decisions."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from flows.cli import main
from flows.evaluation.reviewed import Share, reviewed
from flows.paths import reference_dir

TEXT = "2024年一季度，大同市规上工业增加值48.3亿元，同比增长6.15%，新签约项目14个。\n"
ROW = """
- document: datong
  sha256: {sha}
  quote: '{quote}'
  text_before: {before}
  verdict: {verdict}
"""
WHOLE = """  indicator_id: {indicator}
  measure: {measure}
  scenario: actual
  subject_level: city
  subject_name: {subject}
  period_start: 2024-01-01
  period_end: 2024-03-31
  value: {quote}
  unit: '{unit}'
  bound: eq
  note: {note}
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "datong.txt").write_text(TEXT, encoding="utf-8")
    shutil.copytree(reference_dir(), tmp_path / "reference")
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    right = {"indicator": "industrial_value_added", "subject": "大同市", "note": "sample"}
    rows = [
        (ROW + WHOLE).format(
            sha=sha, quote="48.3", before="增加值", verdict="figure", measure="level", unit="亿元", **right
        ),
        (ROW + WHOLE).format(
            sha=sha,
            quote="6.15",
            before="增长",
            verdict="figure",
            measure="growth",
            unit="%",
            **{**right, "subject": "朔州市"},
        ),
        ROW.format(sha=sha, quote="14", before="项目", verdict="none"),
        ROW.format(sha="f" * 64, quote="14", before="项目", verdict="none"),
    ]
    (tmp_path / "reference" / "reviews.yaml").write_text("".join(rows), encoding="utf-8")
    return tmp_path


def test_decisions_are_held_against_what_would_be_read_without_them(office: Path) -> None:
    made = reviewed(office / "raw", office / "reference")
    assert (made.every.numbers, made.every.right) == (3, 1)
    assert (made.sample.numbers, made.sample.right) == (2, 1)
    assert made.wrong == {"subject": 1, "disposition": 1} and made.stale == 1


def test_the_command_says_it(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["evaluate", "--reviewed", "--raw", str(office / "raw"), "--reference", str(office / "reference")]
    assert main(words) == 0
    shown = capsys.readouterr().out
    assert "1 of 2, 0.5000" in shown and "1 of 3, 0.3333" in shown and "1 decisions are on texts" in shown


def test_a_share_of_few_is_not_sure() -> None:
    assert str(Share()) == "none"
    assert Share(10, 10).interval[0] < 0.8 < Share(100, 100).interval[0]


def test_labels_or_reviews_but_not_both(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate"]) == 2 and main(["evaluate", "--gold", "x", "--reviewed"]) == 2
    assert "--reviewed" in capsys.readouterr().err
