"""An evaluation on the screen and as JSON."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from flows.errors import UsageError
from flows.evaluation.certainty import by_doubt
from flows.evaluation.compare import ATTRIBUTES, Found
from flows.evaluation.gold import Label
from flows.evaluation.judge import Judged
from flows.evaluation.score import Mistake, Score, Tally
from flows.evaluation.texts import Texts, marked, marked_in
from flows.run.console import printable, show_table


def show(judged: Judged, errors: int, stream: TextIO | None = None) -> None:
    """Print the scores of all, by attribute and by document, and the worst mistakes.

    Args:
        judged: what to print.
        errors: how many mistakes at most.
        stream: where to; standard output unless said otherwise.
    """
    stream = stream or sys.stdout
    evaluation = judged.evaluation
    total, documents = evaluation.total, evaluation.documents
    rows = [
        ("labels", f"{total.labels} numbers of {len(documents)} documents, {total.wanted} of them figures"),
        ("found", f"{total.found} figures"),
        ("accounted", f"{total.share(total.accounted):.4f} of the numbers have a disposition"),
        ("disposition", f"{total.share(total.dispositions):.4f} of the numbers have the right one"),
        *((name, _words(total.score(hits))) for name, hits in _hits(total).items()),
    ]
    if total.others:
        rows.append(
            ("other value", f"{total.others_right / total.others:.4f} of {total.others} other figures")
        )
    rows += [("note", note) for note in judged.notes]
    show_table(rows, stream)
    columns(
        [
            ("attribute", "precision", "recall", "F1"),
            *((name, *_cells(total.score(total.right[name]))) for name in ATTRIBUTES),
        ],
        stream,
    )
    counted = by_doubt(judged.figures, evaluation.mistakes)
    columns(
        [
            ("certainty", "figures", "share", "strictly right"),
            *(
                (name, f"{kind.figures}", f"{kind.figures / max(1, total.found):.4f}", f"{kind.share:.4f}")
                for name, kind in counted.items()
            ),
        ],
        stream,
    )
    head = (
        "document",
        "labels",
        "figures",
        "accounted",
        "disposition",
        "detection F1",
        "strict P",
        "strict R",
        "strict F1",
    )
    columns([head, *((name, *_document(tally)) for name, tally in documents.items())], stream)
    shown = evaluation.mistakes[:errors]
    for mistake in shown:
        print(file=stream)
        for line in describe(mistake, judged.texts):
            print(printable(line), file=stream)
    left = len(evaluation.mistakes) - len(shown)
    if left:
        print(f"\n{left} mistakes more; --errors {len(evaluation.mistakes)} shows all", file=stream)


def _hits(tally: Tally) -> dict[str, int]:
    return {"detection": tally.detected, "strict": tally.strict, "core": tally.core}


def _words(score: Score) -> str:
    return f"precision {score.precision:.4f}, recall {score.recall:.4f}, F1 {score.f1:.4f}"


def _cells(score: Score) -> tuple[str, str, str]:
    return f"{score.precision:.4f}", f"{score.recall:.4f}", f"{score.f1:.4f}"


def _document(tally: Tally) -> tuple[str, ...]:
    return (
        f"{tally.labels}",
        f"{tally.wanted}",
        f"{tally.share(tally.accounted):.4f}",
        f"{tally.share(tally.dispositions):.4f}",
        f"{tally.score(tally.detected).f1:.4f}",
        *_cells(tally.score(tally.strict)),
    )


def columns(rows: Sequence[Sequence[str]], stream: TextIO) -> None:
    """Print rows under each other after an empty line; the first column to the left, the others to the right."""
    rows = [[printable(cell) for cell in row] for row in rows]
    widths = [max(width(row[k]) for row in rows) for k in range(len(rows[0]))]
    print(file=stream)
    for row in rows:
        cells = [
            " " * (size - width(cell)) + cell if k else cell + " " * (size - width(cell))
            for k, (cell, size) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells), file=stream)


def width(text: str) -> int:
    """Columns of a terminal that a text takes: two for each Chinese character.

    Examples:
        >>> width("F1 值")
        5
    """
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def describe(mistake: Mistake, texts: Texts | None) -> list[str]:
    """A mistake in words: where and what, the sentence, what the label says and what we say, and the rule."""
    wrong = ", ".join(mistake.wrong) if mistake.kind == "wrong" else ""
    lines = [f"{mistake.document_id}:{mistake.start} {mistake.kind} {wrong}".rstrip()]
    sentence = passage(mistake, texts)
    if sentence:
        lines.append(f"  text  {sentence}")
    shown = mistake.wrong or ATTRIBUTES
    if mistake.label is None:
        lines.append("  gold  no number is labelled there")
    else:
        lines.append(f"  gold  {_gold(mistake.label, shown)}")
    lines.append(f"  ours  {_ours(mistake, shown)}")
    rules = ", ".join(dict.fromkeys(figure.rule for figure in mistake.figures if figure.rule))
    if rules:
        lines.append(f"  rule  {rules}")
    return lines


def passage(mistake: Mistake, texts: Texts | None) -> str:
    """The sentence with the numeral in 【】, empty where neither text nor figure is at hand."""
    item = texts.documents.get(mistake.document_id) if texts else None
    if item is not None and mistake.end <= len(item.document.text):
        return marked(item.clean, mistake.start, mistake.end)
    return marked_in(mistake.figures[0].sentence, mistake.figures[0].quote) if mistake.figures else ""


def _gold(label: Label, names: Sequence[str]) -> str:
    row = label.attributes
    if label.disposition not in ("figure", "other_figure"):
        return label.disposition
    if label.disposition == "other_figure":
        return f"other_figure, {_said(row, ('value', 'unit'))}"
    said = {**row, "period": f"{row['period_start']}..{row['period_end']}"}
    alternatives = f" (or {', '.join(f'{k} {v}' for k, v in label.alt.items())})" if label.alt else ""
    return _said(said, names) + alternatives


def _ours(mistake: Mistake, names: Sequence[str]) -> str:
    if mistake.kind in ("missed", "disposition"):
        mention = mistake.mention
        if mention is None:
            return "nothing"
        return f"{mention.disposition}{f' ({mention.reason})' if mention.reason else ''}"
    return _said(_attributes(mistake.figures), names)


def _attributes(figures: Sequence[Found]) -> dict[str, Any]:
    first = figures[0]
    return {
        **vars(first),
        "subject": "、".join(figure.subject for figure in figures),
        "value": f"{first.value:g}",
        "period": "..".join(str(month) for month in first.period),
    }


def _said(row: dict[str, Any], names: Sequence[str]) -> str:
    return ", ".join(
        f"{name} {row[name]}" for name in dict.fromkeys(names) if row.get(name) not in (None, "")
    )


def write_json(judged: Judged, path: Path) -> None:
    """Write everything, all mistakes included, to a JSON file.

    Raises:
        UsageError: the file can't be written.
    """
    evaluation = judged.evaluation
    document = {
        **evaluation.total.as_dict(),
        "documents": {name: tally.as_dict() for name, tally in evaluation.documents.items()},
        "certainty": {
            name: {"figures": kind.figures, "right": kind.share}
            for name, kind in by_doubt(judged.figures, evaluation.mistakes).items()
        },
        "notes": judged.notes,
        "errors": [_error(mistake, judged.texts) for mistake in evaluation.mistakes],
    }
    try:
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"the file can't be written ({error.strerror})", str(path), "Name another with --json FILE"
        ) from error


def _error(mistake: Mistake, texts: Texts | None) -> dict[str, Any]:
    return {
        "kind": mistake.kind,
        "doc": mistake.document_id,
        "start": mistake.start,
        "end": mistake.end,
        "wrong": list(mistake.wrong),
        "sentence": passage(mistake, texts),
        "gold": mistake.label.attributes if mistake.label else None,
        "ours": [vars(figure) for figure in mistake.figures],
        "disposition": mistake.mention.disposition if mistake.mention else None,
    }
