"""Word files, pages, PDFs and workbooks whose bytes were changed by chance, and what must hold of each."""

from __future__ import annotations

import importlib.util
import io
import random
import sys
import zipfile
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from flows.errors import DocumentRefusedError
from flows.formats import SUFFIXES, implausible
from flows.formats.model import MAX_CHARACTERS

HERE = Path(__file__).resolve().parent
KINDS = (".html", ".docx", ".xlsx", ".pdf")
SECONDS = 5.0
"""What a case may take at most."""


def module(name: str, path: Path) -> ModuleType:
    """A file of tests/ as a module."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


MADE = module("fuzz_files_made", HERE.parent / "formats" / "made.py")
CASES = module("fuzz_files_cases", HERE / "cases.py")


@cache
def good(suffix: str, number: int) -> bytes:
    """A good file of a kind, of one of a few reports."""
    make = {".html": MADE.as_html, ".docx": MADE.as_docx, ".xlsx": MADE.as_xlsx, ".pdf": MADE.as_pdf}[suffix]
    return bytes(make(MADE.varied(number)))


def scratched(chance: random.Random, data: bytes) -> bytes:
    """Change some bytes, cut the file, or say a stretch of it twice."""
    kind = chance.random()
    if kind < 0.1:
        return data[: chance.randint(0, len(data))]
    if kind < 0.2:
        a = chance.randint(0, len(data))
        return data[:a] + data[a : a + chance.randint(1, 400)] * 2 + data[a:]
    return bytes(CASES.scratch(chance, data))


def repacked(chance: random.Random, data: bytes) -> bytes:
    """Change the bytes of one part of an archive and pack it again, so that they reach whoever reads the part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        wanted = chance.choice(names)
        for name in old.namelist():
            content = old.read(name)
            if name == wanted:
                if chance.random() < 0.1:
                    continue
                content = scratched(chance, content)
            new.writestr(name, content)
    return out.getvalue()


def reworded(chance: random.Random, data: bytes) -> bytes:
    """Put strange characters between the words of a page, or of one part of an archive."""
    odd = (
        *CASES.INVISIBLE,
        *CASES.STRANGE,
        *CASES.CONTROL,
        "&#0;",
        "&#x1b;",
        "&#xd800;",
        "&#8238;",
        "]]>",
        "&x;",
    )
    text = data.decode("utf-8", "surrogateescape")
    for _ in range(chance.randint(1, 8)):
        at = chance.randint(0, len(text))
        text = text[:at] + chance.choice(odd) * chance.randint(1, 3) + text[at:]
    return text.encode("utf-8", "surrogateescape")


def case(seed: int, number: int) -> tuple[str, bytes]:
    """Ending and bytes of a file: the same from the same seed and number."""
    chance = random.Random(f"file/{seed}/{number}")
    # pages are quick to read, and most of what goes wrong in the others goes wrong in what they unpack
    suffix = chance.choices(KINDS, (6, 2, 2, 2))[0]
    data = good(suffix, chance.randrange(8))
    if suffix == ".html" and chance.random() < 0.5:
        return suffix, reworded(chance, data)
    inside = suffix in (".docx", ".xlsx") and chance.random() < 0.7
    return suffix, (repacked if inside else scratched)(chance, data)


def fault(given: tuple[str, bytes], known: dict[str, Any]) -> str:
    """What is wrong with how a file is read; empty where nothing is. Counts what was refused in `known`."""
    suffix, data = given
    try:
        text = SUFFIXES[suffix].read(data).text
        implausible(text)
    except DocumentRefusedError as error:
        known["refused"] = known.get("refused", 0) + 1
        return "" if error.problem and error.remedy else "crash: refused without words"
    except Exception as error:
        return f"crash: {type(error).__name__}: {error}"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "crash: its text holds halves of characters"
    return "" if text.strip() and len(text) <= MAX_CHARACTERS else "crash: there is no text, or too much"
