"""Frames made of labels instead of by reading, so that what a warehouse built of them says wrong, its SQL says wrong.

Texts give what labels do not hold: the sentence around a numeral and the words before it. Whom an article is about and
up to when follows from the labels too: home is the commonest place, the as-of month the latest that actual figures reach.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import polars as pl

from flows.documents import Article, PreparedDocument
from flows.evaluation.gold import Label
from flows.evaluation.texts import Texts, Words, clean_offset, sentence_at
from flows.figures.frames import Rows, in_order, with_zones
from flows.figures.rows import id_of, mention_id, place_of
from flows.setting.model import NOWHERE, Subject
from flows.setting.zones import ZoneBook, place_subject
from flows.words.periods import first_day, last_day, month, year_of
from flows.words.periods import label as month_label

WITHOUT_QUOTES = str.maketrans("", "", '“”"')
MOST_WORDS = 12
"""Characters of a label that no term of the catalog gives."""
# labels say what a number is, and not why it is no figure: what is commonest stands for that
REASONS = {
    "other_figure": "words_unknown",
    "date": "period",
    "name": "bare_number",
    "reference": "page_furniture",
}
PLACED = ("province", "city", "county")
FOUR_PLACES = Decimal("0.0001")


def labelled_frames(texts: Texts, labels: Sequence[Label], words: Words) -> dict[str, pl.DataFrame]:
    """The frames that extraction would hand on if it read every label's number as the label says.

    Args:
        texts: the labelled documents, and others, which give nothing.
        labels: what their numbers are; those of a document that is not there are left out.
        words: the reference data.

    Returns:
        frames document, document_text, article, mention, figure, text_table and zone, as `flows.figures.extract` does;
        a numeral labelled for several subjects (joined by 、) is one figure for each.
    """
    book, out = ZoneBook(words.lexicon), Rows()
    by_document: dict[str, list[Label]] = {}
    for label in labels:
        by_document.setdefault(label.document_id, []).append(label)
    for name, given in by_document.items():
        if name in texts.documents:
            book.open(name)
            _Labelled(texts.documents[name], given, words, book).write(out)
    out.rows["zone_of_document"] = [
        {"document_id": name, **row} for name, found in book.found.items() for row in found.values()
    ]
    return with_zones(in_order(out.frames()), words.lexicon)


@dataclass(frozen=True)
class _Labelled:
    """A document and its labels."""

    item: PreparedDocument
    labels: list[Label]
    words: Words
    book: ZoneBook

    def write(self, out: Rows) -> None:
        """Append the document's rows."""
        document = self.item.document
        out.rows["document"].append(
            {"document_id": document.document_id, "path": document.path, "sha256": document.sha256,
             "encoding": document.encoding, "bytes": document.bytes, "characters": len(document.text),
             "format": document.format}
        )  # fmt: skip
        out.rows["document_text"].append({"document_id": document.document_id, "text": document.text})
        for article in self.item.articles:
            out.rows["article"].append(self._article(article))
        seen: set[str] = set()
        for label in sorted(self.labels, key=lambda each: (each.start, each.end)):
            self._number(label, out, seen)

    def _number(self, label: Label, out: Rows, seen: set[str]) -> None:
        document_id = label.document_id
        quote = self.item.document.text[label.start : label.end]
        at = (document_id, self._article_of(label).article_id, label.start, label.end, quote)
        first: str | None = None
        if label.disposition in ("figure", "other_figure"):
            for subject in self._subjects(label):
                row = self._figure(label, subject)
                place = place_of(document_id, label.start, label.end)
                name = f"{place}|{label.attributes.get('measure')}|{subject.name}|{subject.level}"
                figure_id = id_of(name if id_of(name) not in seen else f"{name}|{row[3]}")
                if figure_id not in seen:
                    seen.add(figure_id)
                    first = first or figure_id
                    out.figures.append((figure_id, *at, *row, None))
        number = mention_id(document_id, label.start, label.end)
        if number not in seen:
            seen.add(number)
            out.mentions.append((number, *at, label.disposition, REASONS.get(label.disposition), first, None))

    def _figure(self, label: Label, subject: Subject) -> tuple[Any, ...]:
        """What a row of the frame says behind its place, without its correction; a label has no doubts."""
        given = label.attributes
        indicator_id = self._ids.get(given.get("indicator", "")) if label.disposition == "figure" else None
        start, end = (
            _months(given[name]) if given.get(name) else self.as_of for name in ("period_start", "period_end")
        )
        sentence, label_words = self._words_of(label, indicator_id)
        return (
            sentence,
            "figure" if indicator_id else "other_figure",
            indicator_id,
            label_words,
            given.get("measure") or "level",
            given.get("rank_of"),
            given.get("scenario") or "actual",
            given.get("set_by"),
            subject.level,
            subject.province_id,
            subject.city_id,
            subject.zone_id,
            subject.name,
            first_day(start),
            last_day(end),
            Decimal(str(given["value"])).quantize(FOUR_PLACES),
            given["unit"].replace(" ", "") or None,
            given.get("bound") or "eq",
            given.get("comparator"),
            given.get("scope"),
            "label",
            None,
        )

    def _words_of(self, label: Label, indicator_id: str | None) -> tuple[str, str]:
        """The sentence of a number, and the indicator's words next before it, or next behind."""
        clean = self.item.clean
        at = clean_offset(clean, label.start)
        start, end = sentence_at(clean, at)
        before, behind = clean.text[start:at], clean.text[at:end]
        named = str(label.attributes.get("indicator") or "")
        terms = self._terms.get(indicator_id or "", [named] if named else [])
        nearest = max(((before.rfind(t) + len(t), len(t), t) for t in terms if t in before), default=None)
        follows = min(((behind.find(t), -len(t), t) for t in terms if t in behind), default=None)
        if chosen := nearest or follows:
            return clean.text[start:end], chosen[2]
        # “签约一批”项目: what stands between the numeral and the number or the mark before it
        own = re.split(r"[\d，,；;。：:、（(\s]", before)[-1].translate(WITHOUT_QUOTES)
        return clean.text[start:end], own[-MOST_WORDS:] or named

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {name: key for key, name in self.words.names.items()}

    @cached_property
    def _terms(self) -> dict[str, list[str]]:
        terms = {key: [name] for key, name in self.words.names.items()}
        for row in self.words.reference.rows("ref_synonym"):
            if row["indicator_id"]:
                terms.setdefault(row["indicator_id"], []).append(row["term"])
        return terms

    def _article_of(self, label: Label) -> Article:
        at = clean_offset(self.item.clean, label.start)
        return max((a for a in self.item.articles if a.start <= at), key=lambda a: a.start)

    @cached_property
    def _home(self) -> Subject:
        """The commonest province or city of the labels; what else they name is looked for near it."""
        places = self.words.lexicon.places
        found: Counter[Subject] = Counter()
        for label in self.labels:
            level, name = label.attributes.get("subject_level"), label.attributes.get("subject", "")
            for each in str(name).split("、"):
                place = places.find(each, level=level if level in PLACED else None)
                if place and place.level in ("province", "city"):
                    found[place_subject(place)] += 2 if place.level == "city" else 1
                elif level == "zone" and (row := self.words.lexicon.zones.find(each)):
                    near = places.by_id.get(row["city_id"] or row["province_id"])
                    if near:
                        found[place_subject(near)] += 1
        return found.most_common(1)[0][0] if found else NOWHERE

    @cached_property
    def as_of(self) -> int:
        """The latest month that an actual figure reaches, as a month count; of all labels where none is actual."""
        ends = [
            (label.attributes.get("scenario") == "actual", _months(label.attributes["period_end"]))
            for label in self.labels
            if label.attributes.get("period_end")
        ]
        return max(ends)[1] if ends else _months("2000-01")

    def _article(self, article: Article) -> dict[str, Any]:
        home, stated = self._home, self.item.stated(article)
        return {
            "article_id": article.article_id, "document_id": self.item.document.document_id,
            "title": stated.title or article.title, "byline": article.byline, "city_id": home.city_id,
            "province_id": home.province_id, "as_of_month": month_label(self.as_of), "continues_in": article.continues_in,
            "url": stated.url, "publisher": stated.publisher, "published": stated.published, "home_level": home.level, "home_subject": home.name, "home_zone_id": None,
            "year": year_of(self.as_of), "home_basis": "weighed", "as_of_basis": "weighed",
        }  # fmt: skip

    def _subjects(self, label: Label) -> list[Subject]:
        level, names = label.attributes.get("subject_level"), label.attributes.get("subject")
        if not level or not names:
            return [self._home]
        return [self._subject(level, name) for name in str(names).split("、")]

    def _subject(self, level: str, name: str) -> Subject:
        home = self._home
        if level in PLACED:
            place = self.words.lexicon.places.find(name, home.province_id, home.city_id, level=level)
            # 天津市 is of level province, and so is the place
            place = place or self.words.lexicon.places.find(name, home.province_id, home.city_id)
            if place:
                return Subject(level, name, place.province_id, place.city_id)
        if level == "zone":
            return self._zone(name)
        return Subject(level, name, home.province_id, home.city_id)

    def _zone(self, name: str) -> Subject:
        home, lexicon = self._home, self.words.lexicon
        row = lexicon.zones.find(name, home.province_id, home.city_id)
        if row:
            return self.book.registered(row)
        split = lexicon.zones.split(name)
        made = self.book.of_its_own(name, home) if split else None
        if made is None and split and split[0]:
            place = lexicon.places.find(split[0], home.province_id, home.city_id)
            if place:
                return self.book.of_place(place, split[0], lexicon.zone_suffixes[split[1]])
        return made or Subject("zone", name, home.province_id, home.city_id)


def _months(printed: str) -> int:
    """A month as `flows.words.periods` counts it, of YYYY-MM."""
    year, _, of_year = printed.partition("-")
    return month(int(year), int(of_year))
