"""The process that reads one file: bytes on stdin, the text as JSON on stdout. See flows/formats/apart.py."""

from __future__ import annotations

import json
import logging
import resource
import sys

from flows.errors import DocumentRefusedError
from flows.formats import FORMATS
from flows.formats.apart import MARK


def main(name: str, memory: int, seconds: int) -> None:
    """Read stdin as a format.

    Args:
        name: of the format.
        memory: bytes that this process may have.
        seconds: that it may compute.
    """
    logging.disable()
    _bound(resource.RLIMIT_AS, memory)
    _bound(resource.RLIMIT_CPU, seconds)
    (form,) = (form for form in FORMATS if form.name == name)
    answer: dict[str, object]
    try:
        converted = form.read(sys.stdin.buffer.read())
        notes = [(note.code, note.part, note.found) for note in converted.notes]
        answer = {
            "text": converted.text,
            "encoding": converted.encoding,
            "parts": converted.parts,
            "notes": notes,
        }
    except DocumentRefusedError as error:
        answer = {"refused": (error.problem, error.place, error.remedy)}
    sys.stdout.buffer.write(MARK + json.dumps(answer).encode())
    sys.stdout.buffer.flush()


def _bound(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    # not every system can bound the memory of a process; time is bounded then all the same
    try:
        resource.setrlimit(what, (most, most))
    except (ValueError, OSError):
        return


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
