"""What people would use instead, in an environment of its own: JioNLP and Microsoft's Recognizers-Text."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
NAMES = {
    "jionlp-money": "JioNLP, money",
    "jionlp-time": "JioNLP, time",
    "jionlp": "JioNLP, money and time",
    "recognizers": "Recognizers-Text, five models",
}


@dataclass(frozen=True)
class Span:
    """What was found in a text: money (in yuan), percent or time; half-open."""

    text: int
    start: int
    end: int
    kind: str
    value: float | None


@dataclass(frozen=True)
class PeerReading:
    """CPU seconds of reading alone, what was found, and how many texts the peer fell over."""

    seconds: float
    found: list[Span]
    failed: int


class Peers:
    """The environment; `missing` says why where it can't be made."""

    def __init__(self, folder: Path, install: bool = True) -> None:
        self.python = folder / "bin" / "python"
        self.missing = ""
        if not self.python.exists() and not install:
            self.missing = "not installed"
        elif not self.python.exists():
            self.missing = self._install(folder)

    def _install(self, folder: Path) -> str:
        steps = (
            [sys.executable, "-m", "venv", str(folder)],
            [str(self.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r",
             str(HERE / "requirements.txt")],
        )  # fmt: skip
        for step in steps:
            ended = subprocess.run(step, capture_output=True, text=True, check=False)
            if ended.returncode:
                self.python.unlink(missing_ok=True)
                return (ended.stderr.strip().splitlines() or ["no reason given"])[-1][:200]
        return ""

    def read(self, name: str, texts: Sequence[str]) -> PeerReading | str:
        """Read texts with one peer, in a process of its own; a reason where it can't."""
        if self.missing:
            return self.missing
        with tempfile.TemporaryDirectory() as folder:
            given, target = Path(folder, "in.json"), Path(folder, "out.json")
            given.write_text(json.dumps(list(texts)), "utf-8")
            ended = subprocess.run(
                [str(self.python), str(HERE / "peer_read.py"), name, str(given), str(target)],
                capture_output=True,
                text=True,
                check=False,
            )
            if ended.returncode:
                return (ended.stderr.strip().splitlines() or ["no reason given"])[-1][:200]
            told = json.loads(target.read_text("utf-8"))
        return PeerReading(told["seconds"], [Span(*one) for one in told["found"]], told["failed"])
