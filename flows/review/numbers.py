"""Single numbers: what was read of one, the word that gave each attribute, and what else it may be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from flows.contracts import codes
from flows.errors import UsageError
from flows.evaluation.explain import explain_at
from flows.evaluation.texts import Texts, Words, read_texts
from flows.reference.reviews import anchor_of, what_is_wrong
from flows.review import reviews, worth
from flows.review.model import AnswerError, Question, Row, Sheet, TakeBack
from flows.review.published import Published
from flows.words.periods import first_day, last_day, month

MOST = 500
"""Single figures that are asked in one sitting, the most doubtful first."""
CHOICES = 40
ATTRIBUTES = ("subject", "indicator", "measure", "period", "value", "unit", "scenario", "bound", "rank_of")
_CODES = {
    "measure": codes.MEASURES,
    "scenario": codes.SCENARIOS,
    "bound": codes.BOUNDS,
    "rank_of": codes.RANK_OF,
}
_PERIOD = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])\.\.((?:19|20)\d\d)-(0[1-9]|1[0-2])")
# labels of `kaifaqu explain`
_EXPLAINED = {"rank_of": "rank of"}


def questions(published: Published, sample: int | None = None) -> list[Question]:
    """The most doubtful figures, or a sample of all that anybody draws alike.

    Args:
        published: what is published.
        sample: of how many figures; None for the doubtful ones.
    """
    if sample is not None:
        rows = published.rows(
            f"{_ASKED} and disposition = 'figure' {_GROUPED} order by md5(min(figure_id)) limit {sample}"
        )
        return [_question(row, 0.0) for row in rows]
    doubtful = published.rows(
        f"{_ASKED} and disposition = 'figure' and doubts is not null and not {said_by('agreed')} {_GROUPED}"
    )
    unread = published.rows(f"{_ASKED} and disposition = 'other_figure' and {said_by('no_head')} {_GROUPED}")
    asked = [_question(row, worth.of_figure(row["doubts"].split(";"))) for row in doubtful]
    asked += [_question(row, worth.of_unread(row["unit"])) for row in unread]
    return sorted(asked, key=lambda question: -question.worth)[:MOST]


def said_by(rule: str) -> str:
    """SQL: whether a rule is among those that gave a figure."""
    return f"coalesce(list_contains(string_split(rule, ' '), '{rule}'), false)"


_ASKED = (
    "select document_id, char_start, char_end, article_id, count(*) as figures, max(doubts) as doubts, max(unit) as unit "
    f"from fact_figure where not {said_by('review')}"
)
_GROUPED = "group by document_id, char_start, char_end, article_id"


def _question(row: Row, worth_of: float) -> Question:
    return Question(
        "figure", f"figure:{row['document_id']}:{row['char_start']}", row["figures"], row, worth_of
    )


def read_of(published: Published, row: Row) -> list[Row]:
    """What was read of a number: a row for each of its subjects and indicators."""
    return published.rows(
        "select * from fact_figure where document_id = ? and char_start = ? order by figure_id",
        row["document_id"],
        row["char_start"],
    )


def key_of(published: Published, row: Row) -> reviews.Key:
    """By which hash and words the number is known."""
    return published.sha256(row["document_id"]), anchor_of(
        published.text(row["document_id"]), row["char_start"], row["char_end"]
    )


def value_of(figures: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The attributes of the first of a number's figures, as the page hands them to and fro; several subjects as one."""
    first = figures[0]
    own = [
        f for f in figures if (f["indicator_id"], f["measure"]) == (first["indicator_id"], first["measure"])
    ]
    names = "、".join(dict.fromkeys(f["subject_name"] for f in own))
    return {
        "subject": f"{first['subject_level']}|{names}",
        "indicator": first["indicator_id"] or "",
        "measure": first["measure"],
        "period": f"{first['period_start']:%Y-%m}..{first['period_end']:%Y-%m}",
        "value": f"{first['value'].normalize():f}",
        "unit": first["unit"] or "",
        "scenario": first["scenario"],
        "bound": first["bound"],
        "rank_of": first["rank_of"] or "",
    }


def attributes_in(row: Mapping[str, Any]) -> dict[str, str] | None:
    """The attributes of an earlier decision, as the page hands them to and fro; None where it said: no figure."""
    return None if row["verdict"] == "none" else value_of([row])


def sheet(
    published: Published, question: Question, raw: Path, words: Words, given: Mapping[str, str] | None = None
) -> Sheet:
    """A number with its attributes, the words that gave them, and candidates for each.

    Args:
        published: what is published.
        question: of a number.
        raw: folder of the texts.
        words: the reference data.
        given: the attributes to begin with, where nothing was read.
    """
    row = question.row
    document_id, figures = row["document_id"], read_of(published, row)
    begin = dict(value_of(figures) if figures else given or {})
    passage = published.passage(document_id, row["char_start"], row["char_end"], 90)
    title = published.rows("select title from dim_article where article_id = ?", row["article_id"])
    because, changed = _because(published, raw, words, row)
    doubts = (figures[0].get("doubts") or "").split(";") if figures else []
    more: Row = {
        "begin": {name: begin.get(name, "") for name in ATTRIBUTES},
        "read": bool(figures),
        "because": because,
        "choices": choices(published, row, words, begin),
        "doubts": _said(published, [code for code in doubts if code]),
        "changed": changed,
        "names": words.names,
        "others": max(0, len(_groups(figures)) - 1),
    }
    where = f"{document_id} · {row['char_start']}"
    return Sheet(question, (title[0]["title"] if title else None) or document_id, where, (), (passage,), more)


def _said(published: Published, doubts: Sequence[str]) -> list[Row]:
    if not doubts or not published.has("dim_doubt", "doubt"):
        return [{"doubt": code, "description_zh": code, "description_en": code} for code in doubts]
    return [row for row in published.rows("select * from dim_doubt") if row["doubt"] in doubts]


def texts_of(published: Published, raw: Path, words: Words, document_id: str) -> Texts:
    """The text of a document and of those it runs on into or from, as a run reads them."""
    tied = published.rows(
        "select distinct document_id, continues_in from dim_article where continues_in is not null"
    )
    names, size = {document_id}, 0
    while len(names) > size:
        size = len(names)
        for row in tied:
            if names & {row["document_id"], row["continues_in"]}:
                names |= {row["document_id"], row["continues_in"]}
    return read_texts(raw, words, names)


def _because(published: Published, raw: Path, words: Words, row: Row) -> tuple[dict[str, str], bool]:
    """The words that gave each attribute; and whether the text has changed since it was published."""
    texts = texts_of(published, raw, words, row["document_id"])
    item = texts.documents.get(row["document_id"])
    if item is None or item.document.text != published.text(row["document_id"]):
        return {}, True
    try:
        rows = explain_at(texts, words, row["document_id"], row["char_start"])
    except UsageError:
        return {}, False
    found: dict[str, str] = {}
    for label, value in rows:
        if "  ← " in value:
            found.setdefault(label, value.split("  ← ", 1)[1])
    return {name: found.get(_EXPLAINED.get(name, name), "") for name in ATTRIBUTES}, False


def choices(
    published: Published, row: Row, words: Words, begin: Mapping[str, str]
) -> dict[str, list[dict[str, str]]]:
    """What else each attribute may be: what the article names, the codes of the contract, the catalog."""
    here = "from fact_figure where article_id = ? group by all order by min(abs(char_start - ?))"
    place = (row["article_id"], row["char_start"])
    subjects = published.rows(f"select subject_level, subject_name {here} limit {CHOICES}", *place)
    homes = published.rows(
        "select home_level, home_subject from dim_article where article_id = ?", row["article_id"]
    )
    pairs = [
        *subjects,
        *({"subject_level": h["home_level"], "subject_name": h["home_subject"]} for h in homes),
    ]
    periods = published.rows(f"select period_start, period_end {here} limit {CHOICES}", *place)
    near = published.rows(
        f"select indicator_id {here.replace('group', 'and indicator_id is not null group')} limit 12", *place
    )
    ids = dict.fromkeys([*(entry["indicator_id"] for entry in near), *words.names])
    units = published.rows(f"select unit {here} limit {CHOICES}", *place)
    made = {
        "subject": {
            f"{p['subject_level']}|{p['subject_name']}": f"{p['subject_name']}"
            for p in pairs
            if p["subject_name"]
        },
        "indicator": {name: words.names[name] for name in ids if name in words.names} | {"": ""},
        "period": {t: t for t in (f"{p['period_start']:%Y-%m}..{p['period_end']:%Y-%m}" for p in periods)},
        "unit": {entry["unit"]: entry["unit"] for entry in units if entry["unit"]} | {"": ""},
        "value": {begin["value"]: begin["value"]} if begin.get("value") else {},
        **{name: {code: code for code in known} for name, known in _CODES.items()},
    }
    made["rank_of"][""] = ""
    return {name: [{"value": v, "shown": shown} for v, shown in made[name].items()] for name in ATTRIBUTES}


def row_of(given: Mapping[str, Any], words: Words, level: str = "other") -> dict[str, Any]:
    """The attributes that the page hands over as cells of ref_review.

    Args:
        given: the attributes.
        words: the reference data.
        level: of a subject that is named without one, and that is neither a place nor a zone.

    Raises:
        AnswerError: one of them can't be.
    """
    said = {name: str(given.get(name) or "").strip() for name in ATTRIBUTES}
    for name, known in _CODES.items():
        if said[name] not in known and not (name == "rank_of" and not said[name]):
            raise AnswerError(
                f"{name} {said[name]!r} is none of {', '.join(known)}", "", "Choose one of them"
            )
    if said["indicator"] and said["indicator"] not in words.names:
        raise AnswerError(
            f"{said['indicator']!r} is none of the catalog's indicators", "", "Choose one of them"
        )
    period = _PERIOD.fullmatch(said["period"])
    if period is None:
        raise AnswerError(f"{said['period']!r} is no period", "", "Write it as 2024-01..2024-03")
    first, last = month(int(period[1]), int(period[2])), month(int(period[3]), int(period[4]))
    try:
        value = Decimal(said["value"])
        if not value.is_finite() or abs(value) >= Decimal(10) ** 14 or value != round(value, 4):
            raise InvalidOperation
    except InvalidOperation:
        raise AnswerError(
            f"{said['value']!r} is no value", "", "Write a number with four decimals at most"
        ) from None
    own, bar, names = said["subject"].rpartition("|")
    names = "、".join(filter(None, (name.strip() for name in names.split("、"))))
    if not names or not names.isprintable():
        raise AnswerError("the subject is missing", "", "Name whom the figure is about")
    return {
        "verdict": "figure" if said["indicator"] else "other_figure",
        "indicator_id": said["indicator"] or None,
        "measure": said["measure"],
        "rank_of": said["rank_of"] or None,
        "scenario": said["scenario"],
        "subject_level": own
        if bar and own in codes.SUBJECT_LEVELS
        else _level(names.split("、")[0], words, level),
        "subject_name": names,
        "period_start": first_day(first),
        "period_end": last_day(last),
        "value": value,
        "unit": re.sub(r"\s", "", said["unit"]) or None,
        "bound": said["bound"],
    }


def _level(name: str, words: Words, otherwise: str) -> str:
    place = words.lexicon.places.find(name)
    if place is not None:
        return place.level
    return "zone" if words.lexicon.zones.split(name) else otherwise


def decide(
    published: Published,
    reference: Path,
    words: Words,
    row: Row,
    given: Mapping[str, Any],
    by: str | None,
    note: str | None = None,
) -> tuple[str, TakeBack]:
    """Write down what a number is.

    Args:
        published: what is published.
        reference: folder of the reference data that reviews.yaml goes into.
        words: the reference data.
        row: the question's.
        given: `verb` accept, none, or change with the attributes in `draft`.
        by: who decides, where that is to be written down.
        note: how it came to be asked.

    Raises:
        AnswerError: it can't be so.
        SavingError: the file can't be written, or somebody has decided meanwhile.
    """
    figures, verb = read_of(published, row), given.get("verb")
    if verb == "none":
        key, head = _head(published, row, by, note)
        rows: list[dict[str, Any]] = [{**head, "verdict": "none"}]
    elif verb == "accept" and figures:
        key, rows = rows_of(published, words, row, {}, by, note)
    elif verb == "change" and isinstance(given.get("draft"), dict):
        key, rows = rows_of(published, words, row, given["draft"], by, note, first_only=True)
    elif verb in ("accept", "change"):
        raise AnswerError("there is nothing to accept", row["document_id"], "Say what it is")
    else:
        raise AnswerError(f"{verb!r} is no answer", row["document_id"], "Choose one that is shown")
    before = reviews.put(reference, key, rows)

    def take_back() -> None:
        reviews.put(reference, key, before, instead_of=rows)

    return f"{key[1].quote}: {rows[0]['verdict']}", take_back


def _head(
    published: Published, row: Row, by: str | None, note: str | None
) -> tuple[reviews.Key, dict[str, Any]]:
    key = key_of(published, row)
    sign = {"reviewer": by, "reviewed_on": date.today() if by else None, "note": note}
    return key, {"document": row["document_id"], "sha256": key[0], **key[1]._asdict(), **sign}


def rows_of(
    published: Published,
    words: Words,
    row: Row,
    draft: Mapping[str, Any],
    by: str | None = None,
    note: str | None = None,
    first_only: bool = False,
) -> tuple[reviews.Key, list[dict[str, Any]]]:
    """The rows of ref_review that say of a number what was read, but for some attributes.

    Args:
        published: what is published.
        words: the reference data.
        row: says where the number stands.
        draft: the attributes that are otherwise.
        by: who decides, where that is to be written down.
        note: how it came to be asked.
        first_only: whether they are so for the first of several indicators alone (投产率、达效率均为100%).

    Returns:
        by what the number is known, and the rows.

    Raises:
        AnswerError: it can't be so.
    """
    figures = read_of(published, row)
    key, head = _head(published, row, by, note)
    level = figures[0]["subject_level"] if figures else "other"
    rows = []
    for number, group in enumerate(_groups(figures) or [[]]):
        kept = {name: group[0][name] for name in ("set_by", "comparator", "scope")} if group else {}
        read = value_of(group) if group else {}
        said = {**read, **draft} if not (number and first_only) else read
        rows.append({**head, **kept, **row_of(said, words, level)})
    for made in rows:
        if problem := what_is_wrong({**dict.fromkeys(reviews.COLUMNS), **made}):
            raise AnswerError(problem, row["document_id"], "Mend it, or say that it is no figure")
    return key, rows


def _kind(figure: Mapping[str, Any]) -> tuple[Any, ...]:
    """What figures of one number have in common that differ in their subject alone."""
    return figure["indicator_id"], figure["measure"], figure["subject_level"]


def _groups(figures: Sequence[Row]) -> list[list[Row]]:
    found: dict[tuple[Any, ...], list[Row]] = {}
    for figure in figures:
        found.setdefault(_kind(figure), []).append(figure)
    return list(found.values())
