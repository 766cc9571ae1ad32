"""Ask the published warehouse in SQL: read-only, and out of reach of everything else on the machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import duckdb

from flows.errors import UsageError, WarehouseError

# what DuckDB itself enforces: no statement reads or writes a file, loads an extension, or goes to the network
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
    "allow_community_extensions": False,
}
# `from 排名` as well as `from zh.排名`
SEARCH_PATH = "main,zh"
GLANCE = 0.05  # seconds


def connect(database: Path) -> duckdb.DuckDBPyConnection:
    """Open a warehouse so that SQL can do nothing but read it.

    Raises:
        WarehouseError: it can't be opened.
    """
    try:
        connection = duckdb.connect(str(database), read_only=True, config=CONFIG)
        connection.execute(f"set search_path = '{SEARCH_PATH}'")
        # last: from here on no statement changes a setting
        connection.execute("set lock_configuration = true")
    except duckdb.Error as error:
        raise WarehouseError(
            f"the warehouse can't be opened: {_words(error)}",
            str(database),
            "Run `kaifaqu run`, or roll back",
        ) from error
    return connection


def statements(connection: duckdb.DuckDBPyConnection, text: str) -> list[duckdb.Statement]:
    """Cut a text into statements.

    Raises:
        UsageError: it is no SQL.
    """
    try:
        return connection.extract_statements(text)
    except duckdb.Error as error:
        raise refused(error) from error


def results(connection: duckdb.DuckDBPyConnection, text: str) -> Iterator[duckdb.DuckDBPyRelation]:
    """Run each statement of a text, and give the result of each that has one.

    Raises:
        UsageError: a statement is wrong, or may not be done here; those before it are done.
    """
    for statement in statements(connection, text):
        try:
            found = connection.sql(statement)
        except duckdb.Error as error:
            raise refused(error) from error
        if found is not None:
            yield found


def interruptible(connection: duckdb.DuckDBPyConnection, work: Callable[[], None]) -> None:
    """Do something with a connection so that Ctrl-C stops it: while DuckDB computes, it doesn't look.

    Raises:
        KeyboardInterrupt: it was stopped; the connection can be used further.
    """
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(work)
        try:
            # a glance now and then: the signal may come to one of DuckDB's threads, which wakes nobody
            while not done.done():
                wait([done], timeout=GLANCE)
        except KeyboardInterrupt:
            # it may be between two queries just now, so once is not enough
            while not done.done():
                connection.interrupt()
                wait([done], timeout=GLANCE)
            raise
        done.result()


def refused(error: duckdb.Error) -> UsageError:
    """What DuckDB says of a query, with the remedy that fits."""
    text = str(error).strip().rstrip(".!")
    if isinstance(error, duckdb.PermissionException):
        remedy = "Queries here reach nothing but the warehouse; write files with --output"
    elif "read-only mode" in text or "read only" in text:
        remedy = "Queries here only read; what a run publishes changes with the texts and data/reference"
    elif isinstance(error, duckdb.CatalogException | duckdb.BinderException):
        remedy = "`.tables` and `.schema NAME` in the prompt show what there is, docs/data-dictionary.md what it means"
    else:
        remedy = ""
    return UsageError(text, "", remedy)


def _words(error: Exception) -> str:
    return " ".join(str(error).split())
