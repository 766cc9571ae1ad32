"""The subcommand `run`: its arguments, and what it does. What is heavy is imported when it runs."""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from pathlib import Path

from flows.errors import UsageError
from flows.operation.command import add_wait

DONE, REFUSED = 0, 3


def configure_run(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kaifaqu run`."""
    parser.add_argument(
        "--raw",
        default="data/raw",
        metavar="DIR",
        help="folder of the reports (.txt, .md, .docx, .html, .pdf, .xlsx), or its URL (s3://...), read with its subfolders; default: "
        "%(default)s",
    )
    parser.add_argument(
        "--marts",
        type=Path,
        default=Path("data/marts"),
        metavar="DIR",
        help="folder to publish kaifaqu.duckdb, parquet/ and kaifaqu.xlsx in; default: %(default)s",
    )
    add_wait(parser)
    parser.add_argument(
        "--reference",
        type=Path,
        metavar="DIR",
        help="folder of the reference data (synonyms.csv, corrections.yaml ...); default: the one that comes with "
        "kaifaqu",
    )
    parser.add_argument(
        "--full",
        action="store_true",
        help="read every document anew and publish; else only those that have changed since the last run, and nothing "
        "where nothing has",
    )
    parser.add_argument(
        "--quarter",
        metavar="QUARTER",
        help="take only documents of this quarter (2023-Q4, 2023Q4 or 2023年第四季度); those of all others stay as they "
        "were published",
    )
    parser.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        help="read in N processes where there is more than one batch of 4 MB; default: one for each core; 1: all "
        "in this process",
    )
    parser.add_argument(
        "--engine",
        choices=("processes", "dask"),
        default="processes",
        help="where texts are read: processes of this machine, or a Dask cluster that runs; default: %(default)s",
    )
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="the Dask cluster's scheduler, such as tcp://host:8786"
    )
    parser.add_argument(
        "--parts",
        metavar="DIR",
        help="folder or URL that this machine and all Dask workers see, for what they read; default: a folder in "
        "--marts",
    )


def run(arguments: argparse.Namespace) -> int:
    """Read the texts, publish the warehouse, and show what became of them."""
    from flows.engine.scale import Scale
    from flows.run.quarters import parse_quarter

    if "://" not in arguments.raw and not Path(arguments.raw).is_dir():
        raise UsageError(
            "there is no such folder", arguments.raw, "Name the folder of the texts with --raw DIR"
        )
    scale = Scale(arguments.engine, arguments.jobs, arguments.scheduler, arguments.parts)
    if arguments.marts.exists() and not arguments.marts.is_dir():
        raise UsageError("this is no folder", str(arguments.marts), "Name a folder with --marts DIR")
    if arguments.reference and not arguments.reference.is_dir():
        raise UsageError(
            "there is no such folder",
            str(arguments.reference),
            "Name the folder of the reference data with --reference DIR",
        )
    quarter = parse_quarter(arguments.quarter) if arguments.quarter is not None else None
    began = time.monotonic()
    from flows.run.console import reporter, reporter_for
    from flows.run.lock import run_lock
    from flows.stations import prefect_settings
    from flows.stations.closing import show_summary
    from flows.stations.look import look, looked

    prefect_settings.set_defaults(verbose=arguments.verbose)
    given = (arguments.raw, arguments.marts, arguments.reference)
    unrecorded = ""
    with run_lock(arguments.marts, arguments.wait), contextlib.ExitStack() as stack:
        stack.callback(reporter.reset, reporter.set(reporter_for(sys.stderr)))
        seen = None
        # where the user has a Prefect server to look at, a run is on record there whatever it finds; without one,
        # nobody would see the record, and making one would be all that a run without anything to do does
        if not arguments.full and quarter is None and not prefect_settings.is_configured():
            seen = look(*given)
            stack.callback(looked.reset, looked.set(seen))
        if seen is not None and seen.summary is not None:
            reporter_for(sys.stderr).line(seen.told)
            summary = seen.summary
        else:
            server = stack.enter_context(prefect_settings.api())
            # the server boots on one core while this one imports, reads the reference data and rehearses
            prefect_settings.load()
            from flows.quarterly import quarterly
            from flows.stations.outcome import carried_through
            from flows.stations.rehearsal import rehearse

            rehearse(arguments.raw, arguments.reference)
            with prefect_settings.connected(server):
                summary, unrecorded = carried_through(
                    lambda: quarterly(*given, arguments.full, quarter, scale, look_first=True)
                )
    show_summary(summary, *given, time.monotonic() - began)
    prefect_settings.tell_unrecorded(unrecorded)
    return DONE if summary.complete else REFUSED
