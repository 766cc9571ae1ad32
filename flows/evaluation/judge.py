"""An evaluation from folders to a report: which texts, which labels, what stands in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.documents import discover
from flows.errors import UsageError
from flows.evaluation.compare import Found
from flows.evaluation.gold import Label, read_gold
from flows.evaluation.score import Evaluation, evaluate, within
from flows.evaluation.sources import Warehouse, found_in, mentions_in
from flows.evaluation.texts import Texts, Words, load_words, read_texts

DEFAULT_RAW = Path("data/raw")


@dataclass(frozen=True)
class Judged:
    """An evaluation, the texts it can quote, and what the reader must know besides."""

    evaluation: Evaluation
    texts: Texts | None
    notes: list[str]
    labels: list[Label]
    figures: list[Found]


def judge(
    gold: Path, raw: Path | None = None, marts: Path | None = None, reference: Path | None = None
) -> Judged:
    """Compare the labels in `gold` with a fresh extraction, or with the warehouse in `marts`.

    Args:
        gold: folder of .jsonl files.
        raw: folder of the texts. Unless given, the gold folder where it holds labelled texts, else data/raw.
        marts: folder of a published warehouse; the texts are then only quoted, and may be missing.
        reference: folder of the reference data, that of this installation unless given.

    Raises:
        UsageError: a folder is missing, a line is no label, or a label points outside its text.
    """
    labels = read_gold(gold)
    labelled = Counter(
        str(label.attributes.get("indicator")) for label in labels if label.disposition == "figure"
    )
    wanted = list(dict.fromkeys(label.document_id for label in labels))
    words = load_words(reference)
    texts = _texts(gold, raw, wanted, words, needed=marts is None)
    sizes = {name: len(item.document.text) for name, item in texts.documents.items()} if texts else {}
    notes: list[str] = []
    if marts is not None:
        warehouse = Warehouse(marts)
        sizes = {**sizes, **warehouse.sizes()}
        _check_spans(labels, sizes)
        mentions, figures = warehouse.mentions(wanted), warehouse.figures(wanted)
        core, known = warehouse.core, set(warehouse.sizes())
        where = str(marts)
    else:
        assert texts is not None
        _check_spans(labels, sizes)
        frames = texts.extract(wanted, words)
        mentions, figures = mentions_in(frames["mention"]), found_in(frames["figure"], words.names)
        core, known, where = words.core, set(texts.documents), str(texts.folder)
        unknown = {name: n for name, n in labelled.items() if name not in words.names.values()}
        notes += [
            f"labels name {name}, which is no indicator of the catalog ({n})" for name, n in unknown.items()
        ]
    counts = Counter(label.document_id for label in labels)
    refused = {Path(r.path).stem: r.message for r in texts.refusals} if texts and marts is None else {}
    for name in wanted:
        if name not in known:
            why = (
                f"its text is refused: {refused[name]}"
                if name in refused
                else f"there is no such text in {where}"
            )
            notes.append(f"{name}: {why}; its {counts[name]} labels count as missed")
    mentions, figures = within(core | labelled.keys(), mentions, figures)
    return Judged(evaluate(labels, mentions, figures), texts, notes, labels, figures)


def _texts(gold: Path, raw: Path | None, wanted: Sequence[str], words: Words, needed: bool) -> Texts | None:
    if raw is not None:
        if not raw.is_dir():
            raise UsageError(
                "there is no such folder", str(raw), "Name the folder of the texts with --raw DIR"
            )
        return read_texts(raw, words)
    beside = {source.document_id for source in discover(gold).sources}
    if beside & set(wanted):
        return read_texts(gold, words)
    if DEFAULT_RAW.is_dir():
        return read_texts(DEFAULT_RAW, words)
    if needed:
        raise UsageError(
            "there is no such folder, and no text beside the labels",
            str(DEFAULT_RAW),
            "Name the folder of the texts with --raw DIR",
        )
    return None


def _check_spans(labels: Sequence[Label], sizes: dict[str, int]) -> None:
    for label in labels:
        size = sizes.get(label.document_id)
        if size is not None and label.end > size:
            raise UsageError(
                f"the label ends at character {label.end}, but its text {label.document_id} has only {size}",
                label.place,
                "Label the text as it is, or name the folder that holds the labelled version with --raw DIR",
            )
