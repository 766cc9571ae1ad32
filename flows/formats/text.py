"""Plain text: .txt, .text, .md."""

from __future__ import annotations

from flows.formats.encodings import decode_whole
from flows.formats.model import Converted


def read(data: bytes) -> Converted:
    """Decode a file's bytes; nothing else is done to it.

    Raises:
        DocumentRefusedError: as `decode_whole`.
    """
    found = decode_whole(data)
    return Converted(found.text, found.encoding, notes=found.notes)
