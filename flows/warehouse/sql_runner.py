"""Run the SQL files in their order: folder by folder, inside a folder after the tables they read."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import duckdb

from flows.errors import WarehouseError
from flows.paths import sql_dir

CREATED = re.compile(r"^create (?:table|view|macro) ([\w.]+)", re.MULTILINE)
CURRENT = "select current_database(), current_schema()"
FOLDERS = ("dimensions", "facts", "identities", "doubts", "certainty", "marts", "review", "macros")
DOUBTS = "doubts"
"""Each of its files makes staging.doubt_CODE, of the numbers of figures that the doubt CODE is about."""


@dataclass(frozen=True)
class SqlFile:
    """One SQL file: it makes the table (or macros, or views) that it is named for.

    Args:
        path: where it lies.
        text: its SQL.
        grain: first part of its header comment: one row per what.
        inputs: tables it reads, as the header's `inputs:` lines name them.
        makes: tables, views and macros that it creates, named as the files that read them name them.
    """

    path: Path
    text: str
    grain: str
    inputs: tuple[str, ...]
    makes: tuple[str, ...]

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem


def read_sql_file(path: Path) -> SqlFile:
    """Read a file and its header comment.

    Raises:
        WarehouseError: the header does not say what one row is, or what the file reads.
    """
    text = path.read_text(encoding="utf-8")
    header: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        words = line.removeprefix("--").strip()
        key, colon, rest = words.partition(":")
        if colon and key in ("grain", "inputs"):
            header[key] = f"{header[key]}, {rest}" if key in header else rest
        elif "grain" in header:
            header["grain"] += f" {words}"
    if header.keys() != {"grain", "inputs"}:
        raise WarehouseError(
            "the header comment is incomplete",
            str(path),
            "Open the file with the lines '-- grain: one row per ...' and '-- inputs: table, table'.",
        )
    inputs = tuple(name.strip() for name in header["inputs"].split(",") if name.strip())
    return SqlFile(path, text, header["grain"].strip(), inputs, tuple(CREATED.findall(text)))


def ordered_files(folder: Path | None = None, only: Sequence[str] = FOLDERS) -> list[SqlFile]:
    """Return SQL files in the order they run.

    Args:
        folder: holds the folders of FOLDERS; the project's own where none is given.
        only: those of FOLDERS whose files are wanted; no others are read.

    Raises:
        WarehouseError: there is no such folder, a folder is unknown, or files wait for each other.
    """
    root = folder or sql_dir()
    if not root.is_dir():
        raise WarehouseError(
            "the folder with the SQL files is missing", str(root), "Install the package anew."
        )
    strays = sorted({path.relative_to(root).parts[0] for path in root.rglob("*.sql")} - set(FOLDERS))
    if strays:
        raise WarehouseError(
            f"SQL stands in {', '.join(strays)}, which no run reads", str(root), f"Use {', '.join(FOLDERS)}."
        )
    found: list[SqlFile] = []
    for name in FOLDERS:
        if name in only:
            found += _sorted(root / name)
        if name == DOUBTS and name in only and (root / name).is_dir():
            found.append(_gathered(root / name, found))
    return found


def _gathered(folder: Path, files: Iterable[SqlFile]) -> SqlFile:
    """What gathers the rows of all files of the folder: a new kind of doubt is a new file and nothing else."""
    tables = [made for file in files if file.path.parent == folder for made in file.makes]
    rows = " union all ".join(
        f"select figure_no, '{table.removeprefix('staging.doubt_')}' as doubt from {table}"
        for table in tables
    )
    empty = "select cast(null as bigint) as figure_no, '' as doubt where false"
    return SqlFile(
        folder,
        f"create view staging.warehouse_doubt as {rows or empty}",
        "one row per figure and doubt that the warehouse finds",
        tuple(tables),
        ("staging.warehouse_doubt",),
    )


def _sorted(folder: Path) -> list[SqlFile]:
    files = {path.stem: read_sql_file(path) for path in sorted(folder.rglob("*.sql"))}
    graph = TopologicalSorter(_needs(files.values()))
    order: list[SqlFile] = []
    try:
        graph.prepare()
    except CycleError as error:
        raise WarehouseError(
            f"files wait for each other: {' -> '.join(error.args[1])}", str(folder), "Cut one of the inputs."
        ) from error
    while graph.is_active():
        # sorted, so that the order does not hang on how a dict was filled
        ready = sorted(graph.get_ready())
        order.extend(files[name] for name in ready)
        graph.done(*ready)
    return order


def _needs(files: Iterable[SqlFile]) -> dict[str, set[str]]:
    """The names of those of the files that make what a file reads, by the file's name."""
    files = list(files)
    maker = {made: file.name for file in files for made in file.makes}
    return {file.name: {maker[given] for given in file.inputs if given in maker} for file in files}


def needed_for(wanted: str, files: Sequence[SqlFile]) -> list[SqlFile]:
    """The files that a table needs, itself included, in the order given; all of them where none makes it."""
    open_ = [file.name for file in files if wanted in file.makes]
    if not open_:
        return list(files)
    needs = _needs(files)
    needed: set[str] = set()
    while open_:
        name = open_.pop()
        if name not in needed:
            needed.add(name)
            open_ += needs[name]
    return [file for file in files if file.name in needed]


def run_sql(
    connection: duckdb.DuckDBPyConnection,
    folder: Path | None = None,
    wanted: str | None = None,
    workers: int = 1,
    *,
    only: Sequence[str] = FOLDERS,
    one_by_one: bool = True,
) -> list[str]:
    """Run SQL files and return their names in an order in which they can run.

    Args:
        connection: its default database takes the tables; `staging` holds the frames.
        folder: as for `ordered_files`.
        wanted: run only what this table needs.
        workers: how many files run at once. Where tables are small, a file costs its planning, which keeps one core
            busy; of large ones the last steps do, as sorting and writing what is left.
        only: folders of FOLDERS whose files run; what others make must be there.
        one_by_one: what is published is made one after the other, so that the same frames give the same bytes where
            DuckDB has one thread for each file.

    Raises:
        WarehouseError: a file fails; the message names it.
    """
    files = ordered_files(folder, only)
    if wanted:
        files = needed_for(wanted, files)
    if workers == 1:
        for file in files:
            _run(connection, file)
        return [file.name for file in files]
    where = ".".join(f'"{name}"' for name in connection.execute(CURRENT).fetchall()[0])
    own = threading.local()

    def run_in_thread(file: SqlFile) -> None:
        if not hasattr(own, "connection"):
            own.connection = connection.cursor()
            own.connection.execute(f"use {where}")
        _run(own.connection, file)

    graph = TopologicalSorter(_waits(files) if one_by_one else _needs(files))
    graph.prepare()
    by_name = {file.name: file for file in files}
    with ThreadPoolExecutor(workers) as pool:
        at_work: dict[Future[None], str] = {}
        while graph.is_active():
            for name in sorted(graph.get_ready()):
                at_work[pool.submit(run_in_thread, by_name[name])] = name
            for future in wait(at_work, return_when=FIRST_COMPLETED).done:
                graph.done(at_work.pop(future))
                future.result()
    return [file.name for file in files]


def _run(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> None:
    try:
        connection.execute(file.text)
    except duckdb.Error as error:
        raise WarehouseError(
            f"the SQL fails: {error}", str(file.path), "Mend the file, or the frame it reads."
        ) from error


def _waits(files: Sequence[SqlFile]) -> dict[str, set[str]]:
    """Which files each file waits for: those that make what it reads, and where it publishes, the one before it."""
    waits = _needs(files)
    last: set[str] = set()
    for file in files:
        if not all(made.startswith("staging.") for made in file.makes):
            waits[file.name] |= last
            last = {file.name}
    return waits
