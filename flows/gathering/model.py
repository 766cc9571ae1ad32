"""What goes in at the entrance, what its stations hand each other, and what comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.cache.stamps import digest
from flows.documents import Outcome, Refusal
from flows.engine import Scale
from flows.gathering.frames import Given, heights
from flows.gathering.parts import Part
from flows.gathering.plan import Group
from flows.run.console import counted


@dataclass(frozen=True)
class Order:
    """What a run is to read.

    Args:
        raw: folder of texts, or its URL.
        marts: the marts folder; has the cache of the run before.
        version: what the run will publish it as.
        directory: folder of the reference data; the project's own where none is given.
        full: read every document anew, whatever the run before has read.
        quarter: take only documents of this quarter; all others stay as they were published.
        scale: where documents are read.
    """

    raw: Path | str
    marts: Path
    version: str
    directory: Path | None
    full: bool
    quarter: str | None
    scale: Scale


@dataclass(frozen=True)
class Mended:
    """All documents of a run, mended and tied to each other; what became of the corrections; what `read` handed on."""

    items: Group
    outcomes: Sequence[Outcome]
    refusals: Sequence[Refusal]
    parts: Sequence[Part]


@dataclass(frozen=True)
class Gathered:
    """What was read. The documents stay behind: there may be millions, and nothing after this needs them.

    Args:
        staging: the staging frames, to be validated; those that grow with the texts as files, in a large run.
        books: for the cache: the frames, how each document was read, and what became of the corrections.
        refusals: of files.
        documents: how many are published.
        anew: how many of them were read in this run.
        folder: where the files lie; None where all is in memory.
    """

    staging: Given
    books: Given
    refusals: list[Refusal]
    documents: int
    anew: int
    folder: Path | None

    @property
    def run_id(self) -> str:
        """Name of the run by what it has read: the same files give the same, whenever they are read."""
        read = (f"{path}\0{sha256}" for path, sha256 in self.read)
        return digest([*read, *(f"{r.path}\0{r.check}\0{r.message}" for r in self.refusals)])[:16]

    @property
    def read(self) -> list[tuple[str, str]]:
        """Path and sha256 of each document, in order of their paths."""
        document = self.staging["document"]
        assert isinstance(document, pl.DataFrame)  # it does not grow with the texts
        return document.select("path", "sha256").sort("path").rows()

    @property
    def told(self) -> str:
        """How much it is, in words."""
        numbers = heights(self.staging, "mention")
        return f"{counted(self.documents, 'document')}, {counted(numbers, 'number')}"
