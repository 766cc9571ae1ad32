"""Articles to rows: every number gets its disposition, every figure its place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import polars as pl

from flows.documents import Article, PreparedDocument
from flows.figures import reviewed
from flows.figures.accounting import complete, without_inner
from flows.figures.article import ArticleReading
from flows.figures.frames import FRAMES, Rows, in_order, with_zones
from flows.figures.rows import mention_id
from flows.figures.trace import Trace
from flows.formats import kind_of_part
from flows.reference import Reference
from flows.reference.reviews import AGREED, Reviews
from flows.reference.reviews import TABLE as REVIEWS
from flows.setting.model import Choice, Setting
from flows.setting.settle import settle
from flows.setting.zones import ZoneBook
from flows.words.lexicon import Lexicon
from flows.words.periods import label
from flows.words.scan import Scan, scan
from flows.words.tokens import Tokenizer


def extract(
    prepared: Sequence[PreparedDocument],
    reference: Reference,
    *,
    lexicon: Lexicon | None = None,
    trace: Trace | None = None,
) -> dict[str, pl.DataFrame]:
    """Read figures out of prepared documents.

    Args:
        prepared: the documents, articles already tied to each other (`flows.documents.link`).
        reference: the reference data.
        lexicon: compiled from the same reference data, where the caller keeps one.
        trace: is told which words gave the figures of its document what they are.

    Returns:
        frames document, document_text, article, mention, figure and zone, sorted by key.
    """
    lexicon = lexicon or Lexicon(reference)
    return with_zones(read_figures(prepared, lexicon, trace), lexicon)


def read_figures(
    prepared: Sequence[PreparedDocument], lexicon: Lexicon, trace: Trace | None = None
) -> dict[str, pl.DataFrame]:
    """Read figures, and keep apart what each document says.

    Args:
        prepared: the documents, all that are tied to one of them included; what is read in one depends on no other.
        lexicon: compiled from the reference data.
        trace: as for `extract`.

    Returns:
        frames document, document_text, article, mention, figure and zone_of_document, as
        `flows.figures.frames` describes them, sorted by key.
    """
    tokenizer = Tokenizer(lexicon)
    book = ZoneBook(lexicon)
    out = Rows()
    scans = {item.document.document_id: scan(item, tokenizer) for item in prepared}
    settings = settle(prepared, book, scans)
    reviews = Reviews(lexicon.reference.rows(REVIEWS), lexicon.reference.rows(AGREED))
    for item in sorted(prepared, key=lambda p: p.document.document_id):
        traced = trace if trace and trace.document_id == item.document.document_id else None
        before, figures = len(out.mentions), len(out.figures)
        book.open(item.document.document_id)
        _document(item, settings, scans.pop(item.document.document_id), book, out, traced)
        if item.clean.marked:
            places = [list(FRAMES["mention"]).index(name) for name in ("char_start", "char_end", "figure_id")]
            out.mentions[before:] = without_inner(out.mentions[before:], *places)
        if item.clean.mending is not None:
            columns = tuple(FRAMES["mention"])
            rows = [dict(zip(columns, row, strict=True)) for row in out.mentions[before:]]
            out.mentions[before:] = [
                tuple(row[c] for c in columns) for row in complete(item, rows, mention_id)
            ]
        if decided := reviews.of(item.document.sha256):
            reviewed.apply(item, decided, settings, book, out, figures, before)
        if agreed := reviews.agreed(item.document.sha256):
            reviewed.confirm(item, agreed, out, figures)
    out.rows["zone_of_document"] = [
        {"document_id": document_id, **row}
        for document_id, zones in book.found.items()
        for row in zones.values()
    ]
    return in_order(out.frames())


def _document(
    item: PreparedDocument,
    settings: dict[str, Setting],
    scanned: Scan,
    book: ZoneBook,
    out: Rows,
    trace: Trace | None,
) -> None:
    document = item.document
    out.rows["document"].append(
        {"document_id": document.document_id, "path": document.path, "sha256": document.sha256,
         "encoding": document.encoding, "bytes": document.bytes, "characters": len(document.text),
         "format": document.format}
    )  # fmt: skip
    ends = [*(start for _, start in document.parts[1:]), len(document.text)]
    for number, ((name, start), end) in enumerate(zip(document.parts, ends, strict=False), 1):
        out.rows["document_part"].append(
            {"document_id": document.document_id, "part_number": number, "part_kind": kind_of_part(document.format),
             "part_name": name, "char_start": start, "char_end": end}
        )  # fmt: skip
    for number, note in enumerate(document.notes, 1):
        out.rows["document_note"].append(
            {"document_id": document.document_id, "note_number": number, "note": note.code,
             "part_kind": kind_of_part(document.format) if note.part else None, "part_name": note.part or None,
             "found": note.found or None, "message": note.message, "remedy": note.remedy}
        )  # fmt: skip
    out.rows["document_text"].append({"document_id": document.document_id, "text": document.text})
    for article in item.articles:
        setting = settings[article.article_id]
        out.rows["article"].append(_article_row(item, article, setting))
        ArticleReading(item, article, setting, scanned, book, trace).read(out)


def _article_row(item: PreparedDocument, article: Article, setting: Setting) -> dict[str, Any]:
    stated = item.stated(article)
    return {
        "article_id": article.article_id,
        "document_id": item.document.document_id,
        "title": stated.title or article.title,
        "byline": article.byline,
        "city_id": setting.home.city_id,
        "province_id": setting.home.province_id,
        "as_of_month": label(setting.as_of) if setting.as_of is not None else None,
        "continues_in": article.continues_in,
        "url": stated.url,
        "publisher": stated.publisher,
        "published": setting.day,
        "home_level": setting.home.level,
        "home_subject": setting.home.name,
        "home_zone_id": setting.home.zone_id,
        "year": setting.year,
        **_choice("home", setting.whom),
        **_choice("as_of", setting.when),
    }


def _choice(question: str, choice: Choice) -> dict[str, Any]:
    return {f"{question}_{name}": value for name, value in asdict(choice).items()}
