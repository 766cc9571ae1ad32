"""Reading a warehouse in little memory."""

from pathlib import Path

import duckdb
import pytest

from flows.warehouse import memory


@pytest.fixture
def numbers(tmp_path: Path) -> Path:
    database = tmp_path / "numbers.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute("create table number as select hash(range)::varchar as word from range(300_000)")
    return database


def test_what_does_not_fit_is_read_again_with_more(numbers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "limits", lambda share: ["1MB", "1GB"])
    limits: list[str] = []

    def longest(connection: duckdb.DuckDBPyConnection) -> int:
        (limit,) = connection.sql("select current_setting('memory_limit')").fetchall()[0]
        limits.append(limit)
        return len(connection.sql("select list(word order by word) from number").fetchall()[0][0])

    assert memory.reading(longest, numbers) == 300_000
    assert len(limits) == 2


def test_what_the_user_gives_is_not_exceeded(numbers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAIFAQU_MEMORY", "1MB")
    with pytest.raises(duckdb.OutOfMemoryException):
        memory.reading(lambda connection: connection.sql("select list(word) from number").fetchall(), numbers)


def test_other_errors_are_not_tried_again(numbers: Path) -> None:
    calls: list[int] = []

    def broken(connection: duckdb.DuckDBPyConnection) -> None:
        calls.append(1)
        connection.sql("select nothing from number").fetchall()

    with pytest.raises(duckdb.BinderException):
        memory.reading(broken, numbers)
    assert calls == [1]


def test_reading_takes_half_of_what_building_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KAIFAQU_MEMORY", raising=False)
    building, reading = (int(memory.limits(share)[0].removesuffix("B")) for share in (1, 2))
    assert reading in (building // 2, building)
