"""The subcommands `evaluate`, `explain` and `fit`: their arguments, and what they do. What is heavy is imported when they run."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.errors import UsageError
from flows.run.language import marked

DONE, BELOW = 0, 1
EVALUATE_CODES = """\
exit codes:
  0  done
  1  a score is below its floor, or the reference data is wrong
  2  wrong usage: a folder, a label or a text is not as it must be
"""
EXPLAIN_CODES = """\
exit codes:
  0  done
  1  it failed: the reference data is wrong
  2  wrong usage: there is no such text, figure or number
"""
FIT_CODES = """\
exit codes:
  0  done
  1  it failed: the reference data is wrong
  2  wrong usage: a folder is not as it must be, or scikit-learn is missing
"""
REFERENCE_HELP = "folder of the reference data; default: the one that comes with kaifaqu"
FLOORS = ("accounted", "disposition", "detection", "strict")


def configure_evaluate(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kaifaqu evaluate`."""
    against = parser.add_mutually_exclusive_group(required=True)
    against.add_argument("--gold", type=Path, metavar="DIR", help="folder of the labels (.jsonl)")
    against.add_argument(
        "--reviewed",
        action="store_true",
        help="say what share of the figures that were reviewed (reviews.yaml in --reference) had been read rightly",
    )
    parser.add_argument(
        "--raw",
        type=Path,
        metavar="DIR",
        help="folder of the texts; default: those beside the labels, else data/raw",
    )
    parser.add_argument(
        "--marts",
        type=Path,
        metavar="DIR",
        help="judge the warehouse published in this folder, instead of reading the texts afresh",
    )
    parser.add_argument("--reference", type=Path, metavar="DIR", help=REFERENCE_HELP)
    parser.add_argument(
        "--errors", type=count, default=20, metavar="N", help="how many errors to show; default: %(default)s"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all scores and errors to this file")
    parser.add_argument(
        "--ledger",
        type=Path,
        metavar="FILE",
        help="write a first reading to the end of this ledger, a line for each report; a batch is taken once",
    )
    parser.add_argument("--batch", metavar="NAME", help="name of the batch in the ledger")
    parser.add_argument("--commit", default="", metavar="ID", help="what it was read with, for the ledger")
    for name in FLOORS:
        of = " F1" if name in ("detection", "strict") else ""
        parser.add_argument(
            f"--min-{name}",
            type=share,
            default=0.0,
            metavar="X",
            help=f"exit with 1 where {name}{of} is below this (0 to 1)",
        )


def run_evaluate(arguments: argparse.Namespace) -> int:
    """Score the figures, show the report, and say which floors were missed."""
    if arguments.reviewed:
        return _run_reviewed(arguments)
    from flows.evaluation import judge, report

    _require_folder(arguments.reference, marked("the reference data"), "--reference")
    judged = judge.judge(arguments.gold, arguments.raw, arguments.marts, arguments.reference)
    if arguments.json:
        report.write_json(judged, arguments.json)
    if arguments.ledger:
        from flows.evaluation import ledger

        if not arguments.batch:
            raise UsageError(
                "a reading in the ledger needs the name of its batch", "--batch", "Name it with --batch NAME"
            )
        made = ledger.readings(judged.evaluation, judged.labels, judged.figures)
        ledger.append(
            arguments.ledger, arguments.batch, arguments.commit, made, ledger.read_kinds(arguments.gold)
        )
    with _while_somebody_reads():
        report.show(judged, arguments.errors)
    scores = judged.evaluation.total.as_dict()
    below = []
    for name in FLOORS:
        score = scores[name]["f1"] if isinstance(scores[name], dict) else scores[name]
        if score < getattr(arguments, f"min_{name}"):
            below.append(f"{name} {score:.4f} is below {getattr(arguments, f'min_{name}')}")
    if below:
        print(f"kaifaqu evaluate: {'; '.join(below)}", file=sys.stderr)
    return BELOW if below else DONE


def _run_reviewed(arguments: argparse.Namespace) -> int:
    """Say how many of the reviewed figures had been read rightly."""
    from flows.evaluation import judge, reviewed

    raw = arguments.raw or judge.DEFAULT_RAW
    _require_folder(raw, marked("the texts"), "--raw")
    _require_folder(arguments.reference, marked("the reference data"), "--reference")
    made = reviewed.reviewed(raw, arguments.reference)
    with _while_somebody_reads():
        reviewed.show(made)
    return DONE


def configure_explain(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kaifaqu explain`."""
    parser.add_argument(
        "where",
        metavar="WHERE",
        help="a figure_id; or DOCUMENT:OFFSET, a character of the numeral in the file; or DOCUMENT:108.78, "
        "a numeral that is no whole number and stands there once",
    )
    parser.add_argument(
        "--raw",
        type=Path,
        default=Path("data/raw"),
        metavar="DIR",
        help="folder of the texts; default: %(default)s",
    )
    parser.add_argument(
        "--marts",
        type=Path,
        metavar="DIR",
        help="look a figure_id up in the warehouse published in this folder, instead of reading all texts for it",
    )
    parser.add_argument("--reference", type=Path, metavar="DIR", help=REFERENCE_HELP)


def run_explain(arguments: argparse.Namespace) -> int:
    """Show what stands at one place, and which words made it so."""
    _require_folder(arguments.raw, marked("the texts"), "--raw")
    _require_folder(arguments.reference, marked("the reference data"), "--reference")
    from flows.evaluation import explain, spoken, texts
    from flows.run.console import show_table

    words = texts.load_words(arguments.reference)
    rows = explain.explain(arguments.where, arguments.raw, words, arguments.marts)
    with _while_somebody_reads():
        show_table(spoken.in_language(rows))
    return DONE


def configure_fit(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kaifaqu fit`."""
    parser.add_argument(
        "--settings",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder of texts, and settings.csv that says whom each is about and up to which month",
    )
    parser.add_argument(
        "--gold",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="folder of texts with labels (.jsonl), whose commonest subject and latest month count; may be repeated",
    )
    parser.add_argument("--reference", type=Path, metavar="DIR", help=REFERENCE_HELP)
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help="where the weights go; setting_weights.csv of the reference data takes effect with the next run",
    )


def run_fit(arguments: argparse.Namespace) -> int:
    """Fit the weights, and show how well they answer."""
    _require_folder(arguments.settings, marked("the texts with settings.csv"), "--settings")
    for folder in arguments.gold:
        _require_folder(folder, marked("the labels"), "--gold")
    _require_folder(arguments.reference, marked("the reference data"), "--reference")
    _require_folder(arguments.out.parent, marked("the weights"), "--out")
    from flows.evaluation import fit

    lines = fit.run(arguments.settings, arguments.gold, arguments.reference, arguments.out)
    with _while_somebody_reads():
        print("\n".join([*lines, f"written: {arguments.out}"]))
    return DONE


@contextmanager
def _while_somebody_reads() -> Iterator[None]:
    """Print, and be content where the reader has seen enough (kaifaqu evaluate ... | head)."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _require_folder(folder: Path | None, what: str, option: str) -> None:
    if folder is not None and not folder.is_dir():
        raise UsageError(
            "there is no such folder", str(folder), f"Name the folder of {what} with {option} DIR"
        )


def share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def count(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"{text} is negative")
    return value
