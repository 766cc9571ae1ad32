"""What the documents room hands on: documents, their cleaned text and their articles."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, fields, replace
from datetime import date

from flows.documents.disguise import touches
from flows.errors import printable
from flows.formats import Note

# what no name of a file has: line ends and other controls, halves of a character, what turns the direction of writing
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
NO_TEXT = "files of this kind are not read"
"""What is said of a file by its ending alone."""


def is_hidden(name: str) -> bool:
    """Whether a file is passed over by its name: hidden, or put there by an office program while another is open."""
    return name.startswith((".", "~$"))


def misnamed(path: str) -> Refusal | None:
    """The refusal of a file for its name, or that of a folder it lies in; nothing where they are names of text."""
    odd = _ODD.search(path)
    if odd is None:
        return None
    if "\ud800" <= odd.group() <= "\udfff":
        message = "the file's name is no text in UTF-8"
    else:
        message = (
            f"the file's name, or that of its folder, holds the control character U+{ord(odd.group()):04X}"
        )
    return Refusal(shown_name(path), "name", message, "Rename it")


def shown_name(path: str) -> str:
    """A path as messages and tables name it, whatever characters it has; others keep theirs."""
    text = re.sub("[\ud800-\udfff]", "\ufffd", path)
    return printable(text) if _ODD.search(text) else text


@dataclass(frozen=True)
class Refusal:
    """A file that can't be used: named, with the failed check and what to do about it.

    `momentary` where it is not the file itself that hindered: a disk that was away, a machine that was too busy.
    """

    path: str
    check: str
    message: str
    remedy: str
    momentary: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Source:
    """One file of the raw directory: its id, its path on disk or URL, and its path as published (relative, with /).

    `bytes` is its size where the listing told it.
    """

    document_id: str
    file: str
    path: str
    sidecar: str | None = None
    bytes: int | None = None


@dataclass(frozen=True)
class Sidecar:
    """What a clerk states about a document in NAME.toml; it wins over what the text suggests.

    `about` is whom the whole text is about: a zone, a place or 全国. `as_of` is the month that its data reach, YYYY-MM.
    `publisher` speaks for its place (安徽省商务厅, 河北日报); `title` replaces the one that the text prints; `url` is
    where it was found. `articles` holds what is stated for one article of several, by its number in the file.
    """

    published: date | None = None
    publisher: str | None = None
    city: str | None = None
    about: str | None = None
    as_of: str | None = None
    title: str | None = None
    url: str | None = None
    articles: tuple[tuple[int, Sidecar], ...] = ()

    def of(self, number: int) -> Sidecar:
        """What is stated for the article of a number, counted from 1: its own lines before those of the file."""
        own = dict(self.articles).get(number)
        if own is None:
            return self
        stated = {
            f.name: value for f in fields(own) if f.name != "articles" and (value := getattr(own, f.name))
        }
        return replace(self, **stated)


@dataclass(frozen=True)
class Document:
    """A file as text. Of a plain text every character is kept but a byte-order mark.

    `sha256` and `bytes` are of the file as it came; `format` is that of flows/formats, and `parts` are its pages or
    sheets: name, and where it starts in the text; `notes` are what of the file the text lacks.
    """

    document_id: str
    path: str
    sha256: str
    encoding: str
    bytes: int
    text: str
    sidecar: Sidecar = field(default_factory=Sidecar)
    format: str = "txt"
    parts: tuple[tuple[str, int], ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A stretch of cleaned text, half open. `kind`: heading, body, table, byline or furniture."""

    kind: str
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True)
class Mending:
    """A text with its misprints corrected, every character of which still points at what is printed.

    The text is made of stretches: the one from `starts[k]` on stands at `spans[k]` in the printed text. A stretch
    that was copied is as long there; one that was mended stands for all that is printed in its place, and a part of
    it for as large a share. `marks` are the stretches that bear the id of a correction.
    """

    text: str
    starts: list[int]
    spans: list[tuple[int, int]]
    marks: tuple[tuple[int, int, str], ...]

    def printed_span(self, start: int, end: int) -> tuple[int, int]:
        """Half-open span of the printed text for a non-empty half-open span of the mended one."""
        printed_start, printed_end = self._printed(start, 0), self._printed(end - 1, 1)
        # words that were put in stand for the character beside them
        printed_start = min(printed_start, max(0, printed_end - 1))
        return printed_start, max(printed_end, printed_start + 1)

    def _printed(self, offset: int, end: int) -> int:
        """Where a character begins in the printed text (end 0), or ends (end 1)."""
        k = bisect_right(self.starts, offset) - 1
        start, stop = self.spans[k]
        size = (self.starts[k + 1] if k + 1 < len(self.starts) else len(self.text)) - self.starts[k]
        if offset >= self.starts[k] + size:  # the line end after the text's last character
            return stop + offset - self.starts[k] - size + end
        return start + (offset - self.starts[k] + end) * (stop - start) // size

    def correction_of(self, start: int, end: int) -> str | None:
        """The correction that a span of the mended text was read with, if any."""
        return next((by for a, b, by in self.marks if a < end and start < b), None)


@dataclass(frozen=True)
class CleanText:
    """Cleaned text whose every character still points at the raw text.

    The text is made of runs that are contiguous in the raw text: character `clean_starts[k] + i` of the
    cleaned text is character `raw_starts[k] + i` of the raw one, or of its mending where it has one. Traditional
    characters are simplified in it; `printed` has them, place by place, where there are any. `marked`: numbers of marks that
    were taken out stand at its end. `disguised` are numbers of the raw text, or of its mending, that are not what the eye sees.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    clean_starts: list[int]
    raw_starts: list[int]
    mending: Mending | None = None
    printed: str | None = None
    marked: bool = False
    disguised: tuple[tuple[int, int], ...] = ()

    @property
    def shown(self) -> str:
        """The cleaned text in the script of the file, for people; as long as `text`."""
        return self.text if self.printed is None else self.printed

    def raw_offset(self, offset: int) -> int:
        """Offset in the raw text of one character of the cleaned text."""
        return self.raw_span(offset, offset + 1)[0]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Half-open span of the raw text for a non-empty half-open span of the cleaned text."""
        starts = self.clean_starts
        k = bisect_right(starts, start) - 1
        first = self.raw_starts[k] + start - starts[k]
        # nearly all lie within one run
        last = (
            first + end - start if k + 1 == len(starts) or end <= starts[k + 1] else self._offset(end - 1) + 1
        )
        span = first, last
        return self.mending.printed_span(*span) if self.mending else span

    def is_disguised(self, start: int, end: int) -> bool:
        """Whether a non-empty span of the cleaned text holds what is not what the eye sees."""
        return bool(self.disguised) and touches(
            self.disguised, self._offset(start), self._offset(end - 1) + 1
        )

    def correction_of(self, start: int, end: int) -> str | None:
        """The correction that a non-empty span of the cleaned text was read with, if any."""
        if self.mending is None:
            return None
        return self.mending.correction_of(self._offset(start), self._offset(end - 1) + 1)

    def _offset(self, offset: int) -> int:
        k = bisect_right(self.clean_starts, offset) - 1
        return self.raw_starts[k] + offset - self.clean_starts[k]


@dataclass(frozen=True)
class Section:
    """Paragraphs under one heading. `kind`: report, plan or other."""

    heading: str
    kind: str
    paragraphs: tuple[Paragraph, ...]


@dataclass
class Article:
    """One article of a document. `continued_from`/`continues_on` hold the page marks of 上接 and 下转."""

    article_id: str
    document_id: str
    title: str | None
    byline: str | None
    sections: tuple[Section, ...]
    start: int
    end: int
    continued_from: str | None = None
    continues_on: str | None = None
    continues_in: str | None = None
    continuation_of: str | None = None


@dataclass(frozen=True)
class PreparedDocument:
    """A document, its cleaned text and the articles found in it: what the figures room reads."""

    document: Document
    clean: CleanText
    articles: tuple[Article, ...]

    def stated(self, article: Article) -> Sidecar:
        """What the file beside the text states about one of its articles."""
        return self.document.sidecar.of(self.articles.index(article) + 1)
