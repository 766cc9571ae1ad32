"""What a run leaves in Prefect's UI: what became of each document, the warnings, and where the exports lie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

ROWS_SHOWN = 500
"""A page with more is slow in the UI; the warehouse holds them all."""

WARNING_COLUMNS = ("severity", "quarter_id", "subject_name", "message_zh", "message_en")


@dataclass(frozen=True)
class Pages:
    """What the UI shows of a published version.

    Args:
        coverage: one row per document, those with least accounted for first.
        warnings: Markdown.
        exports: Markdown with a link to each file.
        quality: one row per floor of data quality, those that are not met first.
    """

    coverage: list[dict[str, Any]]
    warnings: str
    exports: str
    quality: list[dict[str, Any]]


def leave_artifacts(folder: Path) -> None:
    """Leave the pages of a version as artifacts `coverage`, `quality`, `warnings` and `exports` of the flow run at hand.

    Args:
        folder: the published version, with kaifaqu.duckdb and parquet/.
    """
    from prefect.artifacts import create_markdown_artifact, create_table_artifact

    shown = pages(folder)
    create_table_artifact(
        shown.coverage,
        key="coverage",
        description=f"What became of the numbers of each document: {folder.name}",
    )
    create_table_artifact(
        shown.quality,
        key="quality",
        description=f"Floors of data quality, and what was measured: {folder.name}",
    )
    create_markdown_artifact(shown.warnings, key="warnings", description=f"Early warnings: {folder.name}")
    create_markdown_artifact(shown.exports, key="exports", description=f"Where the files lie: {folder.name}")


def pages(folder: Path) -> Pages:
    """Read the pages out of a published version.

    Args:
        folder: as for `leave_artifacts`.
    """
    with duckdb.connect(str(folder / "kaifaqu.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "select table_name, column_name from duckdb_columns() "
            "where database_name = current_database() and schema_name = 'main'"
        ).fetchall()
        columns: dict[str, set[str]] = {}
        for table, column in found:
            columns.setdefault(table, set()).add(column)
        return Pages(
            _table(connection, "mart_coverage", "share_accounted_for, quarantined desc, document_id"),
            _warnings(connection, columns.get("mart_warning", set())),
            _exports(folder),
            _table(connection, "mart_quality", "met, quality_rule") if "mart_quality" in columns else [],
        )


def _table(connection: duckdb.DuckDBPyConnection, table: str, order: str) -> list[dict[str, Any]]:
    cursor = connection.execute(f"select * from {table} order by {order} limit {ROWS_SHOWN}")
    assert cursor.description is not None
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, map(_plain, row), strict=True)) for row in cursor.fetchall()]


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | float | str | None) else str(value)


def _warnings(connection: duckdb.DuckDBPyConnection, columns: set[str]) -> str:
    if not columns.issuperset(WARNING_COLUMNS):
        return "This version has no table of warnings.\n"
    total = connection.execute("select count(*) from mart_warning").fetchone()
    assert total is not None
    if not total[0]:
        return "No warnings.\n"
    rows = connection.execute(
        f"select {', '.join(WARNING_COLUMNS)} from mart_warning "
        f"order by quarter_id desc, severity, subject_name, message_en limit {ROWS_SHOWN}"
    ).fetchall()
    lines = [f"{total[0]} warnings" + (f", the latest {len(rows)}:" if len(rows) < total[0] else ":"), ""]
    lines += ["| severity | quarter | subject | 预警 | warning |", "| --- | --- | --- | --- | --- |"]
    lines += [f"| {' | '.join(escaped('' if v is None else str(v)) for v in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _exports(folder: Path) -> str:
    lines = ["| file | bytes |", "| --- | ---: |"]
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        lines.append(f"| [{escaped(name)}]({path.resolve().as_uri()}) | {path.stat().st_size} |")
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Spell a text so that Markdown shows it as it is: what comes from a report may look like markup.

    Examples:
        >>> print(escaped("<b>|[a](b)*"))
        &lt;b&gt;\\|\\[a\\]\\(b\\)\\*
        >>> escaped("第一行\\n# 第二行")
        '第一行 \\\\# 第二行'
    """
    one_line = " ".join(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").split())
    return re.sub(r"([\\`*_{}\[\]()#+!|~$-])", r"\\\1", one_line)
