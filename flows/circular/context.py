"""What the templates of an office may name. Doubtful figures are not spoken of: a sentence that asks for one vanishes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from flows.bulletin.source import Row
from flows.circular import spoken
from flows.circular.facts import Facts, subject_of
from flows.circular.model import marked, plain
from flows.circular.wording import MISSING, Context, Missing
from flows.contracts.code_words import CODE_WORDS

_FEW = 3
_MANY = 12
COUNTS = {
    "signed": "projects_signed",
    "started": "projects_started",
    "in_production": "projects_in_production",
}
SUMS = {f"{name}_investment": f"{indicator}_investment" for name, indicator in COUNTS.items()} | {
    "completed_investment": "projects_completed_investment"
}
RATES = ("start_rate", "production_rate", "full_output_rate")
STUCK = ("signed_not_started", "started_not_in_production", "in_production_not_full")
SEVERITIES = CODE_WORDS["severity"]
Said = str | Missing


def common(facts: Facts) -> dict[str, Any]:
    """What every template may name."""
    return {
        "period": facts.period,
        "region": facts.region.name,
        "whole": facts.region.whole,
        "members": "市" if facts.member_level == "city" else "开发区",
        "name_of": lambda indicator_id: (facts.indicator(indicator_id) or {}).get("name_zh", MISSING),
        **{
            f"{measure}_of": partial(_value, facts, measure)
            for measure in ("level", "growth", "share", "completion")
        },
    }


def of_indicator(facts: Facts, indicator_id: str) -> Callable[[], Context]:
    """What a sentence that is told of each indicator may name beyond that, asked for when its turn comes."""
    rate = (facts.indicator(indicator_id) or {}).get("canonical_unit") == "%"

    def context() -> Context:
        return {
            "name": (facts.indicator(indicator_id) or {})["name_zh"],
            **{
                measure: _value(facts, measure, indicator_id)
                for measure in ("level", "growth", "share", "completion")
            },
            "against": partial(_against, facts, indicator_id),
            "leaders": partial(_leaders, facts, indicator_id),
            "rate_leaders": _leaders(facts, indicator_id, "level") if rate else MISSING,
            "reaching": partial(_held_against, facts, indicator_id, True),
            "short_of": partial(_held_against, facts, indicator_id, False),
            "reported": _panel(facts, indicator_id, "reported"),
            "expected": _panel(facts, indicator_id, "expected"),
        }

    return context


def _value(facts: Facts, measure: str, indicator_id: str) -> Said:
    row = facts.own.get((indicator_id, measure))
    other = facts.own.get((indicator_id, "level")) if measure == "growth" else None
    if not row or not facts.speaks_of(row):
        return MISSING
    # an amount until March and a growth until February don't belong into one sentence without a word
    told = other and (other["period_start"], other["period_end"]) != (row["period_start"], row["period_end"])
    return spoken.level_words(row) + (
        f"（{spoken.span(row['period_start'], row['period_end'])}）" if told and row["usual"] else ""
    )


def _against(facts: Facts, indicator_id: str, benchmark: str, measure: str = "growth") -> Said:
    row = facts.own.get((indicator_id, measure))
    for gap in facts.gaps if row else ():
        if (
            row
            and gap["figure_id"] == row["figure_id"]
            and gap["benchmark"] == benchmark
            and facts.speaks_of(gap)
        ):
            return spoken.distance(gap) or MISSING
    return MISSING


def _leaders(facts: Facts, indicator_id: str, measure: str = "growth", most: int = _FEW) -> Said:
    """Members on the first places, with their values; who may as well stand behind them is not named."""
    rows = [
        row
        for subject in facts.members
        if (row := facts.of(subject).get((indicator_id, measure)))
        and facts.speaks_of(row)
        and row["rank_worst"] is not None
        and row["rank_worst"] <= most
    ]
    return _listed(sorted(rows, key=lambda row: (row["rank_worst"], row["rank_best"])))


def _held_against(
    facts: Facts, indicator_id: str, met: bool, benchmark: str, measure: str = "growth"
) -> Said:
    """Members that reach a benchmark or don't; whose value is only a bound that leaves it open is not named."""
    chosen = {
        subject: row["figure_id"]
        for subject in facts.members
        if (row := facts.of(subject).get((indicator_id, measure)))
    }
    rows = [
        gap
        for gap in facts.gaps
        if chosen.get(subject_of(gap)) == gap["figure_id"]
        and gap["benchmark"] == benchmark
        and facts.speaks_of(gap)
        and gap["met"] is met
    ]
    return _listed(rows)


def _listed(rows: Iterable[Row]) -> Said:
    named = [
        f"{plain(row['subject_name'])}（{marked(_short(row), [row['figure_id'], *_beside(row)])}{spoken.target_words(row)}）"
        for row in rows
    ]
    if not named:
        return MISSING
    return "、".join(named[:_MANY]) + ("等" if len(named) > _MANY else "")


def _short(row: Row) -> str:
    return (
        spoken.amount(row["value"], row["unit"], row["bound"], spoken.quote_of(row))
        + spoken.doubtful(row)
        + spoken.contested(row)
    )


def _beside(row: Row) -> list[str | None]:
    return [spoken.benchmark_key(row)] if "benchmark" in row else []


def _panel(facts: Facts, indicator_id: str, column: str) -> Said:
    row = facts.panel(indicator_id)
    return str(row[column]) if row else MISSING


def of_batch(facts: Facts, row: Row) -> Context:
    """What a sentence on a batch of projects may name: a row of mart_pipeline."""
    known = row if facts.speaks_of(row) else {}
    given: dict[str, Any] = {
        "span": spoken.span(row["period_start"], row["period_end"]),
        "scope": plain(row["batch_scope"] or ""),
    }
    for name, indicator in (COUNTS | SUMS).items():
        unit = "个" if name in COUNTS else "亿元"
        given[name] = _of_batch(facts, known, name, indicator, unit)
    for name in RATES:
        given[name] = _rate(facts, known, name)
        rank = known.get(f"{name}_rank")
        within = plain(known.get(f"{name}_rank_comparator") or "")
        words = f"{within}第{rank}位"
        given[f"{name}_rank"] = (
            MISSING if rank is None else marked(words, [_figure(facts, known, rank, name, "rank")])
        )
    for name in STUCK:
        value = known.get(name)
        given[name] = MISSING if value is None else marked(f"{value}个", known["figure_ids"])
    return given


def _of_batch(facts: Facts, row: Row | dict[str, Any], name: str, indicator: str, unit: str) -> Said:
    value = row.get(name)
    if value is None:
        return MISSING
    text = spoken.amount(value, unit, bound_of(row, name)) + spoken.doubtful(row) + spoken.contested(row)
    return marked(text, [_figure(facts, row, value, indicator, "level")])


def _rate(facts: Facts, row: Row | dict[str, Any], name: str) -> Said:
    reported, computed = row.get(f"{name}_reported"), row.get(f"{name}_computed")
    if reported is not None:
        text = spoken.amount(reported, "%", bound_of(row, f"{name}_reported")) + spoken.doubtful(row)
        return marked(text, [_figure(facts, row, reported, name, "level")])
    if computed is None:
        return MISSING
    return marked(f"{spoken.amount(round(computed, 2), '%')}（按项目数计算）", row["figure_ids"])


def bound_of(row: Row | dict[str, Any], column: str) -> str:
    """The bound of a column of mart_pipeline."""
    for entry in row.get("qualifiers") or ():
        if entry.startswith(f"{column} bound "):
            return str(entry.rsplit(" ", 1)[1])
    return "eq"


def _figure(facts: Facts, row: Row | dict[str, Any], value: Any, indicator: str, measure: str) -> str | None:
    """The figure that a value of mart_pipeline comes from; all of the row's where none has it."""
    facts.source.look_up([{"figure_ids": row["figure_ids"]}])
    return facts.source.match(row["figure_ids"], value, indicator, measure)


def of_warning(row: Row) -> Context:
    """What a sentence on a warning may name: a row of mart_warning."""
    return {
        "severity": SEVERITIES[row["severity"]],
        "subject": plain(row["subject_name"]),
        "message": marked(
            plain(row["message_zh"]).removesuffix("。") + spoken.doubtful(row), row["figure_ids"]
        ),
        "contested": "（所据数值同一文件另有不同）" if row["contested"] else "",
    }
