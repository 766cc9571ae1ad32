"""The prompt of `kaifaqu sql`: statements of several lines, a history, what tables there are."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import duckdb

from flows.desk import query, results
from flows.errors import UsageError
from flows.run.console import printable, show_columns
from flows.run.language import _, chinese, marked, told

FIRST, FURTHER = "kaifaqu> ", "    ...> "
HISTORY_LINES = 1_000
HELP = marked("""\
A query ends with ; and may take several lines. Ctrl-C drops what is typed, Ctrl-D leaves.
  .tables          the tables, with their Chinese names
  .schema NAME     the columns of a table; the name may be Chinese
  .help            this
  .quit            leave""")
# a comment says the same in English and in Chinese
SAYS = "regexp_extract(comment, '^(.*) \\| (.*)$', {part}, 's')"
TABLES = """
select t.table_name, coalesce(v.view_name, ''), {says}
from (select table_name, comment from duckdb_tables() where schema_name = 'main') as t
left join (select view_name, comment as said from duckdb_views() where schema_name = 'zh') as v on v.said = t.comment
order by t.table_name"""
COLUMNS = """
select column_name, data_type, {says}
from duckdb_columns()
where lower(table_name) = lower($name) and schema_name in ('main', 'zh')
order by column_index"""


def history_file() -> Path:
    """Where the lines typed before are kept: in the user's state directory."""
    return Path(os.environ.get("XDG_STATE_HOME") or "~/.local/state").expanduser() / "kaifaqu" / "sql_history"


def prompt(connection: duckdb.DuckDBPyConnection, database: Path) -> None:
    """Ask for queries and show what they give, until the person leaves."""
    signal.signal(signal.SIGTERM, _leave)
    readline = _with_history()
    print(_("{database}, read-only. .help says what can be typed here").format(database=database))
    typed: list[str] = []
    while True:
        try:
            line = input(FURTHER if typed else FIRST)
            if not typed and not line.strip():
                continue
            if not typed and line.lstrip().startswith("."):
                command(connection, line.split())
                continue
            # a Chinese keyboard's semicolon at the end of a line is one as well
            typed.append(f"{line.rstrip()[:-1]};" if line.rstrip().endswith("；") else line)
            if ended(connection, text := "\n".join(typed)):
                typed.clear()
                answer(connection, text)
        except KeyboardInterrupt:
            typed.clear()
            print()
        except EOFError:
            print()
            break
    if readline:
        with suppress(OSError):
            readline.write_history_file(history_file())


def answer(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    """Run what was typed, and show it or what is wrong with it.

    Raises:
        KeyboardInterrupt: the person stopped it.
    """

    def show() -> None:
        for found in query.results(connection, text):
            print(results.table(found, sys.stdout.isatty()), end="")

    try:
        query.interruptible(connection, show)
    except (UsageError, duckdb.Error) as error:
        shown = error if isinstance(error, UsageError) else query.refused(error)
        text = told(shown.problem, shown.place, shown.remedy)
        print("\n".join(map(printable, text.splitlines())), file=sys.stderr)


def ended(connection: duckdb.DuckDBPyConnection, text: str) -> bool:
    """Whether a text is to be run: it ends with a semicolon, and that stands in no string and no comment."""
    if not text.rstrip().endswith(";"):
        return False
    try:
        connection.extract_statements(text)
    except duckdb.Error as error:
        return "unterminated" not in str(error)
    return True


def command(connection: duckdb.DuckDBPyConnection, words: list[str]) -> None:
    """Do a line that begins with a dot.

    Raises:
        EOFError: the person leaves.
    """
    match words:
        case [".quit" | ".exit"]:
            raise EOFError
        case [".tables"]:
            rows = _described(connection, TABLES)
            show_columns((_("table"), _("Chinese name"), _("what it holds")), rows)
        case [".schema", name]:
            bare = name.strip(';"').split(".")[-1].strip('"')
            if rows := _described(connection, COLUMNS, name=bare):
                show_columns((_("column"), _("type"), _("what it holds")), rows)
            else:
                text = _("there is no table {name}; .tables lists them").format(name=printable(name))
                print(text, file=sys.stderr)
        case _:
            print(_(HELP))


def _described(connection: duckdb.DuckDBPyConnection, query: str, **given: str) -> list[tuple[str, ...]]:
    says = SAYS.format(part=2 if chinese() else 1)
    return connection.execute(query.format(says=says), given or None).fetchall()


def _leave(number: int, frame: object) -> NoReturn:
    raise EOFError


def _with_history() -> Any:
    try:
        import readline
    except ImportError:  # a Python without it: typing works all the same
        return None
    readline.set_history_length(HISTORY_LINES)
    with suppress(OSError):
        history_file().parent.mkdir(parents=True, exist_ok=True)
        readline.read_history_file(history_file())
    return readline
