"""The cache on disk: Parquet files beside the published versions.

    <marts>/cache/<version>/*.parquet, manifest.json    what the run that published this version has read

It is no part of what is published, and may be removed at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from flows.contracts import STAGING_TABLES, polars_schema
from flows.documents import Article, Document
from flows.figures import FRAMES
from flows.run.inputs import sha256_of
from flows.run.quarters import quarter_of

FORMAT = 4
FOLDER = "cache"
VERSIONS = "versions"
MANIFEST = "manifest.json"
FRESH = ".new-"
# how a document was read, the page marks of its articles, and what became of the corrections
BOOKS: dict[str, dict[str, Any]] = {
    "reading": dict.fromkeys(("document_id", "stamp", "content", "mending", "key"), pl.String),
    "page": {"article_id": pl.String, "document_id": pl.String, "number": pl.Int64,
             "continued_from": pl.String, "continues_on": pl.String},
    "correction": polars_schema(STAGING_TABLES["correction"]),
}  # fmt: skip
SCHEMAS: dict[str, dict[str, Any]] = {**FRAMES, **BOOKS}
BULK = ("mention", "figure", "document_text")
"""Frames that grow with the texts, not only with their number: they are read from disk as needed."""
# a row group is held whole by whoever reads or writes it
TEXTS, TEXTS_PER_GROUP, ROWS_PER_GROUP = "document_text", 2_048, 32_768

Frames = dict[str, pl.DataFrame]
Lazily = dict[str, pl.DataFrame | pl.LazyFrame]


@dataclass(frozen=True)
class Reading:
    """How a document was read.

    `stamp` is the code and the reference data; `content` its name, bytes and sidecar; `mending` what corrections
    made of its text and what people have decided on its numbers, empty where neither is; `key` all of that, for it and for every document tied to it.
    """

    stamp: str
    content: str
    mending: str
    key: str


@dataclass(frozen=True)
class Entry:
    """What is kept of one document: the document without its text, its articles without theirs."""

    document: Document
    articles: tuple[Article, ...]
    reading: Reading
    quarters: frozenset[str]


@dataclass(frozen=True)
class Cache:
    """What a run has read, and the version that it published; an empty one knows no document.

    `frames` are held whole; `bulk` are those of BULK, on disk.
    """

    version: str | None = None
    frames: Frames = field(
        default_factory=lambda: {n: pl.DataFrame(schema=s) for n, s in SCHEMAS.items() if n not in BULK}
    )
    bulk: dict[str, pl.LazyFrame] = field(
        default_factory=lambda: {name: pl.LazyFrame(schema=SCHEMAS[name]) for name in BULK}
    )

    @property
    def all(self) -> Lazily:
        """All frames."""
        return {**self.frames, **self.bulk}

    def entries(self) -> dict[str, Entry]:
        """The documents by id."""
        articles: dict[str, list[Article]] = {}
        quarters: dict[str, set[str]] = {}
        article = self.frames["article"].select("article_id", "as_of_month", "continues_in")
        pages = self.frames["page"].join(article, on="article_id", how="left").sort("document_id", "number")
        columns = (
            "article_id",
            "document_id",
            "continued_from",
            "continues_on",
            "as_of_month",
            "continues_in",
        )
        for article_id, document_id, begun, on, month, into in pages.select(columns).iter_rows():
            articles.setdefault(document_id, []).append(
                Article(article_id, document_id, None, None, (), 0, 0, begun, on, into)
            )
            if quarter := quarter_of(month):
                quarters.setdefault(document_id, set()).add(quarter)
        readings = {row[0]: Reading(*row[1:]) for row in self.frames["reading"].iter_rows()}
        return {
            document_id: Entry(
                Document(document_id, path, sha256, encoding, size, ""),
                tuple(articles.get(document_id, ())),
                readings[document_id],
                frozenset(quarters.get(document_id, ())),
            )
            for document_id, path, sha256, encoding, size, *_ in self.frames["document"].iter_rows()
        }


def published_version(marts: Path) -> str | None:
    """The version that readers see now."""
    from flows.warehouse import current_database

    database = current_database(marts)
    return database.parent.name if database else None


def recall(marts: Path, say: Callable[[str], None]) -> Cache:
    """The cache of the version published now, else the youngest that can be read, else an empty one.

    Args:
        marts: the marts folder.
        say: told in one line of a cache that can't be used.
    """
    folder = marts / FOLDER
    try:
        names = sorted(
            (path.name for path in folder.iterdir() if not path.name.startswith(".")), reverse=True
        )
    except OSError:
        return Cache()  # there is none, or it is no folder
    published = published_version(marts)
    for name in sorted(names, key=lambda name: name != published):
        try:
            return Cache(name, *_load(folder / name))
        except Exception as error:  # whatever lies there, a run can do without it
            words = " ".join(str(error).split())
            say(f"cache: {folder / name} is ignored and made anew ({words[:200]})")
    return Cache()


def _load(folder: Path) -> tuple[Frames, dict[str, pl.LazyFrame]]:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ValueError("it is of another format")
    frames: Frames = {}
    bulk: dict[str, pl.LazyFrame] = {}
    for name, schema in SCHEMAS.items():
        path = folder / f"{name}.parquet"
        if sha256_of(path) != manifest["sha256"][name]:
            raise ValueError(f"{name}.parquet is not what was written")
        if dict(pl.read_parquet_schema(path)) != dict(pl.Schema(schema)):
            raise ValueError(f"{name}.parquet has other columns")
        if name in BULK:
            bulk[name] = pl.scan_parquet(path)
        else:
            frames[name] = pl.read_parquet(path, memory_map=False)
    return frames, bulk


def remember(
    marts: Path,
    version: str,
    frames: Mapping[str, pl.DataFrame],
    bulk: Mapping[str, Sequence[Path]] | None = None,
) -> None:
    """Write the cache of a version in one step, and let go of those whose version is gone.

    Args:
        marts: the marts folder, in which the version is published.
        version: the version.
        frames: as `SCHEMAS` names them.
        bulk: Parquet files of those frames that are not given, with their rows in any order.

    Raises:
        OSError: the disk refuses; nothing half-made is left to be read.
    """
    folder = marts / FOLDER
    folder.mkdir(exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=FRESH, dir=folder))
    try:
        fresh.chmod(0o755)  # mkdtemp lets nobody else in
        sums: dict[str, str] = {}
        for name, schema in SCHEMAS.items():
            path = fresh / f"{name}.parquet"
            if bulk and name in bulk:
                merge(name, bulk[name], path)
            else:
                frames[name].select(list(schema)).write_parquet(path, compression="zstd")
            with path.open("rb+") as file:
                sums[name] = hashlib.file_digest(file, "sha256").hexdigest()
                os.fsync(file.fileno())
        manifest = {"format": FORMAT, "version": version, "sha256": sums}
        _write(fresh / MANIFEST, json.dumps(manifest, indent=1).encode())
        target = folder / version
        if target.exists():
            shutil.rmtree(target)
        os.rename(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    for path in folder.iterdir():
        if path.name != version and not (marts / VERSIONS / path.name).is_dir():
            shutil.rmtree(path, ignore_errors=True)


def carry_over(marts: Path, before: str, version: str) -> None:
    """Let a version that was published with the tables of another have the cache of that one, where there is one."""
    with suppress(OSError):
        shutil.copytree(marts / FOLDER / before, marts / FOLDER / version)


def merge(name: str, files: Sequence[Path], target: Path) -> None:
    """Write the rows of several Parquet files of a frame into one, in the order of the files.

    Each file holds documents beside each other, and so does what is made of them: a row group holds few, and whoever
    asks for some documents reads few groups. Sorting all would gain nothing more, and take the memory.
    """
    if not files:
        pl.DataFrame(schema=SCHEMAS[name]).write_parquet(target, compression="zstd")
        return
    # here: worker processes import this file, and have no use for DuckDB
    from flows.warehouse import frugal

    columns = ", ".join(f'"{column}"' for column in SCHEMAS[name])
    rows = TEXTS_PER_GROUP if name == TEXTS else ROWS_PER_GROUP
    with frugal() as connection:
        connection.execute("set threads = 1")  # each holds a row group, and there is no haste
        connection.read_parquet([str(path) for path in files]).create_view("parts")
        quoted = str(target).replace("'", "''")
        connection.execute(
            f"copy (select {columns} from parts) to '{quoted}' (format parquet, compression zstd, row_group_size {rows})"
        )


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
