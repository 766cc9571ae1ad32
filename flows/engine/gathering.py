"""What the batches have read, brought together: in memory where it is little, else file by file.

The texts and the rows of figures and mentions are most of what a run holds, so they stay in Parquet files, one for
each part, and are checked some files at a time. All other frames have a few rows for each document and are held whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from flows.batches import BATCH_BYTES, batches
from flows.cache import BULK, Choice, rows_of
from flows.contracts import STAGING_TABLES, polars_schema, validate
from flows.engine.jobs import Part, write_frames
from flows.figures import FRAMES, in_order

Files = tuple[Path, ...]
Given = dict[str, pl.DataFrame | Files]
Kept = Mapping[str, pl.DataFrame | pl.LazyFrame]
"""Frames by name; those in BULK may be files."""
ROWS_AT_A_TIME = 60_000
"""Numbers that are checked together: a batch of ordinary reports has as many."""
SMALL = [name for name in FRAMES if name not in BULK]


def small_frame(name: str, parts: Iterable[Part], kept: Kept, choice: Choice) -> pl.DataFrame:
    """One of the frames that are held whole, for the documents of a choice."""
    pieces = [rows_of(kept[name], choice.kept)]
    for part in parts:
        frame = part.frame(name)
        # an ordinary run takes all of every part; looking for each document would cost as much as all else here
        pieces.append(frame if part.documents <= choice.anew else rows_of(frame, choice.anew))
    return in_order({name: pl.concat(pieces)})[name]


def gather(
    parts: Sequence[Part], kept: Kept, choice: Choice, sizes: Mapping[str, int], folder: Path
) -> Given:
    """The frames that reading makes, for the documents of a choice; those in BULK as files.

    Args:
        parts: what was read.
        kept: the frames of the cache.
        choice: the documents that are published.
        sizes: bytes of the documents that the cache holds.
        folder: takes files for what lies in no part as it is needed: out of the cache, or a part of a part.
    """
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
    given: Given = {name: small_frame(name, parts, kept, choice) for name in SMALL}
    return given | {name: tuple(paths) for name, paths in files.items()}


def apart(given: Given) -> tuple[dict[str, pl.DataFrame], dict[str, Files]]:
    """What is held as frames, and what lies in files."""
    frames = {name: frame for name, frame in given.items() if isinstance(frame, pl.DataFrame)}
    return frames, {name: files for name, files in given.items() if not isinstance(files, pl.DataFrame)}


def validate_all(given: Given, run_id: str, folder: Path | None) -> tuple[Given, pl.DataFrame]:
    """Check every row as `validate` does, some files at a time where there are files.

    Args:
        given: the staging frames.
        run_id: the run, for the quarantine's rows.
        folder: takes the valid rows of files.

    Returns:
        the valid frames, those given as files as files; and the quarantine.
    """
    frames, files = apart(given)
    if not files or folder is None:
        valid, quarantine = validate(frames, run_id)
        return {**valid}, quarantine
    none = {name: pl.DataFrame(schema=polars_schema(STAGING_TABLES[name])) for name in BULK}
    known, quarantine = validate({**frames, **none}, run_id)
    refused = [quarantine]
    found: dict[str, list[Path]] = {name: [] for name in BULK}
    for number, together in enumerate(_bunches(files)):
        piece = {name: pl.read_parquet(list(paths)) for name, paths in together.items()}
        documents = {document for frame in piece.values() for document in frame["document_id"].unique()}
        parents = {name: rows_of(known[name], documents) for name in ("document", "article")}
        zones = piece["figure"]["zone_id"].unique()
        parents["zone"] = known["zone"].filter(pl.col("zone_id").is_in(zones.implode()))
        good, bad = validate({**parents, **piece}, run_id)
        refused.append(bad)
        place = folder / f"valid-{number:05}"
        write_frames(str(place), {name: good[name] for name in BULK})
        for name in BULK:
            found[name].append(place / f"{name}.parquet")
    return (
        {**{name: frame for name, frame in known.items() if name not in BULK}}
        | {name: tuple(paths) for name, paths in found.items()},
        pl.concat(refused).sort("source_table", "document_id", "row_json", "failed_check"),
    )


def _bunches(files: Mapping[str, Files]) -> list[dict[str, Files]]:
    """Files that are checked together: each check takes a tenth of a second whatever its size, and parts may be small."""
    parts = list(zip(*(files[name] for name in BULK), strict=True))
    sized = [(paths, heights({"mention": (paths[BULK.index("mention")],)}, "mention")) for paths in parts]
    return [
        dict(zip(BULK, map(tuple, zip(*bunch, strict=True)), strict=True))
        for bunch in batches(sized, ROWS_AT_A_TIME)
    ]


def heights(given: Given, name: str) -> int:
    """Rows of a frame."""
    frame = given[name]
    if isinstance(frame, pl.DataFrame):
        return frame.height
    return int(lazily(frame).select(pl.len()).collect().item()) if frame else 0


def lazily(frame: pl.DataFrame | Files) -> pl.LazyFrame:
    """A frame, or its files, to be looked through."""
    return frame.lazy() if isinstance(frame, pl.DataFrame) else pl.scan_parquet(list(frame))
