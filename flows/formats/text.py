"""Plain text: .txt, .text, .md."""

from __future__ import annotations

import codecs
import re

from flows.errors import DocumentRefusedError
from flows.formats.model import Converted

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x9f]")
_READABLE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\x20-\x7e\s]")


def read(data: bytes) -> Converted:
    """Decode a file's bytes; nothing else is done to it.

    Raises:
        DocumentRefusedError: as `decode`.
    """
    return Converted(*decode(data))


def decode(data: bytes) -> tuple[str, str]:
    """Text and encoding name of a file's bytes; a byte-order mark is not part of the text.

    Raises:
        DocumentRefusedError: the bytes are no text in UTF-8, GB18030 or UTF-16.
    """
    if data.startswith(codecs.BOM_UTF8):
        attempts = [("utf-8-sig", "utf-8-sig")]
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        attempts = [("utf-16", "utf-16")]
    elif data[:4096].count(0) > len(data[:4096]) // 8:
        low_first = data[1:4096:2].count(0) >= data[0:4096:2].count(0)
        attempts = [("utf-16-le", "utf-16-le") if low_first else ("utf-16-be", "utf-16-be")]
    else:
        attempts = [("utf-8", "utf-8"), ("gb18030", "gb18030")]
    for codec, name in attempts:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        # GB18030 and UTF-16 accept almost any bytes, so what came out must also look like a text
        sample = text[:20000]
        if not _CONTROL.search(sample) and (
            name.startswith("utf-8") or len(_READABLE.findall(sample)) >= 0.85 * len(sample)
        ):
            return text, name
    raise DocumentRefusedError(
        "this is no text in UTF-8, GB18030 or UTF-16", remedy="Save it as plain text in UTF-8"
    )
