"""Figures and dispositions to rows: ids, places in the raw text, and a disposition for every number."""

from __future__ import annotations

from decimal import Decimal
from hashlib import blake2b
from typing import Any

from flows.documents import Article, PreparedDocument
from flows.figures.accounting import DIGIT_RUN, left_over
from flows.figures.frames import Rows
from flows.figures.model import Figure, Mark, Subject, Token
from flows.figures.periods import first_day, last_day

MOST = Decimal(10) ** 14
"""The first value that fact_figure can't hold."""
Found = dict[tuple[int, int], list[tuple[Figure, str]]]
"""Figures by the place of their numeral in cleaned text, each with its sentence."""


def id_of(document_id: str, start: int, end: int, *parts: str) -> str:
    """The id of what a document says at a place, 16 hexadecimal digits."""
    words = "|".join((document_id, str(start), str(end), *parts))
    return blake2b(words.encode(), digest_size=8).hexdigest()


def as_name(token: Token, kind: str) -> Token:
    """A number that stands in a heading, a byline or furniture and is no figure."""
    if token.kind in ("mark", "period"):
        return token
    spans = numerals(token)
    disposition = "reference" if kind == "furniture" else "name"
    reason = "page number" if kind == "furniture" else f"in a {kind}"
    return Token(token.start, token.end, "mark", Mark(disposition, reason, spans))


def numerals(token: Token) -> tuple[tuple[int, int], ...]:
    """Where the numerals of a number or a rank stand."""
    if token.kind == "rank":
        return (token.value.numeral,)
    values = token.value if isinstance(token.value, tuple) else (token.value,)
    return tuple(v.numeral for v in values)


def write(item: PreparedDocument, article: Article, found: Found, marks: list[Token], out: Rows) -> None:
    """Append the rows of an article: its figures, and a mention of every number in it.

    Args:
        item: the document.
        article: the article.
        found: its figures.
        marks: the number tokens of all its paragraphs.
        out: the rows collected so far.
    """
    document, clean = item.document, item.clean
    raw = document.text
    dispositions: dict[tuple[int, int], tuple[str, str | None]] = {}
    for token in marks:
        if token.kind == "mark":
            for span in token.value.numerals:
                dispositions[span] = (token.value.disposition, token.value.reason)
        elif token.kind == "period":
            for match in DIGIT_RUN.finditer(clean.text, token.start, token.end):
                dispositions.setdefault(match.span(), ("date", "a period"))
        else:
            for span in numerals(token):
                if clean.text[span[0] : span[1]].isascii() or span in found:
                    dispositions.setdefault(span, ("name", "no figure"))
    for span in [span for span, read in found.items() if abs(read[0][0].value) >= MOST]:
        del found[span]
        dispositions[span] = ("name", "more digits than a quantity has")
    for span in left_over(clean.text, article.start, article.end, (*dispositions, *found)):
        dispositions[span] = ("name", "part of a unit or of a word")
    for span in found:
        dispositions[span] = (found[span][0][0].disposition, None)
    for span, (disposition, reason) in sorted(dispositions.items()):
        start, end = clean.raw_span(*span)
        ids: dict[str, None] = {}
        for figure, sentence in found.get(span, ()):
            for subject in figure.subjects:
                figure_id = id_of(
                    document.document_id, start, end, figure.measure, subject.name, subject.level
                )
                if figure_id in ids:  # 介休经开区、该区: the same one, named twice
                    continue
                ids[figure_id] = None
                out.figures.append(
                    _figure_row(figure, subject, figure_id, item, article, start, end, sentence)
                )
        # the order of the columns is that of FRAMES
        out.mentions.append(
            (id_of(document.document_id, start, end), document.document_id, article.article_id, start, end,
             raw[start:end], disposition, reason, next(iter(ids), None), clean.correction_of(*span))
        )  # fmt: skip


def _figure_row(
    figure: Figure,
    subject: Subject,
    figure_id: str,
    item: PreparedDocument,
    article: Article,
    start: int,
    end: int,
    sentence: str,
) -> tuple[Any, ...]:
    """One row of figure; the order of the columns is that of FRAMES."""
    span = figure.span
    return (
        figure_id,
        item.document.document_id,
        article.article_id,
        start,
        end,
        item.document.text[start:end],
        sentence,
        figure.disposition,
        figure.indicator_id,
        figure.label or None,
        figure.measure,
        figure.rank_of,
        figure.scenario,
        figure.set_by,
        subject.level,
        subject.province_id,
        subject.city_id,
        subject.zone_id,
        subject.name,
        first_day(span.start) if span else None,
        last_day(span.end) if span else None,
        Decimal(figure.value),
        figure.unit or None,
        figure.bound,
        figure.comparator,
        figure.scope,
        " ".join(figure.rules),
        item.clean.correction_of(*figure.numeral),
    )
