"""The zip archives that .docx and .xlsx are: opened only as far as they are what they say, and no larger than reports are."""

from __future__ import annotations

import io
import re
import zipfile

from flows.errors import DocumentRefusedError
from flows.formats.model import MEGABYTE, too_much

MAX_UNPACKED = 80 * MEGABYTE
"""Of what is read of an archive; pictures are not."""
MAX_PARTS = 5_000
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What .doc and .xls begin with, and encrypted files of any kind."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_READ = (".xml", ".rels")
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CHUNK = MEGABYTE


def unpacked(data: bytes, suffix: str) -> bytes:
    """An archive with nothing but the XML of `data`, stored: its libraries then unpack no more than stands in it.

    Args:
        data: a file's bytes.
        suffix: the ending that its name has.

    Raises:
        DocumentRefusedError: it is encrypted, no archive, too large when unpacked, or declares entities.
    """
    if data.startswith(OLD):
        raise _old(data, suffix)
    out, left, seen = io.BytesIO(), MAX_UNPACKED, set[str]()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS:
            raise too_much("parts", len(parts), MAX_PARTS)
        for part in parts:
            if part.flag_bits & 1:
                raise _encrypted(suffix)
            if part.filename in seen:
                continue
            seen.add(part.filename)
            # pictures and macros are there, for others speak of them, and empty
            content = _content(archive, part, left) if part.filename.lower().endswith(_READ) else b""
            left -= len(content)
            made.writestr(part.filename, content)
    return out.getvalue()


def _content(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    pieces, size = [], 0
    with archive.open(part) as file:
        # what the archive says of its sizes may be a lie: count what comes out
        while piece := file.read(_CHUNK):
            size += len(piece)
            if size > most:
                raise DocumentRefusedError(
                    f"unpacked it has more than the {MAX_UNPACKED // MEGABYTE} MB of the largest report",
                    remedy="Split it into one file for each report, or save its text as plain text",
                )
            pieces.append(piece)
    content = b"".join(pieces)
    if _DECLARED.search(content if b"\0" not in content[:64] else content.replace(b"\0", b"")):
        raise DocumentRefusedError(
            f"{part.filename} in it declares entities, which no office program writes",
            remedy="Don't open it; ask whoever sent it for the text",
        )
    return content


def _old(data: bytes, suffix: str) -> DocumentRefusedError:
    if _ENCRYPTED in data:
        return _encrypted(suffix)
    program = "Word" if suffix == ".docx" else "Excel"
    return DocumentRefusedError(
        f"it is a file of an older {program} with the ending {suffix}",
        remedy=f"Open it in {program} or WPS and save it anew as {suffix}",
    )


def _encrypted(suffix: str) -> DocumentRefusedError:
    return DocumentRefusedError(
        "it is encrypted", remedy=f"Open it with its password and save it as {suffix} without one"
    )
