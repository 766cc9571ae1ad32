"""The workbook opens in an office program, and prints on A4 across."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest

from flows.exports import write_workbook

pdfplumber = pytest.importorskip("pdfplumber")
SOFFICE = shutil.which("soffice")
A4_ACROSS = (842, 595)  # points


def _has_calc() -> bool:
    """Whether LibreOffice has the part that opens workbooks; it can be installed with Writer alone."""
    return any(Path(str(SOFFICE)).resolve().parent.glob("libsclo.*"))


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")
def test_libreoffice_prints_every_sheet_as_wide_as_the_paper(warehouse: Path, tmp_path: Path) -> None:
    file = write_workbook(warehouse, tmp_path / "kaifaqu.xlsx")
    # a profile of its own: one that somebody has open would refuse a second program
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [
        str(SOFFICE),
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(file),
    ]
    done = subprocess.run(command, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    if b"could not be loaded" in done.stderr and not _has_calc():
        pytest.skip("LibreOffice is here without Calc")
    with pdfplumber.open(io.BytesIO((tmp_path / "kaifaqu.pdf").read_bytes())) as pdf:
        sizes = {(round(page.width), round(page.height)) for page in pdf.pages}
        assert sizes == {A4_ACROSS}
        texts = [page.extract_text() for page in pdf.pages]
    # each sheet names itself below its pages, and begins a new page with one
    feet = [text.splitlines()[-1] for text in texts]
    for name in ("报告", "目录", "历季", "排名", "差距", "序列", "数据", "说明"):
        assert any(foot.startswith(name) for foot in feet), name
