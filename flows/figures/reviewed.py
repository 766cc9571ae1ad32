"""What a person has decided on single numbers stands in place of what was read of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flows.documents import PreparedDocument
from flows.figures.frames import FRAMES, Rows
from flows.figures.rows import id_of, place_of
from flows.reference.reviews import SAMPLE, Row, anchor_in, found_at
from flows.setting.model import NATION, Setting, Subject
from flows.setting.zones import ZoneBook, place_subject

RULE = "review"
"""Among the rules of a figure (fact_figure.rule): a person has decided on it, or said that it was read rightly."""
RIGHT, WRONG = "sample_right", "sample_wrong"
"""Beside it for a number of a sample: whether what was read of it was right in all that the strict score counts."""
NO_FIGURE_OF_SAMPLE = "reviewed_sample"
"""As NO_FIGURE, of a number of a sample."""
AGREED = "agreed"
"""Among the rules of a figure: somebody else has read the same."""
NO_FIGURE = "reviewed"
"""Reason of a number that a person says is no figure."""
_ENDS = "。！？；!?\n"
_FIGURE, _MENTION = tuple(FRAMES["figure"]), tuple(FRAMES["mention"])
_ATTRIBUTES = (
    "indicator_id", "measure", "rank_of", "scenario", "set_by", "period_start", "period_end", "value", "unit", "bound",
    "comparator", "scope",
)  # fmt: skip
_STRICT = ("indicator_id", "measure", "rank_of", "scenario", "period_start", "period_end", "value", "unit")
_SAME = (*_STRICT, "bound")


def apply(
    item: PreparedDocument,
    reviews: Sequence[Row],
    settings: Mapping[str, Setting],
    book: ZoneBook,
    out: Rows,
    first_figure: int,
    first_mention: int,
) -> None:
    """Put the decisions on a document's numbers in place of the rows that were read.

    A decision whose words do not stand in the text, or that is on no number, is passed over: the run names it.

    Args:
        item: the document.
        reviews: the decisions on it; those of one place together say all that the number is.
        settings: of its articles, by id.
        book: finds the zones that a decision names.
        out: the rows collected so far.
        first_figure: where the document's own rows of figure begin.
        first_mention: and those of mention.
    """
    places: dict[tuple[int, int], list[Row]] = {}
    for row in reviews:
        if (span := found_at(item.document.text, anchor_in(row))) is not None:
            places.setdefault(span, []).append(row)
    figures = [dict(zip(_FIGURE, row, strict=True)) for row in out.figures[first_figure:]]
    mentions = [dict(zip(_MENTION, row, strict=True)) for row in out.mentions[first_mention:]]
    for span, rows in places.items():
        mention = next((m for m in mentions if (m["char_start"], m["char_end"]) == span), None)
        if mention is None:
            continue
        read = [f for f in figures if (f["char_start"], f["char_end"]) == span]
        figures = [f for f in figures if f not in read]
        home = settings[mention["article_id"]].home
        made: dict[str, dict[str, Any]] = {}
        sampled = rows[0]["note"] == SAMPLE
        told = f" {RIGHT if _rightly(read, rows) else WRONG}" if sampled else ""
        for row in rows:
            if row["verdict"] != "none":
                for subject in _subjects(row, home, book, [*read, *figures]):
                    figure = _figure(item, mention, read, row, subject)
                    key = _id(figure)
                    if key in made and made[key]["indicator_id"] != row["indicator_id"]:
                        key = _id(figure, f"|{row['indicator_id']}")
                    made.setdefault(key, {**figure, "figure_id": key, "rule": figure["rule"] + told})
        figures += made.values()
        _say(mention, rows[0]["verdict"], made, NO_FIGURE_OF_SAMPLE if sampled else NO_FIGURE)
    out.figures[first_figure:] = [tuple(row[name] for name in _FIGURE) for row in figures]
    out.mentions[first_mention:] = [tuple(row[name] for name in _MENTION) for row in mentions]


def confirm(item: PreparedDocument, agreed: Sequence[Row], out: Rows, first_figure: int) -> None:
    """Say of the figures that somebody else has read alike that it is so; nothing else of them changes.

    Args:
        item: the document.
        agreed: the readings of its numbers. One that says something else by now says nothing.
        out: the rows collected so far.
        first_figure: where the document's own rows of figure begin.
    """
    known: dict[tuple[int, int], list[Row]] = {}
    for row in agreed:
        if (span := found_at(item.document.text, anchor_in(row))) is not None:
            known.setdefault(span, []).append(row)
    place = [_FIGURE.index(name) for name in ("char_start", "char_end", "rule")]
    for number in range(first_figure, len(out.figures)):
        cells = out.figures[number]
        start, end, rule = (cells[at] for at in place)
        figure = dict(zip(_FIGURE, cells, strict=True))
        if any(_says(row, figure) for row in known.get((start, end), ())):
            out.figures[number] = tuple(
                f"{rule} {AGREED}" if at == place[2] else cell for at, cell in enumerate(cells)
            )


def _says(row: Row, figure: Row) -> bool:
    same = all(row[name] == figure[name] for name in (*_SAME, "subject_level"))
    return same and figure["subject_name"] in row["subject_name"].split("、")


def _id(figure: Row, more: str = "") -> str:
    """As `flows.figures.rows.write` makes it: what was read rightly keeps its id."""
    place = place_of(figure["document_id"], figure["char_start"], figure["char_end"])
    return id_of(f"{place}|{figure['measure']}|{figure['subject_name']}|{figure['subject_level']}{more}")


def _rightly(read: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether a number had been read as it was decided, in all that counts strictly: the bound does not."""

    def said(row: Row, names: Sequence[str]) -> set[tuple[Any, ...]]:
        return {(*(row[name] for name in _STRICT), name) for name in names}

    before = [said(row, [row["subject_name"]]) for row in read if row["indicator_id"]]
    after = [said(row, row["subject_name"].split("、")) for row in rows if row["verdict"] == "figure"]
    return bool(after) and set().union(*before) == set().union(*after)


def _say(mention: dict[str, Any], verdict: str, made: Mapping[str, object], no_figure: str) -> None:
    if verdict == "none":
        mention.update(disposition="name", reason=no_figure, figure_id=None)
        return
    kept = mention["reason"] if mention["disposition"] == verdict else None
    outside = kept or ("known_outside" if verdict == "other_figure" else None)
    mention.update(disposition=verdict, reason=outside, figure_id=next(iter(made), None))


def _figure(
    item: PreparedDocument, mention: Mapping[str, Any], read: Sequence[Row], row: Row, subject: Subject
) -> dict[str, Any]:
    """A row of figure, without its id: what was decided, and of what was read all that nobody decided on."""
    own = [f for f in read if f["indicator_id"] == row["indicator_id"]] or list(read)
    named = [f for f in own if f["subject_name"] == subject.name]
    before: dict[str, Any] = dict((named or own)[0]) if own else {}
    same = bool(named) and all(before[name] == row[name] for name in _SAME)
    rules = before.get("rule") if same else None
    label = before.get("indicator_label")
    return {
        **dict.fromkeys(_FIGURE),
        **{name: mention[name] for name in _MENTION if name in _FIGURE},
        "sentence": before.get("sentence") or _sentence(item, mention["char_start"], mention["char_end"]),
        "indicator_label": label,
        **{name: row[name] for name in _ATTRIBUTES},
        "disposition": row["verdict"],
        "subject_level": subject.level,
        "subject_name": subject.name,
        "province_id": subject.province_id,
        "city_id": subject.city_id,
        "zone_id": subject.zone_id,
        "rule": f"{rules} {RULE}" if rules else RULE,
    }


def _subjects(row: Row, home: Subject, book: ZoneBook, figures: Sequence[Row]) -> list[Subject]:
    return [
        _subject(name, row["subject_level"], home, book, figures)
        for name in row["subject_name"].split("、")
        if name
    ]


def _subject(name: str, level: str, home: Subject, book: ZoneBook, figures: Sequence[Row]) -> Subject:
    """Whom a name means: as in the figures of the document, else the article's own subject, a place or a zone."""
    for row in figures:
        if (row["subject_level"], row["subject_name"]) == (level, name):
            return Subject(level, name, row["province_id"], row["city_id"], row["zone_id"])
    if (home.level, home.name) == (level, name):
        return home
    if name == NATION.name:
        return NATION
    if level == "zone":
        zone = book.lexicon.zones.find(name, home.province_id, home.city_id)
        # the name stands as it was decided, though the register may have a longer one for the zone
        return (
            replace(book.registered(zone), name=name)
            if zone
            else Subject(level, name, home.province_id, home.city_id)
        )
    place = book.lexicon.places.find(
        name, home.province_id, home.city_id, level if level in _PLACES else None
    )
    if place is not None:
        return place_subject(place)
    return Subject(level, name, home.province_id, home.city_id)


_PLACES = ("province", "city", "county")


def _sentence(item: PreparedDocument, start: int, end: int) -> str:
    """The printed sentence around a number that nobody had read as a figure, its blanks as one."""
    text = item.document.text
    first = max(text.rfind(mark, 0, start) for mark in _ENDS) + 1
    ends = [at for mark in _ENDS if (at := text.find(mark, end)) >= 0]
    return " ".join(text[first : min(ends, default=len(text))].split())
