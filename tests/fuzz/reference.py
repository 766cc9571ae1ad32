"""Reference tables and corrections that no expert would write, and what must hold of each: it is read, or named."""

from __future__ import annotations

import importlib.util
import random
import sys
import tempfile
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from flows import paths
from flows.contracts import check_reference_links, read_reference_csv
from flows.documents import Content, Source, decoded, mend, prepare
from flows.errors import DocumentRefusedError, ReferenceDataError
from flows.figures import Lexicon, extract
from flows.reference import FILES, Reference, load_reference
from flows.reference.corrections import read_corrections

HERE = Path(__file__).resolve().parent
SECONDS = 10.0
"""What a case may take at most."""
READ_EVERY = 40
"""Each how many-th table that was taken is read with as well."""
TEXT = "2024年一季度，高平经开区规上工业增加值完成10878亿元，同比增长8.1%，签约项目12个，占全市的30%。\n"
ODD = (
    "", "0", "-1", "1e309", "nan", "1e-400", "９９", "true", "null", "~", "2024-02-30", "0001-01-01", "=1+1", "\\", "/", "a;b;;", "(", ".*", "[",
    "\u202e", "\ufeff", "\x00", "\x1b[2J", "\n", "\r", '"', '""', "亿元", "x" * 3_000, "9" * 5_000, "分别", "%", " ", "\u3000", "、",
)  # fmt: skip
MARKS = (
    "- ", "? ", ": ", "[", "]", "{", "}", "&a ", "*a", "!!binary ", "!x ", "|\n", ">\n", "'", '"', "# ", "---\n", "...\n", "<<: ", "%YAML 9.9\n",
    "\t", "\\ud800", "\\0", "\\e", "\ufeff", "\u2028", "@", "`", "\n", "  ", ",", "[" * 500, "- " * 300, "{a: " * 200,
)  # fmt: skip


def module(name: str) -> ModuleType:
    """A file of this folder as a module."""
    spec = importlib.util.spec_from_file_location(f"fuzz_reference_{name}", HERE / f"{name}.py")
    assert spec and spec.loader
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


CASES = module("cases")


@cache
def shipped() -> Reference:
    """The reference data of the project."""
    return load_reference(paths.reference_dir())


def corrections(chance: random.Random) -> str:
    """Rows of corrections.yaml, broken a little."""
    rows = []

    def cell(*right: str) -> str:
        return chance.choice(right if chance.random() < 0.93 else ODD)

    for _ in range(chance.randint(1, 3)):
        match = cell("10878", "完成10878亿元", "8.1%", "签约项目12", "高平", "（")
        cells = {
            "document": cell("case", "*", "c?se", "[", "*a" * 20, "other"),
            "match": match,
            "replace": cell(match + "0", match[::-1], "108.78", "完成108.78亿元", "一"),
            "reason": "漏印小数点",
            "source": "统计局",
            "expect": cell("1", "1", "2"),
            "sha256_prefix": cell("abcdef", ""),
        }
        chosen = [name for name in cells if chance.random() < 0.97]
        quote = chance.choice(("", "'", '"'))
        rows.append("- " + "\n  ".join(f"{name}: {quote}{cells[name]}{quote}" for name in chosen))
    text = "\n".join(rows) + "\n"
    return str(CASES.sprinkled(MARKS, 4)(chance, text)) if chance.random() < 0.4 else text


def table(chance: random.Random, text: str) -> str:
    """A reference table with some cells, rows or signs changed."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 2)):
        at = chance.randrange(len(lines))
        kind = chance.random()
        if kind < 0.6:
            cells = lines[at].split(",")
            other = chance.choice(lines).split(",")
            cells[chance.randrange(len(cells))] = chance.choice(ODD if chance.random() < 0.5 else other)
            lines[at] = ",".join(cells)
        elif kind < 0.7:
            del lines[at]
            lines = lines or [""]
        elif kind < 0.8:
            lines.insert(at, chance.choice(lines))
        else:
            lines[at] = CASES.sprinkled(ODD, 2)(chance, lines[at])
    return "\n".join(lines)


@cache
def printed(name: str) -> str:
    """A file of the reference data."""
    return (paths.reference_dir() / name).read_text(encoding="utf-8")


def case(seed: int, number: int) -> tuple[str, bytes]:
    """Name and bytes of a file of the reference data: the same from the same seed and number."""
    chance = random.Random(f"reference/{seed}/{number}")
    if chance.random() < 0.6:
        name, text = "corrections.yaml", corrections(chance)
    else:
        # the large tables have the same checks as the small ones, and cost a hundred times as much
        name = chance.choice([n for n in FILES.values() if n.endswith(".csv") and len(printed(n)) < 100_000])
        text = table(chance, printed(name))
    data = text.encode("utf-8", "surrogatepass")
    return name, CASES.scratch(chance, data) if chance.random() < 0.1 else data


def fault(given: tuple[str, bytes], known: dict[str, Any]) -> str:
    """What is wrong with how a file is read; empty where nothing is. Counts what was refused in `known`."""
    name, data = given
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            _read(name, path, known)
    except ReferenceDataError as error:
        known["refused"] = known.get("refused", 0) + 1
        if not (error.problem and error.remedy and any(file in error.place for file in FILES.values())):
            return f"crash: refused without place or remedy: {error!r}"[:300]
        return ""
    except Exception as error:
        return f"crash: {type(error).__name__}: {error}"
    return ""


def _read(name: str, path: Path, known: dict[str, Any]) -> None:
    tables = shipped()
    if name == "corrections.yaml":
        rows = read_corrections(path).to_dicts()
        prepared = prepare(decoded(Content(Source("case", "case.txt", "case.txt"), TEXT.encode(), None)))
        mended, _ = mend([prepared], rows)
        known.setdefault("lexicon", Lexicon(tables))
        frames = extract(mended, tables, lexicon=known["lexicon"])
        assert frames["mention"].height >= 5, "numbers were lost"
        return
    which = next(table for table, file in FILES.items() if file == name)
    frames = {**tables.frames, which: read_reference_csv(path, which)}
    check_reference_links(frames, {table: path.parent / file for table, file in FILES.items()})
    known["taken"] = known.get("taken", 0) + 1
    if known["taken"] % READ_EVERY == 0:
        changed = Reference(frames)
        try:
            prepared = prepare(decoded(Content(Source("case", "case.txt", "case.txt"), TEXT.encode(), None)))
        except DocumentRefusedError:
            return
        extract([prepared], changed, lexicon=Lexicon(changed))
