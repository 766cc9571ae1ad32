"""Articles to rows: every number gets its disposition, every figure its place in the text."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain
from operator import itemgetter
from typing import Any

import polars as pl

from flows.documents import Article, Paragraph, PreparedDocument, Section
from flows.figures.accounting import DIGIT_RUN, complete, left_over
from flows.figures.discourse import Discourse
from flows.figures.frames import Rows, in_order, with_zones
from flows.figures.grammar import read_sentence
from flows.figures.lexicon import Lexicon
from flows.figures.model import Figure, Mark, Subject, Token, make_token
from flows.figures.periods import Anchor, Span, explicit_year, first_day, label, last_day, parse, year_of
from flows.figures.scan import Scan, scan
from flows.figures.setting import Setting, settle
from flows.figures.subjects import ZoneBook, find_subjects
from flows.figures.tables import read_table
from flows.figures.tokens import PUNCT, Tokenizer
from flows.figures.trace import Trace
from flows.reference import Reference

_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)]*")
Terms = tuple[list[Token], list[int]]
"""Terms of a document in order, and where they start."""
LONGEST = 1000
"""Characters of a sentence at most."""
_ANAPHOR = re.compile(r"(?:其[^中他]|其中|该区|该园|该开发区|改革后|同时|此外|对此|为此|目前)")

MOST = Decimal(10) ** 14
"""The first value that fact_figure can't hold."""


def _id(*parts: object) -> str:
    return hashlib.blake2b("|".join(map(str, parts)).encode(), digest_size=8).hexdigest()


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
        before = len(out.rows["mention"])
        book.open(item.document.document_id)
        _document(item, settings, scans.pop(item.document.document_id), tokenizer, book, out, traced)
        out.rows["mention"][before:] = complete(item, out.rows["mention"][before:], _id)
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
    terms = tokenizer.term_tokens(text, list(chain.from_iterable(scanned.numbers.values())))
    starts = [t.start for t in terms]
    for article in item.articles:
        setting = settings[article.article_id]
        out.rows["article"].append(
            {"article_id": article.article_id, "document_id": document.document_id, "title": article.title,
             "byline": article.byline, "city_id": setting.home.city_id, "province_id": setting.home.province_id,
             "as_of_month": label(setting.as_of) if setting.as_of is not None else None,
             "continues_in": article.continues_in}
        )  # fmt: skip
        _article(item, article, setting, scanned, (terms, starts), book, out, trace)


def _article(
    item: PreparedDocument,
    article: Article,
    setting: Setting,
    scanned: Scan,
    terms: Terms,
    book: ZoneBook,
    out: Rows,
    trace: Trace | None,
) -> None:
    text, numbers = item.clean.text, scanned.numbers
    state = Discourse(book.lexicon, setting.home, setting.year, setting.as_of, setting.province, trace=trace)
    found: dict[tuple[int, int], list[tuple[Figure, str]]] = {}
    marks: list[Token] = []
    in_body = {p.start for section in article.sections for p in section.paragraphs}

    def read_rows(rows: list[Paragraph], caption: str) -> None:
        for figure, sentence in read_table(text, rows, state, book, caption) if rows else ():
            found.setdefault(figure.numeral, []).append((figure, sentence))

    def read_text(tokens: list[Token], lo: int, hi: int, whole: bool) -> None:
        last = 0
        for a, b in sentences(text, lo, hi):
            # tokens are in order of their starts, and so are the sentences
            first = last
            while last < len(tokens) and tokens[last].start < b:
                last += 1
            inside = tokens[first:last]
            for figure in read_sentence(text, a, b, inside, state):
                if whole or figure.indicator_id:
                    found.setdefault(figure.numeral, []).append((figure, text[a:b].strip()))

    def read_heading(paragraph: Paragraph) -> None:
        """GDP同比增长3.1%: a headline may hold figures of the catalog; any other number in it is part of a name."""
        own, lo, hi = numbers[paragraph.start], paragraph.start, paragraph.end
        if paragraph.kind == "heading" and any(t.kind in ("number", "rank") for t in own):
            state.start_paragraph(False)
            read_text(_merge(text, lo, hi, own, terms, scanned, book, setting), lo, hi, False)
        marks.extend(
            t
            if t.kind not in ("number", "rank") or set(_numerals(t)) & found.keys()
            else _as_name(t, paragraph.kind)
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
            tokens = _merge(text, lo, hi, own, terms, scanned, book, setting)
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
    _write(item, article, found, marks, out)


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


_START = itemgetter(0)


def _in_order(tokens: list[Token]) -> list[Token]:
    """Tokens by where they start, the longer of two first."""
    if len(set(map(_START, tokens))) == len(tokens):
        return sorted(tokens, key=_START)  # none start together: no need to build keys
    return sorted(tokens, key=lambda token: (token.start, -token.end))


def _merge(
    text: str,
    lo: int,
    hi: int,
    own: list[Token],
    terms: Terms,
    scanned: Scan,
    book: ZoneBook,
    setting: Setting,
) -> list[Token]:
    """Numbers, terms, subjects and punctuation of a paragraph in order; subjects win over terms, titles over all."""
    titles = [t for t in own if t.kind == "mark" and text[t.start] == "《"]
    subjects = find_subjects(text, lo, hi, book, setting.home, titles, scanned.names_between(lo, hi))
    tokens, starts = terms
    kept = tokens[bisect_left(starts, lo) : bisect_left(starts, hi)]
    if subjects or titles:
        named = _covered(lo, hi, (*subjects, *titles))
        kept = [t for t in kept if named.find(1, t.start - lo, t.end - lo) < 0]
    inside = _covered(lo, hi, own)
    punct = [
        make_token((at, at + 1, "punct", text[at]))
        for at in map(re.Match.start, PUNCT.finditer(text, lo, hi))
        if not inside[at - lo]
    ]
    if any(t.kind == "period" for t in own):
        # 当年完成投资 is one word, whatever 当年 alone may be
        within = [k for k in kept if inside.find(1, k.start - lo, k.end - lo) >= 0]
        own = [
            t for t in own
            if t.kind != "period" or not any(k.start <= t.start and t.end < k.end for k in within)
        ]  # fmt: skip
    return _in_order([*own, *kept, *subjects, *punct])


def _covered(lo: int, hi: int, tokens: Iterable[Token]) -> bytearray:
    """One byte for each character between two offsets: whether a token covers it."""
    covered = bytearray(hi - lo)
    for t in tokens:
        covered[t.start - lo : t.end - lo] = b"\1" * (t.end - t.start)
    return covered


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


def _as_name(token: Token, kind: str) -> Token:
    if token.kind == "mark":
        return token
    if token.kind == "period":
        return token
    spans = _numerals(token)
    disposition = "reference" if kind == "furniture" else "name"
    reason = "page number" if kind == "furniture" else f"in a {kind}"
    return Token(token.start, token.end, "mark", Mark(disposition, reason, spans))


def _numerals(token: Token) -> tuple[tuple[int, int], ...]:
    if token.kind == "rank":
        return (token.value.numeral,)
    values = token.value if isinstance(token.value, tuple) else (token.value,)
    return tuple(v.numeral for v in values)


def _write(
    item: PreparedDocument,
    article: Article,
    found: dict[tuple[int, int], list[tuple[Figure, str]]],
    marks: list[Token],
    out: Rows,
) -> None:
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
            for span in _numerals(token):
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
        first_id = None
        for figure, sentence in found.get(span, ()):
            for subject in figure.subjects:
                figure_id = _id(document.document_id, start, end, figure.measure, subject.name, subject.level)
                first_id = first_id or figure_id
                out.rows["figure"].append(
                    _figure_row(figure, subject, figure_id, item, article, start, end, sentence)
                )
        out.rows["mention"].append(
            {"mention_id": _id(document.document_id, start, end), "document_id": document.document_id,
             "article_id": article.article_id, "char_start": start, "char_end": end, "quote": raw[start:end],
             "disposition": disposition, "reason": reason, "figure_id": first_id,
             "correction_id": clean.correction_of(*span)}
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
) -> dict[str, Any]:
    span: Span | None = figure.span
    return {
        "figure_id": figure_id,
        "document_id": item.document.document_id,
        "article_id": article.article_id,
        "char_start": start,
        "char_end": end,
        "quote": item.document.text[start:end],
        "sentence": sentence,
        "disposition": figure.disposition,
        "indicator_id": figure.indicator_id,
        "indicator_label": figure.label or None,
        "measure": figure.measure,
        "rank_of": figure.rank_of,
        "scenario": figure.scenario,
        "set_by": figure.set_by,
        "subject_level": subject.level,
        "province_id": subject.province_id,
        "city_id": subject.city_id,
        "zone_id": subject.zone_id,
        "subject_name": subject.name,
        "period_start": first_day(span.start) if span else None,
        "period_end": last_day(span.end) if span else None,
        "value": Decimal(figure.value),
        "unit": figure.unit or None,
        "bound": figure.bound,
        "comparator": figure.comparator,
        "scope": figure.scope,
        "rule": " ".join(figure.rules),
        "correction_id": item.clean.correction_of(*figure.numeral),
    }
