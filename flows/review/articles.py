"""Articles whose home or month is doubtful: the choices, what speaks for each, and the line that settles it."""

from __future__ import annotations

import re
from pathlib import Path

from flows.review import sidecars, worth
from flows.review.model import AnswerError, Option, Passage, Question, Row, Sheet, TakeBack
from flows.review.published import AROUND, Published

CHOICES = 8
PASSAGES = 4
LEAD = 240
"""Characters before an article's first number that belong to its head."""
_MONTH = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
_PERIODS = {
    3: ("一季度", "1-3月", "1—3月"),
    6: ("上半年", "1-6月", "二季度"),
    9: ("前三季度", "三季度", "1-9月"),
    12: ("全年", "年度", "四季度"),
}
LONGEST = 60


def questions(published: Published) -> list[Question]:
    """The rows of review_setting, that of most figures first; whom an article is about before its month."""
    found = published.rows(
        "select s.*, a.title, a.byline, d.path from review_setting as s "
        "join dim_article as a on a.article_id = s.article_id "
        "join dim_document as d on d.document_id = s.document_id "
        "order by s.figures desc, s.article_id, s.question desc"
    )
    return [
        Question(
            row["question"],
            f"{row['question']}:{row['article_id']}",
            row["figures"],
            row,
            worth.of_setting(row["question"], row["margin"], row["figures"]),
        )
        for row in found
    ]


def key_of(row: Row) -> str:
    """The key of the line: about, as_of, or one of an article of several."""
    return str(row["remedy"]).split(" = ")[0]


def answered(raw: Path, row: Row) -> bool:
    """Whether the file beside the text says it already."""
    parts = key_of(row).split(".")
    own = sidecars.stated(raw, row["sidecar"], int(parts[1]) if len(parts) == 3 else 1)
    return getattr(own, parts[-1]) is not None


def sheet(published: Published, question: Question) -> Sheet:
    """The choices of an article, with the passages that speak for each."""
    row = question.row
    first, last = published.bounds(row["article_id"])
    span = (max(0, first - LEAD), last + LEAD)
    values = _candidates(published, row)
    options = tuple(
        Option(value, value, note, _speaking(published, row, value, span)) for value, note in values[:CHOICES]
    )
    text = published.text(row["document_id"])
    lead = Passage(text[span[0] : span[0] + LEAD], "", "")
    return Sheet(question, row["title"] or row["document_id"], row["path"], options, (lead,))


def _candidates(published: Published, row: Row) -> list[tuple[str, str]]:
    """What an article may be about, or up to when: the choice, the runner-up, and what its figures name."""
    home = row["question"] == "home"
    counted = published.rows(
        "select subject_name as value, count(*) as figures from fact_figure "
        "where article_id = ? and subject_level in ('province', 'city', 'county', 'zone') group by all "
        "order by figures desc, value"
        if home
        else "select strftime(period_end, '%Y-%m') as value, count(*) as figures from fact_figure "
        "where article_id = ? and scenario = 'actual' group by all order by figures desc, value desc",
        row["article_id"],
    )
    figures = {entry["value"]: entry["figures"] for entry in counted}
    values = dict.fromkeys([row["chosen"], row["runner_up"], *figures])
    return [(value, str(figures.get(value, 0))) for value in values if value and _can_be(value, home)]


def _can_be(value: str, home: bool) -> bool:
    return value != "未知" if home else bool(_MONTH.fullmatch(value))


def _speaking(published: Published, row: Row, value: str, span: tuple[int, int]) -> tuple[Passage, ...]:
    """Where the text names it; for a month also where figures of it stand."""
    text = published.text(row["document_id"])
    home = row["question"] == "home"
    words = _names(value) if home else _month_words(value)
    found: list[tuple[int, int]] = []
    for word in words:
        at = text.find(word, span[0], span[1])
        while at >= 0 and len(found) < PASSAGES:
            if not found or at >= found[-1][1] + AROUND:
                found.append((at, at + len(word)))
            at = text.find(word, at + len(word), span[1])
        if found:
            break
    if not found:
        column = "subject_name" if home else "strftime(period_end, '%Y-%m')"
        places = published.rows(
            f"select char_start, char_end from fact_figure where article_id = ? and {column} = ? "
            f"order by char_start limit {PASSAGES}",
            row["article_id"],
            value,
        )
        found = [(place["char_start"], place["char_end"]) for place in places]
    return tuple(published.passage(row["document_id"], start, end) for start, end in found)


def _names(name: str) -> tuple[str, ...]:
    short = name[:-1] if len(name) > 2 and name[-1] in "省市县区州盟旗" else name
    return tuple(dict.fromkeys((name, short)))


def _month_words(value: str) -> tuple[str, ...]:
    year, month = value.split("-")
    number = int(month)
    words = [f"{year}年{number}月", *(f"{year}年{word}" for word in _PERIODS.get(number, ()))]
    return (*words, f"{number}月", *_PERIODS.get(number, ()))


def decide(raw: Path, row: Row, value: str) -> TakeBack:
    """Write the line beside the text.

    Raises:
        AnswerError: it is no month, or no name.
        SavingError: the file can't be written.
    """
    value = value.strip()
    if row["question"] == "as_of" and not _MONTH.fullmatch(value):
        raise AnswerError(f"{value!r} is no month", "", "Write it as 2024-03")
    if not value or len(value) > LONGEST or not value.isprintable():
        raise AnswerError("this is no name", value[:LONGEST], "Write the name of a zone or a place, or 全国")
    key = key_of(row)
    before = sidecars.state(raw, row["sidecar"], key, value)

    def take_back() -> None:
        sidecars.state(raw, row["sidecar"], key, before, instead_of=value)

    return take_back
