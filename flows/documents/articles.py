"""Cleaned text to articles: where one ends, its title and byline, its sections, its page marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from flows.documents.cleaning import clean
from flows.documents.model import (
    Article,
    CleanText,
    Document,
    Mending,
    Paragraph,
    PreparedDocument,
    Section,
)
from flows.errors import DocumentRefusedError

_SENTENCE = re.compile(r"[。！？；!?]|[,，].{4,}[,，]")
_PLAN = re.compile(
    r"计划|打算|安排|思路|目标任务|(?:主要|发展|预期|奋斗|总体|工作)目标|展望|部署|下一?步|下阶段|下半年(?:工作|怎么|打算|重点)|怎么干|明年|重点任务|努力方向|工作目标|工作重点|规划"
)
# 目标任务完成情况, 规划实施进展: of what is done, whatever it was done for
_DONE = re.compile(r"(?:完成|执行|实施|进展|落实|推进|运行|开展)(?:情况|成效|进度)?[^，。]{0,4}$")
_REPORT = re.compile(
    r"发展基础|工作基础|基本|现状|背景|成绩|成效|情况|完成|进展|亮点|回顾|总结|措施|举措|做法|运行|指标"
)
_PLAN_START = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}是|[（(]?[一二三四五六七八九十]{1,2}[）)、])?\s*"
    r"(?:(?:下一?步|下一?阶段|今后|接下来)[，,]?|(?:下半年|四季度|明年)[，,]?[^，。]{0,12}?(?:将|力争|要|计划|预计|确保|争取)|[今明]年怎么干)"
)
_FROM = re.compile(r"[（(]?\s*上接\s*第?\s*(?P<page>[A-Za-z]?\d*)\s*版?\s*[）)]?")
_TO = re.compile(r"[（(]?\s*下转\s*第?\s*(?P<page>[A-Za-z]?\d*)\s*版?\s*[）)]?")
_PLACE_TITLE = re.compile(r"[市县区州盟省]")


def prepare(document: Document, mending: Mending | None = None) -> PreparedDocument:
    """Clean a document, or its text with the misprints corrected, and find its articles.

    Raises:
        DocumentRefusedError: its sidecar states something about an article that it does not hold.
    """
    cleaned = clean(document.text) if mending is None else replace(clean(mending.text), mending=mending)
    articles = tuple(split_articles(document.document_id, cleaned))
    number = max((number for number, _ in document.sidecar.articles), default=0)
    # a correction of its text never costs a document
    if number > len(articles) and mending is None:
        raise DocumentRefusedError(
            f"its sidecar speaks of article {number}, and it holds {len(articles)}",
            remedy="Name an article by its place in the file: article.1 is the first",
        )
    return PreparedDocument(document, cleaned, articles)


def section_kind(heading: str) -> str:
    """What a section does: report, plan or other, by the words of its heading.

    Examples:
        >>> section_kind("【2024年工作计划】"), section_kind("【2023年工作成绩】"), section_kind("“管运分离”")
        ('plan', 'report', 'other')
    """
    if _PLAN.search(heading) and not _DONE.search(heading):
        return "plan"
    return "report" if _REPORT.search(heading) else "other"


def split_articles(document_id: str, cleaned: CleanText) -> list[Article]:
    """The articles of one document, in order. A document has at least one.

    An article ends with its byline (供稿), or where a first-level heading names another place after a body. Headings
    left over after the last byline are the title of the last article, printed at its end.
    """
    text = cleaned.text
    groups: list[list[Paragraph]] = [[]]
    # of the group at hand: whether it has a body, and whether 供稿 stands below that, where an article ends
    has_body = closed = False
    for paragraph in cleaned.paragraphs:
        group = groups[-1]
        words = text[paragraph.start : paragraph.end]
        if (
            has_body
            and paragraph.kind != "furniture"
            and (
                closed
                or (paragraph.kind == "heading" and paragraph.level == 1 and _PLACE_TITLE.search(words))
            )
        ):
            groups.append([])
            has_body = closed = False
        elif has_body and paragraph.kind == "byline" and group[-1].kind == "heading":
            # a byline under a heading: there the next article begins
            first = next(i for i in range(len(group), 0, -1) if group[i - 1].kind != "heading")
            groups.append(group[first:])
            del group[first:]
            has_body = closed = False
        groups[-1].append(paragraph)
        has_body = has_body or paragraph.kind == "body"
        closed = closed or (has_body and paragraph.kind == "byline" and "供稿" in words)
    if len(groups) > 1 and not any(p.kind in ("body", "table") for p in groups[-1]):
        tail = groups.pop()
        groups[-1].extend(tail)
    return [
        _article(document_id, f"{document_id}#{number}", group, text)
        for number, group in enumerate(groups, start=1)
    ]


def _article(document_id: str, article_id: str, paragraphs: Sequence[Paragraph], text: str) -> Article:
    kinds = [p.kind for p in paragraphs]
    bodies = [i for i, kind in enumerate(kinds) if kind in ("body", "table")]
    first, last = (bodies[0], bodies[-1]) if bodies else (len(paragraphs), -1)
    title_at = _title(paragraphs, text, first, last)
    byline = next((text[p.start : p.end] for p in paragraphs if p.kind == "byline"), None)
    sections: list[Section] = []
    heading, kind = "", "other"
    current: list[Paragraph] = []
    for i, paragraph in enumerate(paragraphs):
        words = text[paragraph.start : paragraph.end]
        if i in title_at:
            continue
        if paragraph.kind == "heading":
            _close(sections, heading, kind, current)
            if current or not heading:
                heading, kind = words, section_kind(words)
            else:  # a heading in two lines
                heading, kind = f"{heading} {words}", kind if kind != "other" else section_kind(words)
            # a heading without a word of either sort stays under the one above it
            if kind == "other" and sections and paragraph.level != 7 and not paragraph.level:
                kind = sections[-1].kind
            current = [paragraph]
        elif paragraph.kind == "body" and kind != "plan" and _PLAN_START.match(words):
            _close(sections, heading, kind, current)
            heading, kind, current = heading, "plan", [paragraph]
        else:
            current.append(paragraph)
    _close(sections, heading, kind, current)
    whole = text[paragraphs[0].start : paragraphs[-1].end] if paragraphs else ""
    from_mark = _FROM.search(whole) if "上接" in whole else None
    to_mark = _TO.search(whole) if "下转" in whole else None
    return Article(
        article_id=article_id,
        document_id=document_id,
        title=" ".join(text[paragraphs[i].start : paragraphs[i].end] for i in title_at) or None,
        byline=byline,
        sections=tuple(sections),
        start=paragraphs[0].start if paragraphs else 0,
        end=paragraphs[-1].end if paragraphs else 0,
        continued_from=from_mark["page"] if from_mark else None,
        continues_on=to_mark["page"] if to_mark else None,
    )


def _close(sections: list[Section], heading: str, kind: str, paragraphs: list[Paragraph]) -> None:
    if heading or paragraphs:
        sections.append(Section(heading, kind, tuple(paragraphs)))


def _title(paragraphs: Sequence[Paragraph], text: str, first: int, last: int) -> list[int]:
    """Which paragraphs are the title: headings before the first body, else those after the last one."""
    found = [i for i in range(first) if _may_title(paragraphs[i], text)]
    found = found or [i for i in range(last + 1, len(paragraphs)) if _may_title(paragraphs[i], text)]
    if not found and len(paragraphs) > 1 and last > 0:
        end = paragraphs[last]
        words = text[end.start : end.end]
        # a title of two lines that were joined: no sentence in it
        if end.kind == "body" and len(words) <= 80 and not _SENTENCE.search(words):
            return [last]
    marked = [i for i in found if paragraphs[i].level == 1] or found
    placed = [i for i in marked if _PLACE_TITLE.search(text[paragraphs[i].start : paragraphs[i].end])]
    return (placed[-1:] if len(marked) > 1 and paragraphs[marked[0]].level else None) or marked


def _may_title(paragraph: Paragraph, text: str) -> bool:
    """Whether a paragraph is a heading that may be the title of an article."""
    if paragraph.kind != "heading" or paragraph.level == 7:
        return False
    words = text[paragraph.start : paragraph.end]
    return not (
        words.endswith(("：", ":")) or _FROM.match(words) or _TO.match(words) or _REPORT_HEADING.match(words)
    )


_REPORT_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.、]|【"
)
