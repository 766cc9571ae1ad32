"""Bytes of good files changed by chance: text comes out, or the refusal that names what to do; never anything else."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest

from flows.errors import DocumentRefusedError
from flows.formats import SUFFIXES
from flows.formats.model import MAX_CHARACTERS

COUNTS = {".html": 1_400, ".docx": 150, ".xlsx": 250, ".pdf": 250}
REPORT = [
    ("title", "盂县经开区一季度简报"),
    ("body", "一季度，盂县经开区规上工业增加值完成8.2亿元，同比增长6.5%。"),
    ("table", [["指标", "数值"], ["新签约项目（个）", "12"], ["开工率（%）", "75"]]),
]


def module(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


FILES = module("fuzz_formats_files", Path(__file__).with_name("files.py"))
MADE = FILES.MADE


@pytest.mark.slow
@pytest.mark.parametrize("suffix", sorted(COUNTS))
def test_changed_bytes(suffix: str) -> None:
    make = {".html": MADE.as_html, ".docx": MADE.as_docx, ".xlsx": MADE.as_xlsx, ".pdf": MADE.as_pdf}[suffix]
    good = make(REPORT)
    assert SUFFIXES[suffix].read(good).text
    read = 0
    for number in range(COUNTS[suffix]):
        chance = random.Random(f"{suffix}/{number}")
        inside = suffix in (".docx", ".xlsx") and chance.random() < 0.7
        data = (FILES.repacked if inside else FILES.scratched)(chance, good)
        try:
            text = SUFFIXES[suffix].read(data).text
        except DocumentRefusedError as error:
            assert error.problem and error.remedy
        except Exception as error:
            raise AssertionError(f"case {number} of {suffix}") from error
        else:
            assert text.strip() and len(text) <= MAX_CHARACTERS
            text.encode()
            read += 1
    assert read > COUNTS[suffix] // 10
