"""A document that was read in part is published, and what was not read of it is told wherever it is shown."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook

from flows.bulletin.words import note_words
from flows.quarterly import quarterly
from flows.stations.summary import RunSummary, what_is_wrong

CUT = "2024年一季度，高平开发区固定资产投资完成12.5亿元，同比增长8.1%。以上为全部"


def workbook(path: Path) -> None:
    book = Workbook()
    book.active.title = "工业"
    for row in (
        ["开发区", "规上工业增加值（亿元）", "增速（%）"],
        ["高平经开区", 8.2, "=B2-1"],
        ["沁水经开区", 4.5, "=B3-1"],
    ):
        book.active.append(row)
    for name in ("底稿", "旧表"):
        hidden = book.create_sheet(name)
        hidden.sheet_state = "hidden"
        hidden.append(["高平经开区", 8.2])
    book.save(path)
    path.with_suffix(".toml").write_text('about = "晋城市"\nas_of = "2024-03"\n', encoding="utf-8")


def notes(summary: RunSummary) -> list[tuple[object, ...]]:
    """The rows of the table."""
    query = "select document_id, note, part_kind, part_name, found from document_note"
    with duckdb.connect(str(summary.folder / "kaifaqu.duckdb"), read_only=True) as connection:
        return connection.sql(query).fetchall()


@pytest.fixture
def in_part(raw: Path) -> Path:
    """The raw folder, with a text that was cut and a workbook of which not all is read."""
    (raw / "断.txt").write_bytes(CUT.encode()[:-1])
    workbook(raw / "一季度.xlsx")
    return raw


def test_what_was_not_read_is_told_published_and_kept(in_part: Path, tmp_path: Path, api_url: str) -> None:
    found = [
        ("一季度", "formula_not_computed", "sheet", "工业", "C2:C3"),
        ("一季度", "sheet_hidden", "sheet", "底稿", None),
        ("一季度", "sheet_hidden", "sheet", "旧表", None),
        ("断", "cut", None, None, str(len(CUT[:-1].encode()))),
    ]
    first = quarterly(in_part, tmp_path / "marts")
    assert (first.documents, first.refusals, first.complete) == (3, [], True)
    assert notes(first) == found
    assert [(document.path, len(document.told)) for document in first.in_part] == [
        ("一季度.xlsx", 2),
        ("断.txt", 1),
    ]
    told = [line for line in what_is_wrong(first) if line.startswith("read in part: ")]
    assert "read in part: 一季度.xlsx: sheets 底稿, 旧表: a hidden sheet, which was not read" in told[1]
    assert all(line.count(". ") == 1 for line in told) and len(told) == 3

    # nothing is read anew, and nothing is forgotten
    second = quarterly(in_part, tmp_path / "marts")
    assert (second.anew, notes(second), second.in_part) == (0, found, first.in_part)

    (in_part / "断.txt").write_text(CUT + "。", encoding="utf-8")
    third = quarterly(in_part, tmp_path / "marts")
    assert (third.anew, notes(third)) == (1, found[:3])


def test_the_bulletin_tells_it_on_the_document_s_page_and_in_the_coverage(
    in_part: Path, tmp_path: Path, api_url: str
) -> None:
    folder = quarterly(in_part, tmp_path / "marts").folder / "bulletin"
    page = (folder / "documents" / "一季度.html").read_text(encoding="utf-8")
    said = note_words("formula_not_computed", "C2:C3")
    for words in (said["message"], said["remedy"]):
        assert words["zh"] in page and words["en"] in page
    assert "工作表“底稿”、“旧表”" in page and "sheets 底稿, 旧表" in page
    assert "notes-title" not in (folder / "documents" / "jincheng.html").read_text(encoding="utf-8")
    coverage = (folder / "index.html").read_text(encoding="utf-8").split('id="coverage-in-part"')[1]
    assert said["message"]["zh"] in coverage.split("</table>")[0]
