"""Settled articles: a line in the file beside the text, and all that stands there already stays."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from flows.documents.model import Sidecar
from flows.documents.sidecar import parse_sidecar
from flows.errors import DocumentRefusedError
from flows.run.saving import SavingError, editing, read_whole, write_whole

_HEADER = re.compile(r"^\s*\[", re.MULTILINE)


def place_of(raw: Path, sidecar: str) -> Path:
    """Where a sidecar lies; never outside the folder of the texts.

    Raises:
        SavingError: it would.
    """
    path = raw / sidecar
    if not path.parent.resolve().is_relative_to(raw.resolve()) or path.suffix != ".toml":
        raise SavingError(
            "this is no file beside a text", sidecar, "Run again, so that paths are those of today"
        )
    return path


def stated(raw: Path, sidecar: str, number: int) -> Sidecar:
    """What the file beside a text states about its article of a number now; nothing where it can't be read."""
    try:
        data = read_whole(place_of(raw, sidecar))
        return parse_sidecar(sidecar, data).of(number) if data is not None else Sidecar()
    except (SavingError, DocumentRefusedError):
        return Sidecar()


def state(raw: Path, sidecar: str, key: str, value: str | None, instead_of: str | None = "") -> str | None:
    """Write a line into the file beside a text.

    Args:
        raw: folder of the texts.
        sidecar: path of the file below it; it is made where it is missing.
        key: about, as_of, or one of an article: article.2.about.
        value: what is stated; None takes the line away, and the file where nothing else stands in it.
        instead_of: what must stand there now, where that matters: who takes a line back, takes back only their own.

    Returns:
        what was stated before.

    Raises:
        SavingError: the file is no TOML, can't be written, or says something else by now; it stands as it stood.
    """
    path = place_of(raw, sidecar)
    with editing(path.parent):
        data = read_whole(path)
        before, text = edited(_text(data, path), key, value, path)
        if instead_of not in ("", before):
            raise SavingError(
                f"{key} is {before!r} by now", str(path), "Somebody else has changed it; look again"
            )
        if data is not None or text.strip():
            write_whole(path, text.encode() if text.strip() else None)
    return before


def edited(text: str, key: str, value: str | None, path: Path) -> tuple[str | None, str]:
    """The text of a sidecar with one key set or taken away, and what the key held before.

    Raises:
        SavingError: it is no TOML, or the line fits nowhere.
    """
    try:
        held = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SavingError(f"this is no TOML ({error})", str(path), "Mend it by hand first") from error
    parts = key.split(".")
    wanted = tomllib.loads(text)
    before = _put(wanted, parts, value)
    if value == before:
        return before, text
    made = _with_line(text, held, parts, value)
    try:
        same = _bare(tomllib.loads(made)) == _bare(wanted)
        if same and made.strip():
            parse_sidecar(path.name, made.encode())
    except (tomllib.TOMLDecodeError, DocumentRefusedError) as error:
        raise SavingError(f"the line fits nowhere in it ({error})", str(path), "Mend it by hand") from error
    if not same:
        raise SavingError(
            "the line fits nowhere in it", str(path), f"Write it by hand: {_line(parts, value)}"
        )
    return before, made


def _put(cells: dict[str, Any], parts: list[str], value: str | None) -> str | None:
    for part in parts[:-1]:
        cells = cells.setdefault(part, {})
    before = cells.pop(parts[-1], None)
    if value is not None:
        cells[parts[-1]] = value
    return str(before) if before is not None else None


def _with_line(text: str, held: dict[str, Any], parts: list[str], value: str | None) -> str:
    cells: Any = held
    for part in parts[:-1]:
        cells = cells.get(part, {}) if isinstance(cells, dict) else {}
    there = isinstance(cells, dict) and parts[-1] in cells
    headers = _HEADER.search(text)
    # a table of its own for this article: the line goes in there
    inside = bool(headers and len(parts) > 1 and cells)
    if there or inside:
        try:
            document: Any = tomlkit.parse(text)
            table = document
            for part in parts[:-1]:
                table = table[part]
            if value is None:
                del table[parts[-1]]
            else:
                table[parts[-1]] = value
            return str(tomlkit.dumps(document))
        except (TOMLKitError, KeyError, TypeError):
            return text
    if value is None:
        return text
    line = _line(parts, value)
    if headers:
        return f"{text[: headers.start()]}{line}\n{text[headers.start() :]}"
    gap = "" if not text or text.endswith("\n") else "\n"
    return f"{text}{gap}{line}\n"


def _line(parts: list[str], value: str | None) -> str:
    return f"{'.'.join(parts)} = {tomlkit.string(value or '').as_string()}"


def _bare(cells: Any) -> Any:
    """The same without tables in which nothing stands."""
    if not isinstance(cells, dict):
        return cells
    return {name: bare for name, cell in cells.items() if (bare := _bare(cell)) != {}}


def _text(data: bytes | None, path: Path) -> str:
    try:
        return (data or b"").decode("utf-8")
    except UnicodeDecodeError as error:
        raise SavingError("this is no text in UTF-8", str(path), "Save it as UTF-8 first") from error
