"""Figures and dispositions to rows: ids, places in the raw text, and a disposition for every number."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from flows.documents import Article, PreparedDocument
from flows.figures.accounting import DIGIT_RUN, left_over
from flows.figures.doubts import unsure_of
from flows.figures.frames import Rows
from flows.figures.model import Figure
from flows.figures.outside import why_outside
from flows.figures.tables import TableReading
from flows.setting.model import Setting, Subject
from flows.words.lexicon import Lexicon
from flows.words.model import Mark, Token, numerals
from flows.words.periods import first_day, last_day

MOST = Decimal(10) ** 14
"""The first value that fact_figure can't hold."""
Found = dict[tuple[int, int], list[tuple[Figure, str]]]
"""Figures by the place of their numeral in cleaned text, each with its sentence."""


# copying one that has read nothing takes two thirds of the time of making one
_NO_ID = blake2b(digest_size=8)


def id_of(place: str) -> str:
    """The id of what a document says at a place (`place_of`), 16 hexadecimal digits."""
    made = _NO_ID.copy()
    made.update(place.encode())
    return made.hexdigest()


def place_of(document_id: str, start: int, end: int) -> str:
    """A place in a document, as ids are made of it; what else tells one figure there from another follows after a |."""
    return f"{document_id}|{start}|{end}"


def mention_id(document_id: str, start: int, end: int) -> str:
    """The id of a number."""
    return id_of(place_of(document_id, start, end))


def as_name(token: Token, kind: str) -> Token:
    """A number that stands in a heading, a byline or furniture and is no figure."""
    if token.kind in ("mark", "period"):
        return token
    spans = numerals(token)
    if kind == "furniture":
        disposition, reason = "reference", "page_furniture"
    elif kind == "byline":
        disposition, reason = "name", "byline"
    else:
        disposition, reason = "name", "heading_quantity" if is_quantity(token) else "bare_heading"
    return Token(token.start, token.end, "mark", Mark(disposition, reason, spans))


def is_quantity(token: Token) -> bool:
    """Whether a number or a rank looks like data: it has a unit, or a place in an order; 三个侧面 counts off, and is none."""
    value = token.value
    if token.kind == "rank":
        return True
    quantities = value if isinstance(value, tuple) else (value,)
    return any(q.unit and not (q.chinese and q.dimension == "count") for q in quantities)


def write(
    item: PreparedDocument,
    article: Article,
    setting: Setting,
    found: Found,
    marks: list[Token],
    lexicon: Lexicon,
    out: Rows,
) -> None:
    """Append the rows of an article: its figures, and a mention of every number in it.

    Args:
        item: the document.
        article: the article.
        setting: whom it is about, and when.
        found: its figures.
        marks: the number tokens of all its paragraphs.
        lexicon: tells of the figures that the catalog lacks whether anybody knows their words.
        out: the rows collected so far.
    """
    document, clean = item.document, item.clean
    document_id, raw, text, mended = (
        document.document_id,
        document.text,
        clean.text,
        clean.mending is not None,
    )
    dispositions: dict[tuple[int, int], tuple[str, str | None]] = {}
    for token in marks:
        if token.kind == "mark":
            for span in token.value.numerals:
                dispositions[span] = (token.value.disposition, token.value.reason)
        elif token.kind == "period":
            for match in DIGIT_RUN.finditer(text, token.start, token.end):
                dispositions.setdefault(match.span(), ("date", "period"))
        else:
            for span in numerals(token):
                if span not in found and text[span[0] : span[1]].isascii():
                    unread = "quantity_unread" if is_quantity(token) else "bare_number"
                    dispositions.setdefault(span, ("name", unread))
    for span in [span for span, read in found.items() if abs(read[0][0].value) >= MOST]:
        del found[span]
        dispositions[span] = ("name", "too_large")
    for span, read in found.items():
        first = read[0][0]
        reason = why_outside(first, lexicon) if first.indicator_id is None else None
        dispositions[span] = (first.disposition, reason)
    for span in list(left_over(text, article.start, article.end, dispositions.keys())):
        dispositions[span] = ("name", "part_of_unit")
    if clean.disguised:
        # a table's cells are read by themselves
        for span in [span for span in dispositions if clean.is_disguised(*span)]:
            found.pop(span, None)
            dispositions[span] = ("name", "disguised")
    for span, (disposition, why) in sorted(dispositions.items()):
        start, end = clean.raw_span(*span)
        place = place_of(document_id, start, end)
        correction = clean.correction_of(*span) if mended else None
        ids: dict[str, str | None] = {}
        for figure, sentence in found.get(span, ()):
            for subject in figure.subjects:
                figure_id = id_of(f"{place}|{figure.measure}|{subject.name}|{subject.level}")
                if figure_id in ids:
                    if ids[figure_id] == figure.indicator_id:  # 介休经开区、该区: the same one, named twice
                        continue
                    # 投产率、达效率均为100%: the first keeps the id that it would have alone
                    figure_id = id_of(
                        f"{place}|{figure.measure}|{subject.name}|{subject.level}|{figure.indicator_id}"
                    )
                ids[figure_id] = figure.indicator_id
                row = _figure_row(figure, subject, sentence, setting)
                # the order of the columns is that of FRAMES
                out.figures.append(
                    (figure_id, document_id, article.article_id, start, end, raw[start:end], *row, correction)
                )
        out.mentions.append(
            (id_of(place), document_id, article.article_id, start, end, raw[start:end], disposition, why,
             next(iter(ids), None), correction)
        )  # fmt: skip


def _figure_row(figure: Figure, subject: Subject, sentence: str, setting: Setting) -> tuple[Any, ...]:
    """What a row of figure says beside its place; the order of the columns is that of FRAMES."""
    span = figure.span
    return (
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
        ";".join(sorted({*figure.doubts, *unsure_of(setting, figure)})) or None
        if figure.indicator_id
        else None,
    )


def write_tables(
    item: PreparedDocument,
    article: Article,
    tables: Sequence[tuple[TableReading, int, int, str]],
    out: Rows,
) -> None:
    """Append the rows of the tables met in an article: each with where it begins and ends in cleaned text, and its caption."""
    document_id, text = item.document.document_id, item.clean.shown
    for reading, first, last, caption in tables:
        words = text[first : text.find("\n", first)].replace("\t", " | ")
        start, end = item.clean.raw_span(first, first + 1)[0], item.clean.raw_span(last - 1, last)[1]
        out.rows["text_table"].append(
            {"table_id": id_of(f"{place_of(document_id, start, end)}|table"), "document_id": document_id,
             "article_id": article.article_id, "char_start": start, "char_end": end,
             "heading": caption or words, "rows": reading.rows, "columns": reading.width,
             "numbers_read": reading.read, "numbers_unread": reading.unread.total(),
             "why": next((why for why, _ in reading.unread.most_common(1)), None),
             "heads_unread": "、".join(reading.heads) or None}
        )  # fmt: skip
