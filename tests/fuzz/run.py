"""Read texts that no office would send, and see that none stops a run, hangs, or loses a digit.

python tests/fuzz/run.py --cases 100000 --seed 1 --keep fuzz-failures
python tests/fuzz/run.py --of reference --cases 20000          corrections and tables of the reference data
python tests/fuzz/run.py --of files --cases 10000              Word files, pages, PDFs and workbooks

The same seed makes the same texts. They are read in a process of its own, whose watchdog ends it where a batch takes
far longer than its length allows. Every so often a batch goes through to a built warehouse. What fails is cut down
and written to --keep, with what is wrong. The last line counts it; ends with 1 where anything is wrong.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parent
BATCH = 100
BUILD_EVERY = 10
"""Each how many-th batch is built into a warehouse as well."""
GRACE, PER_CHARACTER = 30.0, 0.002
"""Seconds that a batch may take: reading takes about a hundredth of that."""
CUTS = 150
"""How often a failing text is tried in a shorter form."""


def module(name: str) -> ModuleType:
    """A file of this folder as a module; nothing of tests/ is on sys.path."""
    spec = importlib.util.spec_from_file_location(f"fuzz_{name}", HERE / f"{name}.py")
    assert spec and spec.loader
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


CASES = module("cases")


@dataclass
class Tally:
    """What became of the cases."""

    seed: int
    cases: int = 0
    refused: int = 0
    numbers: int = 0
    figures: int = 0
    crashes: int = 0
    hangs: int = 0
    unaccounted: int = 0
    misplaced: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def note(self, name: str, fault: str) -> None:
        """Count a fault by its first word."""
        kind = {"crash": "crashes", "hang": "hangs"}.get(fault.partition(":")[0], fault.partition(":")[0])
        setattr(self, kind, getattr(self, kind) + 1)
        self.wrong.append(f"{name}: {fault[:300]}")


class Hang(Exception):
    """The reader took too long, or died."""


class Reader:
    """A process that reads cases; it is started anew after it had to be ended."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def ask(self, question: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Have it read cases.

        Raises:
            Hang: it gave no answer in time, or died of it.
        """
        if self.process is None:
            self.process = subprocess.Popen(
                [sys.executable, str(HERE / "run.py"), "--reader"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={
                    **os.environ,
                    "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), os.environ.get("PYTHONPATH", "")]),
                },
            )
            self._answer(60)
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(question).encode() + b"\n")
        self.process.stdin.flush()
        return self._answer(seconds)

    def _answer(self, seconds: float) -> dict[str, Any]:
        assert self.process is not None and self.process.stdout is not None
        with selectors.DefaultSelector() as ready:
            ready.register(self.process.stdout, selectors.EVENT_READ)
            line = self.process.stdout.readline() if ready.select(seconds) else b""
        if not line:
            died = self.process.poll()
            self.close()
            raise Hang(
                f"no answer after {seconds:.0f} s" if died is None else f"the reader ended with {died}"
            )
        return dict(json.loads(line))

    def close(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None


def allowed(cases: list[tuple[bytes, bytes | None]]) -> float:
    """Seconds that cases may take."""
    return GRACE + PER_CHARACTER * sum(len(data) for data, _ in cases)


def reader_main() -> None:
    """Answer questions from stdin: {seed, first, count, build} or {text, sidecar}, both in hexadecimal."""
    checker = module("check").Checker()
    known: dict[str, dict[str, Any]] = {}
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        if "of" in asked:
            print(json.dumps(_others(asked, known.setdefault(asked["of"], {}))), flush=True)
            continue
        if "text" in asked:
            beside = None if asked["sidecar"] is None else bytes.fromhex(asked["sidecar"])
            given = [("case", bytes.fromhex(asked["text"]), beside)]
        else:
            numbers = range(asked["first"], asked["first"] + asked["count"])
            given = [(f"c{number}", *CASES.case(asked["seed"], number)) for number in numbers]
        print(json.dumps(vars(checker.check(given, build=asked["build"]))), flush=True)


def _others(asked: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """What is wrong with files or reference data, by case."""
    kind, known["refused"] = module(asked["of"]), 0
    numbers = range(asked["first"], asked["first"] + asked["count"])
    faults = {f"c{number}": kind.fault(kind.case(asked["seed"], number), known) for number in numbers}
    return {
        "faults": {name: words for name, words in faults.items() if words},
        "refused": known["refused"],
        "numbers": 0,
        "figures": 0,
    }


def fuzz_others(of: str, cases: int, seed: int, folder: Path, say: Callable[[str], None] = print) -> Tally:
    """Read that many files, or files of reference data, and count what is wrong."""
    tally, reader, kind = Tally(seed), Reader(), module(of)
    began = time.monotonic()
    try:
        for first in range(0, cases, BATCH):
            count = min(BATCH, cases - first)
            for name, words in _faults(reader, of, kind, tally, range(first, first + count)).items():
                tally.note(name, words)
                ending, data = kind.case(seed, int(name[1:]))
                folder.mkdir(parents=True, exist_ok=True)
                (folder / f"{seed}-{name}-{ending.lstrip('.')}").write_bytes(data)
                say(f"{name}: {words[:200]}")
            tally.cases += count
            if first // BATCH % 20 == 19:
                say(f"{tally.cases} cases, {time.monotonic() - began:.0f} s, {len(tally.wrong)} wrong")
    finally:
        reader.close()
    tally.seconds = round(time.monotonic() - began, 1)
    return tally


def _faults(reader: Reader, of: str, kind: ModuleType, tally: Tally, numbers: range) -> dict[str, str]:
    question = {"of": of, "seed": tally.seed, "first": numbers.start, "count": len(numbers)}
    try:
        answer = reader.ask(question, GRACE + kind.SECONDS * len(numbers))
    except Hang as error:
        if len(numbers) == 1:
            return {f"c{numbers.start}": f"hang: {error}"}
        # one of them by itself is at fault
        singles = (range(number, number + 1) for number in numbers)
        return {k: v for one in singles for k, v in _faults(reader, of, kind, tally, one).items()}
    tally.refused += answer["refused"]
    return dict(answer["faults"])


def fault_of(reader: Reader, data: bytes, sidecar: bytes | None, build: bool) -> str:
    """What is wrong with one case; empty where nothing is."""
    question = {"text": data.hex(), "sidecar": None if sidecar is None else sidecar.hex(), "build": build}
    try:
        faults = reader.ask(question, allowed([(data, sidecar)]))["faults"]
    except Hang as error:
        return f"hang: {error}"
    return str(next(iter(faults.values()), ""))


def cut_down(data: bytes, still_wrong: Callable[[bytes], bool]) -> bytes:
    """Take stretches out of a failing text for as long as it fails in the same way."""
    tries, piece = 0, max(1, len(data) // 2)
    while piece and tries < CUTS:
        at = 0
        while at < len(data) and tries < CUTS:
            shorter = data[:at] + data[at + piece :]
            tries += 1
            if still_wrong(shorter):
                data = shorter
            else:
                at += piece
        piece //= 2
    return data


def keep(folder: Path, seed: int, name: str, fault: str, reader: Reader, build: bool) -> None:
    """Write a failing case and its shortest form."""
    data, sidecar = CASES.case(seed, int(name[1:]))
    kind = fault.partition(":")[0]
    small = data
    if kind != "hang":  # each try would cost the whole patience
        small = cut_down(data, lambda d: fault_of(reader, d, sidecar, build).startswith(kind))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{seed}-{name}.txt").write_bytes(data)
    (folder / f"{seed}-{name}.small.txt").write_bytes(small)
    (folder / f"{seed}-{name}.json").write_text(
        json.dumps({"seed": seed, "case": name, "fault": fault}, ensure_ascii=False), encoding="utf-8"
    )


def fuzz(cases: int, seed: int, folder: Path, say: Callable[[str], None] = print) -> Tally:
    """Read that many cases, and count what is wrong."""
    tally = Tally(seed)
    reader = Reader()
    began = time.monotonic()
    try:
        for number, first in enumerate(range(0, cases, BATCH)):
            build = number % BUILD_EVERY == 0
            question = {"seed": seed, "first": first, "count": min(BATCH, cases - first), "build": build}
            faults = _batch(reader, question, tally)
            for name, fault in faults.items():
                tally.note(name, fault)
                keep(folder, seed, name, fault, reader, build)
            if faults or number % 100 == 99:
                counts = Counter(text.split(": ")[1] for text in tally.wrong)
                say(
                    f"{tally.cases} cases, {time.monotonic() - began:.0f} s, {dict(counts) or 'nothing wrong'}"
                )
    finally:
        reader.close()
    tally.seconds = round(time.monotonic() - began, 1)
    return tally


def _batch(reader: Reader, question: dict[str, Any], tally: Tally) -> dict[str, str]:
    numbers = range(question["first"], question["first"] + question["count"])
    cases = [CASES.case(question["seed"], number) for number in numbers]
    tally.cases += len(cases)
    try:
        answer = reader.ask(question, allowed(cases))
    except Hang:
        # one of them by itself is at fault
        single = {
            f"c{n}": fault_of(reader, *case, question["build"])
            for n, case in zip(numbers, cases, strict=True)
        }
        return {name: fault for name, fault in single.items() if fault}
    for name in ("refused", "numbers", "figures"):
        setattr(tally, name, getattr(tally, name) + answer[name])
    return dict(answer["faults"])


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep", type=Path, default=Path(tempfile.gettempdir()) / "kaifaqu-fuzz", metavar="DIR"
    )
    parser.add_argument("--of", choices=("texts", "reference", "files"), default="texts")
    parser.add_argument("--reader", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.reader:
        reader_main()
        return 0
    say = lambda text: print(text, file=sys.stderr, flush=True)  # noqa: E731
    given = (arguments.cases, arguments.seed, arguments.keep, say)
    tally = fuzz(*given) if arguments.of == "texts" else fuzz_others(arguments.of, *given)
    print(json.dumps(vars(tally), ensure_ascii=False))
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
