"""One run at a time on a marts folder.

The lock is the operating system's, on a file in the folder: it ends with the process that holds it, however that
ends, so a lock file that was left behind hinders nobody. The file says who holds it.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

from flows.errors import WarehouseError
from flows.run.language import marked

LOCK_FILE = ".run.lock"
POLL_SECONDS = 0.2

# where a command holds the lock already, the flow that it calls goes through
_held: ContextVar[frozenset[Path]] = ContextVar("held", default=frozenset())
_handles: set[int] = set()


class LockedError(WarehouseError):
    """Another run is at work in the marts folder."""


@contextmanager
def run_lock(marts: Path, wait: float = 0) -> Iterator[None]:
    """Keep other runs off a marts folder until the block ends; within the block it can be taken again.

    Args:
        marts: the marts folder; made where it is missing, and gone again where nothing was put into it.
        wait: for how many seconds to wait for the run that holds it.

    Raises:
        LockedError: another run holds it; the message says which.
        WarehouseError: the folder can't be written, or its file system has no locks.
    """
    folder = marts.resolve()
    if folder in _held.get():
        yield
        return
    made = not folder.exists()
    handle = _acquire(folder, wait)
    _handles.add(handle)
    token = _held.set(_held.get() | {folder})
    try:
        yield
    finally:
        _held.reset(token)
        # while it is still held: who opened the file before looks whether it is still there
        (folder / LOCK_FILE).unlink(missing_ok=True)
        _handles.discard(handle)
        os.close(handle)
        if made:
            with suppress(OSError):
                folder.rmdir()


def _acquire(folder: Path, wait: float) -> int:
    path = folder / LOCK_FILE
    deadline = time.monotonic() + wait
    while True:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        except FileNotFoundError:  # the run before has just removed the folder that it had made
            continue
        except OSError as error:
            raise WarehouseError(
                f"the marts folder can't be written: {error}", str(folder), "Check its disk and rights"
            ) from error
        try:
            if _try(handle, path):
                return handle
        except OSError as error:
            os.close(handle)
            raise WarehouseError(
                f"this folder can't be locked: {error}", str(folder), "Use a file system that has locks"
            ) from error
        holder = _holder(handle)
        os.close(handle)
        left = deadline - time.monotonic()
        if left <= 0:
            raise LockedError(
                f"another run is at work in this folder: {holder}",
                str(folder),
                "Try again when it is done, or wait for it with --wait SECONDS",
            )
        time.sleep(min(POLL_SECONDS, left))


def _try(handle: int, path: Path) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    try:
        here = os.stat(path, follow_symlinks=False)
    except FileNotFoundError:
        return False
    ours = os.fstat(handle)
    if (here.st_dev, here.st_ino) != (ours.st_dev, ours.st_ino):
        return False  # the holder before removed this file while we opened it
    note = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    os.ftruncate(handle, 0)
    os.pwrite(handle, json.dumps(note).encode(), 0)
    return True


def _holder(handle: int) -> str:
    try:
        note = json.loads(os.pread(handle, 1000, 0))
        text = marked("process {} on {}, since {}")
        return text.format(int(note["pid"]), note["host"], note["since"])
    except (ValueError, KeyError, TypeError, OSError):
        return marked("it has not yet said which")


def _let_go() -> None:
    # a worker process that outlives its run must not hold the run's lock
    for handle in _handles:
        with suppress(OSError):
            os.close(handle)
    _handles.clear()


os.register_at_fork(after_in_child=_let_go)
