"""Documents: bytes to text, text to articles and sections, every character traceable to the file."""

from flows.documents.articles import prepare
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
from flows.documents.reader import (
    Content,
    Discovery,
    decoded,
    discover,
    fetch,
    read,
    read_one,
    refused,
)
from flows.documents.remote import is_url, local_path
from flows.documents.ties import link, tied
from flows.formats import decode

__all__ = [
    "Article",
    "CleanText",
    "Content",
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
    "decoded",
    "discover",
    "fetch",
    "is_url",
    "link",
    "local_path",
    "mend",
    "mending",
    "prepare",
    "read",
    "read_one",
    "refused",
    "tied",
]
