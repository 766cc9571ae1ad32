"""Decisions on numbers are rows of reviews.yaml; what stands there already stays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from flows.reference.reviews import Anchor
from flows.review.reviews import decisions, put
from flows.run.saving import SavingError

SHA = "a" * 64
HEAD = "# ours\n\n"


def row(quote: str, **given: object) -> dict[str, object]:
    return {
        "document": "a", "sha256": SHA, "quote": quote, "text_before": "增长\n", "text_after": '%："好"', "occurrence": 1,
        "verdict": "figure", "indicator_id": "industrial_value_added", "measure": "growth", "scenario": "actual",
        "subject_level": "city", "subject_name": "晋城市", "period_start": date(2024, 1, 1),
        "period_end": date(2024, 3, 31), "value": Decimal("9.40"), "unit": "%", "bound": "eq", **given,
    }  # fmt: skip


def key(quote: str) -> tuple[str, Anchor]:
    return SHA, Anchor(quote, "增长\n", '%："好"', 1)


def test_rows_are_put_replaced_and_taken_away(tmp_path: Path) -> None:
    file = tmp_path / "reviews.yaml"
    file.write_text(HEAD, encoding="utf-8")
    assert put(tmp_path, key("9.4"), [row("9.4")]) == []
    put(tmp_path, key("8"), [row("8", verdict="none", note="x")])
    file.write_text(file.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    before = put(tmp_path, key("9.4"), [row("9.4", value=Decimal(94))])
    assert [float(old["value"]) for old in before] == [9.4]
    known = decisions(tmp_path)
    assert float(known[key("9.4")][0]["value"]) == 94 and known[key("8")][0]["note"] == "x"
    assert "# ours" in file.read_text(encoding="utf-8") and "# a remark" in file.read_text(encoding="utf-8")
    assert put(tmp_path, key("9.4"), [], instead_of=known[key("9.4")])
    assert list(decisions(tmp_path)) == [key("8")]


def test_one_number_of_two_indicators_has_two_rows(tmp_path: Path) -> None:
    rows = [row("100"), row("100", indicator_id="industrial_investment")]
    put(tmp_path, key("100"), rows)
    assert len(decisions(tmp_path)[key("100")]) == 2
    assert len(put(tmp_path, key("100"), [row("100", verdict="none")])) == 2


def test_only_one_s_own_decision_is_taken_back(tmp_path: Path) -> None:
    put(tmp_path, key("9.4"), [row("9.4", value=Decimal(94))])
    with pytest.raises(SavingError, match="decided otherwise"):
        put(tmp_path, key("9.4"), [], instead_of=[row("9.4")])
    assert len(decisions(tmp_path)) == 1


@pytest.mark.parametrize(
    "content",
    [
        "- document: [",
        "[{document: a}]",
        "- document: a\n  colour: red\n",
        "\xff".encode("latin-1").decode("latin-1"),
    ],
)
def test_a_file_that_is_not_as_it_must_be_is_left_alone(tmp_path: Path, content: str) -> None:
    file = tmp_path / "reviews.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SavingError, match=r"reviews\.yaml"):
        put(tmp_path, key("9.4"), [row("9.4")])
    assert file.read_text(encoding="utf-8") == content
    assert [path.name for path in tmp_path.iterdir()] == ["reviews.yaml"]


def test_a_decision_that_would_be_refused_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(SavingError, match="needs subject_name"):
        put(tmp_path, key("9.4"), [row("9.4", subject_name=None)])
    assert list(tmp_path.iterdir()) == []
