"""The command `kaifaqu`. A subcommand is one `Command` in `COMMANDS`; it imports what is heavy when it runs.

Exit codes of every subcommand: 0 done; 1 failed, and what was published before still stands; 2 wrong usage;
3 done, but some documents or rows were refused, and each is named; 4 not published, below a floor of data quality.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from flows import __version__
from flows.desk import circular
from flows.desk import command as desk
from flows.errors import KaifaquError, QualityError, UsageError, forget
from flows.evaluation import command as evaluation
from flows.operation import command as operation
from flows.review import command as review
from flows.run.arguments import Parser
from flows.run.language import _, language, speaking, told
from flows.stations import command as stations

DONE, FAILED, WRONG_USAGE, REFUSED, BELOW_FLOOR = 0, 1, 2, 3, 4
EXIT_CODES = """\
exit codes:
  0  done
  1  the run failed; what was published before still stands
  2  wrong usage
  3  done, but some documents or rows were refused; each is named
  4  not published: below a floor of data quality whose policy is refuse; what was published before still stands
"""


@dataclass(frozen=True)
class Command:
    """A subcommand: its name, one line for the overview, its help, its arguments, what it does, its exit codes."""

    name: str
    summary: str
    description: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    exit_codes: str = EXIT_CODES


COMMANDS: tuple[Command, ...] = (
    Command(
        "run",
        "read the texts and publish the warehouse",
        "Read every text below --raw, find each number in it, and publish a DuckDB warehouse, Parquet files\n"
        "and a workbook in --marts. Readers of the version before are not disturbed. The same texts give the\n"
        "same tables.",
        stations.configure_run,
        stations.run,
    ),
    Command(
        "evaluate",
        "compare the figures with labels made by hand",
        "Read the texts afresh (or take a published warehouse) and compare its numbers with the labels in\n"
        "--gold: what is found, what is right, by attribute and by document, and the worst errors first.",
        evaluation.configure_evaluate,
        evaluation.run_evaluate,
        evaluation.EVALUATE_CODES,
    ),
    Command(
        "explain",
        "show why a number is what it is",
        "Read one text again and show what became of a number, and for a figure the word that gave it each\n"
        "attribute: from its own sentence, or carried over from an earlier one.",
        evaluation.configure_explain,
        evaluation.run_explain,
        evaluation.EXPLAIN_CODES,
    ),
    Command(
        "fit",
        "fit the weights that say whom an article is about",
        "Fit the weights of setting_weights.csv to reports of which it is known whom they are about and up to\n"
        "which month, and say how many are answered rightly, also of those that were held back.",
        evaluation.configure_fit,
        evaluation.run_fit,
        evaluation.FIT_CODES,
    ),
    Command(
        "versions",
        "list the published versions that are kept",
        "List the versions in --marts, the oldest first: when each was published, its size, what it holds,\n"
        "and which one readers get.",
        operation.configure_versions,
        operation.run_versions,
        operation.VERSIONS_CODES,
    ),
    Command(
        "rollback",
        "return to a version published before",
        "Let readers have a kept version again. It is checked first, and the switch is one step: who has a\n"
        "version open keeps it. Nothing is deleted, so --to also leads forward again.",
        operation.configure_rollback,
        operation.run_rollback,
        operation.ROLLBACK_CODES,
    ),
    Command(
        "diff",
        "show what differs between two published versions",
        "Compare two kept versions table by table: rows added (+), changed (~) and gone (-), by key. Columns\n"
        "that only say when a row was loaded are not compared.",
        operation.configure_diff,
        operation.run_diff,
        operation.DIFF_CODES,
    ),
    Command(
        "report",
        "build the web pages and the workbook anew",
        "Build the pages and the workbook of the published tables anew, without reading a text, and publish\n"
        "them as a version of its own. Readers of the version before are not disturbed.",
        desk.configure_report,
        desk.run_report,
        desk.REPORT_CODES,
    ),
    Command(
        "bulletin",
        "write the circular (通报) of a region",
        "Write the circular (通报) that an office sends: the region's situation in sentences, a table of its cities or\n"
        "zones, projects, warnings, full tables, and the source of each number as a numbered note. Letterhead,\n"
        "indicators and wording are yours to set with --reference (docs/circular.md). It reads what is published and\n"
        "changes nothing there; the web pages that `kaifaqu open` opens hold all quarters, and `kaifaqu report`\n"
        "builds those anew.",
        circular.configure_bulletin,
        circular.run_bulletin,
        circular.BULLETIN_CODES,
    ),
    Command(
        "open",
        "open the bulletin's web pages in the browser",
        "Print where the bulletin in --marts is, and open it in the browser.",
        desk.configure_open,
        desk.run_open,
        desk.OPEN_CODES,
    ),
    Command(
        "review",
        "look at what is doubtful, and settle it",
        "Open a page in the browser of this machine that asks what most deserves a look: whom an article is\n"
        "about and up to when, words that nobody knows, single figures. What is decided is written beside the\n"
        "texts and into reference data of your own; `run again` there reads with it and shows what changed.",
        review.configure_review,
        review.run_review,
        review.REVIEW_CODES,
    ),
    Command(
        "sql",
        "query the published warehouse",
        "Run a query on the warehouse published in --marts, and show the result as a table, or write it as\n"
        "CSV, JSON or Parquet. Read-only: no statement changes the warehouse, reads another file, or goes to\n"
        "the network. Tables and columns also have Chinese names: from zh.排名.",
        desk.configure_sql,
        desk.run_sql,
        desk.SQL_CODES,
    ),
)


def parser() -> Parser:
    """The parser of the whole command."""
    top = Parser(
        prog="kaifaqu",
        description=_(
            "Chinese reports on development zones (开发区) in, a DuckDB and Parquet warehouse out."
        ),
        epilog=_(EXIT_CODES),
    )
    top.add_argument(
        "--version",
        action="version",
        version=f"kaifaqu {__version__}",
        help="show the version of the program and exit",
    )
    subcommands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands", required=True)
    for command in COMMANDS:
        sub = subcommands.add_parser(
            command.name,
            help=_(command.summary),
            description=_(command.description),
            epilog=_(command.exit_codes),
        )
        sub.add_argument(
            "--verbose", action="store_true", help="show Prefect's log lines, and the traceback of an error"
        )
        command.configure(sub)
        sub.set_defaults(run=command.run)
    return top


def main(words: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    Args:
        words: the arguments; those of the process unless given.
    """
    for stream in (sys.stdout, sys.stderr):
        # a file name may hold bytes that are no text
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    with speaking(language(sys.argv[1:] if words is None else words)):
        return _main(words)


def _main(words: Sequence[str] | None) -> int:
    try:
        arguments = parser().parse_args(words)
    except SystemExit as end:  # argparse has said what is wrong, or shown the help
        return WRONG_USAGE if end.code else DONE
    ended_from_outside: list[int] = []

    def interrupt(number: int, frame: object) -> NoReturn:
        ended_from_outside.append(number)
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    try:
        try:
            return int(arguments.run(arguments))
        except Exception as error:
            if ended_from_outside:
                # some libraries make an error of their own of what comes while they call back
                raise KeyboardInterrupt from error
            raise
    except UsageError as error:
        return _fail(error, arguments, WRONG_USAGE)
    except QualityError as error:
        return _fail(error, arguments, BELOW_FLOOR)
    except (Exception, KeyboardInterrupt) as error:
        return _fail(error, arguments, FAILED)
    except BaseException as error:
        # Prefect turns SIGTERM into an exception of its own, which is no Exception
        if isinstance(error, SystemExit | GeneratorExit):
            raise
        return _fail(error, arguments, FAILED)


def _fail(error: BaseException, arguments: argparse.Namespace, code: int) -> int:
    if arguments.verbose:
        sys.excepthook(type(error), error, error.__traceback__)
    if isinstance(error, KaifaquError):
        text = told(error.problem, error.place, error.remedy)
    elif isinstance(error, Exception):
        what = " ".join(f"{type(error).__name__}: {error}".split())
        text = _("{error}. This was not foreseen; --verbose shows where it happened").format(error=what)
    else:
        text = _("interrupted")
    from flows.run.console import printable

    # a message names files, and a file's name may hold what moves the cursor
    text = "\n".join(map(printable, text.split("\n")))
    print(f"kaifaqu {arguments.command}: {text}", file=sys.stderr)
    if code in (FAILED, BELOW_FLOOR) and arguments.command == "run":
        print(_("What was published before still stands."), file=sys.stderr)
    forget(error)
    return code


def entry() -> NoReturn:
    """The console script."""
    sys.exit(main())
