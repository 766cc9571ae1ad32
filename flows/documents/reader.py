"""Bytes to text: finds the files of a raw directory and has them read as text, or says why not."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from flows.documents.model import NO_TEXT, Document, Refusal, Sidecar, Source, is_hidden, misnamed, shown_name
from flows.documents.remote import is_url, local_path, read_up_to, sources_below
from flows.documents.sidecar import SIDECAR_REMEDY, SIDECAR_SUFFIX, parse_sidecar
from flows.errors import DocumentRefusedError, MomentaryError, UsageError
from flows.formats import FORMATS, SUFFIXES, convert, format_of, implausible, remedy_of
from flows.formats.plausible import REMEDY as IMPLAUSIBLE_REMEDY

# of a plain text: no report comes near this; what does is a dump, and one such file must not eat the run's memory
MAX_BYTES = FORMATS[0].most_bytes
# what reading keeps of a number is up to 9 kB, so that a text of nothing else must end sooner
MAX_NUMBERS = 100_000
MAX_SIDECAR_BYTES = 64 * 1024

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Discovery:
    """The files to read, in order of document id, and the entries that can't be."""

    sources: list[Source]
    refusals: list[Refusal]


def discover(raw: Path | str) -> Discovery:
    """List the files below `raw` that can be read (flows/formats), with their sidecars; `raw` may be a URL.

    The document id is the file's stem; files that share a stem get their path instead (`2024/a` → `2024--a`),
    so that the ids don't depend on the order of files. Hidden files are passed over, and so are those by which Word
    knows that a file is open (~$).

    Raises:
        UsageError: `raw` is no directory that can be listed.
    """
    folder_here = local_path(raw)
    if folder_here is None:
        found, refused_there = sources_below(str(raw), SUFFIXES, SIDECAR_SUFFIX)
        return _in_order(found, refused_there)
    raw = folder_here
    if not raw.is_dir():
        raise UsageError(
            "there is no such directory", str(raw), "Name the folder of the texts with --raw DIR"
        )
    root = raw.resolve()
    files: list[Path] = []
    sidecars: set[Path] = set()
    refusals: list[Refusal] = []

    def refuse(entry: Path, check: str, message: str, remedy: str) -> None:
        refusals.append(Refusal(shown_name(entry.relative_to(raw).as_posix()), check, message, remedy))

    def on_error(error: OSError) -> None:
        if Path(error.filename) == raw:
            raise UsageError("the directory can't be listed", str(raw), "Check its permissions") from error
        name = shown_name(Path(error.filename).relative_to(raw).as_posix())
        refusals.append(
            Refusal(name, "unreadable", "the folder can't be listed", "Check its permissions", momentary=True)
        )

    for folder, folders, names in os.walk(raw, onerror=on_error):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in list(folders):
            entry = Path(folder, name)
            if entry.is_symlink():  # os.walk lists but doesn't enter linked folders: say so
                folders.remove(name)
                refuse(
                    entry, "link", "a linked folder is not entered", "Copy the files into the raw directory"
                )
            elif entry.suffix.lower() in SUFFIXES:
                refuse(
                    entry, "directory", "this is a folder with the name of a text file", "Rename the folder"
                )
        stems = {Path(name).stem for name in names if Path(name).suffix.lower() in SUFFIXES}
        for name in sorted(names):
            entry = Path(folder, name)
            if is_hidden(name):
                continue
            if wrong := misnamed(entry.relative_to(raw).as_posix()):
                refusals.append(wrong)
            elif entry.is_symlink() and not Path(os.path.realpath(entry)).is_relative_to(root):
                refuse(
                    entry, "link", "the link leaves the raw directory", "Copy the file into the raw directory"
                )
            elif not entry.is_file():  # a pipe would be waited for until the end of days
                refuse(entry, "no_file", "this is no regular file", "Put the text itself there")
            elif entry.suffix.lower() in SUFFIXES:
                files.append(entry)
            elif entry.suffix.lower() == SIDECAR_SUFFIX:
                sidecars.add(entry)
                if entry.stem not in stems:
                    refuse(
                        entry,
                        "sidecar",
                        "no text belongs to this sidecar",
                        f"Name it like its text: {entry.stem}.txt",
                    )
            else:
                refuse(entry, "suffix", NO_TEXT, remedy_of(entry.suffix))

    sources = []
    for path in files:
        sidecar = path.with_suffix(SIDECAR_SUFFIX)
        beside = str(sidecar) if sidecar in sidecars else None
        sources.append(Source(path.stem, str(path), path.relative_to(raw).as_posix(), beside))
    return _in_order(sources, refusals)


def _in_order(sources: list[Source], refusals: list[Refusal]) -> Discovery:
    """Give files that share a stem their path for an id, and sort."""
    stems = Counter(source.document_id for source in sources)
    unique = [
        source
        if stems[source.document_id] == 1
        else replace(source, document_id=source.path.replace("/", "--"))
        for source in sources
    ]
    return Discovery(sorted(unique, key=lambda s: s.document_id), sorted(refusals, key=lambda r: r.path))


@dataclass(frozen=True)
class Content:
    """The bytes of a text and of its sidecar, as they stand on disk at one moment."""

    source: Source
    data: bytes
    sidecar: bytes | None

    @property
    def sha256(self) -> str:
        """Of the text's bytes, as published."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def digest(self) -> str:
        """Of all that decoding depends on: the name, the text and its sidecar."""
        beside = "" if self.sidecar is None else hashlib.sha256(self.sidecar).hexdigest()
        names = (self.source.document_id, self.source.path, self.sha256, beside)
        return hashlib.sha256("\0".join(names).encode()).hexdigest()


def fetch(source: Source) -> Content:
    """Read the bytes of one file and of its sidecar.

    Raises:
        DocumentRefusedError: one of them is too large or unreadable.
    """
    form = format_of(source.path)
    most = MAX_BYTES if form.plain else form.most_bytes
    size, data = _measured(source, most)
    if size > most:
        raise DocumentRefusedError(
            f"the file has {size / 1048576:.0f} MB, more than the {most // 1048576} MB of the largest report",
            remedy="Split it into one file for each report",
        )
    return Content(source, data, _beside(source.sidecar) if source.sidecar else None)


def _measured(source: Source, most: int) -> tuple[int, bytes]:
    """Bytes of a file, and the bytes themselves unless there are more than `most`."""
    if is_url(source.file):
        size = source.bytes or 0
        data = b"" if size > most else read_up_to(source.file, most + 1)
        return max(size, len(data)), data
    try:
        with Path(source.file).open("rb") as file:
            # its size, and one byte more where it grows while it is read
            size = os.fstat(file.fileno()).st_size
            data = b"" if size > most else file.read(most + 1)
    except OSError as error:
        raise MomentaryError(
            f"the file can't be read ({error.strerror})", remedy="Check its permissions"
        ) from error
    return max(size, len(data)), data


def _beside(sidecar: str) -> bytes:
    name = Path(sidecar).name
    try:
        if is_url(sidecar):
            settings = read_up_to(sidecar, MAX_SIDECAR_BYTES + 1)
        else:
            with Path(sidecar).open("rb") as file:
                settings = file.read(MAX_SIDECAR_BYTES + 1)
    except OSError as error:
        raise MomentaryError(f"its sidecar {name} can't be read ({error})", remedy=SIDECAR_REMEDY) from error
    if len(settings) > MAX_SIDECAR_BYTES:
        raise DocumentRefusedError(f"its sidecar {name} is too large", remedy=SIDECAR_REMEDY)
    return settings


def decoded(content: Content) -> Document:
    """The text of what `fetch` has read.

    Raises:
        DocumentRefusedError: it is empty, can't be read as what its name says, is no text in Chinese, holds too many
            numbers, or has a wrong sidecar.
    """
    source, data = content.source, content.data
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise DocumentRefusedError("the file is empty", remedy="Remove it, or put the text in")
    converted = convert(source.path, data)
    text = converted.text
    if not text.strip():
        raise DocumentRefusedError("the file is empty", remedy="Remove it, or put the text in")
    # two characters hold one number at most
    if len(text) > 2 * MAX_NUMBERS and (numbers := sum(1 for _ in _DIGITS.finditer(text))) > MAX_NUMBERS:
        raise DocumentRefusedError(
            f"the file has {numbers:,} numbers, more than the {MAX_NUMBERS:,} of the largest report",
            remedy="Split it into one file for each report",
        )
    if why := implausible(text):
        raise DocumentRefusedError(f"this is no report in Chinese: {why}", remedy=IMPLAUSIBLE_REMEDY)
    sidecar = Sidecar()
    if source.sidecar is not None and content.sidecar is not None:
        sidecar = parse_sidecar(Path(source.sidecar).name, content.sidecar)
    return Document(
        document_id=source.document_id,
        path=source.path,
        sha256=content.sha256,
        encoding=converted.encoding,
        bytes=len(data),
        text=text,
        format=format_of(source.path).name,
        parts=converted.parts,
        notes=converted.notes,
        sidecar=sidecar,
    )


def read_one(source: Source) -> Document:
    """Read and decode one file.

    Raises:
        DocumentRefusedError: it is empty, too large, unreadable, no text, or has a wrong sidecar.
    """
    return decoded(fetch(source))


def refused(source: Source, error: DocumentRefusedError) -> Refusal:
    """The refusal of a file that could not be read."""
    momentary = isinstance(error, MomentaryError)
    return Refusal(source.path, "unreadable", error.problem, error.remedy, momentary)


def read(sources: Iterable[Source]) -> tuple[list[Document], list[Refusal]]:
    """Read files, one after the other; what can't be read is refused by name and the rest goes on."""
    documents: list[Document] = []
    refusals: list[Refusal] = []
    for source in sources:
        try:
            documents.append(read_one(source))
        except DocumentRefusedError as error:
            refusals.append(refused(source, error))
    return documents, refusals
