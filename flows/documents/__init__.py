"""Documents: bytes to text, text to articles and sections, every character traceable to the file."""

from flows.documents.articles import link, prepare
from flows.documents.cleaning import clean
from flows.documents.corrections import Correction, Outcome, mend, mending
from flows.documents.model import (
    Article,
    CleanText,
    Document,
    Mending,
    Paragraph,
    PreparedDocument,
    Refusal,
    Section,
    Sidecar,
    Source,
)
from flows.documents.reader import Discovery, decode, discover, read, read_one

__all__ = [
    "Article",
    "CleanText",
    "Correction",
    "Discovery",
    "Document",
    "Mending",
    "Outcome",
    "Paragraph",
    "PreparedDocument",
    "Refusal",
    "Section",
    "Sidecar",
    "Source",
    "clean",
    "decode",
    "discover",
    "link",
    "mend",
    "mending",
    "prepare",
    "read",
    "read_one",
]
