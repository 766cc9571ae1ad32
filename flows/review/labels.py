"""Words that nobody knows, in sentences and over the columns of tables: one choice from the catalog teaches a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from flows.review import synonyms, worth
from flows.review.model import AnswerError, Option, Passage, Question, Row, Sheet, TakeBack
from flows.review.published import Published

CHOICES = 6
PASSAGES = 4
TABLE_CHARACTERS = 500
NONE = "none"


def questions(published: Published) -> list[Question]:
    """The words of review_label that nobody has looked at, those of most figures first; then the heads of tables."""
    words = published.rows(
        "select * from review_label where not known and indicator_label is not null order by figures desc, indicator_label"
    )
    asked = [
        Question(
            "word",
            f"word:{row['indicator_label']}",
            row["figures"],
            row,
            worth.of_word(row["indicator_label"], row["figures"]),
        )
        for row in words
    ]
    tables = published.rows(
        "select * from review_table where heads_unread is not null and numbers_unread > 0"
    )
    heads: dict[str, list[Row]] = defaultdict(list)
    for row in tables:
        for head in dict.fromkeys(row["heads_unread"].split("、")):
            heads[head].append(row)
    known = {row["indicator_label"] for row in words}
    found = [
        Question(
            "table",
            f"table:{head}",
            sum(row["numbers_unread"] for row in rows),
            {**rows[0], "indicator_label": head},
            worth.HEAD * sum(row["numbers_unread"] for row in rows),
        )
        for head, rows in heads.items()
        if head and head not in known
    ]
    return asked + sorted(found, key=lambda question: (-question.figures, question.key))


def sheet(published: Published, question: Question, terms: Iterable[tuple[str, str]]) -> Sheet:
    """The likest indicators of the catalog, and sentences in which the words stand.

    Args:
        published: what is published.
        question: of a word, or of a table's head.
        terms: the words of the catalog, each with its indicator.
    """
    row = question.row
    word = row["indicator_label"]
    names = catalog(published)
    liked = likest(word, terms)
    options = tuple(
        Option(indicator, names[indicator], term if term != names[indicator] else "")
        for indicator, term in liked.items()
        if indicator in names
    )[:CHOICES]
    if question.kind == "table":
        text = published.text(row["document_id"])[row["char_start"] : row["char_end"]]
        before, mark, after = text.partition(word)
        shown = Passage(before[-TABLE_CHARACTERS:], mark, after[:TABLE_CHARACTERS])
        why = {"read": row["numbers_read"], "unread": row["numbers_unread"], "why": row["why"] or ""}
        return Sheet(question, word, row["document_id"], options, (shown,), {"table": why})
    places = published.rows(
        "select document_id, char_start, char_end from fact_figure where disposition = 'other_figure' "
        f"and indicator_label = ? order by document_id, char_start limit {PASSAGES}",
        word,
    )
    passages = tuple(
        published.passage(place["document_id"], place["char_start"], place["char_end"]) for place in places
    )
    where = places[0]["document_id"] if places else ""
    return Sheet(question, word, where, options, passages)


def catalog(published: Published) -> dict[str, str]:
    """The indicators by id, with their Chinese names, in the order of the catalog."""
    rows = published.rows("select indicator_id, name_zh from dim_indicator order by rowid")
    return {row["indicator_id"]: row["name_zh"] for row in rows}


def likest(word: str, terms: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The indicators whose words share most characters and neighbours with a word, each with the likest of them.

    Examples:
        >>> likest("新签项目", [("签约项目数", "signed"), ("投产率", "rate"), ("新签约项目", "signed")])
        {'signed': '新签约项目'}
    """
    own = _pieces(word)
    best: dict[str, tuple[float, str]] = {}
    for term, indicator in terms:
        pieces = _pieces(term)
        likeness = 2 * len(own & pieces) / (len(own) + len(pieces))
        if likeness > max(best.get(indicator, (0.0, ""))[0], 0.0):
            best[indicator] = likeness, term
    first = sorted(best.items(), key=lambda pair: (-pair[1][0], pair[0]))
    return {indicator: term for indicator, (_, term) in first[: 2 * CHOICES]}


def _pieces(text: str) -> set[str]:
    return {*text, *(text[k : k + 2] for k in range(len(text) - 1))} or {""}


def answered(reference: Path, row: Row) -> bool:
    """Whether synonyms.csv has the word by now."""
    return row["indicator_label"] in synonyms.known_words(reference)


def decide(
    reference: Path, row: Row, given: Mapping[str, Any], names: Mapping[str, str]
) -> tuple[str, TakeBack]:
    """Teach the word.

    Raises:
        AnswerError: there is no such indicator.
        SavingError: the file can't be written.
    """
    word, value = row["indicator_label"], str(given.get("value") or "")
    if value not in names and value != NONE:
        raise AnswerError(f"{value!r} is none of the catalog's indicators", word, "Choose one of them")
    meaning = None if value == NONE else value
    synonyms.teach(reference, word, meaning)
    return f"{word} = {names.get(value, '—')}", lambda: synonyms.forget(reference, word, meaning)
