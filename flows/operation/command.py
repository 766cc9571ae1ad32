"""The subcommands `versions`, `rollback` and `diff`: their arguments, and what they do. What is heavy is imported when they run."""

from __future__ import annotations

import argparse
import math
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.errors import UsageError
from flows.run.language import _

if TYPE_CHECKING:
    from flows.warehouse.difference import TableDifference
    from flows.warehouse.versions import Version

DONE, FAILED = 0, 1
_TURNS = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
VERSIONS_CODES = """\
exit codes:
  0  done
  1  a version can't be read
  2  wrong usage
"""
ROLLBACK_CODES = """\
exit codes:
  0  done
  1  it failed, or a run is at work; the version that was current still is
  2  wrong usage: there is no such version
"""
DIFF_CODES = """\
exit codes:
  0  done, whether they differ or not
  1  a version can't be read
  2  wrong usage: there is no such version
"""


def seconds(text: str) -> float:
    """An argument that says how long to wait."""
    value = float(text)
    if not 0 <= value < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is no number of seconds")
    return value


def add_marts(parser: argparse.ArgumentParser) -> None:
    """The argument --marts."""
    parser.add_argument(
        "--marts",
        type=Path,
        default=Path("data/marts"),
        metavar="DIR",
        help="folder that holds what was published; default: %(default)s",
    )


def add_wait(parser: argparse.ArgumentParser) -> None:
    """The argument --wait."""
    parser.add_argument(
        "--wait",
        type=seconds,
        default=0.0,
        metavar="SECONDS",
        help="how long to wait where another run is at work in --marts; default: fail at once, and say which",
    )


def configure_versions(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kaifaqu versions`."""
    add_marts(parser)


def run_versions(arguments: argparse.Namespace) -> int:
    """List the versions, the oldest first."""
    from flows.run.console import show_table
    from flows.warehouse.versions import kept_versions

    _require_marts(arguments.marts)
    kept = kept_versions(arguments.marts)
    with _while_somebody_reads():
        show_table([(version.name, _facts(version)) for version in kept])
        if not kept:
            print(_("nothing is published here yet"))
    return FAILED if any(version.problem for version in kept) else DONE


def _facts(version: Version) -> str:
    published = version.published.astimezone().strftime("%Y-%m-%d %H:%M")
    held = version.problem or _("{documents} documents, {figures} figures").format(
        documents=version.documents, figures=version.figures
    )
    current = _("  <- current") if version.current else ""
    return f"{published}  {version.bytes / 1e6:8.1f} MB  {held}{current}"


def configure_rollback(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kaifaqu rollback`."""
    add_marts(parser)
    parser.add_argument(
        "--to",
        metavar="VERSION",
        help="name of the version, or how it begins; default: the newest whole one before the current",
    )
    add_wait(parser)


def run_rollback(arguments: argparse.Namespace) -> int:
    """Switch readers to a kept version."""
    from flows.warehouse.versions import rollback

    before, after = rollback(arguments.marts, arguments.to, arguments.wait)
    text = _("{marts}: current is {after}; it was {before}")
    print(text.format(marts=arguments.marts, after=after, before=before or _("none")))
    return DONE


def configure_diff(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kaifaqu diff`."""
    parser.add_argument(
        "before",
        nargs="?",
        default="previous",
        metavar="A",
        help="the earlier version; default: the one before the current",
    )
    parser.add_argument(
        "after", nargs="?", default="current", metavar="B", help="the later version; default: the current one"
    )
    add_marts(parser)
    parser.add_argument(
        "--rows",
        type=_count,
        default=3,
        metavar="N",
        help="how many rows of each kind to show from each table; default: %(default)s",
    )
    parser.add_argument("--json", action="store_true", help="print all of it as JSON")


def run_diff(arguments: argparse.Namespace) -> int:
    """Compare two versions, and show the counts and some rows."""
    import duckdb

    from flows.errors import WarehouseError
    from flows.run.layout import DATABASE
    from flows.warehouse.difference import difference
    from flows.warehouse.versions import find_version

    _require_marts(arguments.marts)
    before = find_version(arguments.marts, arguments.before)
    after = find_version(arguments.marts, arguments.after)
    if before.name == after.name:
        raise UsageError("both are the same version", before.name, "`kaifaqu versions` lists what there is")
    try:
        found = difference(before.folder / DATABASE, after.folder / DATABASE, arguments.rows)
    except duckdb.Error as error:
        raise WarehouseError(f"a version can't be read: {error}", str(arguments.marts)) from error
    with _while_somebody_reads():
        if arguments.json:
            _print_json(before.name, after.name, found)
        else:
            _print_tables(before.name, after.name, found)
    return DONE


def _print_json(before: str, after: str, found: list[TableDifference]) -> None:
    import json

    document = {"before": before, "after": after, "tables": [entry.as_dict() for entry in found]}
    text = json.dumps(document, ensure_ascii=False, indent=2, default=str)
    # JSON escapes the other control characters itself
    print(_TURNS.sub(lambda found: f"\\u{ord(found.group()):04x}", text))


def _print_tables(before: str, after: str, found: list[TableDifference]) -> None:
    from flows.run.console import printable, show_table

    differing = [entry for entry in found if not entry.same]
    print(f"{before} -> {after}")
    rows = []
    for entry in differing:
        was, now = (f"{n}" if n is not None else _("no such table") for n in (entry.before, entry.after))
        parts = [
            _("{added} added, {changed} changed, {gone} gone").format(
                added=entry.added, changed=entry.changed, gone=entry.gone
            ),
            *(_("new column {name}").format(name=name) for name in entry.new_columns),
            *(_("column {name} is gone").format(name=name) for name in entry.lost_columns),
            *([entry.problem] if entry.problem else []),
        ]
        rows.append((entry.table, f"{was} -> {now}: {', '.join(parts)}"))
    rows.append((_("the same"), _("{} tables").format(len(found) - len(differing))))
    show_table(rows)
    for entry in differing:
        lines = [
            *(f"+ {_row(row)}" for row in entry.added_rows),
            *(f"~ {_row(row.key)}: {_changes(row.columns)}" for row in entry.changed_rows),
            *(f"- {_row(row)}" for row in entry.gone_rows),
        ]
        if lines:
            print(f"\n{entry.table}")
        for line in lines:
            print(f"  {printable(line)}")


def _row(row: dict[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in row.items() if value is not None)


def _changes(columns: dict[str, tuple[Any, Any]]) -> str:
    return ", ".join(f"{name} {_shown(old)} -> {_shown(new)}" for name, (old, new) in columns.items())


def _shown(value: Any) -> str:
    return "null" if value is None else str(value)


@contextmanager
def _while_somebody_reads() -> Iterator[None]:
    """Print, and be content where the reader has seen enough (kaifaqu diff | head)."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _require_marts(marts: Path) -> None:
    if not marts.is_dir():
        raise UsageError("there is no such folder", str(marts), "Name the marts folder with --marts DIR")


def _count(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"{text} is negative")
    return value
