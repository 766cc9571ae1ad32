"""The texts behind labels and figures: read from a folder, and shown with a numeral marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from flows import paths
from flows.documents import CleanText, PreparedDocument, Refusal, discover, link, mend, prepare, read
from flows.figures import Lexicon, extract
from flows.figures.article import sentences
from flows.figures.trace import Trace
from flows.reference import Reference, load_reference


@dataclass(frozen=True)
class Words:
    """The reference data and the lexicon compiled from it."""

    reference: Reference
    lexicon: Lexicon

    @cached_property
    def names(self) -> dict[str, str]:
        """Indicator id → its Chinese name."""
        return {key: indicator.name for key, indicator in self.lexicon.indicators.items()}

    @cached_property
    def core(self) -> frozenset[str]:
        """Chinese names of the indicators that labels know; the catalog may hold more."""
        return core_names(self.reference.frames["ref_indicator"])


def core_names(catalog: pl.DataFrame) -> frozenset[str]:
    """Names of the core indicators in a catalog; all of one that was made before it told them apart."""
    known = catalog.filter(pl.col("core").fill_null(True)) if "core" in catalog.columns else catalog
    return frozenset(known["name_zh"])


def load_words(directory: Path | None = None) -> Words:
    """Read the reference data in a folder, that of this installation unless another is given."""
    reference = load_reference(directory or paths.reference_dir())
    return Words(reference, Lexicon(reference))


@dataclass(frozen=True)
class Texts:
    """Every document of a folder by its id, tied to each other, and what could not be read."""

    folder: Path
    documents: dict[str, PreparedDocument]
    refusals: list[Refusal]

    def family(self, wanted: Iterable[str]) -> list[PreparedDocument]:
        """The wanted documents and those that run on into or from them: they must be read together."""
        ties: dict[str, set[str]] = {}
        for name, item in self.documents.items():
            for article in item.articles:
                other = article.continues_in
                if other is not None and other in self.documents:
                    ties.setdefault(name, set()).add(other)
                    ties.setdefault(other, set()).add(name)
        open_ids, found = [w for w in wanted if w in self.documents], set()
        while open_ids:
            name = open_ids.pop()
            if name not in found:
                found.add(name)
                open_ids += ties.get(name, ())
        return [self.documents[name] for name in sorted(found)]

    def extract(
        self, wanted: Iterable[str], words: Words, trace: Trace | None = None
    ) -> dict[str, pl.DataFrame]:
        """The frames of the wanted documents and their family."""
        return extract(self.family(wanted), words.reference, lexicon=words.lexicon, trace=trace)


def read_texts(folder: Path, words: Words, only: Collection[str] | None = None) -> Texts:
    """Read every text below a folder as a run does, misprints corrected; what can't be read is kept with its reason.

    Args:
        folder: the folder.
        words: the reference data and its lexicon.
        only: the documents to read, all unless given.

    Raises:
        UsageError: `folder` is no directory that can be listed.
    """
    found = discover(folder)
    documents, refusals = read(
        source for source in found.sources if only is None or source.document_id in only
    )
    prepared, _ = mend([prepare(document) for document in documents], words.reference.rows("ref_correction"))
    link(prepared)
    return Texts(folder, {p.document.document_id: p for p in prepared}, [*found.refusals, *refusals])


def clean_offset(clean: CleanText, raw: int) -> int:
    """Offset in cleaned text of a character of the raw text; of the next one that was kept where it was cut out."""
    # furniture comes last, wherever it is printed; what stands before is in the order of the text
    furniture = (p for p in clean.paragraphs if p.kind == "furniture")
    end = min((p.start for p in furniture), default=len(clean.text))
    for paragraph in clean.paragraphs:
        if paragraph.kind == "furniture" and clean.raw_offset(paragraph.start) <= raw:
            at = bisect_left(range(paragraph.start, paragraph.end), raw, key=clean.raw_offset)
            if at < paragraph.end - paragraph.start:
                return paragraph.start + at
    return bisect_left(range(end), raw, key=clean.raw_offset)


def sentence_at(clean: CleanText, offset: int) -> tuple[int, int]:
    """The sentence (or heading, or row of a table) around an offset of cleaned text, without blanks at its ends."""
    for paragraph in clean.paragraphs:
        if paragraph.start <= offset < paragraph.end:
            spans = (
                sentences(clean.text, paragraph.start, paragraph.end)
                if paragraph.kind == "body"
                else [(paragraph.start, paragraph.end)]
            )
            start, end = next((a, b) for a, b in spans if a <= offset < b)
            words = clean.text[start:end]
            return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    return offset, offset


def marked(clean: CleanText, start: int, end: int) -> str:
    """The cleaned sentence around a span of the raw text, the span in 【】."""
    first, last = clean_offset(clean, start), clean_offset(clean, end)
    a, b = sentence_at(clean, first)
    a, b = min(a, first), max(b, last)
    text = clean.shown
    return one_line(f"{text[a:first]}【{text[first:last]}】{text[last:b]}")


def marked_in(sentence: str, quote: str) -> str:
    """A sentence whose text is not at hand, with the quote in 【】 where it stands there but once."""
    whole = re.compile(rf"(?<![\d.]){re.escape(quote)}(?![\d.])")
    return one_line(whole.sub(f"【{quote}】", sentence) if len(whole.findall(sentence)) == 1 else sentence)


def one_line(text: str) -> str:
    """Blanks of any sort as one.

    Examples:
        >>> one_line("工业投资\\n增长")
        '工业投资 增长'
    """
    return re.sub(r"\s+", " ", text).strip()
