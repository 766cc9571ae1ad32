"""Which articles run on into which documents, however many there are."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.documents import Article, CleanText, Document, PreparedDocument, link, tied

MARKS = st.sampled_from([None, "", "1", "2", "D3", "10"])
NAMES = st.sampled_from(["a_1", "a_2", "b_1", "c", "x--a_1", "x--a_2", "x--b"])


def documents(articles: Sequence[tuple[str, str | None, str | None]]) -> list[PreparedDocument]:
    """Documents with articles of nothing but page marks: (document, 上接, 下转)."""
    made: dict[str, list[Article]] = {}
    for document_id, begun, on in articles:
        own = made.setdefault(document_id, [])
        article_id = f"{document_id}#{len(own) + 1}"
        own.append(Article(article_id, document_id, None, None, (), 0, 0, begun, on))
    return [
        PreparedDocument(
            Document(name, f"{name}.txt", "", "utf-8", 0, ""), CleanText("", (), [], []), tuple(own)
        )
        for name, own in made.items()
    ]


def ties(items: Sequence[PreparedDocument]) -> list[tuple[str, str | None, str | None]]:
    """What `link` has written."""
    return [(a.article_id, a.continues_in, a.continuation_of) for item in items for a in item.articles]


def link_slowly(items: Sequence[PreparedDocument]) -> None:
    """The same as the rule has it: each start looks at every end."""

    def page(mark: str | None) -> str:
        return re.sub(r"\D", "", mark or "")

    def stem(document_id: str) -> str:
        return re.sub(r"[\d_-]+$|_[a-z]\d+$", "", document_id)

    everything = [a for item in items for a in item.articles]
    for start in (a for a in everything if a.continues_on is not None):
        a = page(start.continues_on)
        fitting = [
            end
            for end in everything
            if end.continued_from is not None
            and end.continuation_of is None
            and end.document_id != start.document_id
            and end.document_id.rpartition("--")[0] == start.document_id.rpartition("--")[0]
            and (not a or not (b := page(end.continued_from)) or int(a) > int(b))
        ]
        if len(fitting) > 1:
            fitting = [end for end in fitting if stem(end.document_id) == stem(start.document_id)]
        if len(fitting) == 1:
            start.continues_in, fitting[0].continuation_of = fitting[0].document_id, start.article_id


@settings(max_examples=500)
@given(st.lists(st.tuples(NAMES, MARKS, MARKS), max_size=12))
def test_no_tie_is_lost_for_not_looking_at_every_end(
    articles: list[tuple[str, str | None, str | None]],
) -> None:
    fast, slow = documents(articles), documents(articles)
    link(fast)
    link_slowly(slow)
    assert ties(fast) == ties(slow)


def test_a_folder_of_many_reports_is_tied_at_once() -> None:
    marks = [mark for n in range(20_000) for mark in ((f"r{n}x_1", None, "2"), (f"r{n}x_2", "1", None))]
    items = documents(marks)
    before = time.process_time()
    link(items)
    groups = tied(items)
    assert time.process_time() - before < 20, "each start has looked at every end"
    assert [len(group) for group in groups] == [2] * 20_000


def test_a_number_too_long_for_a_page_says_nothing() -> None:
    items = documents([("a", None, "9" * 5000), ("b", "8" * 5000, None)])
    link(items)
    assert items[0].articles[0].continues_in == "b"
