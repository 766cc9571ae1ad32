"""The data dictionary: every published table and column, in English and Chinese, from the registry.

Usage: python -m flows.contracts.dictionary > docs/data-dictionary.md
"""

from __future__ import annotations

from flows.contracts.model import DUCKDB_TYPES, Table
from flows.contracts.tables import PUBLISHED_TABLES, fields_of

HEAD = """# Data dictionary · 数据字典

Made from the registry in `flows/contracts` by `make dictionary`; change it there. The same words are the comments of
the warehouse and stand in `datapackage.json`.
由 `flows/contracts` 中的登记生成（`make dictionary`），请勿直接修改；与库内注释及 `datapackage.json` 一致。

Key: ● part of the key, which names one row (nulls count as equal); → the column it points to. Null: ○ may be null.
键：● 为主键之一（空值视为相等），→ 为所指向的列。空：○ 表示可为空。
"""


def dictionary() -> str:
    """The whole document, in Markdown."""
    listing = "\n".join(
        f"| [`{table.name}`](#{_anchor(table)}) | {table.label_zh} | {_cell(table.en)} |"
        for table in PUBLISHED_TABLES.values()
    )
    parts = [HEAD, f"| table | 表 | one row per |\n| --- | --- | --- |\n{listing}\n"]
    return "\n".join([*parts, *map(_section, PUBLISHED_TABLES.values())])


def _section(table: Table) -> str:
    targets = {
        link.column: f"→ `{link.reference_table}.{link.reference_column}`" for link in table.references
    }
    rows = []
    for field in fields_of(table):
        key = " ".join(
            mark
            for mark in ("●" if field.name in table.key_columns else "", targets.get(field.name, ""))
            if mark
        )
        null = "○" if field.name in table.nullable else ""
        rows.append(
            f"| `{field.name}` | {DUCKDB_TYPES[field.type]} | {null} | {key} | {field.label_zh} | "
            f"{_cell(field.en)} | {_cell(field.zh)} |"
        )
    head = "| column | type | null 空 | key 键 | 列名 | English | 中文 |\n| --- | --- | --- | --- | --- | --- | --- |"
    return "\n".join([f"## {_title(table)}", "", f"{table.en} {table.zh}", "", head, *rows, ""])


def _title(table: Table) -> str:
    return f"{table.name} {table.label_zh}".strip()


def _anchor(table: Table) -> str:
    return _title(table).replace(" ", "-")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    print(dictionary(), end="")
