"""Runs in the environment of the peers: reads lines with one of them, and says what it found and what that cost.

Usage: python peer_read.py jionlp-money|jionlp-time|jionlp|recognizers IN.json OUT.json

IN is a list of texts; OUT is {"seconds": CPU of the reading alone, "found": [[text, start, end, kind, value], ...]}, kind
money, percent or time, value in yuan or per cent, null where none was given.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Found = tuple[int, int, str, float | None]
WARM_UP = "2024年一季度，增加值完成108.78亿元，同比增长20.35%。"


def number(text: Any) -> float | None:
    """A number out of `108.78`, `20.35%` or nothing."""
    with contextlib.suppress(TypeError, ValueError):
        return float(str(text).rstrip("%"))
    return None


def jionlp(money: bool, when: bool) -> Callable[[str], Iterator[Found]]:
    """JioNLP's extractors, with their parsing."""
    import jionlp as jio  # type: ignore[import-not-found,unused-ignore]

    def read(text: str) -> Iterator[Found]:
        if money:
            for one in jio.ner.extract_money(text) or ():
                amount = one["detail"]["num"]
                amount = amount[0] if isinstance(amount, list) else amount
                yield *one["offset"], "money", number(amount)
        if when:
            for one in jio.ner.extract_time(text) or ():
                yield *one["offset"], "time", None

    return read


def recognizers() -> Callable[[str], Iterator[Found]]:
    """Five models of Recognizers-Text for Chinese."""
    from recognizers_suite import (  # type: ignore[import-not-found,unused-ignore]
        Culture,
        recognize_currency,
        recognize_datetime,
        recognize_dimension,
        recognize_number,
        recognize_percentage,
    )

    kinds = (
        (recognize_number, ""),
        (recognize_percentage, "percent"),
        (recognize_currency, "money"),
        (recognize_dimension, ""),
        (recognize_datetime, "time"),
    )

    def read(text: str) -> Iterator[Found]:
        for recognize, kind in kinds:
            for one in recognize(text, Culture.Chinese):
                if kind:
                    resolution = one.resolution or {}
                    yield one.start, one.end + 1, kind, number(resolution.get("value"))

    return read


READERS: dict[str, Callable[[], Callable[[str], Iterator[Found]]]] = {
    "jionlp-money": lambda: jionlp(True, False),
    "jionlp-time": lambda: jionlp(False, True),
    "jionlp": lambda: jionlp(True, True),
    "recognizers": recognizers,
}


def main(name: str, given: Path, target: Path) -> None:
    """Read and write."""
    texts = json.loads(given.read_text("utf-8"))
    with contextlib.redirect_stdout(io.StringIO()):
        read = READERS[name]()
        list(read(WARM_UP))
        found: list[list[Any]] = []
        failed = 0
        began = time.process_time()
        for index, text in enumerate(texts):
            try:
                found += [[index, *one] for one in read(text)]
            except Exception:  # a text that a peer falls over is one it has not read
                failed += 1
        seconds = time.process_time() - began
    target.write_text(json.dumps({"seconds": seconds, "failed": failed, "found": found}), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
