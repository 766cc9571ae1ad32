"""Read a YAML file of rows, each cell as the text that stands there, and remember the line of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from flows.contracts.model import name_difference
from flows.errors import ReferenceDataError

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
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise ReferenceDataError("the file is no text in UTF-8", str(path), "Save it as UTF-8.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}, line {mark.line + 1}" if mark else str(path)
        problem = getattr(error, "problem", None) or str(error)
        raise ReferenceDataError(f"this is no YAML: {problem}", place, remedy) from error
    found = YamlRows([], [])
    if root is None or root.tag == _NULL:
        return found
    if not isinstance(root, yaml.SequenceNode):
        raise ReferenceDataError("this is no list of rows", _place(path, root), remedy)
    for node in root.value:
        _add_row(found, node, path, columns, remedy)
    return found


def _add_row(found: YamlRows, node: yaml.Node, path: Path, columns: Sequence[str], remedy: str) -> None:
    if not isinstance(node, yaml.MappingNode):
        raise ReferenceDataError("this is no row", _place(path, node), remedy)
    row: dict[str, str | None] = {}
    lines: dict[str, int] = {}
    for key, cell in node.value:
        if not isinstance(cell, yaml.ScalarNode):
            raise ReferenceDataError(f"{key.value} holds no text", _place(path, cell), remedy)
        if key.value in row:
            raise ReferenceDataError(
                f"{key.value} stands twice in this row",
                _place(path, key),
                "Keep one; a row begins with '- '.",
            )
        row[key.value] = None if cell.tag == _NULL else cell.value
        lines[key.value] = key.start_mark.line + 1
    if unknown := sorted(set(row) - set(columns)):
        difference = name_difference(unknown, [])
        raise ReferenceDataError(f"columns {difference}", f"{path}, line {lines[unknown[0]]}", remedy)
    found.rows.append({column: row.get(column) for column in columns})
    found.lines.append(lines)


def _place(path: Path, node: yaml.Node) -> str:
    return f"{path}, line {node.start_mark.line + 1}"
