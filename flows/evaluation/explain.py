"""Why a number is what it is: its document is read once more, and each attribute is shown with the word that gave it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import polars as pl

from flows.documents import PreparedDocument, Section
from flows.errors import UsageError
from flows.evaluation.sources import Warehouse
from flows.evaluation.texts import (
    Texts,
    Words,
    clean_offset,
    marked,
    one_line,
    read_texts,
    sentence_at,
)
from flows.figures.model import Figure
from flows.figures.trace import Cause, Trace
from flows.run.language import chinese

Row = tuple[str, str]
NEAREST = 6


@dataclass(frozen=True)
class _Place:
    """A mention of a document, with all its figures, and which of them was asked for."""

    item: PreparedDocument
    mention: dict[str, Any]
    figures: list[dict[str, Any]]
    mentions: pl.DataFrame


def explain(where: str, raw: Path, words: Words, marts: Path | None = None) -> list[Row]:
    """What stands at a place, as lines of label and value.

    Args:
        where: a figure_id, DOCUMENT:OFFSET or DOCUMENT:NUMERAL.
        raw: folder of the texts.
        words: the reference data and its lexicon.
        marts: folder of a published warehouse, which knows where a figure_id stands: only that document is read for
            it. Without one, all figures of all texts are.

    Raises:
        UsageError: there is no such figure, document or number; what is near is named.
    """
    texts = read_texts(raw, words)
    if marts is not None and _is_id(where):
        return _explained(_published(texts, words, where, raw, marts), texts, words)
    document_id, _, at = where.rpartition(":")
    if document_id in texts.documents:
        place = _by_place(texts, words, document_id, at)
    elif where in texts.documents:
        raise UsageError(
            f"the place in it is missing; its numerals begin with {_first_numerals(texts, words, where)}",
            where,
            "Name one as DOCUMENT:OFFSET",
        )
    elif document_id and not _is_id(where):
        near = _like(document_id, texts.documents)
        raise UsageError(
            f"there is no such text in {raw}; there are {near}"
            if near
            else f"there is no such text in {raw}",
            document_id,
            "Name the folder of the texts with --raw DIR",
        )
    else:
        place = _by_id(texts, words, where, raw)
    return _explained(place, texts, words)


def explain_at(texts: Texts, words: Words, document_id: str, offset: int) -> list[Row]:
    """As `explain`, of texts that are at hand.

    Raises:
        UsageError: no numeral stands at the offset.
    """
    return _explained(_by_place(texts, words, document_id, str(offset)), texts, words)


def _explained(place: _Place, texts: Texts, words: Words) -> list[Row]:
    trace = Trace(place.item.document.document_id)
    texts.extract([trace.document_id], words, trace)
    return _rows(place, trace, words)


def _by_place(texts: Texts, words: Words, document_id: str, at: str) -> _Place:
    frames = texts.extract([document_id], words)
    mentions = frames["mention"].filter(document_id=document_id)
    at = at.strip("\"'“”")
    size = len(texts.documents[document_id].document.text)
    if at.isdigit() and at.isascii():
        offset = int(at)
        found = mentions.filter((pl.col("char_start") <= offset) & (pl.col("char_end") > offset))
        if found.is_empty():
            outside = f"the text has only {size} characters" if offset >= size else "no numeral stands there"
            raise UsageError(
                f"{outside}; the nearest are {_nearest(mentions, offset)}",
                f"{document_id}:{at}",
                "Give the offset of one of them",
            )
    else:
        found = mentions.filter(quote=at)
        if found.height != 1:
            several = f"it stands there {found.height} times: {_named(found)}"
            like = get_close_matches(at, mentions["quote"].unique().to_list(), NEAREST, 0.3)
            near = mentions.filter(pl.col("quote").is_in(like)) if like else mentions
            missing = f"there is no such numeral; near to it are {_named(near)}"
            raise UsageError(
                several if found.height else missing, f"{document_id}:{at}", "Give the offset of one of them"
            )
    mention = found.to_dicts()[0]
    figures = frames["figure"].filter(document_id=document_id, char_start=mention["char_start"])
    return _Place(texts.documents[document_id], mention, figures.to_dicts(), mentions)


def _by_id(texts: Texts, words: Words, figure_id: str, raw: Path) -> _Place:
    frames = texts.extract(texts.documents, words)
    found = frames["figure"].filter(figure_id=figure_id).to_dicts()
    if found:
        document_id = found[0]["document_id"]
        mentions = frames["mention"].filter(document_id=document_id)
        mention = mentions.filter(char_start=found[0]["char_start"]).to_dicts()[0]
        return _Place(texts.documents[document_id], mention, found[:1], mentions)
    ids = frames["figure"]["figure_id"].to_list()
    near = get_close_matches(figure_id, ids, 3, 0.7)
    like = f"; near to it are {', '.join(near)}" if near else ""
    raise UsageError(
        f"no figure of the texts in {raw} has this id{like}",
        figure_id,
        f"Name its place instead, as DOCUMENT:OFFSET; the texts are {', '.join(list(texts.documents)[:NEAREST])}",
    )


def _published(texts: Texts, words: Words, figure_id: str, raw: Path, marts: Path) -> _Place:
    found = Warehouse(marts).place_of(figure_id)
    if found is None:
        raise UsageError(
            f"no figure published in {marts} has this id",
            figure_id,
            "Name another, or its place as DOCUMENT:OFFSET",
        )
    document_id, start = found
    if document_id not in texts.documents:
        raise UsageError(
            f"the text that it was read from is not in {raw}",
            document_id,
            "Name the folder of the texts with --raw DIR",
        )
    place = _by_place(texts, words, document_id, str(start))
    # where text, reference data or program are others by now, the numeral may be other figures
    own = [figure for figure in place.figures if figure["figure_id"] == figure_id]
    return replace(place, figures=own or place.figures)


def _is_id(where: str) -> bool:
    return len(where) == 16 and not set(where) - set("0123456789abcdef")


def _like(name: str, names: Sequence[str] | dict[str, Any]) -> str:
    return ", ".join(get_close_matches(name, list(names), 3, 0.5) or list(names)[:3])


def _named(mentions: pl.DataFrame) -> str:
    rows = mentions.head(NEAREST).select("quote", "char_start").iter_rows()
    return ", ".join(f"{quote} at {start}" for quote, start in rows) or "none"


def _nearest(mentions: pl.DataFrame, offset: int) -> str:
    far = (pl.col("char_start") - offset).abs()
    return _named(mentions.sort(far).head(4).sort("char_start"))


def _first_numerals(texts: Texts, words: Words, document_id: str) -> str:
    return _named(texts.extract([document_id], words)["mention"].filter(document_id=document_id))


def _rows(place: _Place, trace: Trace, words: Words) -> list[Row]:
    mention, item = place.mention, place.item
    start, end = mention["char_start"], mention["char_end"]
    disposition = mention["disposition"]
    why = _why(mention["reason"], words)
    rows = [
        ("document", f"{mention['document_id']} ({item.document.path})"),
        ("article", _title(place)),
        ("place", f"characters {start} to {end} of the file"),
        ("sentence", marked(item.clean, start, end)),
        ("disposition", f"{disposition}{f': {why}' if why else ''}"),
    ]
    if correction := _correction(mention, words):
        rows.append(("correction", correction))
    traced = [t for t in trace.figures if item.clean.raw_span(*t[0].numeral) == (start, end)]
    teller = _Teller(place, clean_offset(item.clean, start))
    for figure, because, own in _grouped(place.figures, traced):
        rows += [("", ""), *teller.figure(figure, because, own, words)]
    return rows


def _why(reason: str | None, words: Words) -> str:
    """Why a number is no figure of the catalog, and the code of that."""
    row = next((r for r in words.reference.rows("ref_reason") if r["reason"] == reason), None)
    return f"{row['description_zh' if chinese() else 'description_en']} ({reason})" if row else ""


def _correction(mention: dict[str, Any], words: Words) -> str:
    """The misprint that was corrected before the number was read."""
    wanted = mention["correction_id"]
    row = next((r for r in words.reference.rows("ref_correction") if r["correction_id"] == wanted), None)
    return f"“{row['match']}” is read as “{row['replace']}”: {row['reason']}" if row else ""


def _title(place: _Place) -> str:
    article = next(a for a in place.item.articles if a.article_id == place.mention["article_id"])
    said = [f"“{one_line(words)}”" for words in (article.title, article.byline) if words]
    return " ".join([article.article_id, *said])


def _grouped(
    rows: list[dict[str, Any]], traced: list[tuple[Figure, dict[str, Cause]]]
) -> list[tuple[Figure | None, dict[str, Cause], list[dict[str, Any]]]]:
    """The rows of one numeral, those of the same figure together: several subjects make several rows."""
    groups = []
    left = list(rows)
    for figure, because in traced:
        names = {subject.name for subject in figure.subjects}
        own = [
            r
            for r in left
            if r["subject_name"] in names
            and (r["measure"], r["indicator_id"]) == (figure.measure, figure.indicator_id)
        ]
        left = [r for r in left if r not in own]
        if own:
            groups.append((figure, because, own))
    return [*groups, *((None, {}, [row]) for row in left)]


class _Teller:
    """Puts the causes of a figure into words that stand in the text."""

    def __init__(self, place: _Place, at: int) -> None:
        self._clean = place.item.clean
        self._at = at
        self._sentence = sentence_at(self._clean, at)
        self._section = _section_of(place, at)
        article = next(a for a in place.item.articles if a.article_id == place.mention["article_id"])
        stated = place.item.stated(article)
        beside = ((name, getattr(stated, name)) for name in ("about", "city"))
        self._article = (article.title, article.byline, next((pair for pair in beside if pair[1]), None))

    def figure(
        self, figure: Figure | None, because: dict[str, Cause], rows: list[dict[str, Any]], words: Words
    ) -> list[Row]:
        """Each attribute of a figure and the word that gave it."""
        row = rows[0]
        names = "、".join(dict.fromkeys(r["subject_name"] for r in rows))
        rule = row["rule"]
        months = [row[k].strftime("%Y-%m") if row[k] else "unknown" for k in ("period_start", "period_end")]
        indicator = row["indicator_id"]
        unit = self._unit(figure, row["unit"])
        table = self._table() if rule == "table" else ""

        def because_of(name: str) -> str:
            if table:
                return f"  ← {table}"
            said = self.say(because.get(name, Cause()), names if name == "subject" else "")
            return f"  ← {said}" if said else f"  ← rule {rule}"

        sign = because_of("sign") if row["value"] < 0 else ""
        shown = [
            ("figure", ", ".join(r["figure_id"] for r in rows)),
            ("value", f"{row['value'].normalize():f}{sign}"),
            ("unit", f"{row['unit'] or 'none'}{unit}"),
        ]
        if indicator:
            shown.append(
                (
                    "indicator",
                    f"{words.names.get(indicator, indicator)} ({indicator}){because_of('indicator')}",
                )
            )
        else:
            shown.append(("indicator", f"none of the catalog's; label “{row['indicator_label'] or ''}”"))
        shown.append(("measure", f"{row['measure']}{because_of('measure')}"))
        if row["rank_of"]:
            shown.append(("rank of", f"{row['rank_of']}{because_of('rank_of')}"))
        shown.append(("scenario", f"{row['scenario']}{because_of('scenario')}"))
        if row["set_by"]:
            shown.append(("set by", row["set_by"]))
        shown.append(("subject", f"{names} ({row['subject_level']}){because_of('subject')}"))
        shown.append(("period", f"{months[0]}..{months[1]}{because_of('period')}"))
        if row["bound"] != "eq":
            shown.append(("bound", f"{row['bound']}{because_of('bound')}"))
        for name in ("comparator", "scope"):
            if row[name]:
                shown.append((name, f"{row[name]}{because_of(name)}"))
        return [*shown, ("rule", rule)]

    def say(self, cause: Cause, name: str = "") -> str:
        """A cause in words: the words quoted, and the sentence they were carried over from."""
        said = []
        carried = None
        for start, end in cause.words:
            word = one_line(self._clean.text[start:end])
            if word:
                said.append(f"“{word}”")
            if not self._sentence[0] <= start < self._sentence[1]:
                carried = start
        text = " ".join(said)
        reason = self._reason(cause.reason, name)
        if text and reason:
            text = f"{text}, {reason}"
        text = text or reason
        if carried is not None:
            start, end = sentence_at(self._clean, carried)
            text += f", carried over from “{one_line(self._clean.text[start:end])}”"
            text += f" (character {self._clean.raw_offset(carried)})"
        return text

    def _reason(self, reason: str, name: str) -> str:
        if reason in (
            "the section's heading",
            "the section is a plan",
            "the year that the section plans for",
        ):
            heading = one_line(self._section.heading) if self._section else ""
            return f"{reason}: “{heading}”" if heading else reason
        if reason == "the article's place":
            title, byline, stated = self._article
            if stated:
                return f"{reason}: {stated[0]} = {stated[1]} in the file beside the text"
            short = name[:-1] if len(name) > 2 and name[-1] in "省市县区" else name
            for words in (byline, title):
                if words and short and short in words:
                    return f"{reason}: “{one_line(words)}”"
        return reason

    def _unit(self, figure: Figure | None, unit: str | None) -> str:
        if figure is None or not unit:
            return ""
        end = figure.numeral[1]
        found = self._clean.text.find(unit, end, end + len(unit) + 4)
        return f"  ← “{unit}”" if found >= 0 else ""

    def _table(self) -> str:
        """The heads of a table's cell: its row's and its column's."""
        text = self._clean.text
        paragraphs = [p for p in self._clean.paragraphs if p.kind == "table"]
        at = next((i for i, p in enumerate(paragraphs) if p.start <= self._at < p.end), None)
        if at is None:
            return ""
        column = text.count("\t", paragraphs[at].start, self._at)
        own = text[paragraphs[at].start : paragraphs[at].end].split("\t")
        row_head = next((cell for cell in own if re.search(r"[^\W\d]", cell)), "")
        first = at
        while first and paragraphs[first - 1].end + 1 >= paragraphs[first].start:
            first -= 1
        cells = text[paragraphs[first].start : paragraphs[first].end].split("\t")
        head = cells[column] if column < len(cells) else ""
        said = [
            f"{of} “{one_line(words)}”"
            for of, words in (("row", row_head), ("column", head))
            if words.strip()
        ]
        return f"the table's {' and '.join(said)}" if said else ""


def _section_of(place: _Place, at: int) -> Section | None:
    for article in place.item.articles:
        if article.article_id == place.mention["article_id"]:
            for section in article.sections:
                if any(p.start <= at < p.end for p in section.paragraphs):
                    return section
    return None
