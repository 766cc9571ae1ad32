"""The files: equal bytes for an equal warehouse, a form that Word, LibreOffice and browsers take, and the command."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html

from flows.circular import page, write_circular
from flows.cli import FAILED, WRONG_USAGE, main
from flows.errors import KaifaquError

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CHROMIUM = os.environ.get(page.VARIABLE) or next(filter(None, map(shutil.which, page._NAMES)), None)


@pytest.fixture
def marts(invented: Path, tmp_path: Path) -> Path:
    """A marts folder as a run publishes it."""
    (tmp_path / "marts" / "current").mkdir(parents=True)
    os.link(invented, tmp_path / "marts" / "current" / "kaifaqu.duckdb")
    return tmp_path / "marts"


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_the_same_warehouse_gives_the_same_bytes(invented: Path, tmp_path: Path, kind: str) -> None:
    once = write_circular(invented, "2024-Q1", None, None, kind, tmp_path / f"once.{kind}")
    copy = tmp_path / "copy.duckdb"
    shutil.copyfile(invented, copy)
    again = write_circular(copy, "2024-Q1", "浙江省", None, kind, tmp_path / f"again.{kind}")
    assert once.read_bytes() == again.read_bytes()


def test_no_part_of_the_file_bears_a_time(invented: Path, tmp_path: Path) -> None:
    path = write_circular(invented, "2024-Q1", None, None, "docx", tmp_path / "a.docx")
    with zipfile.ZipFile(path) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"
        assert package.testzip() is None


def test_the_form_is_that_of_the_standard(invented: Path, tmp_path: Path) -> None:
    document = Document(str(write_circular(invented, "2024-Q1", None, None, "docx", tmp_path / "a.docx")))
    section = document.sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)  # fmt: skip
    assert [round(side.mm) for side in sides] == [210, 297, 37, 35, 28, 26]
    told = next(p for p in document.paragraphs if p.text.startswith("全省规上工业增加值"))
    assert told.runs[0].font.size.pt == 16
    assert told.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert told.paragraph_format.first_line_indent.pt == 32
    assert "PAGE" in section.footer._element.xml and "PAGE" in section.even_page_footer._element.xml


def test_each_mark_leads_to_its_source(invented: Path, tmp_path: Path) -> None:
    document = Document(str(write_circular(invented, "2024-Q1", None, None, "docx", tmp_path / "a.docx")))
    body = document.element.body
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert anchors == set(names) and len(names) == len(set(names)) > 5


def test_a_page_says_the_same_and_asks_for_no_other_file(invented: Path, tmp_path: Path) -> None:
    word = Document(str(write_circular(invented, "2024-Q1", None, None, "docx", tmp_path / "a.docx")))
    path = write_circular(invented, "2024-Q1", None, None, "html", tmp_path / "a.html")
    tree = html.fromstring(path.read_bytes())
    said = "".join(tree.find("body").text_content().split())
    for line in word.paragraphs:
        # 附件：1．… is a list of its own on the page
        assert "".join(line.text.removeprefix("附件：").split()) in said
    assert not tree.xpath("//script | //link | //img | //@src")
    assert {link[1:] for link in tree.xpath("//a/@href")} <= set(tree.xpath("//@id"))


def test_what_texts_say_is_no_markup(changed: object, tmp_path: Path) -> None:
    name = "<img src=x onerror=y>&\x0b区"
    database = changed(f"update mart_ranking set subject_name = '{name}' where subject_name = '嘉兴市'")  # type: ignore[operator]
    page_ = write_circular(database, "2024-Q1", None, None, "html", tmp_path / "a.html").read_text("utf-8")
    assert "<img" not in page_ and "&lt;img src=x onerror=y&gt;&amp;区" in page_
    word = Document(str(write_circular(database, "2024-Q1", None, None, "docx", tmp_path / "a.docx")))
    assert any("<img src=x onerror=y>&区" in cell.text for cell in word.tables[0].columns[0].cells)


@pytest.mark.slow
@pytest.mark.skipif(
    OFFICE is None,
    reason="there is no LibreOffice; install it with: apt-get install libreoffice-writer-nogui",
)
def test_libreoffice_opens_it(samples: Path, tmp_path: Path) -> None:
    path = write_circular(samples, "2024-Q1", None, None, "docx", tmp_path / "a.docx")
    call = [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]  # fmt: skip
    subprocess.run(call, check=True, capture_output=True)
    import pdfplumber

    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        pages = [sheet.extract_text() for sheet in pdf.pages]
        assert {(round(sheet.width), round(sheet.height)) for sheet in pdf.pages} == {(595, 842)}
    own = next(number for number, text in enumerate(pages) if text.lstrip().startswith("附件"))
    assert 2 <= own <= 4
    assert all(f"— {number} —" in text for number, text in enumerate(pages, 1))


@pytest.mark.slow
@pytest.mark.skipif(
    CHROMIUM is None, reason="there is no Chromium; install it with: apt-get install chromium"
)
def test_chromium_prints_the_same_pdf_twice(invented: Path, tmp_path: Path) -> None:
    once, again = (
        write_circular(invented, "2024-Q1", None, None, "pdf", tmp_path / name).read_bytes()
        for name in ("a.pdf", "b.pdf")
    )
    assert once.startswith(b"%PDF-") and once == again


def test_without_chromium_a_pdf_is_refused(
    marts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(page.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    words = ["bulletin", "--marts", str(marts), "--quarter", "2024-Q1", "-o", str(tmp_path / "a.pdf")]
    assert main(words) == FAILED
    assert "a PDF is printed by Chromium, and there is none. Install it" in capsys.readouterr().err
    monkeypatch.setenv(page.VARIABLE, str(tmp_path / "missing"))
    with pytest.raises(KaifaquError, match="Chromium printed nothing"):
        page.to_pdf(b"<p>")


def test_the_command_names_its_file(
    marts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["bulletin", "--marts", str(marts), "--quarter", "2024年一季度", "--region", "浙江"]
    assert main(words) == 0
    assert capsys.readouterr().out == "通报-浙江省-2024-Q1.docx\n"
    assert Document("通报-浙江省-2024-Q1.docx").tables
    assert main([*words, "-o", "sent.html"]) == 0
    assert re.match("<!doctype html>", Path("sent.html").read_text("utf-8"))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "marts",
        "sent.html",
        "通报-浙江省-2024-Q1.docx",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--quarter", "2030-Q4"], "--quarter: the warehouse holds no values of 2030-Q4. The nearest that it holds: 2024-Q1"),
        (["--quarter", "soon"], "'soon' is no quarter"),
        (["--quarter", "2024-Q1", "--region", "江浙省"], "no values of '江浙省' in 2024-Q1. The nearest that it holds: 浙江省"),
        (["--quarter", "2024-Q1", "--region", "温洲市"], "The nearest that it holds: 温州市"),
        (["--quarter", "2024-Q1", "--region", "Atlantis"], "The nearest that it holds: 浙江省, "),
        (["--quarter", "2024-Q1", "--format", "html", "-o", "a.docx"], "--format html and the ending .docx don't agree"),
        (["--quarter", "2024-Q1", "-o", "no/such/a.docx"], "the file can't be written"),
        (["--quarter", "2024-Q1", "--marts", "nowhere"], "nothing is published here"),
    ],
)  # fmt: skip
def test_wrong_usage_says_what_there_is(
    words: list[str], said: str, marts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(["bulletin", "--marts", str(marts), *words]) == WRONG_USAGE
    assert said in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["marts"]
