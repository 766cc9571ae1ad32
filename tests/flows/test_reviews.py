"""A run reads with what people have decided: only the documents that decisions are on are read anew, and stale ones named."""

from __future__ import annotations

import hashlib
import runpy
from pathlib import Path
from typing import Any

import pytest

from flows.reference.reviews import anchor_of
from flows.review import reviews

RUNS = runpy.run_path(str(Path(__file__).with_name("runs.py")))
Office = RUNS["Office"]
DATONG = "2024年一季度，大同市规上工业增加值48.3亿元，同比增长6.15%，新签约项目14个。\n"
SHUOZHOU = "2024年一季度，朔州市规上工业增加值35.9亿元，新签约项目22个。\n"


@pytest.fixture
def office(tmp_path: Path, api_url: str) -> Any:
    """An office with two reports that have been read."""
    (tmp_path / "texts").mkdir()
    opened = Office.open(tmp_path / "office", tmp_path / "texts")
    opened.write("datong.txt", DATONG)
    opened.write("shuozhou.txt", SHUOZHOU)
    opened.run()
    return opened


def decide(office: Any, text: str, quote: str, *rows: dict[str, Any]) -> None:
    at = text.index(quote)
    key = hashlib.sha256(text.encode()).hexdigest(), anchor_of(text, at, at + len(quote))
    head = {"document": "datong", "sha256": key[0], **key[1]._asdict()}
    reviews.put(office.reference, key, [{**head, **row} for row in rows])


def quotes(office: Any) -> list[str]:
    return [
        row[0]
        for row in RUNS["rows"](
            office.marts, "select quote from fact_figure order by document_id, char_start"
        )
    ]


def test_decisions_are_read_and_taken_back(office: Any) -> None:
    assert quotes(office) == ["48.3", "6.15", "14", "35.9", "22"]
    decide(office, DATONG, "14", {"verdict": "none"})
    assert office.run() == {"datong"} and quotes(office) == ["48.3", "6.15", "35.9", "22"]
    assert office.summary.complete and office.run() == set()
    assert office.matches_a_full_run()
    decide(office, DATONG, "14")
    assert office.run() == {"datong"} and quotes(office) == ["48.3", "6.15", "14", "35.9", "22"]
    assert office.matches_a_full_run()


def test_a_stale_decision_is_named_and_not_applied(office: Any) -> None:
    decide(office, DATONG, "14", {"verdict": "none"})
    decide(office, DATONG, "6.15", {"verdict": "none"})
    office.replace("datong.txt", "48.3", "48.9")
    office.run()
    assert quotes(office) == ["48.9", "6.15", "14", "35.9", "22"]
    (refusal,) = office.summary.refusals
    assert (refusal.path, refusal.check) == ("reviews.yaml: datong", "review_stale")
    assert "【14】个" in refusal.message and "kaifaqu review" in refusal.remedy
    assert not office.summary.complete
    held = RUNS["rows"](office.marts, "select failed_check from quarantine")
    assert held == [("review_stale",)]


def test_decisions_on_texts_that_are_not_there_are_no_matter(office: Any) -> None:
    decide(office, DATONG, "14", {"verdict": "none"})
    (office.raw / "datong.txt").unlink()
    office.run()
    assert office.summary.complete and quotes(office) == ["35.9", "22"]
    # under another name it is the same text
    office.write("again.txt", DATONG)
    assert office.run() == {"again"}
    assert quotes(office) == ["48.3", "6.15", "35.9", "22"] and office.summary.complete
