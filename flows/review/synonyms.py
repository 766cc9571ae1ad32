"""Taught words: lines of synonyms.csv in the reference data of whoever teaches them."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

from flows import paths
from flows.errors import UsageError
from flows.reference import FILES
from flows.run.saving import SavingError, editing, read_whole, write_whole

FILE = FILES["ref_synonym"]
_HEAD = ["term", "indicator_id"]


def own_reference(folder: Path) -> bool:
    """See to it that a folder holds reference data to write into; that of the package is copied into an empty one.

    Returns:
        whether it was copied now.

    Raises:
        UsageError: it holds other things, or is no folder.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(
            "this is no folder", str(folder), "Name the folder of your reference data with --reference DIR"
        )
    if (folder / FILE).is_file():
        return False
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(
            "this folder holds no reference data",
            str(folder),
            "Name one that does, or an empty or new one, which gets a copy of the reference data of kaifaqu",
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name in sorted(path.name for path in paths.reference_dir().iterdir() if path.is_file()):
        shutil.copyfile(paths.reference_dir() / name, folder / name)
    return True


def known_words(folder: Path) -> dict[str, str | None]:
    """The words that stand in synonyms.csv now, each with its indicator; None where it means none of the catalog."""
    return {
        row[0]: row[1] or None for row in csv.reader(_text(folder / FILE).splitlines()[1:]) if len(row) == 2
    }


def teach(folder: Path, term: str, indicator_id: str | None) -> None:
    """Write a line: from the next run on, the word means the indicator, or none where that is None.

    Raises:
        SavingError: the word stands there already with another meaning, or the file can't be written.
    """
    path = folder / FILE
    if not term.strip() or term != term.strip() or any(c in term for c in "\r\n"):
        raise SavingError("this is no word", term, "Choose a word of the text")
    with editing(folder):
        text = _text(path)
        known = known_words(folder)
        if term in known:
            if known[term] == indicator_id:
                return
            raise SavingError(
                f"{term} means {known[term] or 'none of the catalog'} already",
                str(path),
                "Change the line by hand",
            )
        gap = "" if text.endswith("\n") else "\n"
        write_whole(path, f"{text}{gap}{_row(term, indicator_id)}".encode())


def forget(folder: Path, term: str, indicator_id: str | None) -> None:
    """Take a line away that `teach` has written.

    Raises:
        SavingError: it says something else by now, or the file can't be written.
    """
    path = folder / FILE
    with editing(folder):
        lines = _text(path).splitlines(keepends=True)
        own = _row(term, indicator_id).rstrip("\n")
        at = next((k for k in range(len(lines) - 1, 0, -1) if lines[k].rstrip("\r\n") == own), None)
        if at is None:
            raise SavingError(
                f"{own} does not stand there any more", str(path), "Somebody else has changed it"
            )
        write_whole(path, "".join(lines[:at] + lines[at + 1 :]).encode())


def _row(term: str, indicator_id: str | None) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([term, indicator_id or ""])
    return out.getvalue()


def _text(path: Path) -> str:
    data = read_whole(path)
    if data is None:
        raise SavingError("the file is missing", str(path), "Put the table of words there")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SavingError("this is no text in UTF-8", str(path), "Save it as UTF-8 first") from error
    if next(csv.reader(text.splitlines()), []) != _HEAD:
        raise SavingError(f"its header is not {','.join(_HEAD)}", str(path), "Mend the header")
    return text
