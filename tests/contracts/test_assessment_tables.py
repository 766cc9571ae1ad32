"""A wrong rule or weight is refused by file, line and remedy; the rules that come with the project hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.contracts import read_reference_csv
from flows.errors import ReferenceDataError
from flows.paths import reference_dir
from flows.reference import load_reference

RULES = "rule,kind,indicator_id,group_id,measure,benchmark,unit,threshold,severity,message_zh,message_en,enabled,note"
WEIGHTS = "indicator_id,measure,weight,method,best,worst,minimum_peers,note"


def refused(path: Path, table: str, header: str, line: str) -> str:
    path.write_text(f"{header}\n{line}\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError) as caught:
        read_reference_csv(path, table)
    return str(caught.value)


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("a,slow,,,,,,,red,甲,a,true,", "kind", "one of below_benchmark"),
        ("a,negative_growth,,,,,,,violet,甲,a,true,", "severity", "one of red, orange, yellow"),
        ("a,negative_growth,,,,,,,red,甲,a,yes,", "enabled", "true or false"),
        ("a,negative_growth,,,rank,,,,red,甲,a,true,", "measure", "one of level"),
        (
            "a,negative_growth,x,economy,,,,,red,甲,a,true,",
            "group_id",
            "leave indicator_id or group_id empty",
        ),
        ("a,below_benchmark,,,,,,,red,甲,a,true,", "benchmark", "must be given for kind below_benchmark"),
        ("a,negative_growth,,,,own_target,,,red,甲,a,true,", "benchmark", "for no other kind"),
        ("a,under_threshold,x,,,,,80,red,甲,a,true,", "threshold", "needs a threshold and its unit"),
        ("a,under_threshold,x,,,,%,eighty,red,甲,a,true,", "threshold", "no decimal"),
        ("a,negative_growth,,,,,,,red,{subjekt}甲,a,true,", "message_zh", "must be one of subject, period"),
        ("a,negative_growth,,,,,,,red,甲,{value,true,", "message_en", "must be one of subject, period"),
        ("A b,negative_growth,,,,,,,red,甲,a,true,", "rule", "matches"),
    ],
)
def test_a_wrong_rule_is_named(tmp_path: Path, line: str, column: str, words: str) -> None:
    message = refused(tmp_path / "warning_rules.csv", "ref_warning_rule", RULES, line)
    assert f"warning_rules.csv, line 2, column {column}" in message
    assert words in message


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("a,level,10,guess,,,,", "method", "one of target_ratio"),
        ("a,level,-1,as_percent,,,,", "weight", "at least 0"),
        ("a,level,10,min_max,5,,,", "best", "needs best and worst"),
        ("a,level,10,min_max,5,5,,", "best", "they must differ"),
        ("a,level,10,peer_percentile,,,1,", "minimum_peers", "at least 2"),
    ],
)
def test_a_wrong_weight_is_named(tmp_path: Path, line: str, column: str, words: str) -> None:
    message = refused(tmp_path / "score_weights.csv", "ref_score_weight", WEIGHTS, line)
    assert f"score_weights.csv, line 2, column {column}" in message
    assert words in message


def test_an_indicator_outside_the_catalog_is_named(tmp_path: Path) -> None:
    for path in filter(Path.is_file, reference_dir().iterdir()):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "score_weights.csv").open("a", encoding="utf-8") as file:
        file.write("start_rat,level,10,as_percent,,,,\n")
    with pytest.raises(
        ReferenceDataError, match=r"score_weights\.csv, line \d+, column indicator_id.*start_rat"
    ):
        load_reference(tmp_path)


def test_the_default_weights_add_up_to_a_hundred_and_every_benchmark_has_words() -> None:
    reference = load_reference(reference_dir())
    assert sum(row["weight"] for row in reference.rows("ref_score_weight")) == 100
    words = {(row["kind"], row["code"]) for row in reference.rows("ref_word")}
    assert {
        ("benchmark", row["benchmark"]) for row in reference.rows("ref_warning_rule") if row["benchmark"]
    } <= words
    units = {row["canonical_unit"] for row in reference.rows("ref_indicator")} - {None}
    assert {("unit", unit) for unit in units} <= words
