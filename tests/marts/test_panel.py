"""The invented panel of panel.py: every number of every mart on it is known."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PANEL = runpy.run_path(str(HERE / "panel.py"))
INLINE = runpy.run_path(str(HERE / "inline.py"))
REPORTS, CITIES, ZONES, PROVINCES = PANEL["REPORTS"], PANEL["CITIES"], PANEL["ZONES"], PANEL["PROVINCES"]


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory, warehouse_of: Callable[..., Any]) -> Any:
    """The panel's warehouse."""
    return warehouse_of(INLINE["write"](tmp_path_factory.mktemp("panel"), PANEL["sources"]()))


def keyed(rows: list[tuple[Any, ...]]) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Rows by quarter and subject; each has one."""
    found = {(quarter, subject): tuple(rest) for quarter, subject, *rest in rows}
    assert len(found) == len(rows)
    return found


def test_every_number_is_there(panel: Any) -> None:
    assert panel.quarantined == 0
    assert panel.tuples("select count(*) from fact_figure")[0][0] == 18 * 11 + 18
    assert not panel.tuples("select * from mart_revision")
