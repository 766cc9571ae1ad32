"""Publish a warehouse in one step: readers see the old version or the new one, never a half of each.

Layout of the marts folder:

    versions/<version>/kaifaqu.duckdb, parquet/    what was published, the last few
    current          -> versions/<version>         the switch: one rename
    kaifaqu.duckdb   -> current/kaifaqu.duckdb
    parquet          -> current/parquet
    .candidate-...   a version under construction
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.errors import WarehouseError

DATABASE = "kaifaqu.duckdb"
PARQUET = "parquet"
CURRENT = "current"
VERSIONS = "versions"
CANDIDATE = ".candidate-"
LOCK = ".lock"
LINKS = {DATABASE: f"{CURRENT}/{DATABASE}", PARQUET: f"{CURRENT}/{PARQUET}"}


@contextmanager
def candidate_folder(marts: Path) -> Iterator[Path]:
    """Make a folder to build a version in; it goes when the block ends, published or not.

    Folders that runs left when they died are cleared away first; those of runs still alive stay.

    Args:
        marts: the marts folder; made where it is missing.

    Raises:
        WarehouseError: the folder can't be written.
    """
    try:
        marts.mkdir(parents=True, exist_ok=True)
        with _alone(marts):
            _clear_leftovers(marts)
            folder = Path(tempfile.mkdtemp(prefix=CANDIDATE, dir=marts))
            folder.chmod(0o755)  # mkdtemp lets nobody else in, and this folder is to be published
            # the system lets go of the lock when the process dies, however it dies
            lock = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR)
            fcntl.flock(lock, fcntl.LOCK_EX)
    except OSError as error:
        raise _unwritable(marts, error) from error
    try:
        yield folder
    finally:
        os.close(lock)
        shutil.rmtree(folder, ignore_errors=True)


def current_database(marts: Path) -> Path | None:
    """Return the DuckDB file that is published now, by its version's own path; None where there is none."""
    database = marts / CURRENT / DATABASE
    return database.resolve() if database.is_file() else None


def publish(candidate: Path, marts: Path, version: str, keep: int = 5) -> Path:
    """Publish a candidate folder and return the folder it became.

    Everything is written through to disk before the switch; the switch is one rename; a reader that has the
    old version open keeps it. Until the switch, what was published before still stands.

    Args:
        candidate: holds kaifaqu.duckdb and parquet/; on the same file system as `marts`; it is moved.
        marts: the marts folder.
        version: name of the version: letters, digits, dot, dash, underscore. Where it is published already,
            the new folder gets a number behind it.
        keep: how many versions stay, this one included; at least 1.

    Raises:
        WarehouseError: the candidate is incomplete, a name in `marts` is taken by something else, or the disk
            refuses.
    """
    if keep < 1:
        raise WarehouseError(f"keep is {keep}", "publish", "Keep at least 1 version.")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", version):
        raise WarehouseError(
            f"{version!r} is no name of a version", "publish", "Use letters, digits, . - and _."
        )
    _require_complete(candidate)
    try:
        _write_through(candidate)
        with _alone(marts):
            _require_free_names(marts)
            target = _switch(candidate, marts, version)
            _prune(marts, keep)
    except OSError as error:
        raise _unwritable(marts, error) from error
    return target


def _switch(candidate: Path, marts: Path, version: str) -> Path:
    (candidate / LOCK).unlink(missing_ok=True)
    target = _place_for(marts, version)
    os.rename(candidate, target)
    os.utime(target)  # the age by which old versions go is that of publishing, not of building
    _sync(target)
    _sync(target.parent)
    _point(marts / CURRENT, f"{VERSIONS}/{target.name}")
    for name, link in LINKS.items():
        if not (marts / name).is_symlink():
            _point(marts / name, link)
    _sync(marts)
    return target


def _unwritable(marts: Path, error: OSError) -> WarehouseError:
    return WarehouseError(
        f"publishing failed: {error}",
        str(marts),
        "Check the disk's space and rights; what was published before stands.",
    )


@contextmanager
def _alone(marts: Path) -> Iterator[None]:
    # for the moments in which one run could take another's half-made folder or link for a leftover
    handle = os.open(marts, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _clear_leftovers(marts: Path) -> None:
    for folder in marts.glob(f"{CANDIDATE}*"):
        if folder.is_symlink():
            folder.unlink()  # a switch that was never thrown
        elif folder.is_dir() and not _is_held(folder / LOCK):
            shutil.rmtree(folder, ignore_errors=True)


def _is_held(lock: Path) -> bool:
    try:
        handle = os.open(lock, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def _require_complete(candidate: Path) -> None:
    for name in (DATABASE, f"{PARQUET}/datapackage.json"):
        if not (candidate / name).is_file():
            raise WarehouseError(f"{name} is missing", str(candidate), "Build and export before publishing.")
    for log in candidate.rglob("*.wal"):
        raise WarehouseError("a write-ahead log is left", str(log), "Close the database before publishing.")


def _require_free_names(marts: Path) -> None:
    expected = {CURRENT: f"{VERSIONS}/", **LINKS}
    for name, link in expected.items():
        path = marts / name
        if not path.is_symlink() and not path.exists():
            continue
        if not path.is_symlink() or not os.readlink(path).startswith(link):
            raise WarehouseError(
                "this is not a link that publishing made", str(path), "Move it away, then publish again."
            )
    versions = marts / VERSIONS
    if versions.is_symlink() or (versions.exists() and not versions.is_dir()):
        raise WarehouseError(
            "this is not a folder of versions", str(versions), "Move it away, then publish again."
        )
    log = marts / f"{DATABASE}.wal"
    if log.exists():
        raise WarehouseError(
            "a write-ahead log stands beside the published file; a reader would replay it into the new one",
            str(log),
            "Close the program that writes to the published file, and move the log away.",
        )


def _place_for(marts: Path, version: str) -> Path:
    versions = marts / VERSIONS
    versions.mkdir(exist_ok=True)
    place, number = versions / version, 1
    while place.exists():
        number += 1
        place = versions / f"{version}.{number}"
    return place


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_through(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        _sync(path)
    _sync(folder)


def _point(link: Path, target: str) -> None:
    fresh = link.with_name(f"{CANDIDATE}link-{os.getpid()}-{link.name}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    os.replace(fresh, link)


def _prune(marts: Path, keep: int) -> None:
    current = (marts / CURRENT).resolve()
    versions = sorted((marts / VERSIONS).iterdir(), key=lambda path: (path.stat().st_mtime_ns, path.name))
    old = [path for path in versions if path.is_dir() and path != current]
    for path in old[: max(0, len(old) - (keep - 1))]:
        # a reader that has the files open keeps them until it closes
        shutil.rmtree(path, ignore_errors=True)
