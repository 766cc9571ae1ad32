"""Build warehouses from labels, so that only the marts can err."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.contracts import validate
from flows.evaluation.gold import read_gold
from flows.evaluation.labelled import labelled_frames
from flows.evaluation.texts import Words, load_words, read_texts
from flows.warehouse import load_previous, load_staging, run_sql

Rows = list[dict[str, Any]]


class Warehouse:
    """All tables and macros, made of labels; `quarantined` is what validation refused."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, quarantined: int) -> None:
        self.connection, self.quarantined = connection, quarantined

    def rows(self, query: str) -> Rows:
        """The rows of a query, by column."""
        found = self.connection.execute(query)
        columns = [column[0] for column in found.description]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]

    def tuples(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.connection.execute(query).fetchall()


INLINE = runpy.run_path(str(Path(__file__).with_name("inline.py")))


@pytest.fixture(scope="session")
def words() -> Words:
    """The project's own reference data."""
    return load_words()


@pytest.fixture(scope="session")
def warehouse_of(words: Words) -> Iterator[Callable[[Path, Path | None], Warehouse]]:
    """Give a function that builds a warehouse from a folder of labels, and one of texts where they lie elsewhere."""
    made: dict[Path, Warehouse] = {}

    def build(gold: Path, raw: Path | None = None) -> Warehouse:
        if gold not in made:
            frames = labelled_frames(read_texts(raw or gold, words), read_gold(gold), words)
            valid, quarantine = validate(frames, "labels")
            connection = duckdb.connect(config={"threads": 1})
            connection.execute("create schema staging")
            reference = words.reference.frames
            moment = datetime(2024, 4, 20, 8, 0, tzinfo=UTC)
            load_staging(connection, {**valid, "quarantine": quarantine}, reference, moment)
            load_previous(connection, None)
            run_sql(connection)
            made[gold] = Warehouse(connection, quarantine.height)
        return made[gold]

    yield build
    for warehouse in made.values():
        warehouse.connection.close()


@pytest.fixture(scope="module")
def told(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    warehouse_of: Callable[..., Warehouse],
) -> Warehouse:
    """The warehouse of a test file's TEXTS: name to the defaults of its labels and its text with labels in it."""
    folder = tmp_path_factory.mktemp(request.module.__name__.split(".")[-1])
    return warehouse_of(INLINE["write"](folder, request.module.TEXTS))
