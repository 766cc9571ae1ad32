"""Reading in a process of its own: what a file makes its library do can't take this one down, or more than its share.

What is read are files of strangers. A small one may unpack to gigabytes in the middle of a library, or keep it busy
for hours; the operating system ends such a process, and the file is refused.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import flows
from flows.errors import DocumentRefusedError, MomentaryError
from flows.formats.model import MEGABYTE, Converted
from flows.formats.notes import Note

MAX_MEMORY = 1536 * MEGABYTE
"""Of the reading process, its libraries and all."""
MAX_SECONDS = 120
"""Of computing."""
PATIENCE = 10
"""How many times as long as that may pass on a clock, where others compute as well."""
MARK = b"\n#converted "
"""Before the answer, lest a library's own words be taken for it."""
_PACKAGES = str(Path(flows.__file__).resolve().parent.parent)


def read_apart(name: str, data: bytes) -> Converted:
    """Read a file's bytes in a process of its own.

    Args:
        name: of the format.
        data: the bytes.

    Raises:
        DocumentRefusedError: they can't be read, or not within the bounds.
    """
    paths = [_PACKAGES, *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        ended = subprocess.run(
            # -P: what lies in the folder of whoever runs this is no module
            [sys.executable, "-P", "-m", "flows.formats.child", name, str(MAX_MEMORY), str(MAX_SECONDS)],
            input=data,
            capture_output=True,
            timeout=MAX_SECONDS * PATIENCE,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise _endless() from error
    if ended.returncode < 0 or MARK not in ended.stdout:
        raise _endless(ended.returncode)
    answer = json.loads(ended.stdout.rpartition(MARK)[2])
    if "refused" in answer:
        raise DocumentRefusedError(*answer["refused"])
    parts = tuple((part, start) for part, start in answer["parts"])
    notes = tuple(Note(*note) for note in answer["notes"])
    return Converted(answer["text"], answer["encoding"], parts, notes)


def _endless(code: int = 0) -> MomentaryError:
    ended = f"; its reader ended with {code}" if code else ""
    return MomentaryError(
        f"it can't be read within {MAX_SECONDS} seconds and {MAX_MEMORY // MEGABYTE} MB of memory{ended}",
        remedy="Save its text as plain text, or split it into one file for each report",
    )
