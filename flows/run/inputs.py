"""What a run's result depends on, as hashes: the texts, the reference data, and the program itself.

Rather too much is counted than too little: what is hashed and doesn't matter costs a run that publishes the same again,
what matters and isn't hashed would leave a result standing that is no longer right. Where texts are read (--jobs, --engine)
changes no result, and is not counted.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flows import paths
from flows.run.language import marked

TEXTS, REFERENCE, PROGRAM = marked("texts"), marked("reference data"), marked("program")
MOST_BYTES = 256 * 1024 * 1024
"""A larger file is no report of any kind: it is refused for its size, whatever it holds."""
HIDDEN = (b".", b"~$")


@dataclass(frozen=True)
class Inputs:
    """What a result is made of.

    Args:
        parts: a hash for each of `texts`, `reference data` and `program`.
        files: sha256 of each file among the texts, by its path below the folder.
    """

    parts: Mapping[str, str]
    files: Mapping[str, str]

    def holds(self, read: Iterable[tuple[str, str]]) -> bool:
        """Whether files were read as they were when this was taken.

        Args:
            read: path and sha256 of each.
        """
        return all(self.files.get(path) == sha256 for path, sha256 in read)


def inputs(raw: Path | str, directory: Path | None) -> Inputs | None:
    """Hash everything that the result of a run on these texts depends on.

    Args:
        raw: folder of the texts.
        directory: folder of the reference data; the project's own where none is given.

    Returns:
        None where that can't be told: texts at a URL, a folder that can't be listed.
    """
    if "://" in str(raw):
        return None
    try:
        texts = sorted(_texts(os.fsencode(raw)))
        known = sorted(_plain_files(directory or paths.reference_dir()))
        program = [*map(os.fsencode, [sys.version, *libraries()]), *_program()]
    except OSError:
        return None
    files = {os.fsdecode(name): told.decode() for name, kind, told in texts if kind == b"file"}
    parts = {
        TEXTS: _hashed(part for entry in texts for part in entry),
        REFERENCE: _hashed(part for entry in known for part in entry),
        PROGRAM: _hashed(program),
    }
    return Inputs(parts, files)


def libraries() -> list[str]:
    """The installed distributions with their versions, without opening one: the names of their folders."""
    found: set[str] = set()
    for place in sys.path:
        try:
            found.update(name for name in os.listdir(place or ".") if name.endswith(".dist-info"))
        except OSError:
            continue  # an archive, or no longer there
    return sorted(found)


def _hashed(parts: Iterable[bytes]) -> str:
    """One hash of several; where one ends and the next begins matters."""
    made = hashlib.sha256()
    for part in parts:
        made.update(len(part).to_bytes(8, "big") + part)
    return made.hexdigest()


def _texts(raw: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Path, kind and content of all that a run sees below a folder (`flows.documents.discover`).

    Raises:
        OSError: a folder can't be listed.
    """

    def fail(error: OSError) -> None:
        raise error

    root = os.path.realpath(raw)
    for folder, folders, names in os.walk(raw, onerror=fail):
        folders[:] = [name for name in folders if not name.startswith(b".")]
        for name in [*folders]:
            entry = os.path.join(folder, name)
            yield os.path.relpath(entry, raw), b"folder", b"link" if os.path.islink(entry) else b""
        for name in names:
            if not name.startswith(HIDDEN):
                entry = os.path.join(folder, name)
                yield os.path.relpath(entry, raw), *_content(entry, root)


def _content(path: bytes, root: bytes) -> tuple[bytes, bytes]:
    if os.path.islink(path) and os.path.commonpath([os.path.realpath(path), root]) != root:
        return b"link", b"leaves"
    try:
        facts = os.stat(path)
        if not stat.S_ISREG(facts.st_mode):
            return b"other", b""
        if facts.st_size > MOST_BYTES:
            return b"large", str(facts.st_size).encode()
        return b"file", sha256_of(path).encode()
    except OSError as error:
        return b"unreadable", str(error.errno).encode()


def _plain_files(folder: Path) -> Iterator[tuple[bytes, bytes]]:
    """Name and hash of the files of a folder, those of its subfolders left out: a circular's wording is no run's matter."""
    for entry in os.scandir(folder):
        if entry.is_file() and not entry.name.startswith("."):
            yield os.fsencode(entry.name), sha256_of(entry.path).encode()


def _program() -> Iterator[bytes]:
    """Path and bytes of every file of the program, of its SQL, and of the reference data that come with it."""
    for top in (paths.PACKAGE, paths.sql_dir()):
        for folder, folders, names in os.walk(top):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for file in sorted(names):
                path = Path(folder, file)
                if path.suffix != ".pyc" and path.is_file():
                    yield os.fsencode(path.relative_to(top))
                    yield path.read_bytes()
    for name, digest in sorted(_plain_files(paths.reference_dir())):
        yield name
        yield digest


def sha256_of(path: str | bytes | Path) -> str:
    """Hash of a file's bytes.

    Raises:
        OSError: it can't be read.
    """
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
