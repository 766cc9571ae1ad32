"""What a published version was made of, and whether it still stands as it was published.

    <marts>/cache/<version>/run.json    hashes of the texts, the reference data and the program, and of each published file;
                                        and what the run told at its end

It lies in the cache, is written last, and may be removed at any time: whatever is missing, half written or other than it was
makes the next run build anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.run.inputs import Inputs, sha256_of
from flows.run.layout import CACHE, CURRENT, DATABASE, LINKS, MANIFEST, OPTIONAL, PARQUET, VERSIONS
from flows.run.saving import SavingError, write_whole

RECORD = "run.json"
FORMAT = 1


@dataclass(frozen=True)
class Record:
    """How a version came about.

    Args:
        version: its name.
        parts: a hash of each thing that it was made of.
        files: sha256 of each published file, by its path below the version.
        summary: what the run told at its end.
    """

    version: str
    parts: Mapping[str, str]
    files: Mapping[str, str]
    summary: Mapping[str, Any]

    def changed(self, now: Inputs) -> list[str]:
        """Of what it was made, those things that are other by now, by name."""
        return [name for name, told in now.parts.items() if self.parts.get(name) != told]


def keep(marts: Path, version: str, made_of: Inputs, summary: Mapping[str, Any]) -> None:
    """Put on record what the version that was just published was made of.

    Raises:
        SavingError: the disk refuses; the next run builds anew.
    """
    folder = marts / VERSIONS / version
    try:
        files = {name: sha256_of(folder / name) for name in _published(folder)}
    except OSError as error:
        raise SavingError(f"the file can't be read ({error.strerror})", str(folder)) from error
    _write(marts, Record(version, made_of.parts, files, summary))


def carry_over(marts: Path, before: str, version: str) -> None:
    """Let a version that was published with the tables of another stand for what that one was made of.

    Its tables are held against what was written when they were made; pages and workbook are its own.
    """
    (marts / CACHE / version / RECORD).unlink(missing_ok=True)
    record = _read(marts, before)
    if record is None:
        return
    folder = marts / VERSIONS / version
    tables = {
        name: told
        for name, told in record.files.items()
        if name == DATABASE or name.startswith(f"{PARQUET}/")
    }
    with suppress(OSError, SavingError):
        own = {name: sha256_of(folder / name) for name in _published(folder) if name not in tables}
        _write(marts, Record(version, record.parts, {**tables, **own}, record.summary))


def current_record(marts: Path) -> Record | None:
    """The record of the version that readers see now; None where there is none that can be read."""
    try:
        target = Path(os.readlink(marts / CURRENT))
    except OSError:
        return None
    return _read(marts, target.name) if target.parent == Path(VERSIONS) else None


def is_whole(marts: Path, record: Record) -> bool:
    """Whether a version that is published now is there, file by file, as it was written, and the cache of it as well."""
    try:
        return (
            _is_linked(marts, record)
            and not (marts / f"{DATABASE}.wal").exists()
            and _stands(marts / VERSIONS / record.version, record.files)
            and _is_cached(marts / CACHE / record.version)
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return False


def _is_linked(marts: Path, record: Record) -> bool:
    tops = {name.partition("/")[0] for name in record.files}
    wanted = {name: link for name, link in LINKS.items() if name not in OPTIONAL or name in tops}
    return set(OPTIONAL) <= tops and all(os.readlink(marts / name) == link for name, link in wanted.items())


def _stands(folder: Path, files: Mapping[str, str]) -> bool:
    # the names first: they cost nothing
    return sorted(_published(folder)) == sorted(files) and all(
        sha256_of(folder / name) == told for name, told in files.items()
    )


def _is_cached(folder: Path) -> bool:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    sums = manifest["sha256"]
    return bool(sums) and all(sha256_of(folder / f"{name}.parquet") == told for name, told in sums.items())


def _published(folder: Path) -> Iterator[str]:
    """The files of a version by their paths below it; hidden ones are the system's or the publisher's."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith("."):
                yield Path(place, name).relative_to(folder).as_posix()


def _read(marts: Path, version: str) -> Record | None:
    try:
        told = json.loads((marts / CACHE / version / RECORD).read_text(encoding="utf-8"))
        if told.pop("format") != FORMAT or told["version"] != version:
            return None
        record = Record(**told)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    mappings = (record.parts, record.files, record.summary)
    return record if all(isinstance(part, dict) for part in mappings) else None


def _write(marts: Path, record: Record) -> None:
    folder = marts / CACHE / record.version
    if not (folder / MANIFEST).is_file():
        return  # the cache was not kept, and without it the next run has more to do than to look
    told = {"format": FORMAT, **vars(record)}
    write_whole(folder / RECORD, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())
