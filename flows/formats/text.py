"""Plain text: .txt, .text, .md."""

from __future__ import annotations

from flows.formats.encodings import decode
from flows.formats.model import Converted


def read(data: bytes) -> Converted:
    """Decode a file's bytes; nothing else is done to it.

    Raises:
        DocumentRefusedError: as `decode`.
    """
    return Converted(*decode(data))
