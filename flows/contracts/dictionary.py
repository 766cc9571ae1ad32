"""The data dictionary: every published table and column, in English and Chinese, from the registry.

Usage: python -m flows.contracts.dictionary docs    writes docs/data-dictionary.md, and docs/dictionary/ with a page for each table
"""

from __future__ import annotations

import sys
from pathlib import Path

from flows.contracts.model import DUCKDB_TYPES, Table
from flows.contracts.tables import PUBLISHED_TABLES, fields_of

HEAD = """# Data dictionary · 数据字典

Made from the registry in `flows/contracts` by `make dictionary`; change it there. The same words are the comments of
the warehouse and stand in `datapackage.json`.
由 `flows/contracts` 中的登记生成（`make dictionary`），请勿直接修改；与库内注释及 `datapackage.json` 一致。

Each table has a page of its own. Key: ● part of the key, which names one row (nulls count as equal); → the column it points to. Null: ○ may be null.
每张表单独一页。键：● 为主键之一（空值视为相等），→ 为所指向的列。空：○ 表示可为空。
"""


INDEX = Path("data-dictionary.md")
FOLDER = Path("dictionary")


def dictionary() -> dict[Path, str]:
    """All pages in Markdown, by their path in the folder of the documents: the index, and one for each table."""
    listing = "\n".join(
        f"| [`{table.name}`]({page_of(table.name).as_posix()}) | {table.label_zh} | {_cell(table.en)} |"
        for table in PUBLISHED_TABLES.values()
    )
    index = f"{HEAD}\n| table | 表 | one row per |\n| --- | --- | --- |\n{listing}\n"
    return {INDEX: index, **{page_of(table.name): _page(table) for table in PUBLISHED_TABLES.values()}}


def page_of(table: str) -> Path:
    """Path of the page of a table in the folder of the documents."""
    return FOLDER / f"{table}.md"


def write(folder: Path) -> None:
    """Write all pages, and remove those of tables that are no more.

    Args:
        folder: of the documents.
    """
    pages = dictionary()
    (folder / FOLDER).mkdir(exist_ok=True)
    for old in (folder / FOLDER).glob("*.md"):
        if old.relative_to(folder) not in pages:
            old.unlink()
    for path, text in pages.items():
        (folder / path).write_text(text, encoding="utf-8")


def _page(table: Table) -> str:
    targets = {
        link.column: f"→ [`{link.reference_table}.{link.reference_column}`]({link.reference_table}.md)"
        for link in table.references
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
    title = f"# {table.name} {table.label_zh}".strip()
    back = f"[Data dictionary · 数据字典](../{INDEX})"
    return "\n".join([title, "", back, "", f"{table.en} {table.zh}", "", head, *rows, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
