"""Folders for a run's own use, which go with it; those of runs that were killed are swept by the next.

Each holds a file that its run has locked. The system lets go of the lock when the process dies, however it dies.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "kaifaqu-"
ALIVE = ".alive"
# a run ends after six hours; folders of older programs have no lock
_OLD, _OLD_PREFIX = 86_400, "kaifaqu-prefect-"


def own_folder(kind: str) -> tuple[Path, int]:
    """Make a folder in the system's temporary one that no other run sweeps while this process lives.

    Returns:
        the folder, and the handle of its lock; whoever closes it gives the folder up.
    """
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{kind}-"))
    lock = os.open(folder / ALIVE, os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    return folder, lock


@contextmanager
def temporary_folder(kind: str) -> Iterator[Path]:
    """`own_folder` for the length of a block."""
    folder, lock = own_folder(kind)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def sweep() -> None:
    """Remove what killed runs of this user left in the system's temporary folder."""
    with suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
            with suppress(OSError):
                facts = folder.lstat()
                if folder.is_symlink() or not folder.is_dir() or facts.st_uid != os.getuid():
                    continue
                lock = folder / ALIVE
                old = time.time() - facts.st_mtime > _OLD and folder.name.startswith(_OLD_PREFIX)
                if _is_dead(lock) if lock.exists() else old:
                    shutil.rmtree(folder, ignore_errors=True)


def _is_dead(lock: Path) -> bool:
    handle = os.open(lock, os.O_RDWR | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True
