"""The reference data and the lexicon made of them, once for each process."""

from __future__ import annotations

import contextlib
import socket
from functools import lru_cache
from pathlib import Path

from flows import paths
from flows.cache import looked_up
from flows.cache import stamp as stamp_of
from flows.engine import Job
from flows.errors import KaifaquError
from flows.figures import Lexicon
from flows.reference import FILES, Reference, load_reference


def reference(directory: Path | None = None) -> Reference:
    """The reference data, read and checked once per process, and again when a file has changed.

    Args:
        directory: folder of the reference data; the project's own where none is given.
    """
    return _compiled(directory)[0]


def lexicon(directory: Path | None = None) -> Lexicon:
    """The lexicon of the same reference data, compiled as often."""
    return _compiled(directory)[1]


def handed_over(directory: Path | None = None) -> Job:
    """The job by which another process comes to read with the reference data of this one."""
    return Job("take over", take_over, (directory, looked_up(reference(directory))))


def take_over(directory: Path | None, known: Reference) -> None:
    """Let this process read with reference data that another has read and checked, which takes a second.

    Args:
        directory: folder they are from, whatever becomes of it.
        known: what reading looks up of them.
    """
    _taken_over[directory or paths.reference_dir()] = known, Lexicon(known)


_taken_over: dict[Path, tuple[Reference, Lexicon]] = {}


def _compiled(directory: Path | None) -> tuple[Reference, Lexicon]:
    folder = directory or paths.reference_dir()
    if folder in _taken_over:
        return _taken_over[folder]
    state: list[tuple[int, int]] = []
    for name in FILES.values():
        with contextlib.suppress(OSError):  # loading will name what is missing
            facts = (folder / name).stat()
            state.append((facts.st_mtime_ns, facts.st_size))
    return _compile(folder, tuple(state))


@lru_cache(maxsize=2)
def _compile(folder: Path, state: tuple[tuple[int, int], ...]) -> tuple[Reference, Lexicon]:
    loaded = load_reference(folder)
    return loaded, Lexicon(loaded)


def require_same(stamp: str, directory: Path | None) -> None:
    """Make sure that this process reads as the one that sent it work does.

    Args:
        stamp: `flows.cache.stamp` over there.
        directory: folder of the reference data.

    Raises:
        KaifaquError: it has other code or other reference data.
    """
    if stamp != _stamp_of(id(reference(directory)), directory):
        raise KaifaquError(
            "this worker has another version of kaifaqu, of Python or of the reference data than the run",
            socket.gethostname(),
            "Install the same everywhere, and let every worker see the folder of --reference",
        )


@lru_cache(maxsize=2)
def _stamp_of(identity: int, directory: Path | None) -> str:
    return stamp_of(reference(directory))
