"""Parts: what was read in a batch, in memory or as a folder of Parquet files, one for each frame that reading makes.

A task that runs twice, since the worker that ran it first died, writes the same part again.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.documents import Refusal, is_url, local_path
from flows.figures import FRAMES

Frames = dict[str, pl.DataFrame]


@dataclass(frozen=True)
class Part:
    """The rows of a batch, and what of it could no longer be read.

    Args:
        documents: whose rows they are.
        held: the rows themselves; None where they lie on disk.
        place: folder or URL where they lie.
        refusals: of files that have changed since they were looked at.
    """

    documents: frozenset[str]
    held: Frames | None = None
    place: str = ""
    refusals: tuple[Refusal, ...] = ()

    def frame(self, name: str) -> pl.DataFrame:
        """One of its frames."""
        return read_frame(self.place, name) if self.held is None else self.held[name]


def write_frames(place: str, frames: Mapping[str, pl.DataFrame]) -> None:
    """Write frames as Parquet into a folder, in one step, or to a URL, one object after the other."""
    if is_url(place):
        import fsspec  # type: ignore[import-untyped,unused-ignore]

        for name, frame in frames.items():
            with fsspec.open(f"{place}/{name}.parquet", "wb") as file:
                frame.write_parquet(file)
        return
    target = Path(place)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{target.name}.", dir=target.parent))
    for name, frame in frames.items():
        frame.write_parquet(fresh / f"{name}.parquet")
    # a first attempt may have got as far as this
    shutil.rmtree(target, ignore_errors=True)
    os.rename(fresh, target)


def read_frame(place: str, name: str) -> pl.DataFrame:
    """Read one of the frames that `write_frames` wrote."""
    path = f"{place}/{name}.parquet"
    if not is_url(path):
        return pl.read_parquet(path)
    import fsspec

    with fsspec.open(path, "rb") as file:
        frame = pl.read_parquet(file)
    return frame.select(list(FRAMES[name]))


def remove_parts(place: str) -> None:
    """Remove the folder of a run's parts, or what is below its URL; what can't be removed stays."""
    path = local_path(place)
    if path is not None:
        shutil.rmtree(path, ignore_errors=True)
        return
    import fsspec

    with contextlib.suppress(OSError):
        system, folder = fsspec.core.url_to_fs(place)
        system.rm(folder, recursive=True)
