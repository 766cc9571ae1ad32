"""Decisions on single numbers that a run does not apply, since the text is no longer what it was: each document is named."""

from __future__ import annotations

from collections.abc import Iterable

from flows.documents import Document, Refusal
from flows.reference.reviews import FILE, Reviews

CHECK = "review_stale"
NAMED = 3
REMEDY = "`kaifaqu review` asks again; or remove the rows from reviews.yaml"


def not_applied(reviews: Reviews, documents: Iterable[Document]) -> list[Refusal]:
    """One entry for each document with stale decisions, in order.

    Args:
        reviews: the decisions.
        documents: of the run; the text is needed of those that decisions are about.
    """
    known = {document.document_id: (document.sha256, document.text) for document in documents}
    refusals = []
    for name, rows in sorted(reviews.stale(known).items()):
        quotes = "、".join(
            f"{row['text_before'] or ''}【{row['quote']}】{row['text_after'] or ''}" for row in rows[:NAMED]
        )
        more = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
        message = f"the text of {name} has changed, so these decisions are not applied: {' '.join(quotes.split())}{more}"
        refusals.append(Refusal(f"{FILE}: {name}", CHECK, message, REMEDY))
    return refusals
