"""Labels written into a text. Other files load it with runpy: tests are no package.

A numeral with its label stands as [[20.35|规上工业增加值;m=growth;u=%]]. The first field is the indicator (or name, other),
then keys: m measure (default level), u unit, v value (default the numeral), r rank_of, sc scenario, set set_by,
s level:subject, p YYYY-MM..YYYY-MM or one month, b bound, c comparator, o scope. Defaults of a text go before it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

LABEL = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")
KEYS = {"m": "measure", "u": "unit", "r": "rank_of", "sc": "scenario", "set": "set_by", "b": "bound", "c": "comparator",
        "o": "scope"}  # fmt: skip


def split(source: str, doc: str, defaults: dict[str, str]) -> tuple[str, list[dict[str, Any]]]:
    """The text without its labels, and the labels."""
    text, rows, last = "", [], 0
    for match in LABEL.finditer(source):
        text += source[last : match.start()]
        last = match.end()
        quote, (first, *rest) = match[1], match[2].split(";")
        rows.append(
            {
                "doc": doc,
                "start": len(text),
                "end": len(text) + len(quote),
                **_label(quote, first, rest, defaults),
            }
        )
        text += quote
    return text + source[last:], rows


def _label(quote: str, first: str, rest: list[str], defaults: dict[str, str]) -> dict[str, Any]:
    if first in ("name", "date", "reference"):
        return {"disposition": first}
    given = {**defaults, **dict(part.split("=", 1) for part in rest)}
    level, _, subject = given["s"].partition(":")
    start, _, end = given["p"].partition("..")
    row = {
        "measure": "level",
        "scenario": "actual",
        "rank_of": None,
        "bound": "eq",
        "comparator": None,
        "scope": None,
    }
    row |= {KEYS[key]: value or None for key, value in given.items() if key in KEYS}
    return {
        "disposition": "other_figure" if first == "other" else "figure", "indicator": given.get("n", first),
        "value": float(given.get("v", quote)), "subject_level": level, "subject": subject, "period_start": start,
        "period_end": end or start, **row,
    }  # fmt: skip


def write(folder: Path, sources: dict[str, tuple[dict[str, str], str]]) -> Path:
    """Write texts with their labels into a folder.

    Args:
        folder: of NAME.txt and NAME.jsonl.
        sources: NAME to the defaults of its labels and the text with labels.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, (defaults, source) in sources.items():
        text, rows = split(source, name, defaults)
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return folder
