"""How many of the amounts, percentages and dates of labelled texts each reader gets right.

An amount (a label whose unit ends in 元, in 万, 亿 or plain) is right where money was found over it, and its value in yuan
is the label's; other currencies count as they are printed. A percentage (%, 个百分点) is right where the value is the
label's but for the sign. A date is right where a time was found over all its digits; what it resolves to is not judged.
What is found where no label stands is not counted against anyone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peers import NAMES, Peers, Span
from sections import Ratio, Section

FACTORS = {"亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2}
KINDS = {"money": "amounts", "percent": "percentages", "time": "dates"}


@dataclass(frozen=True)
class Wanted:
    """A label that the peers could read: place, kind, value in yuan or per cent."""

    document: str
    start: int
    end: int
    kind: str
    value: float | None


def yuan(value: float, unit: str) -> float:
    """An amount in plain units of its currency.

    Examples:
        >>> yuan(1120, "万元")
        11200000.0
    """
    for sign in unit:
        value *= FACTORS.get(sign, 1)
    return float(value)


def kind_of(unit: str | None) -> str | None:
    """money, percent or None for all other units."""
    if unit and "元" in unit and "/" not in unit:
        return "money"
    return "percent" if unit in ("%", "个百分点") else None


def same(found: float | None, wanted: float | None) -> bool:
    """Whether two values are one, but for the sign."""
    return (
        found is not None
        and wanted is not None
        and abs(abs(found) - abs(wanted)) <= 1e-6 * max(1, abs(wanted))
    )


def wanted_in(gold: Path) -> list[Wanted]:
    """What a folder's labels hold."""
    from flows.evaluation.gold import read_gold

    found = []
    for label in read_gold(gold):
        unit, value = label.attributes.get("unit"), label.attributes.get("value")
        if label.disposition == "date":
            found.append(Wanted(label.document_id, label.start, label.end, "time", None))
        elif (kind := kind_of(unit)) and value is not None:
            number = yuan(float(value), str(unit)) if kind == "money" else float(value)
            found.append(Wanted(label.document_id, label.start, label.end, kind, number))
    return found


def right_of_ours(wanted: list[Wanted], raw: Path) -> Counter[str]:
    """How many kaifaqu reads rightly, by kind."""
    from flows.documents import discover, link, prepare, read
    from flows.figures import read_figures
    from flows.gathering.compiled import lexicon

    documents, _ = read(discover(raw).sources)
    items = [prepare(document) for document in documents]
    link(items)
    frames = read_figures(items, lexicon())
    columns = ["document_id", "char_start", "char_end", "disposition"]
    mentions: dict[tuple[Any, ...], str] = {
        row[:3]: row[3] for row in frames["mention"].select(columns).iter_rows()
    }
    figures: dict[tuple[Any, ...], list[tuple[float, str]]] = {}
    for name, start, end, value, unit in frames["figure"].select([*columns[:3], "value", "unit"]).iter_rows():
        figures.setdefault((name, start, end), []).append((float(value), unit or ""))
    right: Counter[str] = Counter()
    for one in wanted:
        place = (one.document, one.start, one.end)
        if one.kind == "time":
            right["time"] += mentions.get(place) == "date"
            continue
        right[one.kind] += any(
            kind_of(unit) == one.kind and same(yuan(value, unit) if one.kind == "money" else value, one.value)
            for value, unit in figures.get(place, ())
        )
    return right


def right_of_peer(wanted: list[Wanted], raw: Path, peers: Peers, key: str) -> Counter[str] | str:
    """How many a peer reads rightly, by kind; it is given the texts line by line."""
    from flows.documents import discover, read

    documents, _ = read(discover(raw).sources)
    places: list[tuple[str, int]] = []
    lines: list[str] = []
    for document in documents:
        at = 0
        for line in document.text.splitlines(keepends=True):
            places.append((document.document_id, at))
            lines.append(line)
            at += len(line)
    reading = peers.read(key, lines)
    if isinstance(reading, str):
        return reading
    found: dict[str, list[Span]] = {}
    for span in reading.found:
        name, offset = places[span.text]
        found.setdefault(name, []).append(
            Span(0, span.start + offset, span.end + offset, span.kind, span.value)
        )
    return Counter(
        one.kind
        for one in wanted
        if any(
            span.kind == one.kind
            and span.start <= one.start
            and one.end <= span.end
            and (one.kind == "time" or same(span.value, one.value))
            for span in found.get(one.document, ())
        )
    )


def measure(sets: dict[str, tuple[Path, Path]], peers: Peers) -> Section:
    """Compare on sets of texts: name to folder of the texts and folder of the labels."""
    section = Section("Rightly read")
    section.say(" ".join((__doc__ or "").split("\n\n")[1].split()))
    for name, (raw, gold) in sets.items():
        wanted = wanted_in(gold)
        of = Counter(one.kind for one in wanted)
        ours = right_of_ours(wanted, raw)
        results: dict[str, Counter[str] | str] = {"kaifaqu": ours}
        results |= {NAMES[key]: right_of_peer(wanted, raw, peers, key) for key in ("jionlp", "recognizers")}
        rows = []
        for reader, right in results.items():
            if isinstance(right, str):
                section.say(f"{reader}: could not be measured ({right}).")
                continue
            cells = [f"{right[kind]} of {of[kind]}" for kind in KINDS]
            rows.append([reader, *cells, f"{sum(right.values())} of {len(wanted)}"])
        section.say(f"{name}:")
        section.table(["reader", *KINDS.values(), "all"], rows)
        section.ratios.append(Ratio(f"kaifaqu, {name}", sum(ours.values()) / len(wanted), least=0.8))
    return section
