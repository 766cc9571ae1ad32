"""A page for each document: its whole text, every number in it marked, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from flows.bulletin.markup import both
from flows.bulletin.readings import Mention, figure_item, mark, marked_text, other_row, unread_item
from flows.bulletin.source import Row, Source
from flows.bulletin.titles import TITLES
from flows.bulletin.words import Words, note_words
from flows.formats import gathered

# both tables, and the numbers and figures below, lie in the order of the documents: a range of them is read by itself
DOCUMENTS = f"""
select d.document_id, d.path, d.encoding, d.characters, t.text,
    told.* exclude (document_id)
from dim_document as d
left join (
    select document_id, {TITLES} as title,
        string_agg(distinct coalesce(publisher, byline), '；' order by coalesce(publisher, byline)) as byline,
        strftime(max(published), '%Y-%m-%d') as published, max(as_of_month) as as_of_month,
        min(url) filter (where url like 'http%') as url
    from dim_article as a
    where document_id between $first and $last
    group by document_id
) as told using (document_id)
left join (select * from document_text where document_id between $first and $last) as t using (document_id)
where d.document_id between $first and $last
order by document_id
"""
# several figures can stand on one numeral: 分别 spreads one over several subjects
MENTIONS = f"""
select {", ".join(f"m.{name}" for name in Mention._fields[:6])},
    f.figure_id, f.quote as figure_quote, {", ".join(f"f.{name}" for name in Mention._fields[8:])}
from (select * from fact_mention where document_id between $first and $last) as m
left join (select * from fact_figure where document_id between $first and $last) as f
    on f.document_id = m.document_id and f.char_start = m.char_start and f.char_end = m.char_end
order by m.document_id, m.char_start, m.char_end, f.figure_id
"""
NOTES = """
from document_note where document_id between $first and $last
order by document_id, note_number
"""
AT_A_TIME = 400
MARKED = 3_000
"""Numbers that a page marks and lists at most: a browser opens no page of a hundred thousand with comfort."""


def pages(
    source: Source, ids: Sequence[str] | None = None, at_a_time: int = AT_A_TIME
) -> Iterator[tuple[str, dict[str, Any]]]:
    """File name and content of each document's page; so many of them are in memory at once.

    Args:
        source: the warehouse.
        ids: some documents that follow each other in order; all where none are given.
        at_a_time: how many documents are read at once.
    """
    ids = list(source.pages if ids is None else ids)
    whys = {reason: both(words) for reason, words in source.reasons.items()}
    for at in range(0, len(ids), at_a_time):
        bounds = {"first": ids[at], "last": ids[min(at + at_a_time, len(ids)) - 1]}
        documents = source.rows(DOCUMENTS, bounds)
        rows = map(Mention._make, source.connection.execute(MENTIONS, bounds).fetchall())
        own = {document_id: list(group) for document_id, group in groupby(rows, lambda row: row.document_id)}
        noted = groupby(source.rows(NOTES, bounds), lambda row: row["document_id"])
        notes = {document_id: _notes(group) for document_id, group in noted}
        for document in documents:
            name = document["document_id"]
            page = _page(source, whys, document, own.get(name, []))
            yield source.pages[name], page | {"notes": notes.get(name, [])}


def _subject(source: Source, row: Mention) -> Words:
    return source.subject(row.subject_name, row._asdict())


def _notes(rows: Iterable[Row]) -> list[dict[str, Words]]:
    """What was not read of a document's file: where, what, and what to do about it."""
    return [
        {"where": {"zh": place.zh, "en": place.en}, **note_words(row["note"], row["found"] or "")}
        for row, place in gathered(rows)
    ]


def _page(
    source: Source, whys: Mapping[str, Markup], document: Row, rows: Sequence[Mention]
) -> dict[str, Any]:
    everything = [list(group) for _, group in groupby(rows, lambda row: (row.char_start, row.char_end))]
    numbers = _marked(everything)
    indicators: dict[str, Words] = {}
    counts: dict[str, int] = {}
    text: list[Markup] = []
    figures: list[Markup] = []
    others: list[Markup] = []
    unread: list[Markup] = []
    for first, *_ in everything:
        counts[first.disposition] = counts.get(first.disposition, 0) + 1
    for number in numbers:
        first = number[0]
        names = {row.indicator_id: source.name(row.indicator_id) for row in number if row.indicator_id}
        indicators |= names
        text.append(mark(first, sorted(names)))
        if first.figure_id is None:
            others.append(other_row(first, whys[first.reason or "refused"]))
        else:
            figures.append(figure_item(number, names, lambda row: _subject(source, row)))
        if first.reason in source.unread:
            unread.append(unread_item(first, document["text"], whys[first.reason]))
    figures_count = sum(first.figure_id is not None for first, *_ in everything)
    return {
        "document": document,
        # as pages of places have them, of which each cites several
        "citations": {
            "figures": {},
            "documents": [
                [
                    f"documents/{source.pages[document['document_id']]}",
                    document["title"],
                    "，".join(filter(None, (document["byline"], document["published"]))) or None,
                    document["as_of_month"],
                    document["path"],
                ]
            ],
            "sentences": [],
        },
        "text": marked_text(document["text"], numbers, text),
        "whole": document["text"] is not None,
        "figures": Markup("").join(figures),
        "others": Markup("").join(others),
        "unread": Markup("").join(unread),
        "unread_count": sum(first.reason in source.unread for first, *_ in everything),
        "figures_count": figures_count,
        "others_count": len(everything) - figures_count,
        "indicators": dict(sorted(indicators.items(), key=lambda item: item[1]["zh"])),
        "counts": counts,
        "numbers_count": len(everything),
        "marked_count": len(numbers),
    }


def _marked(numbers: list[list[Mention]]) -> list[list[Mention]]:
    """Those numbers of a document that its page marks: those of the catalog first, then other figures."""
    if len(numbers) <= MARKED:
        return numbers

    def rank(k: int) -> tuple[bool, bool, int]:
        first = numbers[k][0]
        return first.indicator_id is None, first.figure_id is None, k

    chosen = sorted(range(len(numbers)), key=rank)[:MARKED]
    return [numbers[k] for k in sorted(chosen)]
