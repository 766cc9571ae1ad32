"""The rehearsal of a run: what is wrong with more than a text shows before anything is read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from flows.bulletin import compile_templates, write_bulletin
from flows.contracts import validate
from flows.documents import discover, prepare, read
from flows.exports import export
from flows.figures import extract
from flows.gathering.batches import size_of
from flows.gathering.compiled import lexicon, reference
from flows.run.temporary import temporary_folder
from flows.warehouse import BULLETIN, DATABASE, PARQUET, build

# reading this much takes longer than building a warehouse from one sentence
MUCH_BYTES = 10_000_000
REHEARSAL = "2024年一季度，晋城开发区规上工业增加值108.78亿元，同比增长20.35%，高于省定目标（15%）5.35个百分点，增速排在全省第2位。\n"


def rehearse(raw: Path | str, directory: Path | None = None) -> None:
    """Take one sentence through the rooms and throw the result away.

    What is wrong with the reference data or the contracts then shows before hours of extraction, and the first
    real text finds everything loaded. Where much is to be read, the SQL is tried as well; where little is, the
    run itself comes to it as soon.

    Args:
        raw: folder of texts, or its URL; only its size counts.
        directory: folder of the reference data; the project's own where none is given.

    Raises:
        KaifaquError: as for `flows.quarterly.quarterly`.
    """
    known, words = reference(directory), lexicon(directory)
    with temporary_folder("rehearsal") as folder:
        (folder / "rehearsal.txt").write_text(REHEARSAL, encoding="utf-8")
        documents, _ = read(discover(folder).sources)
        frames = extract([prepare(document) for document in documents], known, lexicon=words)
        valid, quarantine = validate(frames, "rehearsal")
        compile_templates()
        if sum(map(size_of, discover(raw).sources)) < MUCH_BYTES:
            return
        database = folder / DATABASE
        build({**valid, "quarantine": quarantine}, known.frames, database, loaded_at=datetime.now(UTC))
        export(database, folder / PARQUET)
        write_bulletin(database, folder / BULLETIN)
