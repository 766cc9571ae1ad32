"""Read a YAML file of rows, each cell as the text that stands there, and remember the line of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from flows.contracts.model import name_difference
from flows.errors import ReferenceDataError, in_short

MAX_BYTES, MAX_CELL = 1024 * 1024, 2_000
"""Of a file, and characters of a cell: a row mends a misprint, and holds a passage at most."""
MAX_DEPTH = 3
"""A list of rows of cells; and one more, so that a list in a cell is named with its column."""
_NO_TEXT = re.compile(r"[\x00-\x06\x0e-\x19\x1b-\x1d\x7f\ud800-\udfff]")
_NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True)
class YamlRows:
    """Rows of text cells; a cell left out or left empty is null. `lines` has the line of each cell."""

    rows: list[dict[str, str | None]]
    lines: list[dict[str, int]]

    def line_of(self, index: int, column: str) -> int:
        """Line of a cell, or of its row where the cell was left out; the first line is 1."""
        return self.lines[index].get(column, min(self.lines[index].values(), default=1))


def read_yaml_rows(path: Path, columns: Sequence[str]) -> YamlRows:
    """Read a list of rows, each a mapping of column to cell.

    Nothing is turned into numbers or dates on the way: `match: 20.10` is that text.

    Args:
        path: the file, UTF-8; without rows it may be empty.
        columns: the columns that may stand in it.

    Raises:
        ReferenceDataError: the file is missing or no YAML, or it is no list of such rows; names the line.
    """
    if not path.is_file():
        raise ReferenceDataError(
            "the file is missing", str(path), "Put it there; without rows it may be empty."
        )
    remedy = f"Write each row as '- {columns[0]}: …', and {', '.join(columns[1:])} below it."
    root = _composed(path, remedy)
    found = YamlRows([], [])
    if root is None or root.tag == _NULL:
        return found
    if not isinstance(root, yaml.SequenceNode):
        raise ReferenceDataError("this is no list of rows", _place(path, root), remedy)
    for node in root.value:
        _add_row(found, node, path, columns, remedy)
    return found


def _composed(path: Path, remedy: str) -> yaml.Node | None:
    """The file as nodes; whatever the parser fails with names the file."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise ReferenceDataError(
            f"the file has {size:,} bytes, more than {MAX_BYTES:,}",
            str(path),
            "Keep the rows that are needed.",
        )
    try:
        text = path.read_text(encoding="utf-8")
        _require_shallow(text, path, remedy)
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except ReferenceDataError:
        raise
    except UnicodeDecodeError as error:
        raise ReferenceDataError("the file is no text in UTF-8", str(path), "Save it as UTF-8.") from error
    except (
        Exception
    ) as error:  # YAMLError, and what hostile files make the parser raise: ValueError, RecursionError
        mark = getattr(error, "problem_mark", None)
        place = f"{path}, line {mark.line + 1}" if mark else str(path)
        problem = in_short(getattr(error, "problem", None) or str(error), 200)
        raise ReferenceDataError(f"this is no YAML: {problem}", place, remedy) from error


def _require_shallow(text: str, path: Path, remedy: str) -> None:
    """Refuse what is nested deeper than rows and cells, before nodes are made of it.

    Raises:
        yaml.YAMLError: this is no YAML.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            mark = event.start_mark
            place = f"{path}, line {mark.line + 1}" if mark else str(path)
            raise ReferenceDataError(f"cells within cells, more than {MAX_DEPTH} deep", place, remedy)


def _add_row(found: YamlRows, node: yaml.Node, path: Path, columns: Sequence[str], remedy: str) -> None:
    if not isinstance(node, yaml.MappingNode):
        raise ReferenceDataError("this is no row", _place(path, node), remedy)
    row: dict[str, str | None] = {}
    lines: dict[str, int] = {}
    for key, cell in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise ReferenceDataError("this is no name of a column", _place(path, key), remedy)
        if not isinstance(cell, yaml.ScalarNode):
            raise ReferenceDataError(f"{in_short(key.value)} holds no text", _place(path, cell), remedy)
        _require_text(key, path, remedy)
        _require_text(cell, path, remedy)
        if key.value in row:
            raise ReferenceDataError(
                f"{in_short(key.value)} stands twice in this row",
                _place(path, key),
                "Keep one; a row begins with '- '.",
            )
        row[key.value] = None if cell.tag == _NULL else cell.value
        lines[key.value] = key.start_mark.line + 1
    if unknown := sorted(set(row) - set(columns)):
        difference = in_short(name_difference(unknown, []))
        raise ReferenceDataError(f"columns {difference}", f"{path}, line {lines[unknown[0]]}", remedy)
    found.rows.append({column: row.get(column) for column in columns})
    found.lines.append(lines)


def _require_text(node: yaml.ScalarNode, path: Path, remedy: str) -> None:
    """Refuse what no text holds: halves of a character, control characters, more than a passage."""
    if len(node.value) > MAX_CELL:
        problem = f"a cell of {len(node.value):,} characters, more than {MAX_CELL:,}"
        raise ReferenceDataError(problem, _place(path, node), remedy)
    if odd := _NO_TEXT.search(node.value):
        problem = f"U+{ord(odd.group()):04X} is no character of a text"
        raise ReferenceDataError(problem, _place(path, node), remedy)


def _place(path: Path, node: yaml.Node) -> str:
    return f"{path}, line {node.start_mark.line + 1}"
