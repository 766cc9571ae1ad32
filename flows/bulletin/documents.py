"""A page for each document: its whole text, every number in it marked, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from flows.bulletin.source import Row, Source
from flows.bulletin.words import REASONS

DOCUMENTS = """
select d.document_id, d.path, d.encoding, d.characters, t.text,
    (select string_agg(title, '；' order by article_id) from dim_article a where a.document_id = d.document_id) as title
from dim_document as d
left join document_text as t using (document_id)
order by document_id
"""
# several figures can stand on one numeral: 分别 spreads one over several subjects
MENTIONS = """
select m.document_id, m.char_start, m.char_end, m.quote, m.disposition, m.reason,
    f.figure_id, f.sentence, f.indicator_id, f.indicator_label, f.measure, f.scenario, f.subject_name, f.period_start,
    f.period_end, f.value, f.unit, f.value_canonical, f.unit_canonical, f.bound, f.comparator, f.scope, f.rule
from fact_mention as m
left join fact_figure as f
    on f.document_id = m.document_id and f.char_start = m.char_start and f.char_end = m.char_end
order by m.document_id, m.char_start, m.char_end, f.figure_id
"""
BATCH = 10_000


def pages(source: Source) -> Iterator[tuple[str, dict[str, Any]]]:
    """File name and content of each document's page."""
    mentions = _grouped(source)
    found = next(mentions, None)
    for document in _rows(source, DOCUMENTS):
        own: list[Row] = []
        if found and found[0] == document["document_id"]:
            own = found[1]
            found = next(mentions, None)
        yield source.pages[document["document_id"]], _page(source, document, own)


def _grouped(source: Source) -> Iterator[tuple[str, list[Row]]]:
    for document_id, rows in groupby(_rows(source, MENTIONS), lambda row: row["document_id"]):
        yield document_id, list(rows)


def _rows(source: Source, query: str) -> Iterator[Row]:
    # a cursor of its own, batch by batch: the texts of all documents need not fit into memory
    result = source.connection.cursor().execute(query)
    names = [column[0] for column in result.description or []]
    while batch := result.fetchmany(BATCH if query is MENTIONS else 100):
        for row in batch:
            yield dict(zip(names, row, strict=True))


def _page(source: Source, document: Row, rows: list[Row]) -> dict[str, Any]:
    numbers = [
        _number(source, list(group))
        for _, group in groupby(rows, lambda row: (row["char_start"], row["char_end"]))
    ]
    indicators = {i: source.name(i) for number in numbers for i in number["indicators"]}
    counts: dict[str, int] = {}
    for number in numbers:
        counts[number["disposition"]] = counts.get(number["disposition"], 0) + 1
    text = document["text"]
    return {
        "document": document,
        "pieces": _pieces(text, numbers) if text is not None else None,
        "sentences": None if text is not None else _sentences(rows),
        "numbers": numbers,
        "figures": [number for number in numbers if number["figures"]],
        "others": [number for number in numbers if not number["figures"]],
        "indicators": dict(sorted(indicators.items(), key=lambda item: item[1]["zh"])),
        "counts": counts,
    }


def _number(source: Source, rows: list[Row]) -> dict[str, Any]:
    first = rows[0]
    figures = [_figure(source, row) for row in rows if row["figure_id"] is not None]
    return {
        "start": first["char_start"],
        "end": first["char_end"],
        "quote": first["quote"],
        "disposition": first["disposition"],
        "reason": {"zh": REASONS.get(first["reason"], first["reason"]), "en": first["reason"]}
        if first["reason"]
        else None,
        "figures": figures,
        "sentence": _cut(first["sentence"], first["quote"]) if first["sentence"] else None,
        "indicators": sorted({row["indicator_id"] for row in rows if row["indicator_id"]}),
    }


def _figure(source: Source, row: Row) -> dict[str, Any]:
    converted = row["unit_canonical"] != row["unit"] and row["value_canonical"] is not None
    return {
        "value": source.number(row["value"], row["unit"], row["figure_id"], row["bound"]),
        "canonical": source.number(row["value_canonical"], row["unit_canonical"]) if converted else None,
        "name": source.name(row["indicator_id"]) if row["indicator_id"] else None,
        **{
            name: row[name]
            for name in (
                "indicator_label", "measure", "scenario", "subject_name", "period_start", "period_end", "comparator",
                "scope", "sentence", "rule",
            )
        },
    }  # fmt: skip


def _pieces(text: str, numbers: list[dict[str, Any]]) -> list[tuple[str, Mapping[str, Any] | None]]:
    """Cut a text into what stands between the numbers and the numbers themselves."""
    pieces: list[tuple[str, Mapping[str, Any] | None]] = []
    at = 0
    for number in numbers:
        if number["start"] < at:
            continue  # it stands inside the number before it, which is marked
        pieces += [(text[at : number["start"]], None), (text[number["start"] : number["end"]], number)]
        at = number["end"]
    return [*pieces, (text[at:], None)]


def _cut(sentence: str, quote: str) -> tuple[str, str, str]:
    """A sentence before, at and after the numeral; in one piece where the numeral stands in it more than once."""
    if sentence.count(quote) != 1:
        return sentence, "", ""
    return sentence.partition(quote)


def _sentences(rows: list[Row]) -> list[str]:
    return list(dict.fromkeys(row["sentence"] for row in rows if row["sentence"]))
