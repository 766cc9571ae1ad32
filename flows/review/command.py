"""The subcommand `review`: its arguments, and what it does. What is heavy is imported when it runs."""

from __future__ import annotations

import argparse
import socket
import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import UsageError
from flows.operation.command import add_marts
from flows.run.language import _

if TYPE_CHECKING:
    from flows.review.desk import Desk

DONE = 0
REFUSALS_NAMED = 20
REVIEW_CODES = """\
exit codes:
  0  done: the desk was closed with Ctrl-C
  1  it failed: the reference data is wrong, or the port is taken
  2  wrong usage: nothing is published yet, or a folder is not as it must be
"""


def configure_review(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kaifaqu review`."""
    parser.add_argument(
        "--raw",
        type=Path,
        default=Path("data/raw"),
        metavar="DIR",
        help="folder of the texts, beside which settled articles are written down; default: %(default)s",
    )
    add_marts(parser)
    parser.add_argument(
        "--reference",
        type=Path,
        metavar="DIR",
        help="folder of your own reference data, which taught words and decisions on figures go into; an empty or new "
        "one gets a copy of those of kaifaqu; default: none, and only articles can be settled",
    )
    parser.add_argument(
        "--language", choices=("zh", "en"), default="zh", help="language of the pages; default: %(default)s"
    )
    parser.add_argument(
        "--by", metavar="NAME", help="write down with each decision on a figure who made it, and when"
    )
    parser.add_argument(
        "--readings",
        type=Path,
        metavar="FILE",
        help="a second opinion: readings of the same texts as a .jsonl file of labels; where they differ, both are shown",
    )
    parser.add_argument(
        "--sample",
        type=_number,
        metavar="N",
        help="ask about N figures that are drawn from all of them alike, instead of the doubtful ones; "
        "`kaifaqu evaluate --reviewed` then says what share of them was read rightly",
    )
    parser.add_argument(
        "--port",
        type=int,
        default=0,
        metavar="N",
        help="port of the pages on this machine; default: a free one",
    )
    parser.add_argument("--no-browser", action="store_true", help="only print the address")


def _number(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of figures")
    return value


def run_review(arguments: argparse.Namespace) -> int:
    """Serve the desk on this machine until Ctrl-C."""
    if "://" in str(arguments.raw) or not arguments.raw.is_dir():
        raise UsageError(
            "there is no such folder", str(arguments.raw), "Name the folder of the texts with --raw DIR"
        )
    from flows.review.desk import Desk, Folders
    from flows.review.synonyms import own_reference

    if arguments.reference is not None and own_reference(arguments.reference):
        text = _("{folder}: a copy of the reference data that come with kaifaqu")
        print(text.format(folder=arguments.reference))
    if arguments.reference is None and (arguments.readings or arguments.sample):
        option = "--readings" if arguments.readings else "--sample"
        raise UsageError(
            "decisions have nowhere to go", option, "Name your reference data with --reference DIR"
        )
    desk = Desk(
        Folders(arguments.raw, arguments.marts, arguments.reference),
        arguments.language,
        arguments.by,
        arguments.sample,
        arguments.readings,
    )
    for line in second_opinion(desk):
        print(line)
    serve(desk, arguments.port, not arguments.no_browser)
    return DONE


def second_opinion(desk: Desk) -> list[str]:
    """What came of the readings, where some were given: how many agree and differ, and which were refused."""
    from flows.run.console import listed, printable

    if desk.second is None:
        return []
    made = desk.opinion
    refused = listed(map(printable, made.refused), REFUSALS_NAMED, _("{} more refused"))
    return [
        _("{readings}: {agree} agree, {differ} differ, {refused} refused").format(
            readings=desk.second, agree=made.agree, differ=len(made.differ), refused=len(made.refused)
        ),
        *refused,
    ]


def serve(desk: Desk, port: int, browser: bool) -> None:
    """Serve a desk on this machine alone, until it is interrupted.

    Raises:
        UsageError: the port can't be had.
    """
    import uvicorn

    from flows.review.server import app_of, new_token

    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen(64)  # who has the address may ask at once
    except (OSError, OverflowError) as error:
        raise UsageError(
            f"the port can't be had ({error})", str(port), "Name another with --port N"
        ) from error
    port = listening.getsockname()[1]
    token = new_token()
    app = app_of(desk, token, port)
    settings = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, lifespan="off")
    server = uvicorn.Server(settings)
    address = f"http://127.0.0.1:{port}/{token}/"
    try:
        print(address, flush=True)
        print(_("Ctrl-C closes the desk; what is decided is written down already."), file=sys.stderr)
        if browser:
            webbrowser.open(address)
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        app.state.pages.again.stop()
        listening.close()
