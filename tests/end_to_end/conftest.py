"""Warehouses built from whole folders of texts, without Prefect."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from flows.contracts import frame_of, validate
from flows.documents import discover, link, mend, prepare, read
from flows.exports import export
from flows.figures import extract
from flows.paths import reference_dir
from flows.reference import load_reference
from flows.warehouse import build

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
NO_REFUSALS = pl.DataFrame(schema=dict.fromkeys(("path", "check", "message", "remedy"), pl.String))


def make(
    raw: Path,
    marts: Path,
    *,
    backwards: bool = False,
    directory: Path | None = None,
    quarantined: int = 0,
) -> Path:
    """Build the warehouse of the texts in `raw` in `marts`, which is returned.

    Args:
        raw: the texts.
        marts: the folder to build in.
        backwards: whether to read the texts in the other order.
        directory: the reference data; the project's own unless given.
        quarantined: how many rows must be refused.
    """
    reference = load_reference(directory or reference_dir())
    sources = discover(raw).sources
    documents, refusals = read(reversed(sources) if backwards else sources)
    assert refusals == []
    prepared, outcomes = mend([prepare(document) for document in documents], reference.rows("ref_correction"))
    link(prepared)
    correction = frame_of("correction", map(vars, outcomes))
    frames, quarantine = validate(
        {**extract(prepared, reference), "refusal": NO_REFUSALS, "correction": correction}, "test"
    )
    assert quarantine.height == quarantined
    marts.mkdir(parents=True)
    loaded_at = datetime(2024, 8, 20, 6, 0, tzinfo=UTC)
    build(
        {**frames, "quarantine": quarantine}, reference.frames, marts / "kaifaqu.duckdb", loaded_at=loaded_at
    )
    export(marts / "kaifaqu.duckdb", marts / "parquet")
    return marts


@pytest.fixture(scope="session")
def make_marts() -> Callable[..., Path]:
    """Give the function that builds a warehouse."""
    return make


@pytest.fixture(scope="session", params=["samples", "real"])
def raw(request: pytest.FixtureRequest) -> Path:
    """The sample reports of this repository, and the real ones where they lie beside it."""
    folder = ROOT / "data" / "raw" if request.param == "samples" else SHARED / "raw"
    if not folder.is_dir():
        pytest.skip("the real reports are other people's texts and lie beside the repository, not in it")
    return folder


@pytest.fixture(scope="session")
def marts(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of a folder, built once."""
    return make(raw, tmp_path_factory.mktemp("first") / "marts")
