"""What the batches have read, brought together: in memory where it is little, else file by file.

The texts and the rows of figures and mentions are most of what a large run holds, so they stay in Parquet files, one
for each part. All other frames have a few rows for each document and are held whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from flows.cache import BULK
from flows.figures import FRAMES, in_order
from flows.gathering.batches import BATCH_BYTES, batches
from flows.gathering.choice import Choice
from flows.gathering.parts import Part, write_frames

Files = tuple[Path, ...]
Given = dict[str, pl.DataFrame | Files]
Kept = Mapping[str, pl.DataFrame | pl.LazyFrame]
"""Frames by name; those in BULK may be files."""


def rows_of(frame: pl.DataFrame | pl.LazyFrame, documents: Iterable[str]) -> pl.DataFrame:
    """The rows of some documents; of a file, only what may hold them is read."""
    names = sorted(documents)
    if not names:
        return frame.lazy().head(0).collect()
    ids = pl.Series(names, dtype=pl.String).implode()
    within = pl.col("document_id").is_between(pl.lit(names[0]), pl.lit(names[-1]))
    return frame.lazy().filter(within & pl.col("document_id").is_in(ids)).collect()


def whole_frame(name: str, parts: Iterable[Part], kept: Kept, choice: Choice) -> pl.DataFrame:
    """One of the frames that reading makes, for the documents of a choice."""
    pieces = [rows_of(kept[name], choice.kept)]
    for part in parts:
        frame = part.frame(name)
        # an ordinary run takes all of every part; looking for each document would cost as much as all else here
        pieces.append(frame if part.documents <= choice.anew else rows_of(frame, choice.anew))
    return in_order({name: pl.concat(pieces)})[name]


def put_together(
    parts: Sequence[Part], kept: Kept, choice: Choice, sizes: Mapping[str, int], folder: Path | None
) -> Given:
    """The frames that reading makes, for the documents of a choice.

    Args:
        parts: what was read.
        kept: the frames of the cache.
        choice: the documents that are published.
        sizes: bytes of the documents that the cache holds, by id.
        folder: where the frames in BULK are to stay in files, takes those for what lies in no part as it is needed: out
            of the cache, or a part of a part; None where all is held whole.
    """
    small = [name for name in FRAMES if folder is None or name not in BULK]
    given: Given = {name: whole_frame(name, parts, kept, choice) for name in small}
    return given if folder is None else given | _in_files(parts, kept, choice, sizes, folder)


def _in_files(
    parts: Sequence[Part], kept: Kept, choice: Choice, sizes: Mapping[str, int], folder: Path
) -> Given:
    files: dict[str, list[Path]] = {name: [] for name in BULK}

    def take(label: str, name: str, frame: pl.DataFrame) -> None:
        write_frames(str(folder / label / name), {name: frame})
        files[name].append(folder / label / name / f"{name}.parquet")

    for number, part in enumerate(parts):
        wanted = part.documents & choice.anew
        local = Path(part.place)
        for name in BULK:
            if wanted == part.documents and local.is_dir():
                files[name].append(local / f"{name}.parquet")
            elif wanted:
                take(f"some-{number:05}", name, rows_of(part.frame(name), wanted))
    for number, documents in enumerate(
        batches([(d, sizes[d]) for d in sorted(choice.kept)], 2 * BATCH_BYTES)
    ):
        for name in BULK:
            take(f"kept-{number:05}", name, rows_of(kept[name], documents))
    return {name: tuple(paths) for name, paths in files.items()}


def apart(given: Given) -> tuple[dict[str, pl.DataFrame], dict[str, Files]]:
    """What is held as frames, and what lies in files."""
    frames = {name: frame for name, frame in given.items() if isinstance(frame, pl.DataFrame)}
    return frames, {name: files for name, files in given.items() if not isinstance(files, pl.DataFrame)}


def heights(given: Given, name: str) -> int:
    """Rows of a frame."""
    frame = given[name]
    if isinstance(frame, pl.DataFrame):
        return frame.height
    return int(lazily(frame).select(pl.len()).collect().item()) if frame else 0


def lazily(frame: pl.DataFrame | Files) -> pl.LazyFrame:
    """A frame, or its files, to be looked through."""
    return frame.lazy() if isinstance(frame, pl.DataFrame) else pl.scan_parquet(list(frame))
