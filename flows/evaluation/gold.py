"""Labels: what a person says each number of a text is, one JSON object in each line of a .jsonl file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.contracts.codes import BOUNDS, DISPOSITIONS, MEASURES, RANK_OF, SCENARIOS, SUBJECT_LEVELS
from flows.errors import UsageError

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_CODES = {
    "measure": MEASURES,
    "rank_of": (*RANK_OF, None),
    "scenario": SCENARIOS,
    "subject_level": SUBJECT_LEVELS,
    "bound": BOUNDS,
}
_REMEDY = "Each line is one JSON object: doc, start, end, disposition, and for a figure its attributes"


@dataclass(frozen=True)
class Label:
    """One number of a text as a person reads it.

    `alt`: attributes for which another answer is as good; `contested`: another disposition that is.
    """

    document_id: str
    start: int
    end: int
    disposition: str
    place: str
    attributes: dict[str, Any] = field(default_factory=dict)
    alt: dict[str, Any] = field(default_factory=dict)
    contested: str | None = None


def read_gold(folder: Path) -> list[Label]:
    """Every label of the .jsonl files in a folder, file by file.

    Raises:
        UsageError: there is no such folder, no .jsonl in it, or a line that is no label; file and line are named.
    """
    if not folder.is_dir():
        raise UsageError(
            "there is no such folder", str(folder), "Name the folder of the labels with --gold DIR"
        )
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise UsageError(
            "there is no .jsonl file in this folder", str(folder), "Name the folder of the labels"
        )
    labels = []
    for file in files:
        try:
            lines = file.read_text(encoding="utf-8-sig").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"the file can't be read ({error})", str(file), "Save it in UTF-8") from error
        labels += [
            read_label(line, f"{file}:{number}") for number, line in enumerate(lines, 1) if line.strip()
        ]
    if not labels:
        raise UsageError("there is no label in the files of this folder", str(folder), _REMEDY)
    return labels


def read_label(line: str, place: str) -> Label:
    """One line of a .jsonl file.

    Raises:
        UsageError: it is no label; `place` says which line.
    """
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"this is no JSON ({error})", place, _REMEDY) from error
    wrong = _problem(row)
    if wrong:
        raise UsageError(wrong, place, _REMEDY)
    return Label(
        document_id=row["doc"],
        start=row["start"],
        end=row["end"],
        disposition=row["disposition"],
        place=place,
        attributes=row,
        alt=row.get("alt") or {},
        contested=row.get("contested"),
    )


def _problem(row: Any) -> str | None:
    if not isinstance(row, dict):
        return "this is no JSON object"
    if not isinstance(row.get("doc"), str) or not row["doc"]:
        return "doc is not the name of a document"
    start, end = row.get("start"), row.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        return f"start {start!r} and end {end!r} are no span of a text"
    if row.get("disposition") not in DISPOSITIONS:
        return _unknown("disposition", row.get("disposition"), DISPOSITIONS)
    if row.get("contested", "date") not in DISPOSITIONS:
        return _unknown("contested", row["contested"], DISPOSITIONS)
    alt = row.get("alt") or {}
    if not isinstance(alt, dict):
        return "alt is no JSON object"
    if row["disposition"] in ("figure", "other_figure"):
        for attributes in (row, {**row, **alt}):
            if not isinstance(attributes.get("unit"), str):
                return "unit is missing"
            if not _is_number(attributes.get("value")):
                return f"value {attributes.get('value')!r} is no number"
    if row["disposition"] == "figure":
        return _figure_problem(row) or _figure_problem({**row, **alt})
    return None


def _figure_problem(row: dict[str, Any]) -> str | None:
    for name in ("indicator", "subject"):
        if not isinstance(row.get(name), str) or not row[name]:
            return f"{name} is missing"
    for name, codes in _CODES.items():
        # a label may leave the bound open: it then asks for none
        if row.get(name) not in codes and not (name == "bound" and row.get(name) is None):
            return _unknown(name, row.get(name), codes)
    months = [row.get("period_start"), row.get("period_end"), *(row.get("period") or ())]
    wrong = [m for m in months if not isinstance(m, str) or not _MONTH.fullmatch(m)]
    return f"period {wrong[0]!r} is no month as YYYY-MM" if wrong else None


def _unknown(name: str, value: object, codes: tuple[str | None, ...]) -> str:
    return f"{name} {value!r} is none of {', '.join(str(code) for code in codes if code)}"


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    try:
        return abs(float(value)) < float("inf")
    except ValueError:
        return False
