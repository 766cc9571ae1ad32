"""The round of docs/labels.md: a word is met, mapped in synonyms.csv, and read as its indicator from then on."""

from __future__ import annotations

import os
import runpy
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"
ROUNDS = runpy.run_path(str(DOCS / "rounds.py"))
ENGLISH = ROUNDS["ROOT"] / "docs" / "labels.md"
CHINESE = ROUNDS["ROOT"] / "docs" / "labels.zh-CN.md"


def test_each_step_prints_what_the_document_says(api_url: str, tmp_path: Path) -> None:
    blocks = ROUNDS["blocks"](ENGLISH.read_text(encoding="utf-8"))
    printed = ROUNDS["outputs"](blocks, tmp_path, {**os.environ, "PREFECT_API_URL": api_url})
    assert printed == [text for kind, text in blocks if kind == "text"]
    met, sentence, mapped, left_over = printed
    assert "首次达规企业" in met and "new_enterprises_above_size" in met
    assert "other_figure" in sentence
    assert "│ new_enterprises_above_size │" in mapped and "other_figure" not in mapped
    assert "│         0 │" in left_over


def test_the_chinese_version_shows_the_same_steps() -> None:
    english, chinese = (ROUNDS["blocks"](path.read_text(encoding="utf-8")) for path in (ENGLISH, CHINESE))
    assert chinese == english
