"""A second opinion: readings of the same texts by anybody else, held against text, contract and catalog.

They come in the format of the labels, a JSON object a line. Where one differs from what was read here, both stand in the
desk side by side; nothing of it is published before a person has said yes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from flows.errors import UsageError
from flows.evaluation.compare import STRICT, same_amount, wrong_attributes
from flows.evaluation.gold import Label, read_label
from flows.evaluation.sources import found_of
from flows.evaluation.texts import Words
from flows.review import numbers, reviews
from flows.review.model import Question, Row
from flows.review.published import Published

MOST_BYTES = 64 * 1024 * 1024
_NUMERAL = re.compile(r"[0-9０-９〇零○一二两三四五六七八九十百千万亿半]")
_FIGURES = ("figure", "other_figure")


@dataclass
class Opinion:
    """What came of a file of readings: how many agree, the figures among them, what differs, and what was refused, with why."""

    agree: int = 0
    agreed: list[Row] = field(default_factory=list)
    differ: list[Question] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def read_file(path: Path) -> tuple[list[Label], list[str]]:
    """The readings of a file, and what is wrong with its other lines.

    Raises:
        UsageError: there is no such file, or it is no text.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError("the file is too large", str(path), "Give the readings of fewer documents")
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"the file can't be read ({error})", str(path), "Name a .jsonl file in UTF-8"
        ) from error
    labels, wrong = [], []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                labels.append(read_label(line, f"{path.name}:{number}"))
            except UsageError as error:
                wrong.append(str(error))
    return labels, wrong


def opinion(published: Published, path: Path, names: Mapping[str, str]) -> Opinion:
    """Hold the readings of a file against what is published.

    Args:
        published: what is published.
        path: the file.
        names: the indicators by id, with their Chinese names.

    Raises:
        UsageError: there is no such file, or it is no text.
    """
    labels, wrong = read_file(path)
    made = Opinion(refused=wrong)
    known = {row["document_id"] for row in published.rows("select document_id from dim_document")}
    seen: Counter[tuple[str, int]] = Counter()
    for label in labels:
        seen[label.document_id, label.start] += 1
        if label.document_id not in known:
            problem: str | None = f"there is no document {label.document_id} in what is published"
        elif seen[label.document_id, label.start] > 1:
            problem = "a reading of this number came before; one is enough"
        else:
            problem = _problem(published, label, names)
        if problem:
            made.refused.append(f"{label.place}: {problem}")
            continue
        question = _differing(published, label, names)
        if question is None:
            made.agree += 1
            if label.disposition == "figure":
                made.agreed.append(_mentions(published, label)[0])
        else:
            made.differ.append(question)
    return made


def _problem(published: Published, label: Label, names: Mapping[str, str]) -> str | None:
    """What the text or the catalog has against a reading."""
    words = published.text(label.document_id)[label.start : label.end]
    if not _NUMERAL.search(words) or len(words) != label.end - label.start:
        return f"no numeral stands at {label.start} to {label.end} of {label.document_id}: {words!r}"
    if not _mentions(published, label):
        return f"{words!r} at {label.start} of {label.document_id} is none of the numbers of the text"
    if label.disposition == "figure" and label.attributes["indicator"] not in names.values():
        return f"{label.attributes['indicator']!r} is no indicator of the catalog"
    return None


def _mentions(published: Published, label: Label) -> list[Row]:
    return published.rows(
        "select document_id, char_start, char_end, article_id, disposition from fact_mention "
        "where document_id = ? and char_start < ? and char_end > ? order by char_start",
        label.document_id,
        label.end,
        label.start,
    )


def _differing(published: Published, label: Label, names: Mapping[str, str]) -> Question | None:
    """The question that a reading raises; None where it says what was read here."""
    mention = _mentions(published, label)[0]
    figures = published.rows(
        "select * from fact_figure where document_id = ? and char_start = ? order by figure_id",
        label.document_id,
        mention["char_start"],
    )
    disposition = mention["disposition"]
    if disposition == label.disposition and disposition in _FIGURES and figures:
        ours = [found_of(row, names) for row in figures]
        if disposition == "other_figure":
            same = same_amount(label, ours[0])
        else:
            wrong = wrong_attributes(label, ours[0], [figure.subject for figure in ours])
            same = not set(wrong) & set(STRICT)
        if same:
            return None
    elif label.disposition not in _FIGURES and disposition not in _FIGURES:
        return None
    row = {**mention, "theirs": theirs_of(label, names)}
    return Question(
        "reading", f"reading:{label.document_id}:{mention['char_start']}", max(1, len(figures)), row
    )


def theirs_of(label: Label, names: Mapping[str, str]) -> dict[str, str] | None:
    """A reading as attributes of the page, as far as it gives them; None where it says that the number is no figure."""
    if label.disposition not in _FIGURES:
        return None
    given = label.attributes
    ids = {name: key for key, name in names.items()}
    periods = given.get("period_start"), given.get("period_end")
    made = {
        "subject": f"{given.get('subject_level') or 'other'}|{given['subject']}"
        if given.get("subject")
        else None,
        "indicator": ids.get(str(given.get("indicator")), "") if label.disposition == "figure" else "",
        "measure": given.get("measure"),
        "period": f"{periods[0]}..{periods[1]}" if all(periods) else None,
        "value": f"{Decimal(str(given['value'])).normalize():f}",
        "unit": given["unit"],
        "scenario": given.get("scenario"),
        "bound": given.get("bound") or "eq",
        "rank_of": given.get("rank_of") or "",
    }
    return {name: str(value) for name, value in made.items() if value is not None}


def keep(published: Published, reference: Path, words: Words, made: Opinion, source: str) -> int:
    """Write down the figures that somebody else has read alike, in agreed.yaml; those that stand there already stay.

    Args:
        published: what is published.
        reference: folder of the reference data.
        words: the reference data.
        made: what came of the readings.
        source: whose they are, for people: the name of their file.

    Returns:
        how many were written now.

    Raises:
        SavingError: the file can't be written.
    """
    known = reviews.decisions(reference, reviews.AGREEING)
    fresh: dict[reviews.Key, list[Row]] = {}
    for row in made.agreed:
        key, rows = numbers.rows_of(published, words, row, {}, note=source)
        rows = [one for one in rows if one["indicator_id"]]
        if rows and not _same(known.get(key, ()), rows):
            fresh[key] = rows
    if fresh:
        reviews.put_all(reference, fresh, book=reviews.AGREEING)
    return len(fresh)


def _same(before: Sequence[Row], rows: Sequence[Row]) -> bool:
    names = [name for name in reviews.AGREEING.columns if name != "note"]
    return [[row.get(name) for name in names] for row in before] == [
        [row.get(name) for name in names] for row in rows
    ]
