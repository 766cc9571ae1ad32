"""The sentences that a subject or an indicator stands in, each numeral of a figure leading to its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

from flows.bulletin.profile.cells import Citations
from flows.bulletin.source import Row


def sentences(citations: Citations, rows: Sequence[Row], root: str) -> list[dict[str, Any]]:
    """Sentences with their numerals as links, where they stand, and what they are about."""
    source = citations.source
    shown = []
    for row in rows:
        ids = [name for name in row["figure_ids"] if name in citations.cited]
        if not ids:
            continue
        first = citations.cited[ids[0]]
        shown.append(
            {
                "text": marked(citations, row["sentence"], ids, root),
                "names": [source.name(name) for name in row["indicator_ids"] or []],
                "quarters": row["quarter_ids"],
                "title": first.title,
                "document": row["document_id"],
                "href": source.address(ids[0]),
                "cite": citations.of(ids),
                "id": f"q-{ids[0]}",
            }
        )
    return shown


def marked(citations: Citations, sentence: str, figure_ids: Sequence[str], root: str) -> Markup:
    """A sentence with the numerals of figures as links to where they stand.

    Args:
        citations: of the page.
        sentence: as it stands in its text.
        figure_ids: figures of this sentence.
        root: leads to the folder's top.
    """
    places: dict[int, str] = {}
    for name in figure_ids:
        places.setdefault(citations.cited[name].char_start, name)
    begin = _begin(sentence, [(at, citations.cited[name].quote) for at, name in places.items()])
    pieces: list[Markup] = []
    at = 0
    left: list[str] = []
    for start, name in sorted(places.items()):
        here = -1 if begin is None else start - begin
        quote = citations.cited[name].quote
        if here < at:
            left.append(name)
            continue
        pieces += (escape(sentence[at:here]), _link(citations, name, root))
        at = here + len(quote)
    pieces.append(escape(sentence[at:]))
    for name in left:
        pieces += (Markup(" "), _link(citations, name, root))
    return Markup("").join(pieces)


def _begin(sentence: str, quotes: Sequence[tuple[int, str]]) -> int | None:
    """Where in its text the sentence begins: where all numerals stand as they should; None where that is not so."""
    start, quote = quotes[0]
    at = sentence.find(quote)
    while at >= 0:
        begin = start - at
        if all(sentence[place - begin :].startswith(words) and place >= begin for place, words in quotes):
            return begin
        at = sentence.find(quote, at + 1)
    return None


def _link(citations: Citations, figure_id: str, root: str) -> Markup:
    address = citations.source.address(figure_id)
    quote = escape(citations.cited[figure_id].quote)
    return Markup(f'<a class="n" href="{escape(root + address)}">{quote}</a>') if address else quote
