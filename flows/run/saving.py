"""Small files that people keep by hand are changed whole or not at all, and by one program at a time.

The lock is the operating system's, on the folder itself: it leaves no file behind, and ends with the process that holds
it, however that ends. What is written goes into a file of its own first, which takes the place of the old one in one step.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flows.errors import KaifaquError

WAIT_SECONDS = 10.0
POLL_SECONDS = 0.02
FRESH = ".new"


class SavingError(KaifaquError):
    """A file can't be changed; it stands as it stood."""


@contextmanager
def editing(folder: Path, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Keep other programs of this kind off the files of a folder until the block ends.

    Args:
        folder: the folder; it must be there.
        wait: for how many seconds to wait for another.

    Raises:
        SavingError: another one did not let go, or the folder can't be locked.
    """
    deadline = time.monotonic() + wait
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise SavingError(
            f"the folder can't be opened ({error.strerror})",
            str(folder),
            "Check that it is there, and its rights",
        ) from error
    try:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise SavingError(
                        "another program is changing files in this folder",
                        str(folder),
                        "Try again when it is done",
                    ) from None
                time.sleep(POLL_SECONDS)
            except OSError as error:
                raise SavingError(
                    f"the folder can't be locked ({error.strerror})",
                    str(folder),
                    "Use a file system that has locks",
                ) from error
        yield
    finally:
        os.close(handle)


def read_whole(path: Path) -> bytes | None:
    """The bytes of a file; None where there is none.

    Raises:
        SavingError: it can't be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SavingError(
            f"the file can't be read ({error.strerror})", str(path), "Check its permissions"
        ) from error


def write_whole(path: Path, data: bytes | None) -> None:
    """Put a file's content in place of what stands there, in one step; None takes the file away.

    Whoever is killed meanwhile leaves the old file as it was, and a hidden one that the next writer removes. Call it
    while `editing` holds the folder.

    Raises:
        SavingError: the disk refuses; the old file stands.
    """
    fresh = path.with_name(f".{path.name}{FRESH}")
    try:
        if data is None:
            path.unlink(missing_ok=True)
        else:
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
            fresh.unlink(missing_ok=True)
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(fresh, path)
        _keep(path.parent)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise SavingError(
            f"the file can't be written ({error.strerror})",
            str(path),
            "Check the disk and the rights of the folder",
        ) from error


def _keep(folder: Path) -> None:
    """See to it that a change of names outlives the machine."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    # it can't be asked for without being set
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
