"""Run the SQL files in their order: folder by folder, inside a folder after the tables they read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import duckdb

from flows.errors import WarehouseError
from flows.paths import sql_dir

CREATED = re.compile(r"^create (?:table|view|macro) ([\w.]+)", re.MULTILINE)
FOLDERS = ("dimensions", "facts", "marts", "review", "macros")


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


def ordered_files(folder: Path | None = None) -> list[SqlFile]:
    """Return all SQL files in the order they run.

    Args:
        folder: holds the folders of FOLDERS; the project's own where none is given.

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
    return [file for name in FOLDERS for file in _sorted(root / name)]


def _sorted(folder: Path) -> list[SqlFile]:
    files = {path.stem: read_sql_file(path) for path in sorted(folder.rglob("*.sql"))}
    maker = {made: name for name, file in files.items() for made in file.makes}
    graph = TopologicalSorter(
        {name: [maker[given] for given in file.inputs if given in maker] for name, file in files.items()}
    )
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


def needed_for(wanted: str, files: Sequence[SqlFile]) -> list[SqlFile]:
    """The files that a table needs, itself included, in the order given; all of them where none makes it."""
    maker = {made: file for file in files for made in file.makes}
    if wanted not in maker:
        return list(files)
    needed: set[str] = set()
    open_ = [maker[wanted]]
    while open_:
        file = open_.pop()
        if file.name not in needed:
            needed.add(file.name)
            open_ += [maker[given] for given in file.inputs if given in maker]
    return [file for file in files if file.name in needed]


def run_sql(
    connection: duckdb.DuckDBPyConnection, folder: Path | None = None, wanted: str | None = None
) -> list[str]:
    """Run all SQL files and return their names in the order they ran.

    Args:
        connection: its default database takes the tables; `staging` holds the frames.
        folder: as for `ordered_files`.
        wanted: run only what this table needs.

    Raises:
        WarehouseError: a file fails; the message names it.
    """
    names = []
    files = ordered_files(folder)
    for file in needed_for(wanted, files) if wanted else files:
        try:
            connection.execute(file.text)
        except duckdb.Error as error:
            raise WarehouseError(
                f"the SQL fails: {error}", str(file.path), "Mend the file, or the frame it reads."
            ) from error
        names.append(file.name)
    return names
