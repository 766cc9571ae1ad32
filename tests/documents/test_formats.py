"""Files of all formats in a raw directory: their ids, sidecars, hashes and parts."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from docx import Document as Word
from openpyxl import Workbook

from flows.documents import discover, fetch, read

LINE = "2024年一季度，高平开发区规上工业增加值完成12.5亿元。"


def word(path: Path, text: str) -> bytes:
    made, out = Word(), io.BytesIO()
    made.add_paragraph(text)
    made.save(out)
    path.write_bytes(out.getvalue())
    return out.getvalue()


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def test_one_stem_in_several_formats_is_several_documents(raw: Path) -> None:
    word(raw / "a.docx", LINE)
    (raw / "a.html").write_text(f"<p>{LINE}</p>", encoding="utf-8")
    (raw / "a.txt").write_text(LINE, encoding="utf-8")
    (raw / "b.HTM").write_text(f"<p>{LINE}</p>", encoding="utf-8")
    documents, refusals = read(discover(raw).sources)
    assert refusals == []
    assert [(d.document_id, d.format) for d in documents] == [
        ("a.docx", "docx"), ("a.html", "html"), ("a.txt", "txt"), ("b", "html"),
    ]  # fmt: skip
    assert {d.text.strip() for d in documents} == {LINE}


def test_a_sidecar_and_the_hash_of_the_file_itself(raw: Path) -> None:
    data = word(raw / "a.docx", LINE)
    (raw / "a.toml").write_text('about = "高平市"\n', encoding="utf-8")
    found = discover(raw)
    assert found.refusals == []
    (document,), _ = read(found.sources)
    assert document.sidecar.about == "高平市"
    assert (document.sha256, document.bytes) == (hashlib.sha256(data).hexdigest(), len(data))
    assert document.encoding == "none"


def test_a_change_of_the_file_changes_what_the_cache_knows_it_by(raw: Path) -> None:
    word(raw / "a.docx", LINE)
    (source,) = discover(raw).sources
    before = fetch(source).digest
    assert fetch(source).digest == before
    word(raw / "a.docx", LINE.replace("12.5", "12.6"))
    assert fetch(source).digest != before


def test_the_sheets_of_a_workbook_are_its_parts(raw: Path) -> None:
    book, out = Workbook(), io.BytesIO()
    book.active.title = "一季度"
    for page in (book.active, book.create_sheet("上半年")):
        page.append(["区", "亿元"])
        page.append(["东区", 5])
    book.save(out)
    (raw / "a.xlsx").write_bytes(out.getvalue())
    (document,), _ = read(discover(raw).sources)
    assert [(name, document.text[start : start + 5]) for name, start in document.parts] == [
        ("一季度", "# 一季度"), ("上半年", "# 上半年"),
    ]  # fmt: skip
