"""Articles that run on into another document: which ones, and which documents must be read together for it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from flows.documents.model import Article, PreparedDocument

_SERIAL = re.compile(r"[\d_-]+$|_[a-z]\d+$")
LONGEST_PAGE = 9
"""Digits of a page's number at most; a longer one says nothing."""


def link(prepared: Sequence[PreparedDocument]) -> None:
    """Tie articles that run on into another document (下转 here, 上接 there).

    The follow-up of a page mark `D10` is an article that says 上接 and stands, as far as the marks tell, on the page
    before. Where several fit, it is the one whose document bears the same name but for its number; where that does not
    tell either, none is tied, since a wrong tie is worse than a missing one.
    """
    folders: dict[str, _Ends] = defaultdict(_Ends)
    names: dict[tuple[str, str], _Ends] = defaultdict(_Ends)

    def places(article: Article) -> tuple[_Ends, _Ends]:
        folder = _folder(article.document_id)
        return folders[folder], names[folder, _stem(article.document_id)]

    for end in (a for p in prepared for a in p.articles if a.continued_from is not None):
        for place in places(end):
            place.add(end)
    for article in (a for p in prepared for a in p.articles if a.continues_on is not None):
        fitting: list[Article] = []
        for place in places(article):
            fitting = place.two_for(article)
            if len(fitting) < 2:
                break
        if len(fitting) == 1:
            for place in places(fitting[0]):
                place.remove(fitting[0])
            article.continues_in = fitting[0].document_id
            fitting[0].continuation_of = article.article_id


class _Ends:
    """Articles that say 上接 and are not tied yet: by page, of which there are few, and document.

    A folder may hold a year of reports, so that no start can look at every end.
    """

    def __init__(self) -> None:
        self._pages: dict[int | None, dict[str, dict[str, Article]]] = {}

    def add(self, end: Article) -> None:
        """One more."""
        documents = self._pages.setdefault(_page(end.continued_from), {})
        documents.setdefault(end.document_id, {})[end.article_id] = end

    def remove(self, end: Article) -> None:
        """It is tied."""
        page = _page(end.continued_from)
        documents = self._pages[page]
        del documents[end.document_id][end.article_id]
        # nothing empty stays: `two_for` would pass over it for every start
        if not documents[end.document_id]:
            del documents[end.document_id]
        if not documents:
            del self._pages[page]

    def two_for(self, start: Article) -> list[Article]:
        """Up to two articles of other documents that a start may run on into."""
        page = _page(start.continues_on)
        fitting = (
            end
            for other, documents in self._pages.items()
            if page is None or other is None or page > other
            for document_id, ends in documents.items()
            if document_id != start.document_id
            for end in ends.values()
        )
        return list(islice(fitting, 2))


def tied(prepared: Sequence[PreparedDocument]) -> list[list[PreparedDocument]]:
    """Group documents whose articles run on into each other: they must be read together.

    Returns:
        groups in the order of their first document, their members too; one without ties is a group of its own.
    """
    group_of = {item.document.document_id: [item] for item in prepared}
    for item in prepared:
        for article in item.articles:
            ours = group_of[item.document.document_id]
            theirs = group_of.get(article.continues_in or "", ours)
            if theirs is not ours:
                ours.extend(theirs)
                group_of.update({member.document.document_id: ours for member in theirs})
    place = {item.document.document_id: number for number, item in enumerate(prepared)}
    groups = {id(group): group for group in group_of.values()}.values()
    return [sorted(group, key=lambda item: place[item.document.document_id]) for group in groups]


def _page(mark: str | None) -> int | None:
    digits = re.sub(r"\D", "", mark or "")
    return int(digits) if digits and len(digits) <= LONGEST_PAGE else None


def _folder(document_id: str) -> str:
    return document_id.rpartition("--")[0]


def _stem(document_id: str) -> str:
    return _SERIAL.sub("", document_id)
