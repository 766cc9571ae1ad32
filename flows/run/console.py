"""What a run shows: progress while it goes, a short table at its end.

On a terminal rich draws bars and tables; elsewhere (a pipe, a log, CI) plain lines say the same.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, TextIO

# file names come from anywhere, and what is quoted of a text
from flows.errors import printable as printable
from flows.run.language import cells, shown

Advance = Callable[[int], None]


class Reporter(Protocol):
    """Where a run tells what it does."""

    def line(self, text: str) -> None:
        """Show one line."""

    @contextmanager
    def bar(self, label: str, total: int) -> Iterator[Advance]:
        """Show progress through `total` units of work; call what it yields with each amount done."""
        yield lambda done: None


class Silent:
    """Shows nothing: for callers that only want the result."""

    def line(self, text: str) -> None:
        """Drop the line."""

    @contextmanager
    def bar(self, label: str, total: int) -> Iterator[Advance]:
        """Count nothing."""
        yield lambda done: None


class PlainLines:
    """One line for each thing done; a long station also says how far it is, at most every tenth."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def line(self, text: str) -> None:
        """Write the line at once, so that a log can be followed."""
        print(printable(shown(text)), file=self._stream, flush=True)

    @contextmanager
    def bar(self, label: str, total: int) -> Iterator[Advance]:
        """Write `label 40 %` whenever another tenth is done; nothing for work of a single step."""
        done, told = 0, 0
        label = shown(label)

        def advance(amount: int) -> None:
            nonlocal done, told
            done += amount
            tenth = 10 * done // max(total, 1)
            if told < tenth < 10:
                told = tenth
                self.line(f"  {label} {10 * tenth} %")

        yield advance


class Terminal:
    """Bars that give way to one line for each thing done."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console

        self._console = Console(file=stream, highlight=False)

    def line(self, text: str) -> None:
        """Write the line above the bars."""
        self._console.print(printable(shown(text)), markup=False, soft_wrap=True)

    @contextmanager
    def bar(self, label: str, total: int) -> Iterator[Advance]:
        """Draw a bar until the block ends."""
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
        with Progress(*columns, TimeElapsedColumn(), console=self._console, transient=True) as progress:
            task = progress.add_task(shown(label), total=max(total, 1))
            yield lambda amount: progress.advance(task, amount)


reporter: ContextVar[Reporter] = ContextVar("reporter")
"""The reporter of the run at hand. A context variable, since a flow's parameters go to Prefect as JSON."""


def current() -> Reporter:
    """The reporter that was set, or one that shows nothing."""
    return reporter.get(Silent())


def reporter_for(stream: TextIO) -> Reporter:
    """Bars for a terminal, plain lines for anything else."""
    return Terminal(stream) if stream.isatty() else PlainLines(stream)


def show_table(rows: Sequence[tuple[str, str]], stream: TextIO | None = None) -> None:
    """Show label and value in two columns.

    Args:
        rows: label and value, one line each; an empty label goes on with the row before.
        stream: where to; standard output unless said otherwise.
    """
    stream = stream or sys.stdout
    if stream.isatty():
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(show_header=False, box=None, pad_edge=False)
        table.add_column(style="bold", no_wrap=True)
        table.add_column(overflow="fold")
        for label, value in rows:
            table.add_row(Text(label), Text(printable(value)))
        Console(file=stream, highlight=False).print(table)
        return
    width = max((cells(label) for label, _ in rows), default=0) + 2
    for label, value in rows:
        blanks = " " * (width - cells(label))
        print(f"{label}{blanks}{printable(value)}".rstrip(), file=stream)


def show_columns(head: Sequence[str], rows: Sequence[Sequence[str]], stream: TextIO | None = None) -> None:
    """Show rows under a head; on a terminal the last column takes what room is left, in several lines.

    Args:
        head: name of each column.
        rows: a text for each column.
        stream: where to; standard output unless said otherwise.
    """
    stream = stream or sys.stdout
    shown_rows = [[printable(cell) for cell in row] for row in rows]
    if stream.isatty():
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False)
        for name in head[:-1]:
            table.add_column(Text(name), no_wrap=True)
        table.add_column(Text(head[-1]), overflow="fold")
        for row in shown_rows:
            table.add_row(*map(Text, row))
        Console(file=stream, highlight=False).print(table)
        return
    every = [list(head), *shown_rows]
    widths = [max(map(cells, column)) for column in zip(*every, strict=True)]
    for row in every:
        padded = (cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True))
        print("  ".join(padded).rstrip(), file=stream)


def listed(items: Iterable[str], most: int, rest: str) -> list[str]:
    """The first items, and how many more there are.

    Examples:
        >>> listed("abcd", 2, "{} more: see the table quarantine")
        ['a', 'b', '2 more: see the table quarantine']
        >>> listed("ab", 2, "{} more")
        ['a', 'b']
    """
    everything = list(items)
    first = everything[:most]
    return first if len(everything) <= most else [*first, rest.format(len(everything) - most)]


def counted(number: int, thing: str) -> str:
    """A number of things, in words.

    Examples:
        >>> counted(1, "row"), counted(1200, "row")
        ('1 row', '1,200 rows')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def shell_word(text: str) -> str:
    """Quote a word for the shell, with double quotes where that reads better.

    Examples:
        >>> print(shell_word("from 'a'"))
        "from 'a'"
        >>> print(shell_word("python"))
        python
    """
    return f'"{text}"' if "'" in text and not set(text) & set('"$`\\!') else shlex.quote(text)
