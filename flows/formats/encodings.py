"""Bytes to text: which encoding a file is in, where it was cut, and why it is no text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from flows.errors import DocumentRefusedError
from flows.formats.notes import Note

# what no text has; the others are left by Word (the mark of a cell, two hyphens), DOS (the end of a file), or are line ends
_CONTROL = re.compile(r"[\x00-\x06\x08\x0e-\x19\x1b-\x1d\x7f-\x84\x86-\x9f]")
_UNREADABLE = re.compile(r"[^\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\x20-\x7e\s]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LINE_END = re.compile(r"\r\n?|\n")
# DOS ends a file with the one, and some programs fill it up with the other
_PADDING = "\x00\x1a"
# a character of UTF-8 has four bytes at most, so that three are left of one that was cut
_LONGEST_REST = 3
_REMEDY = "Save it as plain text in UTF-8"


@dataclass(frozen=True)
class Decoded:
    """A file's text, the name of its encoding, and the byte at which its last character was cut, if it was."""

    text: str
    encoding: str
    cut: int | None = None

    @property
    def notes(self) -> tuple[Note, ...]:
        """What there is to say of it."""
        return () if self.cut is None else (Note("cut", found=str(self.cut)),)


def decode(data: bytes) -> tuple[str, str]:
    """Text and encoding name of a file's bytes; a byte-order mark and what ends a DOS file are not part of the text.

    Raises:
        DocumentRefusedError: the bytes are no text in UTF-8, GB18030 or UTF-16.
    """
    found = decode_whole(data)
    return found.text, found.encoding


def decode_whole(data: bytes) -> Decoded:
    """As `decode`, with where the file was cut: all before that is read.

    Raises:
        DocumentRefusedError: the bytes are no text in UTF-8, GB18030 or UTF-16; it says at which place.
    """
    reason = ""
    for codec in _attempts(data):
        found = _decoded(data, codec)
        if isinstance(found, UnicodeDecodeError):
            reason = reason or _broken(data, codec, found)
            continue
        text, cut = found
        if control := _CONTROL.search(text):
            place = f"control character U+{ord(control.group()):04X} {_at(text, control.start())}"
            # GB18030 would read the same bytes as other characters
            if codec.startswith("utf-8"):
                raise _refusal(place)
            reason = reason or (place if len(_HAN.findall(text)) > len(text) // 4 else "")
            continue
        # GB18030 and UTF-16 accept almost any bytes, so what came out must also look like a text, to its end
        if codec.startswith("utf-8") or len(_UNREADABLE.findall(text)) <= 0.15 * len(text):
            return Decoded(text, codec, cut)
    raise _refusal(reason)


def _attempts(data: bytes) -> tuple[str, ...]:
    if data.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    if data[:4096].count(0) > len(data[:4096]) // 8:
        low_first = data[1:4096:2].count(0) >= data[0:4096:2].count(0)
        return ("utf-16-le" if low_first else "utf-16-be",)
    return ("utf-8", "gb18030")


def _decoded(data: bytes, codec: str) -> tuple[str, int | None] | UnicodeDecodeError:
    """The text without what ends a DOS file, and the byte at which it was cut; or why it can't be decoded."""
    try:
        return data.decode(codec).rstrip(_PADDING), None
    except UnicodeDecodeError as error:
        # the offsets of utf-8-sig are those behind the mark
        start = error.start + len(data) - len(error.object)
        if start < len(data) - _LONGEST_REST:
            return error
        rest = data[:start].decode(codec)
        # bytes of another encoding may be taken for a cut text of this one where hardly any tell the difference
        return (rest, start) if _HAN.search(rest) else error


def _broken(data: bytes, codec: str, error: UnicodeDecodeError) -> str:
    """Where a text of this encoding breaks off; nothing where there was none of it before."""
    start = error.start + len(data) - len(error.object)
    before = data[:start].decode(codec, "ignore")
    if len(_HAN.findall(before)) < 10 or codec == "gb18030":
        return ""
    return f"as {codec.upper()} it breaks off with byte 0x{data[start]:02X} {_at(before, len(before))}"


def _at(text: str, offset: int) -> str:
    line = len(_LINE_END.findall(text, 0, offset)) + 1
    return f"at character {offset} (line {line})"


def _refusal(reason: str) -> DocumentRefusedError:
    problem = "this is no text in UTF-8, GB18030 or UTF-16"
    return DocumentRefusedError(f"{problem}: {reason}" if reason else problem, remedy=_REMEDY)
