"""Texts in object storage or on another machine, by URL: whatever fsspec has a driver for (s3, gs, az, sftp ...)."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flows.documents.model import NO_TEXT, Refusal, Source, is_hidden, misnamed
from flows.errors import MomentaryError, UsageError
from flows.formats import remedy_of


def is_url(name: str | Path) -> bool:
    """Whether this is a URL rather than a path.

    Examples:
        >>> is_url("s3://reports/2024"), is_url("data/raw"), is_url(Path("data/raw"))
        (True, False, False)
    """
    return isinstance(name, str) and "://" in name


def local_path(name: str | Path) -> Path | None:
    """The path of a folder on this machine, by path or file URL; None for any other URL.

    Examples:
        >>> local_path("file:///data/raw%201").as_posix(), local_path("s3://reports")
        ('/data/raw 1', None)
    """
    if not is_url(name):
        return Path(name)
    parts = urlsplit(str(name))
    return Path(unquote(parts.path)) if parts.scheme == "file" and parts.netloc in ("", "localhost") else None


def file_system(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the path on it.

    Raises:
        UsageError: there is no driver for it.
    """
    import fsspec  # type: ignore[import-untyped,unused-ignore]

    try:
        found: tuple[Any, str] = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError(
            f"there is no way to it ({error})", url, "Install the driver that fsspec names, such as s3fs"
        ) from error
    return found


def listed(url: str) -> Iterable[tuple[str, str, int | None]]:
    """The files below a URL: path below it, URL, bytes; hidden ones are left out.

    Raises:
        UsageError: there is nothing there that can be listed.
    """
    system, root = file_system(url)
    try:
        if not system.isdir(root):
            raise UsageError("there is no such folder", url, "Name the folder of the texts with --raw URL")
        found = system.find(root, detail=True)
    except OSError as error:
        raise UsageError(
            f"the folder can't be listed ({error})", url, "Check the address and rights"
        ) from error
    for path, facts in sorted(found.items()):
        relative = posixpath.relpath(path, root)
        if not any(is_hidden(part) for part in relative.split("/")):
            yield relative, system.unstrip_protocol(path), facts.get("size")


def sources_below(url: str, texts: Collection[str], sidecar: str) -> tuple[list[Source], list[Refusal]]:
    """The texts below a URL with their sidecars, ids not yet unique; and what is no text.

    Args:
        url: a folder.
        texts: endings of texts.
        sidecar: ending of sidecars.
    """
    files = {relative: (address, size) for relative, address, size in listed(url)}
    stems = {posixpath.splitext(name)[0] for name in files if posixpath.splitext(name)[1].lower() in texts}
    sources: list[Source] = []
    refusals: list[Refusal] = []
    for name, (address, size) in files.items():
        stem, suffix = posixpath.splitext(name)
        if wrong := misnamed(name):
            refusals.append(wrong)
        elif suffix.lower() in texts:
            beside = files.get(stem + sidecar)
            sources.append(
                Source(posixpath.basename(stem), address, name, beside[0] if beside else None, size)
            )
        elif suffix.lower() != sidecar:
            refusals.append(Refusal(name, "suffix", NO_TEXT, remedy_of(suffix)))
        elif stem not in stems:
            remedy = f"Name it like its text: {posixpath.basename(stem)}.txt"
            refusals.append(Refusal(name, "sidecar", "no text belongs to this sidecar", remedy))
    return sources, refusals


def read_up_to(url: str, most: int) -> bytes:
    """The bytes of a file, and no more than so many of them.

    Raises:
        MomentaryError: it can't be read.
    """
    try:
        system, path = file_system(url)
        with system.open(path, "rb") as file:
            data: bytes = file.read(most)
    except OSError as error:
        raise MomentaryError(f"the file can't be read ({error})", remedy="Check its rights") from error
    return data
