"""Runs of the flow that say which documents they read anew."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from flows.gathering import reading
from flows.paths import reference_dir
from flows.quarterly import quarterly
from flows.run.console import Silent, reporter
from flows.stations.summary import RunSummary

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "raw"
# what changed since the version before is told by these tables, so they depend on which one that was
HISTORY = {"mart_revision.parquet", "datapackage.json"}


def published(marts: Path) -> dict[str, bytes]:
    """The Parquet files of the version published now, but those that compare it with the one before."""
    files = sorted((marts / "parquet").glob("*.parquet"))
    return {file.name: file.read_bytes() for file in files if file.name not in HISTORY}


def rows(marts: Path, query: str) -> list[tuple[Any, ...]]:
    """Rows of a query on the version published now."""
    with duckdb.connect(str(marts / "kaifaqu.duckdb"), read_only=True) as connection:
        return connection.sql(query).fetchall()


@contextmanager
def listening() -> Iterator[tuple[list[str], list[str]]]:
    """Note the lines that a run shows, and the ids of the documents that it reads anew."""
    lines: list[str] = []
    anew: list[str] = []

    class Memory(Silent):
        def line(self, text: str) -> None:
            lines.append(text)

    real = reading.read_figures

    def noted(prepared: Any, *rest: Any) -> Any:
        anew.extend(item.document.document_id for item in prepared)
        return real(prepared, *rest)

    token = reporter.set(Memory())
    reading.read_figures = noted  # type: ignore[assignment]
    try:
        yield lines, anew
    finally:
        reading.read_figures = real
        reporter.reset(token)


@dataclass
class Office:
    """Texts, reference data and marts that belong together; what its last run said and read."""

    folder: Path
    summary: RunSummary | None = None
    lines: list[str] = field(default_factory=list)
    anew: set[str] = field(default_factory=set)

    @property
    def raw(self) -> Path:
        """The texts."""
        return self.folder / "raw"

    @property
    def marts(self) -> Path:
        """What is published."""
        return self.folder / "marts"

    @property
    def reference(self) -> Path:
        """The reference data."""
        return self.folder / "reference"

    @classmethod
    def open(cls, folder: Path, raw: Path = SAMPLES) -> Office:
        """Make one with a copy of the texts."""
        office = cls(folder)
        shutil.copytree(raw, office.raw)
        shutil.copytree(reference_dir(), office.reference)
        return office

    def copy(self, folder: Path) -> Office:
        """Another one that stands as this one does now."""
        return Office(Path(shutil.copytree(self.folder, folder, symlinks=True)))

    def write(self, name: str, text: str) -> None:
        """Write a text."""
        (self.raw / name).parent.mkdir(parents=True, exist_ok=True)
        (self.raw / name).write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Change words of a text."""
        text = (self.raw / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def run(self, **settings: Any) -> set[str]:
        """Run the flow.

        Returns:
            the ids of the documents that were read anew.
        """
        with listening() as (lines, anew):
            self.lines = lines
            self.summary = quarterly(self.raw, self.marts, self.reference, **settings)
        self.anew = set(anew)
        return self.anew

    def line(self, station: str) -> str:
        """The line of a station in the last run."""
        return next(line for line in self.lines if line.startswith(f"{station}: "))

    def matches_a_full_run(self) -> bool:
        """Whether reading everything anew gives the same bytes; the office itself stays as it is."""
        folder = self.folder.with_name(f"{self.folder.name}-full")
        shutil.copytree(self.folder, folder, symlinks=True)
        try:
            other = Office(folder)
            other.run(full=True)
            return published(other.marts) == published(self.marts)
        finally:
            shutil.rmtree(folder)
