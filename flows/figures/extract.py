"""Articles to rows: every number gets its disposition, every figure its place in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

import polars as pl

from flows.documents import Article, Paragraph, PreparedDocument, Section
from flows.figures.accounting import complete
from flows.figures.discourse import Discourse
from flows.figures.frames import FRAMES, Rows, in_order, with_zones
from flows.figures.grammar import read_sentence
from flows.figures.lexicon import Lexicon
from flows.figures.model import Token
from flows.figures.periods import Anchor, explicit_year, label, parse, year_of
from flows.figures.rows import Found, as_name, mention_id, numerals, write
from flows.figures.scan import START, Scan, scan
from flows.figures.setting import Setting, settle
from flows.figures.subjects import ZoneBook, find_subjects
from flows.figures.tables import read_table
from flows.figures.tokens import Tokenizer
from flows.figures.trace import Trace
from flows.reference import Reference

_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)]*")
LONGEST = 1000
"""Characters of a sentence at most."""
_ANAPHOR = re.compile(r"(?:其[^中他]|其中|该区|该园|该开发区|改革后|同时|此外|对此|为此|目前)")


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
    settings = settle(prepared, lexicon, book, scans)
    for item in sorted(prepared, key=lambda p: p.document.document_id):
        traced = trace if trace and trace.document_id == item.document.document_id else None
        before = len(out.mentions)
        book.open(item.document.document_id)
        _document(item, settings, scans.pop(item.document.document_id), tokenizer, book, out, traced)
        if item.clean.mending is not None:
            columns = tuple(FRAMES["mention"])
            rows = [dict(zip(columns, row, strict=True)) for row in out.mentions[before:]]
            out.mentions[before:] = [tuple(row[c] for c in columns) for row in complete(item, rows, mention_id)]
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
    tokenizer: Tokenizer,
    book: ZoneBook,
    out: Rows,
    trace: Trace | None,
) -> None:
    document, text = item.document, item.clean.text
    out.rows["document"].append(
        {"document_id": document.document_id, "path": document.path, "sha256": document.sha256,
         "encoding": document.encoding, "bytes": document.bytes, "characters": len(document.text)}
    )  # fmt: skip
    out.rows["document_text"].append({"document_id": document.document_id, "text": document.text})
    for article in item.articles:
        setting = settings[article.article_id]
        out.rows["article"].append(
            {"article_id": article.article_id, "document_id": document.document_id, "title": article.title,
             "byline": article.byline, "city_id": setting.home.city_id, "province_id": setting.home.province_id,
             "as_of_month": label(setting.as_of) if setting.as_of is not None else None,
             "continues_in": article.continues_in}
        )  # fmt: skip
        _article(item, article, setting, scanned, book, out, trace)


def _article(
    item: PreparedDocument,
    article: Article,
    setting: Setting,
    scanned: Scan,
    book: ZoneBook,
    out: Rows,
    trace: Trace | None,
) -> None:
    text, numbers = item.clean.text, scanned.numbers
    state = Discourse(book.lexicon, setting.home, setting.year, setting.as_of, setting.province, trace=trace)
    found: Found = {}
    marks: list[Token] = []
    in_body = {p.start for section in article.sections for p in section.paragraphs}

    def read_rows(rows: list[Paragraph], caption: str) -> None:
        for figure, sentence in read_table(text, rows, state, book, caption) if rows else ():
            found.setdefault(figure.numeral, []).append((figure, sentence))

    def read_text(tokens: list[Token], lo: int, hi: int, whole: bool) -> None:
        last = 0
        for a, b in sentences(text, lo, hi):
            # tokens are in order of their starts, and so are the sentences
            first, last = last, bisect_left(tokens, b, last, key=START)
            if figures := read_sentence(text, a, b, tokens[first:last], state):
                sentence = text[a:b].strip()
                for figure in figures:
                    if whole or figure.indicator_id:
                        found.setdefault(figure.numeral, []).append((figure, sentence))

    def read_heading(paragraph: Paragraph) -> None:
        """GDP同比增长3.1%: a headline may hold figures of the catalog; any other number in it is part of a name."""
        own, lo, hi = numbers[paragraph.start], paragraph.start, paragraph.end
        if paragraph.kind == "heading" and any(t.kind in ("number", "rank") for t in own):
            state.start_paragraph(False)
            read_text(_tokens(text, lo, hi, own, scanned, book, setting), lo, hi, False)
        marks.extend(
            t
            if t.kind not in ("number", "rank") or set(numerals(t)) & found.keys()
            else as_name(t, paragraph.kind)
            for t in own
        )

    for paragraph in item.clean.paragraphs:
        if (
            article.start <= paragraph.start < max(article.end, article.start + 1)
            and paragraph.start not in in_body
        ):
            read_heading(paragraph)
    for section in article.sections:
        _enter_section(state, section, setting, text, book)
        table: list[Paragraph] = []
        caption = section.heading
        for paragraph in section.paragraphs:
            own = numbers[paragraph.start]
            lo, hi = paragraph.start, paragraph.end
            if paragraph.kind in ("heading", "byline", "furniture"):
                read_heading(paragraph)
                continue
            tokens = _tokens(text, lo, hi, own, scanned, book, setting)
            if paragraph.kind == "table":
                marks += own
                if table and table[-1].end + 1 < paragraph.start:
                    read_rows(table, caption)
                    table = []
                table.append(paragraph)
                continue
            read_rows(table, caption)
            table = []
            caption = text[lo:hi]
            state.start_paragraph(bool(_ANAPHOR.match(text, lo)))
            marks += own
            read_text(tokens, lo, hi, True)
        read_rows(table, caption)
    write(item, article, found, marks, out)


def _enter_section(state: Discourse, section: Section, setting: Setting, text: str, book: ZoneBook) -> None:
    """A heading may set the period (首季), the plan's year (2024年工作计划) and the subject of what stands below."""
    state.plan = section.kind == "plan"
    state.section_subject = state.section_span = state.section_as_of = None
    year = explicit_year(section.heading)
    if year and setting.as_of is not None and year > year_of(setting.as_of):
        state.plan = True  # 2026年主要工作 in a report on 2025
    if state.plan:
        state.plan_year = year or setting.plan_year or setting.year
    reported = year_of(setting.as_of) if setting.as_of is not None else setting.year
    anchor_year = state.plan_year if not state.plan and state.plan_year and year is None else reported
    for match in book.lexicon.numbers.scan(section.heading):
        if match.lastgroup != "period":
            continue
        period = parse(match.group(), Anchor(anchor_year, setting.as_of, setting.year))
        if period and period.span and period.kind in ("range", "month", "until") and not state.plan:
            state.section_span, state.section_as_of = period.span, period.span.end
    if len(section.heading) <= 24:
        subjects = find_subjects(section.heading, 0, len(section.heading), book, setting.home)
        named = [s for t in subjects for s in t.value if s.level in ("zone", "county", "city")]
        if (
            len(named) == 1
            and len(named[0].name) >= len(re.sub(r"[\W\d_一二三四五六七八九十]", "", section.heading)) - 4
        ):
            state.section_subject = named[0]


def _tokens(
    text: str, lo: int, hi: int, own: list[Token], scanned: Scan, book: ZoneBook, setting: Setting
) -> list[Token]:
    """Numbers, terms, subjects and punctuation of a paragraph in order; subjects win over terms, titles over all."""
    tokens = scanned.tokens_between(lo, hi)
    titles = []
    if text.find("《", lo, hi) >= 0:
        titles = [t for t in own if t.kind == "mark" and text[t.start] == "《"]
    subjects = find_subjects(text, lo, hi, book, setting.home, titles, scanned.names_between(lo, hi))
    if subjects or titles:
        named = bytearray(hi - lo)
        for t in (*subjects, *titles):
            named[t.start - lo : t.end - lo] = b"\1" * (t.end - t.start)
        # a subject comes before what begins with it
        tokens = subjects + [
            t for t in tokens if t.kind != "term" or named.find(1, t.start - lo, t.end - lo) < 0
        ]
        tokens.sort(key=START)
    if scanned.nested:
        inner = [period for term, period in scanned.nested if lo <= term.start < hi and term in tokens]
        if inner:
            tokens = [t for t in tokens if t not in inner]
    return tokens


def sentences(text: str, lo: int, hi: int, longest: int = LONGEST) -> list[tuple[int, int]]:
    """The sentences between two offsets, half open, without a gap, and none longer than `longest` characters."""
    spans: list[tuple[int, int]] = []
    position = lo
    for end in (*(m.end() for m in _SENTENCE_END.finditer(text, lo, hi)), hi):
        # what goes on for longer is no sentence; the rules look back over a whole one, so it must have an end
        while end - position > longest:
            cut = max(text.rfind(mark, position, position + longest) for mark in "；;，,、 ")
            cut = cut + 1 if cut > position else position + longest
            spans.append((position, cut))
            position = cut
        if position < end:
            spans.append((position, end))
        position = end
    return spans
