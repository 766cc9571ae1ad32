"""Each YAML file beside this one gives rows to the SQL and expects rows of one mart.

A case is: name, given (frames by name; figures are laid over the sample's defaults and the file's), expect
(rows of the mart, only the columns that matter, in any order) and optionally where (which rows to look at).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

FILES = sorted(Path(__file__).parent.glob("*.yaml"))
CASES = [
    pytest.param(path.stem, document.get("defaults", {}), case, id=f"{path.stem}-{case['name']}")
    for path in FILES
    for document in [yaml.safe_load(path.read_text(encoding="utf-8"))]
    for case in document["cases"]
]


def plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize(("table", "defaults", "case"), CASES)
def test_given_rows_give_expected_rows(run, table: str, defaults: dict, case: dict) -> None:
    given = dict(case["given"])
    if "figure" in given:
        given["figure"] = [defaults | row for row in given["figure"]]
    connection = run(table, **given)
    columns = list(case["expect"][0]) if case["expect"] else ["*"]
    listing = ", ".join(f'"{column}"' if column != "*" else column for column in columns)
    found = connection.execute(f"select {listing} from {table} where {case.get('where', 'true')}").fetchall()
    rows = [{name: plain(value) for name, value in zip(columns, row, strict=False)} for row in found]
    expected = [{name: plain(value) for name, value in row.items()} for row in case["expect"]]
    assert sorted(rows, key=repr) == sorted(expected, key=repr)
