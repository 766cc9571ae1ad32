"""The prompt on a real terminal: several lines, a history, Ctrl-C, Ctrl-D."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from flows.desk.prompt import FIRST, FURTHER


class Terminal:
    """The command on a terminal of its own."""

    def __init__(self, marts: Path, environment: dict[str, str]) -> None:
        self.handle, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flows", "sql", "--marts", str(marts)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**environment, "TERM": "dumb", "COLUMNS": "100"},
            start_new_session=True,
            # the terminal becomes the process's own, so that Ctrl-C reaches it
            preexec_fn=lambda: os.close(os.open(os.ttyname(0), os.O_RDWR)),
        )
        os.close(theirs)
        self.shown = ""

    def until(self, words: str) -> str:
        """What is shown until these words are."""
        deadline = time.monotonic() + 90
        while words not in self.shown:
            ready, _, _ = select.select([self.handle], [], [], max(0, deadline - time.monotonic()))
            assert ready, f"{words!r} was not shown, but {self.shown!r}"
            try:
                self.shown += os.read(self.handle, 65536).decode(errors="replace")
            except OSError as error:
                raise AssertionError(f"it ended; {words!r} was not shown, but {self.shown!r}") from error
        before, _, self.shown = self.shown.partition(words)
        return before

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self.handle, text.encode())

    def waits(self) -> None:
        """Return when the prompt waits for keys, as it does for a person.

        CPython looks for signals before it begins to wait: one between the two is seen at the next key only. A person
        can't be that quick, a test can.
        """
        deadline = time.monotonic() + 30
        while psutil.Process(self.process.pid).status() != psutil.STATUS_SLEEPING:
            assert time.monotonic() < deadline, "the prompt does not wait"
            time.sleep(0.01)

    def ended(self) -> int:
        """Wait for the end, and give the exit code."""
        return self.process.wait(30)


@pytest.fixture
def terminal(shared: Path, environment: dict[str, str]) -> Iterator[Terminal]:
    opened = Terminal(shared, environment)
    yield opened
    opened.process.kill()
    opened.process.wait()
    os.close(opened.handle)


def test_a_session(terminal: Terminal, tmp_path: Path) -> None:
    terminal.until(FIRST)
    terminal.type("select '甲;'\r")
    terminal.until(FURTHER)
    terminal.type("as 乙；\r")
    assert "甲;" in terminal.until(FIRST)
    terminal.type("from nix;\r")
    assert "nix does not exist" in terminal.until(FIRST)
    terminal.type("drop table mart_gap;\r")
    assert "read-only" in terminal.until(FIRST)
    terminal.type("select 'half\r")
    terminal.until(FURTHER)
    terminal.waits()
    terminal.type("\x03")
    terminal.until(FIRST)
    terminal.type("select count(*) as 丙 from range(100000000000) as a(i) where i % 7 = 1;\r")
    time.sleep(0.5)  # whether it has begun by then or not, it must stop
    terminal.type("\x03")
    terminal.until(FIRST)
    terminal.type(".tables\r")
    assert "mart_ranking" in (shown := terminal.until(FIRST)) and "排名" in shown
    terminal.type(".schema 排名\r")
    assert "主体" in terminal.until(FIRST)
    terminal.type(".schema MART_GAP\r")
    assert "benchmark_value" in terminal.until(FIRST)
    terminal.type(".schema nix\r")
    assert "there is no table nix" in terminal.until(FIRST)
    terminal.type(".what\r")
    assert ".quit" in terminal.until(FIRST)
    terminal.type("\x04")
    assert terminal.ended() == 0
    history = (tmp_path / "state" / "kaifaqu" / "sql_history").read_text(encoding="utf-8")
    assert "from nix;" in history


def test_a_session_in_chinese(shared: Path, environment: dict[str, str]) -> None:
    terminal = Terminal(shared, {**environment, "KAIFAQU_LANG": "zh"})
    assert "只读" in terminal.until(FIRST)
    terminal.type(".help\r")
    assert "列出各表及其中文名" in terminal.until(FIRST)
    terminal.type(".tables\r")
    assert "每个地级市一行" in (shown := terminal.until(FIRST)) and "One row per" not in shown
    terminal.type(".schema 无此表\r")
    assert "没有表 无此表" in terminal.until(FIRST)
    terminal.type("\x04")
    assert terminal.ended() == 0
    os.close(terminal.handle)


@pytest.mark.parametrize("leave", [".quit\r", signal.SIGTERM], ids=["quit", "SIGTERM"])
def test_leaving(terminal: Terminal, leave: str | signal.Signals) -> None:
    terminal.until(FIRST)
    if isinstance(leave, str):
        terminal.type(leave)
    else:
        terminal.waits()
        terminal.process.send_signal(leave)
    assert terminal.ended() == 0
