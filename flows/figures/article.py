"""One article from its paragraphs to its rows: sections are entered, headings, text and tables read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from flows.documents import Article, Paragraph, PreparedDocument, Section
from flows.figures.discourse import Concept, Discourse
from flows.figures.frames import Rows
from flows.figures.grammar import read_sentence
from flows.figures.rows import Found, as_name, write, write_tables
from flows.figures.tables import TableReading, read_table
from flows.figures.trace import Trace
from flows.setting.model import Setting
from flows.setting.subjects import find_subjects
from flows.setting.zones import ZoneBook, place_subject
from flows.words.lexicon import OTHER, Lexicon
from flows.words.model import Token, numerals
from flows.words.periods import Anchor, explicit_year, parse, year_of
from flows.words.scan import START, Scan

_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)]*")
_OF_KEY = re.compile(r"(?:重点|重大)(?:建设|工业|产业)?(?:项目|工程)")
_BY_PART = re.compile(
    r"[从分按][^，。；]{1,8}[看分][，,：:]|其余|另外"
    # 前5位：…; 增速居后三位的是…: of what the heading or the paragraph before is about
    r"|(?:其中[，、]?)?(?:总量|总额|规模|增速|增幅|完成额|完成率|占比)?(?:居|位居|列|位列|排名?|排在)?(?:全[国省市区县州])?(?:前|后|末|倒数)[\d一二三四五六七八九十两]+(?:位|名)"
    r"|(?:增速|增幅|排名|总量)(?:较快|较慢|靠前|靠后|居前|居后|领先|垫底)"
)
# 1. 侯马经开区 28.6亿元: a row of a list that is too short for a table
_ROW = re.compile(
    r"(?:\d{1,2}[.．、]|[（(]\d{1,2}[）)]|[①-⑳•·●])?\s*[^\d，。；：]{2,24}[\s:：]*[-－]?\d[\d.,]*\s*[^\d，。；：]{0,6}[；;。]?"
)
LONGEST = 1000
"""Characters of a sentence at most."""
_ANAPHOR = re.compile(r"(?:其[^中他]|其中|其余|另外|该区|该园|该开发区|改革后|同时|此外|对此|为此|目前)")


class ArticleReading:
    """An article being read: what its sentences carry on, its figures so far, and the number tokens seen.

    A class, where functions within one would do: compiled, those hold each other, and what an article was read with
    would stay in memory until Python looks for cycles.
    """

    def __init__(
        self,
        item: PreparedDocument,
        article: Article,
        setting: Setting,
        scanned: Scan,
        book: ZoneBook,
        trace: Trace | None,
    ) -> None:
        self.item = item
        self.article = article
        self.setting = setting
        self.scanned = scanned
        self.book = book
        self.trace = trace
        self.text = item.clean.text
        self.state = Discourse(book.lexicon, setting.home, setting.year, setting.as_of, setting.province)
        self.state.review = setting.review
        self.state.of_key = bool(_OF_KEY.search(article.title or ""))
        self.found: Found = {}
        self.marks: list[Token] = []
        self.table: TableReading | None = None
        # the heading that stands over what is being read
        self.over = ""
        self.tables: list[tuple[TableReading, int, int, str]] = []

    def read(self, out: Rows) -> None:
        """Read the whole article, and append its rows."""
        self.book.know(self.setting.local, self.setting.stems)
        article, paragraphs = self.article, self.item.clean.paragraphs
        in_body = {p.start for section in article.sections for p in section.paragraphs}
        end = max(article.end, article.start + 1)
        for k in range(bisect_left(paragraphs, article.start, key=START), len(paragraphs)):
            if paragraphs[k].start >= end:
                break
            if paragraphs[k].start not in in_body:
                self._heading(paragraphs[k])
        for section in article.sections:
            self._section(section)
        write(self.item, article, self.setting, self.found, self.marks, self.book.lexicon, out)
        write_tables(self.item, article, self.tables, out)

    def _section(self, section: Section) -> None:
        _enter_section(self.state, section, self.setting, self.text, self.book)
        self._stands_under(section.heading)
        table: list[Paragraph] = []
        over: list[Paragraph] = []
        for paragraph in section.paragraphs:
            if paragraph.kind in ("heading", "byline", "furniture"):
                self._heading(paragraph)
                if paragraph.kind == "heading":
                    over.append(paragraph)
                continue
            tokens = self._tokens(paragraph)
            self.marks += self.scanned.numbers[paragraph.start]
            if paragraph.kind == "table":
                if table and table[-1].end + 1 < paragraph.start:
                    self._table(table, over)
                    table, over = [], []
                table.append(paragraph)
                continue
            if table:
                self._table(table, over)
                table, over = [], []
            over.append(paragraph)
            by_part = bool(_BY_PART.match(self.text, paragraph.start)) or (
                self.state.by_part and bool(_ROW.fullmatch(self.text, paragraph.start, paragraph.end))
            )
            self.state.start_paragraph(by_part or bool(_ANAPHOR.match(self.text, paragraph.start)), by_part)
            self._sentences(tokens, paragraph, True)
        if table:
            self._table(table, over)

    def _table(self, rows: Sequence[Paragraph], over: Sequence[Paragraph]) -> None:
        """Read a table; `over`: what stands between it and the one before, or the section's beginning."""
        over_it = captions(self.text, over)
        if self.over not in over_it:
            over_it.append(self.over)
        reading = read_table(
            self.text,
            rows,
            self.state,
            self.book,
            over_it,
            self.article.title,
            self.scanned.numbers,
            self.table.columns if self.table and not over else None,
            self.item.clean.shown,
        )
        self.table = reading
        self.tables.append((reading, rows[0].start, rows[-1].end, over_it[0] if over_it else ""))
        for figure, sentence in reading.figures:
            self.found.setdefault(figure.numeral, []).append((figure, sentence))
        self.marks += reading.marks

    def _heading(self, paragraph: Paragraph) -> None:
        """GDP同比增长3.1%: a headline may hold figures of the catalog; any other number in it is part of a name."""
        own = self.scanned.numbers[paragraph.start]
        if paragraph.kind == "heading":
            self._stands_under(self.text[paragraph.start : paragraph.end])
        if paragraph.kind == "heading" and any(t.kind in ("number", "rank") for t in own):
            self.state.start_paragraph(False)
            self._sentences(self._tokens(paragraph), paragraph, False)
        for token in own:
            if token.kind in ("number", "rank") and self.found.keys().isdisjoint(numerals(token)):
                token = as_name(token, paragraph.kind)
            self.marks.append(token)

    def _stands_under(self, heading: str) -> None:
        """Note the heading over what is read next, and what it is about."""
        self.over = heading
        self.state.stand_under(_said_in(heading, self.book.lexicon))

    def _sentences(self, tokens: list[Token], paragraph: Paragraph, whole: bool) -> None:
        """Read a paragraph's sentences; `whole`: figures that the catalog lacks count as well."""
        text, found, last = self.text, self.found, 0
        for start, end in sentences(text, paragraph.start, paragraph.end):
            # tokens are in order of their starts, and so are the sentences
            first, last = last, bisect_left(tokens, end, last, key=START)
            if figures := read_sentence(text, start, end, tokens[first:last], self.state, self.trace):
                sentence = self.item.clean.shown[start:end].strip()
                for figure in figures:
                    if whole or figure.indicator_id:
                        found.setdefault(figure.numeral, []).append((figure, sentence))

    def _tokens(self, paragraph: Paragraph) -> list[Token]:
        """Numbers, terms, subjects and punctuation of a paragraph in order; subjects win over terms, titles over all."""
        text, scanned, lo, hi = self.text, self.scanned, paragraph.start, paragraph.end
        tokens = scanned.tokens_between(lo, hi)
        titles: list[Token] = []
        if text.find("《", lo, hi) >= 0:
            titles = [t for t in scanned.numbers[lo] if t.kind == "mark" and text[t.start] == "《"]
        subjects = find_subjects(
            text, lo, hi, self.book, self.setting.home, titles, scanned.names_between(lo, hi)
        )
        if subjects or titles:
            named = bytearray(hi - lo)
            for t in (*subjects, *titles):
                named[t.start - lo : t.end - lo] = b"\1" * (t.end - t.start)
            # a subject comes before what begins with it
            tokens = subjects + [
                t for t in tokens if t.kind != "term" or named.find(1, t.start - lo, t.end - lo) < 0
            ]
            tokens.sort(key=START)
        nested = [pair for pair in scanned.nested if lo <= pair[0].start < hi]
        if nested:
            kept = set(map(id, tokens))
            inner = {id(period) for term, period in nested if id(term) in kept}
            tokens = [t for t in tokens if id(t) not in inner]
        return tokens


def _said_in(heading: str, lexicon: Lexicon) -> tuple[Concept, str | None] | None:
    """What a heading is about, and which aspect of it: 二、规上工业增加值增速排名; None where it names nothing, or several."""
    terms = [term for _, _, term in lexicon.find_terms(heading)]
    named = {
        t.tags["concept"]: t for t in terms if t.tags.get("concept", "none") not in ("none", "zones", OTHER)
    }
    if len(named) != 1:
        return None
    (term,) = named.values()
    aspects = [t.tags["aspect"] for t in terms if "aspect" in t.tags]
    return Concept(term.tags["concept"], term.tags.get("facet"), term.text), aspects[-1] if aspects else None


_SPEAKING = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,8})[:：](?=[^\d]{2})")
# in a plan its measures are still to come
_TO_BE_DONE = re.compile(r"^(?!.*(?:成效|进展|情况|回顾|总结)).*(?:措施|举措|任务|保障|督查|督导|考核|分工)")
_CONTINUED = re.compile(r"[（(]?(?:续表|接上表|续)[）)]?\d*[:：]?$")
_SHOWN = re.compile(r"(?:[:：]|如下|下表|见表|附表)[^。]{0,12}。?$")


def captions(text: str, over: Sequence[Paragraph]) -> list[str]:
    """The lines over a table, the nearest first: three at most, up to one that is no caption.

    Of a paragraph that leads to the table (…情况如下：) its last clauses count.
    """
    found: list[str] = []
    for paragraph in reversed(over[-3:]):
        words = text[paragraph.start : paragraph.end]
        if words.endswith("。") or "。" in words or len(words) > 60:
            if _SHOWN.search(words) and not found:
                found.append(re.split(r"[。；]", words.rstrip("。；"))[-1][-60:])
            break
        if not _CONTINUED.match(words):
            found.append(words)
    return found


def _enter_section(state: Discourse, section: Section, setting: Setting, text: str, book: ZoneBook) -> None:
    """A heading may set the period (首季), the plan's year (2024年工作计划) and the subject of what stands below."""
    state.plan = section.kind == "plan" or (
        setting.plans and (section.kind == "other" or _TO_BE_DONE.search(section.heading) is not None)
    )
    state.section_subject = state.section_span = state.section_as_of = None
    year = explicit_year(section.heading)
    if year and setting.as_of is not None and year > year_of(setting.as_of):
        state.plan = True  # 2026年主要工作 in a report on 2025
    if state.plan:
        state.plan_year = year or setting.plan_year or setting.year
        state.plan_end = setting.plan_end if year is None else None
    reported = year_of(setting.as_of) if setting.as_of is not None else setting.year
    anchor_year = state.plan_year if not state.plan and state.plan_year and year is None else reported
    for match in book.lexicon.numbers.scan(section.heading):
        if match.lastgroup != "period":
            continue
        period = parse(match.group(), Anchor(anchor_year, setting.as_of, setting.year))
        if period and period.span and period.kind in ("range", "month", "until") and not state.plan:
            state.section_span, state.section_as_of = period.span, period.span.end
    if (speaking := _SPEAKING.match(section.heading)) and (
        place := book.lexicon.places.find(speaking["name"], setting.home.province_id)
    ):
        state.section_subject = place_subject(place)  # 三门峡：整合之后再出发
    elif len(section.heading) <= 24:
        subjects = find_subjects(section.heading, 0, len(section.heading), book, setting.home)
        named = [s for t in subjects for s in t.value if s.level in ("zone", "county", "city")]
        if (
            len(named) == 1
            and len(named[0].name) >= len(re.sub(r"[\W\d_一二三四五六七八九十]", "", section.heading)) - 4
        ):
            state.section_subject = named[0]


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
