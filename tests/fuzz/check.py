"""What must hold of any text: it is refused with words, or every digit of it is accounted for, in its place."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import polars as pl

from flows import paths
from flows.contracts import frame_of, validate
from flows.documents import Content, Document, PreparedDocument, Source, decoded, link, prepare
from flows.errors import DocumentRefusedError
from flows.exports import export
from flows.figures import Lexicon, extract
from flows.reference import load_reference
from flows.warehouse import build as warehouse

NO_REFUSALS = pl.DataFrame(schema=dict.fromkeys(("path", "check", "message", "remedy"), pl.String))
DIGITS = re.compile(r"\d+")
"""A digit of any script; a number may end where the script changes."""
Given = tuple[str, bytes, bytes | None]
"""Name of a case, bytes of its text, bytes of its sidecar."""


@dataclass
class Outcome:
    """What became of some cases: how many were refused, how many numbers were found, and what is wrong by name."""

    cases: int = 0
    refused: int = 0
    numbers: int = 0
    figures: int = 0
    faults: dict[str, str] = field(default_factory=dict)


class Checker:
    """Reads cases; the reference data are loaded once."""

    def __init__(self) -> None:
        self.reference = load_reference(paths.reference_dir())
        self.lexicon = Lexicon(self.reference)

    def check(self, given: Sequence[Given], *, build: bool = False) -> Outcome:
        """Read the cases together, and in halves where that fails, to learn which of them is at fault.

        Args:
            given: the cases.
            build: whether to build a warehouse of them as well.
        """
        outcome = Outcome(cases=len(given))
        try:
            self._check(given, outcome, build)
        except Exception as error:
            words = f"crash: {type(error).__name__}: {error}"
            if len(given) == 1:
                outcome.faults = {given[0][0]: words}
                return outcome
            middle = (len(given) + 1) // 2
            parts = [self.check(half, build=build) for half in (given[:middle], given[middle:])]
            outcome = Outcome(
                len(given),
                sum(part.refused for part in parts),
                sum(part.numbers for part in parts),
                sum(part.figures for part in parts),
                {name: fault for part in parts for name, fault in part.faults.items()},
            )
            if not outcome.faults:
                outcome.faults = {given[0][0]: f"{words} (only together with the cases after it)"}
        return outcome

    def _check(self, given: Sequence[Given], outcome: Outcome, build: bool) -> None:
        documents: list[Document] = []
        prepared: list[PreparedDocument] = []
        for name, data, sidecar in given:
            beside = None if sidecar is None else f"{name}.toml"
            try:
                content = Content(Source(name, f"{name}.txt", f"{name}.txt", beside), data, sidecar)
                document = decoded(content)
                prepared.append(prepare(document))
                documents.append(document)
            except DocumentRefusedError as error:
                outcome.refused += 1
                if not (error.problem and error.remedy):
                    outcome.faults[name] = "crash: refused without words"
        link(prepared)
        frames = extract(prepared, self.reference, lexicon=self.lexicon)
        outcome.numbers, outcome.figures = frames["mention"].height, frames["figure"].height
        texts = {document.document_id: document.text for document in documents}
        spans: dict[str, list[tuple[int, int, str]]] = {name: [] for name in texts}
        columns = ("document_id", "char_start", "char_end", "quote")
        for name, start, end, quote in frames["mention"].select(columns).iter_rows():
            spans[name].append((start, end, quote))
        for name, start, end, quote in frames["figure"].select(columns).iter_rows():
            if texts[name][start:end] != quote:
                outcome.faults[name] = f"misplaced: a figure quotes {quote!r} at {start}:{end}"
        for name, text in texts.items():
            if problem := unaccounted(text, spans[name]):
                outcome.faults[name] = problem
        valid, quarantine = validate(
            {**frames, "refusal": NO_REFUSALS, "correction": frame_of("correction", [])}, "fuzz"
        )
        kept = valid["mention"].height + Counter(quarantine["source_table"])["mention"]
        if kept < frames["mention"].height:
            raise AssertionError(f"validation lost {frames['mention'].height - kept} numbers")
        if build and valid["document"].height:
            with tempfile.TemporaryDirectory() as folder:
                database = Path(folder) / "kaifaqu.duckdb"
                ready = {**valid, "quarantine": quarantine}
                built = warehouse(
                    ready, self.reference.frames, database, loaded_at=datetime(2024, 4, 20, tzinfo=UTC)
                )
                export(database, Path(folder) / "parquet")
                if built["fact_mention"] != valid["mention"].height:
                    raise AssertionError("the warehouse lost numbers")


def unaccounted(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """Say which digits no number holds, or more than one; empty where each has its one.

    Examples:
        >>> unaccounted("投资5亿元", [(2, 3, "5")])
        ''
        >>> unaccounted("投资5亿元", [])
        "unaccounted: '5' at 2 is in 0 numbers"
    """
    ordered = sorted(spans)
    for start, end, quote in ordered:
        if text[start:end] != quote:
            return f"misplaced: {quote!r} at {start}:{end}, where {text[start:end]!r} stands"
    for (_, end, _), (start, _, quote) in pairwise(ordered):
        if start < end:
            return f"unaccounted: {quote!r} at {start} overlaps the number before"
    at = 0
    for match in DIGITS.finditer(text):
        while at < len(ordered) and ordered[at][1] <= match.start():
            at += 1
        if at == len(ordered) or not (ordered[at][0] <= match.start() and match.end() <= ordered[at][1]):
            held = sum(a < match.end() and match.start() < b for a, b, _ in ordered)
            return f"unaccounted: {match.group()[:40]!r} at {match.start()} is in {held} numbers"
    return ""
