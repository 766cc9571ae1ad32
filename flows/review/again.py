"""Run again: the pipeline with all that was decided, and what it changed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field

from flows.review.desk import Folders
from flows.warehouse import current_database
from flows.warehouse.difference import TableDifference, difference

PUBLISHED = (0, 3)
"""Exit codes of a run that has published: all is done, or some rows were refused."""
EXAMPLES = 40
LINES = 200
SHOWN = (
    "dim_article",
    "fact_figure",
    "fact_mention",
    "mart_ranking",
    "mart_gap",
    "mart_warning",
    "review_setting",
    "review_label",
    "review_table",
)


@dataclass
class Again:
    """A run that goes on, or has ended: its lines, its exit code, and what differs from the version before."""

    folders: Folders
    language: str = "en"
    lines: list[str] = field(default_factory=list)
    code: int | None = None
    changes: list[TableDifference] = field(default_factory=list)
    taken_over: bool = False
    _thread: threading.Thread | None = None
    _process: subprocess.Popen[str] | None = None

    @property
    def running(self) -> bool:
        """Whether it still goes on."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def published(self) -> bool:
        """Whether it has published a version."""
        return self.code in PUBLISHED

    def start(self) -> Again:
        """Start the run; it is a process of its own, as `kaifaqu run` is."""
        self._thread = threading.Thread(target=self._run, name="run again", daemon=True)
        self._thread.start()
        return self

    def wait(self) -> None:
        """Wait until it has ended."""
        if self._thread is not None:
            self._thread.join()

    def stop(self) -> None:
        """End the run with the desk; what was published before still stands."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
        self.wait()

    def _run(self) -> None:
        before = current_database(self.folders.marts)
        words = [sys.executable, "-P", "-m", "flows", *command(self.folders), "--wait", "600"]
        words += ["--lang", self.language]
        try:
            self._process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                encoding="utf-8", errors="replace", env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            )  # fmt: skip
            assert self._process.stdout is not None
            for line in self._process.stdout:
                self.lines = [*self.lines, line.rstrip("\n")][-LINES:]
            code = self._process.wait()
            after = current_database(self.folders.marts)
            if code in PUBLISHED and before and after and before != after:
                found = {
                    entry.table: entry for entry in difference(before, after, EXAMPLES) if not entry.same
                }
                first = [found[name] for name in SHOWN if name in found]
                self.changes = first + [entry for name, entry in found.items() if name not in SHOWN]
            self.code = code
        except (
            Exception
        ) as error:  # whatever went wrong has to be told in the page, not in a thread that nobody sees
            self.lines = [*self.lines, f"{type(error).__name__}: {error}"]
            self.code = 1


def command(folders: Folders) -> list[str]:
    """The run that belongs to the desk, as words behind `kaifaqu`."""
    words = ["run", "--raw", str(folders.raw), "--marts", str(folders.marts)]
    return [*words, "--reference", str(folders.reference)] if folders.reference else words
