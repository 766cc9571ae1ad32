"""Documents: bytes to text, text to articles and sections, every character traceable to the file."""

from flows.documents.articles import link, prepare
from flows.documents.cleaning import clean
from flows.documents.model import (
    Article,
    CleanText,
    Document,
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
    "Discovery",
    "Document",
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
    "prepare",
    "read",
    "read_one",
]
