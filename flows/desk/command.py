"""The subcommands `report`, `open` and `sql`: their arguments, and what they do. What is heavy is imported when they run."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import UsageError
from flows.operation.command import add_marts, add_wait
from flows.run.language import _

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DONE = 0
WORKBOOK_ROWS = 50_000  # flows.exports.workbook.ROWS, which would take a second to import
FORMATS = ("table", "csv", "json", "parquet")
REPORT_CODES = """\
exit codes:
  0  done
  1  it failed, or a run is at work; what was published before still stands
  2  wrong usage: nothing is published yet
"""
OPEN_CODES = """\
exit codes:
  0  done; the path is printed
  1  there is no browser that can be started; the path is printed all the same
  2  wrong usage: there is no bulletin
"""
SQL_CODES = """\
exit codes:
  0  done
  1  the warehouse can't be opened
  2  wrong usage: nothing is published yet, or the query is wrong, or it would do more than read
"""


def configure_report(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kaifaqu report`."""
    add_marts(parser)
    add_wait(parser)
    parser.add_argument(
        "--workbook-rows",
        type=_rows,
        default=WORKBOOK_ROWS,
        metavar="N",
        help="how many rows of a table the workbook takes, the latest quarters first; `all` for all of them; "
        "default: %(default)s",
    )


def run_report(arguments: argparse.Namespace) -> int:
    """Build pages and workbook anew, and publish them with the tables as they are."""
    from flows.desk.report import report
    from flows.run.console import reporter, reporter_for

    token = reporter.set(reporter_for(sys.stderr))
    try:
        folder = report(arguments.marts, arguments.wait, arguments.workbook_rows)
    finally:
        reporter.reset(token)
    print(_("{marts}: current is {version}").format(marts=arguments.marts, version=folder.name))
    return DONE


def configure_open(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kaifaqu open`."""
    add_marts(parser)


def run_open(arguments: argparse.Namespace) -> int:
    """Open the bulletin in the browser, and print where it is."""
    from flows.desk.browser import open_page

    return open_page(arguments.marts)


def configure_sql(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kaifaqu sql`."""
    parser.add_argument(
        "query",
        nargs="?",
        metavar="QUERY",
        help="one or more statements; default: a prompt, or what comes in by a pipe",
    )
    add_marts(parser)
    parser.add_argument("--format", choices=FORMATS, default="table", help="default: %(default)s")
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write the result there instead of showing it"
    )
    parser.add_argument(
        "--bom", action="store_true", help="begin CSV with the mark by which Excel knows UTF-8"
    )
    parser.add_argument(
        "--verbatim",
        action="store_true",
        help="CSV for programs: leave texts that begin with = + - @ as they are, without the apostrophe that keeps "
        "a spreadsheet from running them",
    )


def run_sql(arguments: argparse.Namespace) -> int:
    """Run a query and show what it gives, or ask for queries."""
    from flows.desk import query
    from flows.desk.published import published

    if arguments.format != "csv" and (arguments.bom or arguments.verbatim):
        raise UsageError(
            "--bom and --verbatim are for CSV", f"--format {arguments.format}", "Say --format csv"
        )
    database = published(arguments.marts)
    with query.connect(database) as connection:
        if arguments.query is None and sys.stdin.isatty():
            if arguments.output or arguments.format != "table":
                raise UsageError(
                    "the prompt shows tables only", "--format, --output", "Give the query as an argument"
                )
            from flows.desk.prompt import prompt

            prompt(connection, arguments.marts / database.name)
            return DONE
        text = sys.stdin.read() if arguments.query is None else arguments.query
        with _while_somebody_reads():
            query.interruptible(connection, lambda: _answer(connection, text, arguments))
    return DONE


def _answer(connection: DuckDBPyConnection, text: str, arguments: argparse.Namespace) -> None:
    import duckdb

    from flows.desk import query, results

    found = list(query.statements(connection, text))
    if not found:
        raise UsageError("there is no query", "", "Give one as an argument, or none for a prompt")
    try:
        shown = list(query.results(connection, text))
        if arguments.format != "table" or arguments.output:
            shown = shown[-1:]  # one file holds one result: that of the last statement
        for result in shown:
            results.write(
                result, arguments.format, arguments.output, bom=arguments.bom, verbatim=arguments.verbatim
            )
    except duckdb.Error as error:
        raise query.refused(error) from error


def _rows(text: str) -> int | None:
    if text == "all":
        return None
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of rows")
    return value


@contextmanager
def _while_somebody_reads() -> Iterator[None]:
    """Print, and be content where the reader has seen enough (kaifaqu sql ... | head)."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
