"""The subcommand `bulletin`: its arguments, and what it does. What is heavy is imported when it runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from flows.errors import UsageError
from flows.operation.command import add_marts

DONE = 0
FORMATS = ("docx", "pdf", "html")  # flows.circular.FORMATS, which would take a second to import
BULLETIN_CODES = """\
exit codes:
  0  done; the file's path is printed
  1  it failed: a template or setting is wrong, or there is no Chromium for a PDF
  2  wrong usage: nothing is published yet, or there is no such quarter or region
"""


def configure_bulletin(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kaifaqu bulletin`."""
    add_marts(parser)
    parser.add_argument(
        "--quarter",
        required=True,
        metavar="QUARTER",
        help="the quarter it reports on: 2024-Q1, 2024Q1 or 2024年第一季度",
    )
    parser.add_argument(
        "--region",
        metavar="NAME",
        help="the province or city it reports on, such as 山西省; default: the only province with data in the quarter",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="default: as the name after -o ends, else docx",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="the file to write, which is replaced; default: 通报-REGION-QUARTER.FORMAT in this directory",
    )
    parser.add_argument(
        "--reference",
        type=Path,
        metavar="DIR",
        help="folder of your own reference data: what is in its bulletin/ (settings.toml, overview.txt ...) takes the place "
        "of what comes with kaifaqu, file by file",
    )


def run_bulletin(arguments: argparse.Namespace) -> int:
    """Write the circular of a region and quarter."""
    from flows.desk.published import published
    from flows.run.quarters import parse_quarter

    quarter = parse_quarter(arguments.quarter)
    ending = arguments.output.suffix.lower().removeprefix(".") if arguments.output else ""
    kind = arguments.format or (ending if ending in FORMATS else "docx")
    if ending in FORMATS and ending != kind:
        raise UsageError(
            f"--format {kind} and the ending .{ending} don't agree", str(arguments.output), "Leave one out"
        )
    database = published(arguments.marts)
    from flows.circular import write_circular

    print(write_circular(database, quarter, arguments.region, arguments.reference, kind, arguments.output))
    return DONE
