"""Schema `zh`: a view of each published table under its Chinese names, with its values and names in Chinese.

Columns are those of the table under their `label_zh`. Codes are shown in words (`flows.contracts.code_words`); what has an id
of an indicator, a zone, a city or a province has its name beside it (指标编号, then 指标).
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from flows.contracts import PUBLISHED_TABLES, Field, Table, fields_of
from flows.contracts.code_words import words_of

# what an id leads to: the table with one row for each, its key, its name in Chinese
NAMED = {
    "dim_indicator": ("main.dim_indicator", "indicator_id", "name_zh"),
    "dim_zone": ("main.dim_zone", "zone_id", "name_zh"),
    "dim_city": ("main.dim_city", "city_id", "name_zh"),
    "province": (
        "(select distinct province_id, province_zh from main.dim_city where province_id is not null)",
        "province_id",
        "province_zh",
    ),
}
ENDINGS = ("编号", "代码")


@dataclass(frozen=True)
class AddedName:
    """A column that a view has beside an id: its label, and what the id leads to."""

    field: Field
    label: str
    leads_to: str

    @property
    def comment(self) -> str:
        """The bilingual comment, English first."""
        return (
            f"Name in Chinese of what {self.field.name} stands for. | {self.field.label_zh}对应的中文名称。"
        )


def added_names(table: Table) -> list[AddedName]:
    """The names that the view of a table has beside ids; none where the table holds such a column itself."""
    links = {link.column: link.reference_table for link in table.references if link.reference_table in NAMED}
    fields = fields_of(table)
    taken = {field.label_zh for field in fields}
    added = []
    for field in fields:
        leads_to = "province" if field.name == "province_id" else links.get(field.name)
        label = field.label_zh
        for ending in ENDINGS:
            label = label.removesuffix(ending)
        if leads_to and label not in taken:
            taken.add(label)
            added.append(AddedName(field, label, leads_to))
    return added


def create_zh_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Give the connection's default database schema `zh`, with a view of every table that has a `label_zh`."""
    connection.execute("create schema zh")
    for table in PUBLISHED_TABLES.values():
        if table.label_zh:
            connection.execute(f'create view zh."{table.label_zh}" as {_select(table)}')


def _select(table: Table) -> str:
    names = {added.field.name: added for added in added_names(table)}
    columns, joins = [], []
    for field in fields_of(table):
        columns.append(f'{_value(table, field)} as "{field.label_zh}"')
        if added := names.get(field.name):
            source, key, name = NAMED[added.leads_to]
            alias = f"of_{field.name}"
            columns.append(f'{alias}.{name} as "{added.label}"')
            joins.append(f' left join {source} as {alias} on {alias}.{key} = self."{field.name}"')
    return f"select {', '.join(columns)} from main.{table.name} as self{''.join(joins)}"


def _value(table: Table, field: Field) -> str:
    column = f'self."{field.name}"'
    words = words_of(table.name, field.name) if field.allowed else {}
    if not words:
        return column
    cases = " ".join(f"when '{code}' then '{zh}'" for code, zh in words.items())
    return f"case {column} {cases} else {column} end"
