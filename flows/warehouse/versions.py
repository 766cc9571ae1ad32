"""The versions that are kept: list them, return to one."""

from __future__ import annotations

import json
import zipfile
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from flows.errors import UsageError, WarehouseError
from flows.run.inputs import sha256_of
from flows.run.layout import DATABASE, PARQUET, WORKBOOK
from flows.run.lock import run_lock
from flows.warehouse.publish import current_version, switch_back, version_folders

CURRENT_NAME, PREVIOUS_NAME = "current", "previous"


@dataclass(frozen=True)
class Version:
    """A kept version: what it holds, and what is wrong with it; empty where it can be read."""

    name: str
    folder: Path
    published: datetime
    bytes: int
    current: bool
    documents: int | None = None
    figures: int | None = None
    problem: str = ""


def kept_versions(marts: Path) -> list[Version]:
    """List what is kept in a marts folder, in the order of publishing."""
    current = current_version(marts)
    return [_describe(folder, folder.resolve() == current) for folder in version_folders(marts)]


def find_version(marts: Path, name: str) -> Version:
    """Return the version of that name, or of a name that only it begins with; `current` and `previous` do, too.

    Raises:
        UsageError: there is none; the choices are named.
    """
    kept = kept_versions(marts)
    if name == CURRENT_NAME:
        found = [version for version in kept if version.current]
    elif name == PREVIOUS_NAME:
        found = _before_current(kept)[:1]
    else:
        found = [version for version in kept if version.name == name]
        found = found or [version for version in kept if version.name.startswith(name)]
    if len(found) == 1:
        return found[0]
    problem = "more than one version begins so" if found else "there is no such version"
    names = ", ".join(version.name for version in found or kept) or "none"
    raise UsageError(f"{problem}: {name}", str(marts), f"Choose one of these: {names}")


def rollback(marts: Path, to: str | None = None, wait: float = 0) -> tuple[str | None, str]:
    """Let readers have a kept version again, in one step; those with a version open keep that.

    Args:
        marts: the marts folder.
        to: name of the version, or how it begins; the newest whole one before the current where none is given.
        wait: for how many seconds to wait for a run at work.

    Returns:
        name of the version that was current (None where there was none), and of the one that is now.

    Raises:
        UsageError: there is no such version.
        LockedError: a run is at work.
        WarehouseError: the version is not whole, or there is none before the current one.
    """
    if not marts.is_dir():
        raise UsageError("there is no such folder", str(marts), "Name the marts folder with --marts DIR")
    with run_lock(marts, wait):
        kept = kept_versions(marts)
        now = next((version.name for version in kept if version.current), None)
        if to is None:
            target = next((v for v in _before_current(kept) if not damage(v.folder)), None)
            if target is None:
                raise WarehouseError(
                    "no whole version was kept from before the current one",
                    str(marts),
                    "`kaifaqu versions` lists what there is; return to one of them with --to VERSION",
                )
        else:
            target = find_version(marts, to)
            if problem := damage(target.folder):
                raise WarehouseError(
                    f"this version is not whole: {problem}", str(target.folder), "Choose another with --to"
                )
        switch_back(marts, target.name)
    return now, target.name


def damage(folder: Path) -> str:
    """Say why readers can't have a version; empty where they can.

    The warehouse must open, each Parquet file must be the one that the data package describes, and the workbook,
    where there is one, must be whole.
    """
    if problem := _describe(folder, False).problem:
        return problem
    package = folder / PARQUET / "datapackage.json"
    try:
        for resource in json.loads(package.read_text(encoding="utf-8"))["resources"]:
            if f"sha256:{sha256_of(package.parent / resource['path'])}" != resource["hash"]:
                return f"{PARQUET}/{resource['path']} is not what was published"
    except OSError as error:
        return f"{Path(str(error.filename)).name} can't be read: {error.strerror}"
    except (ValueError, KeyError, TypeError) as error:
        return f"{PARQUET}/datapackage.json can't be read: {error}"
    return _workbook_damage(folder / WORKBOOK)


def _workbook_damage(workbook: Path) -> str:
    if not workbook.exists():
        return ""  # an older kaifaqu published this version
    try:
        with zipfile.ZipFile(workbook) as parts:
            broken = parts.testzip()  # every part is read, and its checksum with it
    except (OSError, zipfile.BadZipFile, zlib.error) as error:
        return f"{WORKBOOK} can't be read: {error}"
    return f"{WORKBOOK} is broken in {broken}" if broken else ""


def _before_current(kept: list[Version]) -> list[Version]:
    # the youngest first; all of them where the link to the current one is lost
    names = [version.current for version in kept]
    end = names.index(True) if True in names else len(kept)
    return kept[:end][::-1]


def _describe(folder: Path, current: bool) -> Version:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    published = datetime.fromtimestamp(folder.stat().st_mtime, UTC)
    documents = figures = None
    problem = ""
    try:
        with duckdb.connect(str(folder / DATABASE), read_only=True) as connection:
            counts = connection.execute(
                "select (select count(*) from dim_document), (select count(*) from fact_figure)"
            ).fetchone()
            assert counts is not None
            documents, figures = counts
    except duckdb.Error as error:
        problem = f"{DATABASE} can't be read: {' '.join(str(error).split())}"
    return Version(folder.name, folder, published, size, current, documents, figures, problem)
