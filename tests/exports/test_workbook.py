"""The workbook holds the marts as they are: typed, linked, inert, complete or saying what it lacks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.contracts import PUBLISHED_TABLES, fields_of
from flows.contracts.code_words import words_of
from flows.errors import WarehouseError
from flows.exports import workbook as module
from flows.exports import write_workbook
from flows.exports.cells import header_of
from flows.exports.workbook import tables
from flows.warehouse.views import added_names

openpyxl = pytest.importorskip("openpyxl")
unescape = pytest.importorskip("openpyxl.utils.escape").unescape
HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://example.org","晋城")',
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "{=1}",
    "http://example.org/a b",
    "https://example.org/" + "x" * 3000,
    "internal:'数据'!A1",
    "mailto:a@example.org",
    "<script>alert('1')</script> & ]]>",
    "_x000D_ as it stands",
    "  blanks  ",
    "\u202e\u200f右到左",
    "𠮷野家\n第二行",
    "'quoted",
]


@pytest.fixture(scope="module")
def file(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workbook(warehouse, tmp_path_factory.mktemp("workbook") / "kaifaqu.xlsx")


@pytest.fixture(scope="module")
def book(file: Path) -> Iterator[Any]:
    loaded = openpyxl.load_workbook(file)
    yield loaded
    loaded.close()


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a sheet by header."""
    header, *found = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in found if any(value is not None for value in row)]


def query(database: Path, text: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(text).fetchall()


def test_there_is_a_sheet_for_each_mart_and_the_figures(book: Any) -> None:
    marts = [table.label_zh for name, table in PUBLISHED_TABLES.items() if name.startswith("mart_")]
    assert book.sheetnames == ["报告", "目录", "历季", *marts, "数据", "说明"]


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_a_sheet_has_chinese_headers_units_a_frozen_header_and_filters(book: Any, table: Any) -> None:
    sheet = book[table.label_zh]
    header = [cell.value for cell in sheet[1]]
    added = {name.label for name in added_names(table)} | {"出处", "文件"}
    own = [header_of(field) for field in fields_of(table)]
    assert sorted(set(header) - added) == sorted(own)
    assert len(header) == len(set(header))
    assert sheet.freeze_panes.endswith("2")
    assert sheet.auto_filter.ref.startswith("A1:")


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_ids_stand_last_and_hidden(book: Any, table: Any) -> None:
    sheet = book[table.label_zh]
    header = [cell.value for cell in sheet[1]]
    hidden = {
        number
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for number in range(dimension.min, dimension.max + 1)
    }
    ids = {
        header_of(field) for field in fields_of(table) if field.name.endswith(("_id", "_ids", "scope_key"))
    }
    ids -= {"季度", "首次提及季度", "产值指标", "投资指标", "首次提及文件", "最近提及文件", "更正文件"}
    assert {header[number - 1] for number in hidden} == ids
    assert hidden == set(range(len(header) - len(ids) + 1, len(header) + 1))


def test_units_stand_in_the_header(book: Any) -> None:
    assert "承诺制项目占比（%）" in [cell.value for cell in book["改革"][1]]
    assert "签约项目总投资（亿元）" in [cell.value for cell in book["三个一批"][1]]


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_every_row_and_value_is_there_with_its_type(book: Any, warehouse: Path, table: Any) -> None:
    found = rows(book[table.label_zh])
    fields = fields_of(table)
    expected = query(
        warehouse, "select " + ", ".join(f'"{field.name}"' for field in fields) + f" from {table.name}"
    )

    def as_read(value: Any, field: Any) -> Any:
        kind, words = field.type, words_of(table.name, field.name) if field.allowed else {}
        if kind in ("decimal", "number") and value is not None:
            return pytest.approx(float(value), abs=1e-9)
        if kind == "date" and value is not None:
            return datetime(value.year, value.month, value.day)
        if kind == "boolean":
            return {True: "是", False: "否", None: None}[value]
        if kind == "strings" and value is not None:
            return "; ".join(value) or None
        if field.name in ("output_indicator_id", "investment_indicator_id"):
            return indicators.get(value)
        if field.name in ("first_document_id", "latest_document_id", "earlier_document_id"):
            return documents.get(value, value) or None
        return words.get(value, value) or None if isinstance(value, str) else value

    indicators = dict(query(warehouse, "select indicator_id, name_zh from dim_indicator"))
    documents = dict(query(warehouse, "select document_id, path from dim_document"))
    wanted = [[as_read(value, field) for value, field in zip(row, fields, strict=True)] for row in expected]
    given = [[row[header_of(field)] for field in fields] for row in found]
    assert len(given) == len(wanted)
    for row in wanted:
        assert row in given


def test_numbers_show_the_places_they_have(book: Any) -> None:
    sheet = book["数据"]
    place = [cell.value for cell in sheet[1]].index("数值")
    shown = {row[place].value: row[place].number_format for row in sheet.iter_rows(min_row=2)}
    for value, shape in shown.items():
        places = -min(Decimal(str(value)).normalize().as_tuple().exponent, 0)  # type: ignore[type-var]
        assert shape == ("#,##0" if places == 0 else f"#,##0.{'0' * places}")


def test_the_indicator_stands_beside_its_id_by_name(book: Any, warehouse: Path) -> None:
    names = dict(query(warehouse, "select indicator_id, name_zh from dim_indicator"))
    found = rows(book["排名"])
    assert found
    assert all(row["指标"] == names[row["指标编号"]] for row in found)


def linked_ids(sheet: Any) -> Iterator[tuple[Any, list[str]]]:
    """The linked cells of a sheet, each with the figures that its row names."""
    header = [cell.value for cell in sheet[1]]
    ids = [number for number, name in enumerate(header) if "数据编号" in name or name.endswith("依据")]
    for row in sheet.iter_rows(min_row=2):
        named = [name for number in ids for name in (row[number].value or "").split("; ")]
        yield from ((cell, named) for cell in row if cell.hyperlink)


def test_a_row_links_to_the_row_with_its_sentence(book: Any) -> None:
    figures = book["数据"]
    place = next(cell.column_letter for cell in figures[1] if cell.value == "数据编号")
    links = 0
    for table in tables():
        for cell, named in linked_ids(book[table.label_zh]):
            links += 1
            sheet, target = cell.hyperlink.location.rsplit("!", 1)
            assert sheet == "'数据'" and cell.hyperlink.target is None
            assert cell.value == "原句"
            assert figures[f"{place}{target[1:]}"].value in named
    assert links > 10
    header = [cell.value for cell in figures[1]]
    assert {"文件编号", "起始位置", "原句"} <= set(header)


def test_the_front_sheet_lists_and_links_the_sheets(book: Any) -> None:
    front = book["目录"]
    linked = {cell.value: cell.hyperlink.location for (cell,) in front.iter_rows(max_col=1) if cell.hyperlink}
    assert linked == {name: f"'{name}'!A1" for name in book.sheetnames if name != "目录"}
    counts = {name.value: count.value for name, count in front.iter_rows(max_col=2) if name.hyperlink}
    assert all(counts[t.label_zh] == len(rows(book[t.label_zh])) for t in tables())


def test_the_definitions_are_those_of_the_registry(book: Any) -> None:
    listed = {(row["table"], row["column"], row["说明"], row["English"]) for row in rows(book["说明"])}
    for table in PUBLISHED_TABLES.values():
        assert (table.name, None, table.zh, table.en) in listed
        assert {(table.name, f.name, f.zh, f.en) for f in fields_of(table)} <= listed


def test_the_same_warehouse_gives_the_same_bytes(file: Path, warehouse: Path, tmp_path: Path) -> None:
    assert write_workbook(warehouse, tmp_path / "again.xlsx").read_bytes() == file.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["again.xlsx"]


@pytest.mark.parametrize("name", ["报告", "历季", "目录"])
def test_a_large_workbook_shows_the_same(
    book: Any, warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(module, "HELD_ROWS", 0)
    streamed = openpyxl.load_workbook(write_workbook(warehouse, tmp_path / "kaifaqu.xlsx"))

    def shown(sheet: Any) -> list[Any]:
        links = [
            (c.value, c.number_format, c.hyperlink and c.hyperlink.location) for row in sheet for c in row
        ]
        return [links, sheet.merged_cells.ranges, len(sheet._charts)]

    assert shown(streamed[name]) == shown(book[name])
    streamed.close()


@pytest.fixture(scope="module")
def hostile(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with texts that a spreadsheet could take for something else."""
    database = tmp_path_factory.mktemp("hostile") / "kaifaqu.duckdb"
    shutil.copyfile(warehouse, database)
    with duckdb.connect(str(database)) as connection:
        texts = [*HOSTILE, "bell \x07 null \x1f del \x7f", "a\r\nb\rc", "\ufffe\uffff", "长" * 40_000]
        for number, text in enumerate(texts):
            given = {"id": f"hostile-{number}", "text": text}
            for table, column in (("fact_figure", "sentence"), ("mart_ranking", "subject_name")):
                connection.execute(
                    f"insert into {table} by name (select * replace ($id as figure_id, $text as {column}) "
                    f"from {table} where figure_id = (select min(figure_id) from mart_ranking) limit 1)",
                    given,
                )
        connection.execute("update fact_figure set value = 12345678901234.5678 where figure_id = 'hostile-0'")
    return database


@pytest.mark.parametrize("held", [20_000, 0], ids=["in memory", "streamed"])
def test_texts_are_inert_and_as_they_are(
    hostile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    monkeypatch.setattr(module, "HELD_ROWS", held)
    book = openpyxl.load_workbook(write_workbook(hostile, tmp_path / "kaifaqu.xlsx"))
    sheet = book["数据"]
    header = [cell.value for cell in sheet[1]]
    cells = [row[header.index("原句")] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    # Excel reads _xHHHH_ as a character, openpyxl only where the texts are shared
    texts = {unescape(cell.value) if held == 0 else cell.value for cell in cells}
    assert {text for text in HOSTILE if text not in texts} == set()
    assert {"bell ␇ null ␟ del ␡", "a\nb\nc", "\ufffd\ufffd"} <= texts
    (long,) = (text for text in texts if text.startswith("长"))
    assert long.endswith("…（共40000字，全文见kaifaqu.duckdb）")
    assert all(cell.quotePrefix for cell in cells if cell.value.startswith(("=", "+", "-", "@", "\t")))
    assert "12345678901234.5678" in {row[header.index("数值")].value for row in sheet.iter_rows()}
    formulas = [c for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert formulas == []
    subjects = {row["主体"] for row in rows(book["排名"])}
    assert subjects & set(HOSTILE)
    book.close()


def test_rows_beyond_a_sheet_go_to_further_sheets(warehouse: Path, tmp_path: Path) -> None:
    path = write_workbook(warehouse, tmp_path / "kaifaqu.xlsx", rows=None, per_sheet=10)
    book = openpyxl.load_workbook(path)
    ((whole,),) = query(warehouse, "select count(*) from fact_figure")
    parts = [name for name in book.sheetnames if name == "数据" or name.startswith("数据 (")]
    assert parts == ["数据", *(f"数据 ({number})" for number in range(2, -(-whole // 10) + 1))]
    ids = [row["数据编号"] for name in parts for row in rows(book[name])]
    assert len(ids) == len(set(ids)) == whole
    links = list(linked_ids(book["排名"]))
    assert any("数据 (" in cell.hyperlink.location for cell, _ in links)
    for cell, named in links:
        sheet, place = cell.hyperlink.location.rsplit("!", 1)
        assert {found.value for found in book[sheet.strip("'")][place[1:]]} & set(named)
    book.close()


def test_what_is_left_out_is_said_and_the_latest_quarters_stay(warehouse: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_workbook(warehouse, tmp_path / "kaifaqu.xlsx", rows=5))
    ((whole,),) = query(warehouse, "select count(*) from mart_ranking")
    assert whole > 5
    notes = {row[0].value: row[4].value for row in book["目录"].iter_rows() if row[0].hyperlink}
    assert f"5 of {whole} rows, the latest quarters" in notes["排名"]
    assert notes["说明"] is None
    latest = query(warehouse, "select quarter_id from mart_ranking order by quarter_id desc limit 5")
    assert [row["季度"] for row in rows(book["排名"])] == [quarter for (quarter,) in latest]
    shown = {row["数据编号"] for row in rows(book["数据"])}
    assert all(shown & set(named) for _, named in linked_ids(book["排名"]))
    book.close()


def test_more_links_than_excel_takes_become_plain_texts(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.exports.cells.EXCEL_LINKS", 3)
    book = openpyxl.load_workbook(write_workbook(warehouse, tmp_path / "kaifaqu.xlsx"))
    sheet = book["排名"]
    assert len([c for row in sheet.iter_rows() for c in row if c.hyperlink]) == 3
    ((whole,),) = query(warehouse, "select count(figure_id) from mart_ranking")
    assert len([row for row in rows(sheet) if row["数据编号"]]) == whole
    book.close()


def test_a_warehouse_of_another_kaifaqu_is_named(warehouse: Path, tmp_path: Path) -> None:
    database = tmp_path / "kaifaqu.duckdb"
    shutil.copyfile(warehouse, database)
    with duckdb.connect(str(database)) as connection:
        connection.execute("alter table mart_coverage drop column quarantined")
    with pytest.raises(WarehouseError, match=r"another kaifaqu built this warehouse.*Run `kaifaqu run`"):
        write_workbook(database, tmp_path / "kaifaqu.xlsx")
