"""Decisions on single numbers: rows of reviews.yaml in the reference data of whoever decides; all else there stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from flows.contracts import REFERENCE_TABLES
from flows.errors import ReferenceDataError
from flows.reference.reviews import (
    AGREED,
    AGREED_FILE,
    FILE,
    TABLE,
    Anchor,
    anchor_in,
    read_agreed,
    read_reviews,
)
from flows.run.saving import SavingError, editing, read_whole, write_whole

Row = Mapping[str, Any]
Key = tuple[str, Anchor]
COLUMNS = REFERENCE_TABLES[TABLE].column_names


@dataclass(frozen=True)
class Book:
    """A file of rows about numbers: its name, its columns, and how it is read."""

    file: str
    columns: tuple[str, ...]
    read: Callable[[Path], pl.DataFrame]


DECIDED = Book(FILE, tuple(COLUMNS), read_reviews)
AGREEING = Book(AGREED_FILE, tuple(REFERENCE_TABLES[AGREED].column_names), read_agreed)


def key_of(row: Row) -> Key:
    """Which number of which text a row speaks of."""
    return row["sha256"], anchor_in(row)


def decisions(folder: Path, book: Book = DECIDED) -> dict[Key, list[dict[str, Any]]]:
    """What stands in reviews.yaml now, or in another file of rows about numbers, by number.

    Raises:
        ReferenceDataError: a row is wrong.
    """
    found: dict[Key, list[dict[str, Any]]] = {}
    for row in book.read(folder / book.file).to_dicts():
        found.setdefault(key_of(row), []).append(row)
    return found


def put(
    folder: Path, key: Key, rows: Sequence[Row], instead_of: Sequence[Row] | None = None
) -> list[dict[str, Any]]:
    """Let these rows say all about a number; as `put_all`."""
    return put_all(folder, {key: rows}, None if instead_of is None else {key: instead_of})[key]


def put_all(
    folder: Path,
    wanted: Mapping[Key, Sequence[Row]],
    instead_of: Mapping[Key, Sequence[Row]] | None = None,
    book: Book = DECIDED,
) -> dict[Key, list[dict[str, Any]]]:
    """Let these rows say all about some numbers, in one step.

    Args:
        folder: of the reference data.
        wanted: what is decided, by number; no rows take a decision away.
        instead_of: what must stand there now, where that matters.
        book: the file.

    Returns:
        the rows that stood there before, by number.

    Raises:
        SavingError: the file is not as it must be, or somebody else has decided meanwhile; it stands as it stood.
    """
    path = folder / book.file
    with editing(folder):
        data = read_whole(path)
        try:
            text = (data or b"").decode()
            before = decisions(folder, book)
            pieces = _pieces(text)
        except (UnicodeDecodeError, ReferenceDataError, yaml.YAMLError) as error:
            raise SavingError(f"it can't be read ({error})", str(path), "Mend it by hand first") from error
        known = {key: [dict(row) for row in before.get(key, [])] for key in wanted}
        for key, rows in (instead_of or {}).items():
            if _plain(known[key]) != _plain(rows):
                raise SavingError(
                    f"{key[1].quote} is decided otherwise by now", str(path), "Look at it again"
                )
        head, own = pieces
        if sum(map(len, before.values())) != len(own):
            raise SavingError(
                "its rows do not each begin with '- '", str(path), "Write each row as '- document: …'"
            )
        kept = [piece for piece in own if _key_in(piece) not in wanted]
        fresh = [_written(row, book.columns) for rows in wanted.values() for row in rows]
        made = head + "".join(kept) + "".join(fresh)
        tried = path.with_name(f".{book.file}.check")
        try:
            write_whole(tried, made.encode())
            checked = book.read(tried)
        except ReferenceDataError as error:
            raise SavingError(error.problem, str(path), error.remedy) from error
        finally:
            write_whole(tried, None)
        if checked.height != len(kept) + len(fresh):
            raise SavingError("the decision fits nowhere in it", str(path), "Mend it by hand first")
        write_whole(path, made.encode())
    return known


def _pieces(text: str) -> tuple[str, list[str]]:
    """The text before the first row, and the text of each row with what stands behind it."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    root = yaml.compose("".join(lines), Loader=yaml.SafeLoader)
    nodes = root.value if isinstance(root, yaml.SequenceNode) else []
    starts = [node.start_mark.line for node in nodes]
    if (
        not starts
        or any(not lines[start].lstrip().startswith("- ") for start in starts)
        or len(set(starts)) != len(starts)
    ):
        return "".join(lines), []
    ends = [*starts[1:], len(lines)]
    head = "".join(lines[: starts[0]])
    return head, ["".join(lines[start:end]) for start, end in zip(starts, ends, strict=True)]


def _key_in(piece: str) -> Key:
    (row,) = yaml.load(piece, Loader=yaml.BaseLoader)
    words = {name: row.get(name) or "" for name in ("quote", "text_before", "text_after")}
    return row["sha256"], Anchor(
        words["quote"], words["text_before"], words["text_after"], int(row.get("occurrence") or 1)
    )


def _written(row: Row, columns: Sequence[str]) -> str:
    """A row as it stands in the file."""
    cells = {name: _cell(row.get(name)) for name in columns}
    given = {
        name: cell
        for name, cell in cells.items()
        if cell not in ("", None) and (name, cell) != ("occurrence", "1")
    }
    return str(yaml.safe_dump([given], allow_unicode=True, sort_keys=False, width=10_000))


def _cell(value: object) -> str | None:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)


def _plain(rows: Sequence[Row]) -> list[dict[str, str]]:
    return [{name: cell for name in COLUMNS if (cell := _cell(row.get(name)))} for row in rows]
