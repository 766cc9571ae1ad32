"""Figures that may all be wrong for one reason are asked once: one answer says of all of them whom they are about, or when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from flows.evaluation.texts import Words
from flows.review import causes, numbers, reviews
from flows.review.causes import Cause, Page
from flows.review.model import AnswerError, Question, Row, Sheet, TakeBack
from flows.review.published import Published

ASKED = {
    kind: ("period", "scenario") if kind in ("plan", "goal_section", "goal", "other_month") else ("subject",)
    for kind in causes.RATES
}
"""The attributes that figures of a cause have in common, and that one answer gives them."""
FEWEST = 2
STRONG = 0.2
MOST_OF_WEAK = 3
AROUND = 24


def questions(published: Published) -> list[Question]:
    """The groups of two figures and more, each with what an answer is worth."""
    homes = {
        row["article_id"]: row
        for row in published.rows("select article_id, home_subject, as_of_month from dim_article")
    }
    rows = published.rows(
        "select document_id, article_id, char_start, char_end, first(subject_level) as subject_level, "
        "first(subject_name) as subject_name, first(scenario) as scenario, first(period_end) as period_end, "
        "count(distinct subject_name) as subjects from fact_figure where disposition = 'figure' "
        f"and not {numbers.said_by('review')} and not {numbers.said_by('agreed')} "
        "group by document_id, article_id, char_start, char_end order by document_id, char_start"
    )
    known: dict[str, set[str]] = {}
    for row in rows:
        if row["subject_level"] != "project":
            known.setdefault(row["document_id"], set()).add(row["subject_name"])
    pages: dict[str, Page] = {}
    found: dict[tuple[str, Cause], list[Row]] = {}
    for row in rows:
        name, home = row["document_id"], homes[row["article_id"]]
        if name not in pages:
            pages[name] = Page(published.text(name), known.get(name, ()))
        own = [causes.when(pages[name], row, home["as_of_month"])]
        if row["subjects"] == 1:
            own.append(causes.whom(pages[name], row, home["home_subject"]))
        for cause in own:
            if cause is not None:
                found.setdefault((row["article_id"], cause), []).append(row)
    return [_question(cause, places) for (_, cause), places in found.items() if len(places) >= FEWEST]


def _question(cause: Cause, rows: list[Row]) -> Question:
    first = rows[0]
    places = [
        {name: row[name] for name in ("document_id", "article_id", "char_start", "char_end")} for row in rows
    ]
    row = {**places[0], "places": places, "asked": ASKED[cause.kind], "cause": cause.kind}
    key = f"group:{cause.kind}:{first['document_id']}:{first['char_start']}"
    rate = causes.RATES[cause.kind]
    # of a weak cause large groups are wrong no oftener than small ones
    likely = rate * (len(rows) if rate >= STRONG else min(len(rows), MOST_OF_WEAK))
    return Question("group", key, len(rows), row, likely)


def open_places(published: Published, row: Row, decided: Mapping[reviews.Key, object]) -> list[Row]:
    """The numbers of a group that nobody has decided on yet."""
    return [place for place in row["places"] if numbers.key_of(published, place) not in decided]


def answered(published: Published, row: Row, decided: Mapping[reviews.Key, object]) -> bool:
    """Whether too few are left for a group."""
    return len(open_places(published, row, decided)) < FEWEST


def sheet(
    published: Published, question: Question, words: Words, decided: Mapping[reviews.Key, object]
) -> Sheet:
    """The numbers of a group with what was read of each, and what the attributes in question may be."""
    row = question.row
    lines, values = [], []
    for place in open_places(published, row, decided):
        value = numbers.value_of(numbers.read_of(published, place))
        passage = published.passage(place["document_id"], place["char_start"], place["char_end"], AROUND)
        values.append(value)
        lines.append({"at": place["char_start"], "passage": passage, "value": value})
    shared = {name: {value[name] for value in values} for name in row["asked"]}
    begin = {name: said.pop() if len(said) == 1 else "" for name, said in shared.items()}
    title = published.rows("select title from dim_article where article_id = ?", row["article_id"])
    more: Row = {
        "begin": begin,
        "asked": row["asked"],
        "cause": f"cause_{row['cause']}",
        "lines": lines,
        "choices": {
            name: found
            for name, found in numbers.choices(published, row, words, begin).items()
            if name in row["asked"]
        },
        "names": words.names,
    }
    return Sheet(
        question, (title[0]["title"] if title else None) or row["document_id"], row["document_id"], more=more
    )


def decide(
    published: Published,
    reference: Path,
    words: Words,
    row: Row,
    given: Mapping[str, Any],
    by: str | None,
    decided: Mapping[reviews.Key, object],
) -> tuple[str, TakeBack]:
    """Write down what the numbers of a group are.

    Args:
        published: what is published.
        reference: folder of the reference data that reviews.yaml goes into.
        words: the reference data.
        row: the question's.
        given: `draft`: the attributes that change, none where all is right; `without`: where the numbers begin that are
            left out, to be asked one by one.
        by: who decides, where that is to be written down.
        decided: what stands in reviews.yaml.

    Raises:
        AnswerError: it can't be so.
        SavingError: the file can't be written, or somebody has decided meanwhile.
    """
    draft = _changes(row, given)
    without = _offsets(given.get("without") or ())
    places = [place for place in open_places(published, row, decided) if place["char_start"] not in without]
    if not places:
        raise AnswerError("all numbers are left out", row["document_id"], "Leave some in, or ask later")
    rows = {}
    for place in places:
        key, made = numbers.rows_of(published, words, place, draft, by)
        rows[key] = made
    before = reviews.put_all(reference, rows)

    def take_back() -> None:
        reviews.put_all(reference, before, instead_of=rows)

    said = "、".join(value.rpartition("|")[2] for value in draft.values()) or "="
    return f"{len(places)} × {said}", take_back


def _changes(row: Row, given: Mapping[str, Any]) -> dict[str, str]:
    draft = given.get("draft") or {}
    if given.get("verb") not in ("accept", "change") or not isinstance(draft, dict):
        raise AnswerError(
            f"{given.get('verb')!r} is no answer", row["document_id"], "Choose one that is shown"
        )
    if given["verb"] == "accept":
        return {}
    return {name: str(draft[name]) for name in row["asked"] if draft.get(name)}


def _offsets(given: object) -> set[int]:
    if not isinstance(given, Iterable):
        return set()
    return {int(at) for at in given if str(at).isdigit()}
