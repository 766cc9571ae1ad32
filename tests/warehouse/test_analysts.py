"""What the published file offers analysts beside its tables: Chinese views, macros, the history of revisions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from flows.contracts import PUBLISHED_TABLES, fields_of
from flows.contracts.code_words import NO_WORDS, words_of
from flows.contracts.macros import MACROS
from flows.errors import WarehouseError
from flows.warehouse.comments import apply_comments
from flows.warehouse.views import added_names

REVISED = "superseded by a corrected file"


def rows(database: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("name", PUBLISHED_TABLES)
def test_every_table_has_a_view_under_its_chinese_names(warehouse: Path, name: str) -> None:
    table = PUBLISHED_TABLES[name]
    columns = rows(
        warehouse,
        "select column_name, comment from duckdb_columns() "
        f"where schema_name = 'zh' and table_name = '{table.label_zh}' order by column_index",
    )
    names = {added.field.name: (added.label, added.comment) for added in added_names(table)}
    expected = []
    for field in fields_of(table):
        expected.append((field.label_zh, field.comment))
        expected += [names[field.name]] if field.name in names else []
    assert columns == expected
    # codes are words there; all else is as it is
    same = [field for field in fields_of(table) if not words_of(name, field.name)]
    english = ", ".join(f'"{field.name}"' for field in same)
    chinese = ", ".join(f'"{field.label_zh}"' for field in same)
    there, here = (
        rows(warehouse, f"select {listing} from {source}")
        for listing, source in ((chinese, f'zh."{table.label_zh}"'), (english, name))
    )
    assert sorted(there, key=repr) == sorted(here, key=repr)


@pytest.mark.parametrize("name", PUBLISHED_TABLES)
def test_every_code_has_a_word_in_chinese(name: str) -> None:
    for field in fields_of(PUBLISHED_TABLES[name]):
        if field.allowed and field.name not in NO_WORDS:
            assert words_of(name, field.name).keys() >= set(field.allowed), field.name


def test_views_speak_chinese(warehouse: Path) -> None:
    found = rows(
        warehouse,
        'select distinct "指标编号", "指标", "计量方式", "对标基准", "主体层级", "城市" from zh."差距" '
        "where 对标基准 = '省定目标'",
    )
    assert found == [("industrial_value_added", "规上工业增加值", "增速", "省定目标", "市", "晋城市")]


def test_the_views_have_the_comments_of_their_tables(warehouse: Path) -> None:
    found = dict(rows(warehouse, "select view_name, comment from duckdb_views() where schema_name = 'zh'"))
    assert found == {table.label_zh: table.comment for table in PUBLISHED_TABLES.values()}


def test_labels_name_one_table_each() -> None:
    labels = [table.label_zh for table in PUBLISHED_TABLES.values()]
    assert sorted(labels) == sorted(set(labels)) and all(labels)


def test_views_are_read_from_an_attached_file_too(warehouse: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{warehouse}' as other (read_only)")
        assert connection.execute('select count(*) from other.zh."数据"').fetchall() == [(11,)]


def test_macros_are_called_on_a_read_only_file(warehouse: Path) -> None:
    assert rows(
        warehouse, "select figure_id from ranking('规上工业增加值', '2024年一季度') where value is not null"
    )
    assert rows(warehouse, "select benchmark from gap('规上工业增加值', '2024-Q1') where met and agrees") == [
        ("provincial_target",)
    ]
    assert rows(warehouse, "select count(*) > 0 from trend('industrial_value_added', '晋城市')") == [(True,)]
    assert rows(warehouse, "select quote, correction_reason from source_of('f10')") == [("09", "小数点脱落")]


def test_macros_have_their_comments(warehouse: Path) -> None:
    found = dict(rows(warehouse, "select function_name, comment from duckdb_functions() where not internal"))
    assert found == {macro.name: macro.comment for macro in MACROS}


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("create macro stray(a) as a", r"stray: the macro is \('macro', 'a'\), described as nothing"),
        ("drop macro table ranking", "ranking: the macro is missing"),
        ("create or replace macro source_of(id) as table select 1 as a", "source_of: the macro is"),
    ],
)
def test_a_macro_that_is_not_as_described_is_an_error(
    build_sample: Callable[..., Path], statement: str, message: str
) -> None:
    with duckdb.connect(str(build_sample())) as connection:
        connection.execute(statement)
        with pytest.raises(WarehouseError, match=message):
            apply_comments(connection)


def changed(sample: dict[str, Any], sha256: str, **values: str) -> dict[str, pl.DataFrame]:
    """Return the sample's frames with document 001 loaded again changed: figure ids to values, empty to drop."""
    frames = sample["valid_frames"]()
    frames["document"] = frames["document"].with_columns(
        sha256=pl.when(document_id="001").then(pl.lit(sha256)).otherwise("sha256")
    )
    dropped = [name for name, value in values.items() if not value]
    new = {name: Decimal(value) for name, value in values.items() if value}
    for name in ("figure", "mention"):
        keep = pl.col("figure_id").is_in(dropped).fill_null(False).not_()
        frames[name] = frames[name].filter(keep)
    given = pl.DataFrame(
        {"figure_id": list(new), "value": list(new.values())},
        schema={"figure_id": pl.String, "value": pl.Decimal(18, 4)},
    )
    frames["figure"] = frames["figure"].update(given, on="figure_id")
    return frames


HISTORY = (
    "select earlier_figure_id, current_figure_id, values_reported, earlier_value::double, difference::double, agrees, "
    "earlier_document_id, earlier_sha256, earlier_loaded_at from mart_revision "
    f"where reason = '{REVISED}' order by earlier_loaded_at, earlier_figure_id"
)
FIRST_LOAD, SECOND_LOAD = datetime(2024, 4, 20, 8, 30), datetime(2024, 7, 1)


def test_a_corrected_file_supersedes_and_history_shows_both(sample, build_sample) -> None:
    first = build_sample("first")
    assert rows(first, HISTORY) == []
    frames = changed(sample, "3" * 64, f01="110", f08="")
    second = build_sample("second", loaded_at=datetime(2024, 7, 1, tzinfo=UTC), previous=first, **frames)
    of_108 = ("f01", "f01", ["110", "108.78"], 108.78, 1.22, False, "001", "1" * 64, FIRST_LOAD)
    of_46 = ("f08", None, ["46.48"], 46.48, None, None, "001", "1" * 64, FIRST_LOAD)
    assert rows(second, HISTORY) == [of_108, of_46]

    # nothing new: the history stays, and the bytes are those of any other rerun
    third = build_sample("third", loaded_at=datetime(2024, 8, 1, tzinfo=UTC), previous=second, **frames)
    assert rows(third, HISTORY) == [of_108, of_46]
    assert rows(third, "from mart_revision") == rows(second, "from mart_revision")

    # back as it was: the first value is current again, and both changes are history
    fourth = build_sample("fourth", loaded_at=datetime(2024, 9, 1, tzinfo=UTC), previous=third)
    assert rows(fourth, HISTORY) == [
        ("f01", "f01", ["108.78", "108.78"], 108.78, 0.0, True, "001", "1" * 64, FIRST_LOAD),
        ("f08", "f08", ["46.48", "46.48"], 46.48, 0.0, True, "001", "1" * 64, FIRST_LOAD),
        ("f01", "f01", ["108.78", "110"], 110.0, -1.22, False, "001", "3" * 64, SECOND_LOAD),
    ]


def test_a_changed_file_with_the_same_figures_supersedes_none(sample, build_sample) -> None:
    first = build_sample("first")
    second = build_sample(
        "second", loaded_at=datetime(2024, 7, 1, tzinfo=UTC), previous=first, **changed(sample, "3" * 64)
    )
    assert rows(second, HISTORY) == []


def test_a_warehouse_of_an_older_program_has_no_history_to_give(sample, build_sample) -> None:
    first = build_sample("first")
    with duckdb.connect(str(first)) as connection:
        connection.execute("drop view zh.修订; drop table mart_revision")
        connection.execute("drop view zh.数据; alter table fact_figure drop correction_id")
    second = build_sample(
        "second",
        loaded_at=SECOND_LOAD.replace(tzinfo=UTC),
        previous=first,
        **changed(sample, "3" * 64, f01="110"),
    )
    assert rows(second, HISTORY) == []
    assert rows(second, "select loaded_at from dim_document order by document_id") == [
        (SECOND_LOAD,),
        (FIRST_LOAD,),
    ]
