"""Publish a warehouse in one step: readers see the old version or the new one, never a half of each.

Layout of the marts folder:

    versions/<version>/    what was published, the last few: kaifaqu.duckdb, parquet/, kaifaqu.xlsx, bulletin/; and .number, which
                           orders them
    current          -> versions/<version>    the switch: one rename
    kaifaqu.duckdb   -> current/kaifaqu.duckdb, and so on for each of them
    .candidate-...   a version under construction, or one on its way out
    .run.lock        held by the run at work (flows/run/lock.py)

A process may die between any two of the steps below: the next run finds what it left by its name and clears it.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import duckdb

from flows.errors import WarehouseError
from flows.run.layout import CANDIDATE, CURRENT, DATABASE, LINKS, OPTIONAL, PARQUET, VERSIONS
from flows.warehouse.staging import KEPT, load_previous

SWITCH = f"{CANDIDATE}switch-"
LOCK = ".lock"
NUMBER = ".number"


@contextmanager
def candidate_folder(marts: Path) -> Iterator[Path]:
    """Make a folder to build a version in; it goes when the block ends, published or not.

    Folders that runs left when they died are cleared away first; those of runs still alive stay.

    Args:
        marts: the marts folder; made where it is missing.

    Raises:
        WarehouseError: the folder can't be written, before the block or in it.
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
    except (OSError, duckdb.IOException) as error:
        raise _unwritable(marts, error) from error
    finally:
        os.close(lock)
        shutil.rmtree(folder, ignore_errors=True)


def current_database(marts: Path) -> Path | None:
    """Return the DuckDB file that is published now, by its version's own path; None where there is none."""
    database = marts / CURRENT / DATABASE
    return database.resolve() if database.is_file() else None


def previous_database(marts: Path) -> Path | None:
    """Return the warehouse from which a new one takes over what it keeps.

    That is the published one. Where it can't be read (its disk broke, another kaifaqu made it), it is the newest
    version that can: a run must not need a hand because of what it only wants to look at.
    """
    current = current_database(marts)
    others = [folder / DATABASE for folder in reversed(version_folders(marts))]
    candidates = [*([current] if current else []), *(path.resolve() for path in others if path.is_file())]
    return next((path for path in dict.fromkeys(candidates) if _can_be_taken_over(path)), None)


def _can_be_taken_over(database: Path) -> bool:
    quoted = str(database).replace("'", "''")
    with duckdb.connect() as connection:
        try:
            connection.execute("attach ':memory:' as staging")
            connection.execute("create table staging.document (document_id varchar, sha256 varchar)")
            load_previous(connection, database)
            connection.execute(f"attach '{quoted}' as published (read_only)")
            found = connection.execute(
                "select table_name from duckdb_tables() where database_name = 'published' and schema_name = 'main'"
            ).fetchall()
            for table in {source for source, *_ in KEPT.values()} & {name for (name,) in found}:
                # every block is read, and its checksum with it
                connection.execute(f"select bit_xor(hash(t)) from published.main.{table} as t").fetchall()
        except (WarehouseError, duckdb.Error):
            return False
    return True


def version_name(moment: datetime) -> str:
    """What a version that was begun at a moment (UTC) is called; names stand in the order of their moments, as the clock had
    them."""
    return moment.strftime("%Y%m%dT%H%M%S.%fZ")


def current_version(marts: Path) -> Path | None:
    """Return the folder that is published now; None where the link is missing or leads nowhere."""
    link = marts / CURRENT
    return link.resolve() if link.exists() else None


def version_folders(marts: Path) -> list[Path]:
    """Return the folders of the kept versions, in the order they were published.

    Each bears its number, so that a clock that was set back changes nothing; those that an older kaifaqu published have
    none, and come first, by their time.
    """
    with suppress(FileNotFoundError, NotADirectoryError):
        folders = [path for path in (marts / VERSIONS).iterdir() if path.is_dir() and not path.is_symlink()]
        return sorted(folders, key=lambda path: (number_of(path), path.stat().st_mtime_ns, path.name))
    return []


def number_of(version: Path) -> int:
    """The number of a version in the order of publishing, from 1; 0 where it has none."""
    try:
        return int((version / NUMBER).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0


def publish(candidate: Path, marts: Path, version: str, keep: int = 5) -> Path:
    """Publish a candidate folder and return the folder it became.

    Everything is written through to disk before the switch; the switch is one rename; a reader that has the
    old version open keeps it. Until the switch, what was published before still stands.

    Args:
        candidate: holds kaifaqu.duckdb and parquet/, and the pages in bulletin/ where they were made; on the same file system as `marts`; it is moved.
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
            before = current_version(marts)
            target = _switch(candidate, marts, version)
            with suppress(OSError):  # readers have switched; what can't go now goes the next time
                _prune(marts, keep, before)
    except OSError as error:
        raise _unwritable(marts, error) from error
    return target


def switch_back(marts: Path, name: str) -> None:
    """Let readers have a version that was kept, in one rename; those with a version open keep that.

    Args:
        marts: the marts folder.
        name: name of a folder in versions/.

    Raises:
        WarehouseError: a name in `marts` is taken by something else, or the disk refuses.
    """
    try:
        with _alone(marts):
            _clear_leftovers(marts)
            _require_free_names(marts)
            _link_lasting_names(marts, marts / VERSIONS / name)
            _point(marts / CURRENT, f"{VERSIONS}/{name}")
            _sync(marts)
    except OSError as error:
        raise _unwritable(marts, error) from error


def _switch(candidate: Path, marts: Path, version: str) -> Path:
    target = _place_for(marts, version)
    last = max(map(number_of, version_folders(marts)), default=0)
    (candidate / NUMBER).write_text(f"{last + 1}\n", encoding="ascii")
    _sync(candidate / NUMBER)
    _link_lasting_names(marts, candidate)
    # the link comes before the folder it leads to: should this process die between the two renames, the next
    # run sees by it which version never became current
    switch = marts / f"{SWITCH}{os.getpid()}"
    switch.unlink(missing_ok=True)
    switch.symlink_to(f"{VERSIONS}/{target.name}")
    os.rename(candidate, target)
    try:
        (target / LOCK).unlink(missing_ok=True)
        os.utime(target)  # the time that is shown is that of publishing, not of building
        _sync(target)
        _sync(target.parent)
        os.replace(switch, marts / CURRENT)
    except OSError:
        os.rename(target, candidate)  # so that publishing can be tried again
        raise
    with suppress(OSError):  # readers have switched; there is nothing to undo
        _sync(marts)
    return target


def _link_lasting_names(marts: Path, version: Path) -> None:
    for name, link in LINKS.items():
        path = marts / name
        if name in OPTIONAL and not (version / name).exists():
            continue  # where an earlier version has it, the link now leads nowhere, and back there again later
        if not path.is_symlink() or os.readlink(path) != link:
            _point(path, link)


def _unwritable(marts: Path, error: Exception) -> WarehouseError:
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
            if folder.name.startswith(SWITCH):
                _take_back(marts, marts / os.readlink(folder))
            folder.unlink()  # a switch that was never thrown
        elif folder.is_dir() and not _is_held(folder / LOCK):
            shutil.rmtree(folder, ignore_errors=True)


def _take_back(marts: Path, target: Path) -> None:
    ours = target.parent == marts / VERSIONS and target.is_dir() and not target.is_symlink()
    if ours and target.resolve() != current_version(marts):
        _discard(marts, target)


def _discard(marts: Path, version: Path) -> None:
    # renamed first: what stands in versions/ is whole, or it is not there
    away = tempfile.mkdtemp(prefix=CANDIDATE, dir=marts)
    os.rename(version, away)
    # a reader that has the files open keeps them until it closes
    shutil.rmtree(away, ignore_errors=True)


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
        # a link of ours, or one that leads nowhere: nobody loses anything by it
        if not path.is_symlink() or (path.exists() and not os.readlink(path).startswith(link)):
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


def _prune(marts: Path, keep: int, before: Path | None) -> None:
    current = current_version(marts)
    old = [path for path in version_folders(marts) if path.resolve() != current]
    # the one that was current until now counts as the youngest, also where a rollback had returned to it
    old.sort(key=lambda path: path.resolve() == before)
    for path in old[: max(0, len(old) - (keep - 1))]:
        _discard(marts, path)
