"""The Atom feed of the published versions: an entry for each, the latest first.

An entry's id is made from what its warehouse holds, so that pages that are built anew from the same tables announce nothing;
the entries of earlier versions are taken over from the feed that lies beside the pages before.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as Xml

import duckdb

from flows.bulletin.front import Change
from flows.bulletin.source import Source
from flows.bulletin.words import FEED, PAGE
from flows.errors import WarehouseError
from flows.warehouse import BULLETIN, reading

FILE = "feed.atom"
MOST_ENTRIES = 20
ATOM = "http://www.w3.org/2005/Atom"
# what makes ids out of contents
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:kaifaqu:bulletin")
_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
# a sum of hashes, since no order of ten million rows is needed for it
HELD = """
select
    (select count(*) from dim_document) as documents,
    (select max(loaded_at) from dim_document) as loaded_at,
    (select count(*) from fact_figure) as figures,
    (select bit_xor(md5_number(document_id || ' ' || sha256)) from dim_document) as texts,
    (
        select bit_xor(md5_number(concat_ws(
            ' ', figure_id, value, unit, bound, indicator_id, measure, scenario, subject_name, quarter_id, certainty
        )))
        from fact_figure
    ) as readings
"""
Xml.register_namespace("", ATOM)


@dataclass(frozen=True, slots=True)
class Entry:
    """A published version as the feed tells it; `updated` is UTC as RFC 3339 has it."""

    id: str
    title: str
    updated: str
    summary: str


def write_feed(
    source: Source, folder: Path, before: Path | None, change: Change | None, moment: datetime | None
) -> Path:
    """Write the feed beside the first page.

    Args:
        source: the warehouse of the version.
        folder: of its pages.
        before: the warehouse of the version before, where there is one.
        change: what differs from it, where that is known.
        moment: when the version was begun, UTC; else it is told by when its latest document was loaded.
    """
    own = entry(source, change, moment)
    feed_id, earlier = _before(before)
    if own.id not in {each.id for each in earlier}:
        earlier.insert(0, own)
    path = folder / FILE
    path.write_text(_xml(feed_id or own.id, earlier[:MOST_ENTRIES]), encoding="utf-8", newline="\n")
    return path


def entry(source: Source, change: Change | None = None, moment: datetime | None = None) -> Entry:
    """What the feed says of a warehouse: how many documents and figures it holds, and what changed where that is known."""
    (held,) = source.rows(HELD)
    counts = {"documents": held["documents"], "figures": held["figures"]}
    said = [FEED["holds"][language].format(**counts) for language in ("zh", "en")]
    if change:
        given = {"new": change.new, "changed": change.changed, "gone": change.gone}
        said = [
            text + " " + PAGE["since"][language].format(**given)
            for text, language in zip(said, ("zh", "en"), strict=True)
        ]
    updated = moment or held["loaded_at"] or datetime(1970, 1, 1)
    name = " ".join(str(held[column]) for column in ("documents", "figures", "texts", "readings"))
    title = " · ".join(FEED["title"][language].format(**counts) for language in ("zh", "en"))
    return Entry(uuid.uuid5(_SPACE, name).urn, title, updated.strftime(_FORMAT), "\n".join(said))


def _before(database: Path | None) -> tuple[str | None, list[Entry]]:
    """The feed's id and its entries so far: as the feed before has them, else what the warehouse before tells."""
    if database is None or not database.is_file():
        return None, []
    try:
        return read_feed(database.parent / BULLETIN / FILE)
    except (OSError, Xml.ParseError, ValueError):
        pass  # an older kaifaqu wrote none, or somebody changed it
    try:
        told = reading(lambda connection: entry(Source(connection)), database)
    except (duckdb.Error, WarehouseError):
        return None, []
    return told.id, [told]


def read_feed(path: Path) -> tuple[str, list[Entry]]:
    """The id and the entries of a feed that `write_feed` wrote.

    Raises:
        OSError: it can't be read.
        xml.etree.ElementTree.ParseError: it is no XML.
        ValueError: it is no such feed.
    """
    top = Xml.parse(path).getroot()

    def text(element: Xml.Element, name: str) -> str:
        found = element.findtext(f"{{{ATOM}}}{name}")
        if not found:
            raise ValueError(f"{path}: an element {name} is missing")
        return found

    entries = []
    for each in top.iterfind(f"{{{ATOM}}}entry"):
        updated = text(each, "updated")
        datetime.strptime(updated, _FORMAT).replace(tzinfo=UTC)
        entries.append(Entry(text(each, "id"), text(each, "title"), updated, text(each, "summary")))
    return text(top, "id"), entries


def _xml(feed_id: str, entries: list[Entry]) -> str:
    top = Xml.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "zh-CN"})

    def add(parent: Xml.Element, name: str, text: str | None = None, **attributes: str) -> Xml.Element:
        made = Xml.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
        made.text = text
        return made

    add(top, "id", feed_id)
    add(top, "title", f"{PAGE['title']['zh']} · {PAGE['title']['en']}")
    add(top, "updated", max(each.updated for each in entries))
    add(top, "link", rel="self", type="application/atom+xml", href=FILE)
    add(top, "link", rel="alternate", type="text/html", href="index.html")
    add(add(top, "author"), "name", "kaifaqu")
    for each in entries:
        item = add(top, "entry")
        add(item, "id", each.id)
        add(item, "title", each.title)
        add(item, "updated", each.updated)
        add(item, "link", rel="alternate", type="text/html", href="index.html")
        add(item, "summary", each.summary, type="text")
    Xml.indent(top)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Xml.tostring(top, encoding="unicode")}\n'
