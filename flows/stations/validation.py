"""The station `validate`: every row is checked; where the texts and what grows with them lie in files, some at a time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from flows.cache import BULK
from flows.contracts import STAGING_TABLES, polars_schema, validate
from flows.gathering.batches import batches
from flows.gathering.frames import Files, Given, apart, heights, rows_of
from flows.gathering.parts import write_frames

ROWS_AT_A_TIME = 60_000
"""Numbers that are checked together: a batch of ordinary reports has as many."""


def validate_all(given: Given, run_id: str, folder: Path | None) -> Given:
    """Check every row as `flows.contracts.validate` does, some files at a time where there are files.

    Args:
        given: the staging frames.
        run_id: the run, for the quarantine's rows.
        folder: takes the valid rows of files.

    Returns:
        the valid frames, those given as files as files; with the frame `quarantine`.
    """
    frames, files = apart(given)
    if not files or folder is None:
        valid, quarantine = validate(frames, run_id)
        return {**valid, "quarantine": quarantine}
    none = {name: pl.DataFrame(schema=polars_schema(STAGING_TABLES[name])) for name in BULK}
    known, quarantine = validate({**frames, **none}, run_id)
    refused = [quarantine]
    found: dict[str, list[Path]] = {name: [] for name in BULK}
    for number, together in enumerate(_bunches(files)):
        piece = {name: pl.read_parquet(list(paths)) for name, paths in together.items()}
        documents = {document for frame in piece.values() for document in frame["document_id"].unique()}
        parents = {name: rows_of(known[name], documents) for name in ("document", "article")}
        named = (piece["figure"]["zone_id"], parents["article"]["home_zone_id"])
        zones = pl.concat([series.rename("zone_id") for series in named]).unique()
        parents["zone"] = known["zone"].filter(pl.col("zone_id").is_in(zones.implode()))
        # what has been checked above and no row of a piece refers to
        rest = {name: frame.clear() for name, frame in known.items()}
        good, bad = validate({**rest, **parents, **piece}, run_id)
        refused.append(bad)
        place = folder / f"valid-{number:05}"
        write_frames(str(place), {name: good[name] for name in BULK})
        for name in BULK:
            found[name].append(place / f"{name}.parquet")
    return {
        **{name: frame for name, frame in known.items() if name not in BULK},
        **{name: tuple(paths) for name, paths in found.items()},
        "quarantine": pl.concat(refused).sort("source_table", "document_id", "row_json", "failed_check"),
    }


def _bunches(files: Mapping[str, Files]) -> list[dict[str, Files]]:
    """Files that are checked together: each check takes a tenth of a second whatever its size, and parts may be small."""
    parts = list(zip(*(files[name] for name in BULK), strict=True))
    sized = [(paths, heights({"mention": (paths[BULK.index("mention")],)}, "mention")) for paths in parts]
    return [
        dict(zip(BULK, map(tuple, zip(*bunch, strict=True)), strict=True))
        for bunch in batches(sized, ROWS_AT_A_TIME)
    ]
