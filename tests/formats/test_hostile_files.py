"""Files that are broken, locked, too large or made to exhaust a run: refused by name with what to do, within bounds."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from types import ModuleType

import pytest
from openpyxl import Workbook
from reportlab.lib import pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from flows.documents import discover, read
from flows.errors import DocumentRefusedError
from flows.formats import SUFFIXES, apart, convert

GOOD = "2024年一季度，高平开发区规上工业增加值完成12.5亿元。"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
# what it prints is the most that a reading process ever held, in MB, and the answer
MEASURED = """
import json, pathlib, re, resource, sys
from flows.errors import DocumentRefusedError
from flows.formats import convert
try:
    said = ["", len(convert(sys.argv[1], open(sys.argv[1], "rb").read()).text)]
except DocumentRefusedError as error:
    assert error.remedy
    said = [error.problem, 0]
# what a process held before it became this one counts in its own ru_maxrss, and not in the kernel's VmHWM
status = pathlib.Path("/proc/self/status")
held = re.search(r"VmHWM:\\s*(\\d+)", status.read_text()) if status.is_file() else None
own = int(held[1]) if held else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
most = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
print(json.dumps([most // 1024, *said]))
"""


def measured(path: Path, data: bytes) -> tuple[int, str, int]:
    """MB held while a file was read in a fresh process, why it was refused, and characters of its text."""
    path.write_bytes(data)
    ended = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    most, problem, characters = json.loads(ended.stdout)
    return most, problem, characters


def refusal(suffix: str, data: bytes) -> DocumentRefusedError:
    with pytest.raises(DocumentRefusedError) as caught:
        SUFFIXES[suffix].read(data)
    assert caught.value.remedy
    return caught.value


def replaced(data: bytes, name: str, *content: bytes, times: int = 1) -> bytes:
    """An archive with another content for one of its parts: some pieces, the last one several times."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            with new.open(part, "w") as file:
                if part != name:
                    file.write(old.read(part))
                    continue
                for piece in content[:-1]:
                    file.write(piece)
                for _ in range(times):
                    file.write(content[-1])
    return out.getvalue()


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".xlsx", ".html"])
@pytest.mark.parametrize(
    "data", [b"\x00" * 900, b"PK\x03\x04 no archive", b"%PDF-1.7\nno pdf", bytes(range(256)) * 9]
)
def test_what_is_no_such_file_is_refused(suffix: str, data: bytes) -> None:
    if suffix == ".html" and data.startswith(b"%"):
        assert SUFFIXES[suffix].read(data).text.strip()  # any text is a page
    else:
        refusal(suffix, data)


def test_old_and_locked_office_files_are_told_apart() -> None:
    assert "older Word" in refusal(".docx", OLD).problem
    assert "older Excel" in refusal(".xlsx", OLD).problem
    locked = OLD + "EncryptedPackage".encode("utf-16-le")
    for suffix in (".docx", ".xlsx"):
        assert refusal(suffix, locked).problem == "it is encrypted"
        assert "without one" in refusal(suffix, locked).remedy


def drawn(pages: int = 1, text: str = "12.5", encrypt: object = None, picture: bool = False) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt=encrypt, invariant=1)
    for _ in range(pages):
        if picture:
            from PIL import Image
            from reportlab.lib.utils import ImageReader

            canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, *A4)
        if text:
            canvas.drawString(90, 700, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_an_encrypted_pdf_is_refused_and_one_that_opens_without_a_password_is_read() -> None:
    locked = drawn(encrypt=pdfencrypt.StandardEncryption("secret", "owner"))
    assert refusal(".pdf", locked).problem == "it is encrypted"
    assert "password" in refusal(".pdf", locked).remedy
    printable = drawn(text="report 12.5", encrypt=pdfencrypt.StandardEncryption("", "owner", canModify=0))
    assert SUFFIXES[".pdf"].read(printable).text == "report 12.5\n"


@pytest.mark.parametrize("text", ["", "- 1 -"])
def test_a_scanned_pdf_is_refused_with_the_way_to_text(text: str) -> None:
    error = refusal(".pdf", drawn(3, text, picture=True))
    assert "3 of its 3 pages are pictures" in error.problem and "OCR" in error.remedy


def test_a_pdf_without_anything_is_refused() -> None:
    assert "no text" in refusal(".pdf", drawn(2, "")).problem


def test_2000_pages_are_refused(tmp_path: Path) -> None:
    most, problem, _ = measured(tmp_path / "a.pdf", drawn(2_000))
    assert problem == "it has 2,000 pages, more than the 1,000 of the largest report"
    assert most < 500


def test_a_workbook_of_100_000_rows_is_refused(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet()
    for k in range(100_000):
        page.append(["东区", k, k / 7])
    out = io.BytesIO()
    book.save(out)
    most, problem, _ = measured(tmp_path / "a.xlsx", out.getvalue())
    assert "rows in a sheet" in problem or "tags of XML" in problem
    assert most < 700


def test_rows_up_to_the_bound_are_read(tmp_path: Path, made: ModuleType) -> None:
    book = Workbook()
    for k in range(15_000):
        book.active.append(["东区", k])
    most, problem, characters = measured(tmp_path / "a.xlsx", made.saved(book))
    assert (problem, characters > 150_000) == ("", True)
    assert most < 700


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_bomb_is_unpacked_no_farther_than_the_bound(tmp_path: Path, made: ModuleType, suffix: str) -> None:
    whole = made.as_docx(made.REPORT) if suffix == ".docx" else made.as_xlsx(made.REPORT)
    name = "word/document.xml" if suffix == ".docx" else "xl/worksheets/sheet1.xml"
    bomb = replaced(whole, name, b"<a>", b" " * 1_000_000, times=300)
    assert len(bomb) < 1_000_000
    most, problem, _ = measured(tmp_path / f"a{suffix}", bomb)
    assert problem.startswith("unpacked it has more than the 80 MB")
    assert most < 400


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_entities_are_refused_unread(made: ModuleType, suffix: str, encoding: str) -> None:
    whole = made.as_docx(made.REPORT) if suffix == ".docx" else made.as_xlsx(made.REPORT)
    name = "word/document.xml" if suffix == ".docx" else "xl/worksheets/sheet1.xml"
    laughs = "".join(f'<!ENTITY a{k + 1} "{f"&a{k};" * 10}">' for k in range(9))
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><x>&a9;</x>'
    assert "entities" in refusal(suffix, replaced(whole, name, xml.encode(encoding))).problem


def test_entities_of_a_page_and_elements_in_one_another_stay_small(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY a{k + 1} "{f"&a{k};" * 10}">' for k in range(9))
    page = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><html><p>{GOOD}&a9;</p></html>'
    assert len(convert("a.html", page.encode()).text) < 2_000
    for deep in ("<div>" * 200_000 + GOOD, "<table><tr><td>" * 50_000 + GOOD, "<b>" * 300_000 + GOOD):
        most, problem, characters = measured(tmp_path / "a.html", deep.encode())
        assert problem or characters < 1_000
        assert most < 700


def test_spans_without_end_make_no_columns_without_end(tmp_path: Path) -> None:
    rows = "<tr><td colspan=99999 rowspan=99999>1<td>2</tr>" * 3_000
    most, problem, characters = measured(tmp_path / "a.html", f"<table>{rows}</table>".encode())
    assert problem or characters < 1_000_000
    assert most < 500


def test_a_stream_that_unpacks_to_hours_of_work_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = zlib.compress(b"BT /F1 9 Tf (1) Tj ET\n" * 3_000_000)
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<>>>>endobj\n"
    body = b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream endobj\n" % (len(stream), stream)
    monkeypatch.setattr(apart, "MAX_SECONDS", 3)
    monkeypatch.setattr(apart, "PATIENCE", 60)
    with pytest.raises(DocumentRefusedError):
        apart.read_apart("pdf", head + page + body + b"trailer<</Root 1 0 R>>\n%%EOF")


def test_a_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MAX_SECONDS", 1)
    monkeypatch.setattr(apart, "PATIENCE", 60)
    with pytest.raises(DocumentRefusedError, match="can't be read within 1 seconds"):
        apart.read_apart("pdf", drawn(900, "report 12.5 " * 20))


def test_the_rest_is_read_when_some_are_refused(tmp_path: Path, made: ModuleType) -> None:
    (tmp_path / "a.docx").write_bytes(made.as_docx(made.REPORT))
    (tmp_path / "b.docx").write_bytes(OLD)
    (tmp_path / "c.doc").write_bytes(OLD)
    (tmp_path / "d.wps").write_bytes(OLD)
    (tmp_path / "e.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "f.xls").write_bytes(OLD)
    (tmp_path / "~$a.docx").write_bytes(b"lock")
    found = discover(tmp_path)
    documents, refusals = read(found.sources)
    assert [(d.document_id, d.format) for d in documents] == [("a", "docx")]
    assert {r.path for r in refusals} == {"b.docx", "e.pdf"}
    remedies = {r.path: r.remedy for r in found.refusals}
    assert remedies == {
        "c.doc": "Open it in Word or WPS and save it as .docx",
        "d.wps": "Open it in Word or WPS and save it as .docx",
        "f.xls": "Open it in Excel or WPS and save it as .xlsx",
    }
