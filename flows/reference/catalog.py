"""The catalog as a page: every indicator, and which official evaluation system uses it.

Usage: python -m flows.reference.catalog > docs/indicators.md
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flows import paths
from flows.reference.load import Reference, load_reference

HEAD = """# Indicators · 指标目录

Made from `data/reference` (`indicators.csv`, `evaluation_systems.csv`, `evaluation_items.csv`) by `make dictionary`; change it
there. In the warehouse: `dim_indicator`, `dim_evaluation_system`, `dim_evaluation_item`. Core ● : labels and scores know it.
由 `data/reference` 生成（`make dictionary`），请勿直接修改；库内为 `dim_indicator`、`dim_evaluation_system`、`dim_evaluation_item`。● 为核心指标。
"""
SYSTEMS = """## Official evaluation systems · 官方考核体系

As far as public pages show them: an item that is missing here may still be one of the system's. A weight is in the system's own scale.
以公开网页所见为限：此处未列的，未必不是该体系的指标。权重按各体系自身口径。
"""


def page(reference: Reference) -> str:
    """The whole document, in Markdown."""
    indicators = reference.rows("ref_indicator")
    systems = reference.rows("ref_evaluation_system")
    items = reference.rows("ref_evaluation_item")
    used: dict[str, dict[str, None]] = {}
    for item in items:
        used.setdefault(item["indicator_id"], {})[item["system_id"]] = None
    names = {row["indicator_id"]: row["name_zh"] for row in indicators}
    groups = dict.fromkeys(row["group_id"] for row in indicators)
    parts = [HEAD]
    for group in groups:
        rows = [row for row in indicators if row["group_id"] == group]
        parts.append(f"## {group}\n\n{_indicators(rows, used)}")
    parts.append(SYSTEMS)
    parts += [
        _system(row, [i for i in items if i["system_id"] == row["system_id"]], names) for row in systems
    ]
    return "\n".join(parts)


def _indicators(rows: Iterable[dict[str, Any]], used: dict[str, dict[str, None]]) -> str:
    return _table(
        ("indicator_id", "指标", "indicator", "unit 单位", "core", "systems 考核体系"),
        (
            (
                f"`{row['indicator_id']}`",
                row["name_zh"],
                row["name_en"],
                row["canonical_unit"],
                "" if row["core"] is False else "●",
                ", ".join(f"[`{name}`](#{name})" for name in used.get(row["indicator_id"], ())),
            )
            for row in rows
        ),
    )


def _system(row: dict[str, Any], items: Iterable[dict[str, Any]], names: dict[str, str]) -> str:
    table = _table(
        ("item 体系内名称", "indicator 指标", "measure 计量方式", "scope 口径", "weight 权重"),
        (
            (
                item["item"],
                f"{names[item['indicator_id']]} `{item['indicator_id']}`",
                item["measure"],
                item["scope"],
                "" if item["weight"] is None else f"{item['weight'].normalize():f}",
            )
            for item in items
        ),
    )
    year = f", {row['year']}" if row["year"] else ""
    return f"### {row['system_id']}\n\n{row['name_zh']} · {row['name_en']} ({row['authority']}{year}). {row['source']}\n\n{table}"


def _table(head: Iterable[str], rows: Iterable[Iterable[str | None]]) -> str:
    lines = [list(head)]
    lines.append(["---"] * len(lines[0]))
    lines += [[cell or "" for cell in row] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    print(page(load_reference(paths.reference_dir())), end="")
