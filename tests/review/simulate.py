"""A person at the desk, simulated: labels answer the topmost questions, and reading is scored before and after.

    python tests/review/simulate.py tests/fresh/g1 [FOLDER ...] [--answers 10]

Every answer goes through the desk, into copies of the texts and of the reference data, and the texts are read again from
these. A question is answered by what the labels of its numbers say most often, never by anything that the desk says.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from flows.contracts import frame_of, validate
from flows.errors import KaifaquError
from flows.evaluation.compare import STRICT, wrong_attributes
from flows.evaluation.fit import Known, settings_of_labels
from flows.evaluation.gold import Label, read_gold
from flows.evaluation.judge import judge
from flows.evaluation.sources import found_of
from flows.evaluation.texts import Words, load_words, read_texts
from flows.figures import extract
from flows.paths import reference_dir
from flows.review.desk import Desk, Folders
from flows.review.labels import NONE
from flows.review.model import Question, Row
from flows.review.numbers import read_of, value_of
from flows.review.readings import theirs_of
from flows.run.layout import CURRENT
from flows.warehouse import (
    DATABASE,
    frugal,
    load_previous,
    load_staging,
    run_sql,
)

ANSWERS = 10
_NO_REFUSALS = pl.DataFrame(schema=dict.fromkeys(("path", "check", "message", "remedy"), pl.String))
_OWN = ("figure", "other_figure")


@dataclass(frozen=True)
class Gain:
    """Strict F1 of a batch before and after, and what was answered."""

    before: float
    after: float
    answered: list[str] = field(default_factory=list)

    @property
    def points(self) -> float:
        """What the answers gained."""
        return round(self.after - self.before, 4)


@dataclass
class Person:
    """Knows the labels of a batch, and answers as they say."""

    desk: Desk
    labels: Sequence[Label]

    def __post_init__(self) -> None:
        self._by_document: dict[str, list[Label]] = {}
        for label in self.labels:
            self._by_document.setdefault(label.document_id, []).append(label)

    def answer(self, question: Question) -> dict[str, Any] | None:
        """What the labels say to a question; None where they say nothing."""
        return getattr(self, f"_{question.kind}")(question)  # type: ignore[no-any-return]

    def _at(self, row: Mapping[str, Any]) -> Label | None:
        own = self._by_document.get(row["document_id"], ())
        return next((one for one in own if one.start < row["char_end"] and row["char_start"] < one.end), None)

    def _home(self, question: Question) -> dict[str, Any] | None:
        known = self._settings.get(question.row["document_id"])
        return {"value": min(known.homes)} if known else None

    def _as_of(self, question: Question) -> dict[str, Any] | None:
        """Up to when a report reaches its labels do not say: they are believed where two ways to tell agree."""
        known = self._settings.get(question.row["document_id"])
        most = self._commonest(question, "period_end", lambda one: one["period_start"] != one["period_end"])
        return most if known and most and most["value"] in known.months else None

    @cached_property
    def _settings(self) -> Mapping[str, Known]:
        return settings_of_labels(Path(self.labels[0].place).parent)

    def _commonest(
        self, question: Question, name: str, counts: Callable[[Mapping[str, Any]], bool]
    ) -> dict[str, Any] | None:
        """What most labels of a report's actual figures say."""
        own = [
            one.attributes
            for one in self._by_document.get(question.row["document_id"], ())
            if one.disposition == "figure"
        ]
        found = Counter(one[name] for one in own if one["scenario"] == "actual" and counts(one))
        return {"value": max(found, key=lambda value: (found[value], value))} if found else None

    def _word(self, question: Question) -> dict[str, Any]:
        places = self.desk.published.rows(
            "select document_id, char_start, char_end from fact_figure "
            "where disposition = 'other_figure' and indicator_label = ?",
            question.row["indicator_label"],
        )
        return self._taught(filter(None, map(self._at, places)))

    def _table(self, question: Question) -> dict[str, Any]:
        row = question.row
        own = self._by_document.get(row["document_id"], ())
        inside = [one for one in own if row["char_start"] <= one.start < row["char_end"]]
        known = {
            entry["indicator_id"]
            for entry in self.desk.published.rows(
                "select indicator_id from fact_figure where document_id = ? and char_start between ? and ?",
                row["document_id"],
                row["char_start"],
                row["char_end"],
            )
        }
        return self._taught(
            one for one in inside if self._ids.get(one.attributes.get("indicator")) not in known
        )

    def _taught(self, labels: Iterable[Label]) -> dict[str, Any]:
        found = Counter(
            self._ids.get(one.attributes.get("indicator"), NONE) if one.disposition == "figure" else NONE
            for one in labels
        )
        return {"value": found.most_common(1)[0][0] if found else NONE}

    @property
    def _ids(self) -> dict[str | None, str]:
        return {name: key for key, name in self.desk.words.names.items()}

    def _figure(self, question: Question) -> dict[str, Any] | None:
        label = self._at(question.row)
        if label is None:
            return None
        if label.disposition not in _OWN:
            return {"verb": "none"}
        figures = read_of(self.desk.published, question.row)
        if not self._wrong(label, figures):
            return {"verb": "accept"}
        begin = value_of(figures) if figures else {}
        return {"verb": "change", "draft": {**begin, **(theirs_of(label, self.desk.words.names) or {})}}

    def _wrong(self, label: Label, figures: Sequence[Row]) -> list[str]:
        if label.disposition != "figure" or not figures or figures[0]["disposition"] != "figure":
            return ["disposition"] if label.disposition == "figure" else []
        found = [found_of(row, self.desk.words.names) for row in figures]
        names = wrong_attributes(label, found[0], [one.subject for one in found])
        return [name for name in names if name in STRICT]

    def _group(self, question: Question) -> dict[str, Any] | None:
        """What of the asked attributes most labels say; numbers of which that is not so are left out."""
        asked = question.row["asked"]
        said: list[tuple[Row, Label, tuple[str, ...]]] = []
        for place in question.row["places"]:
            label = self._at(place)
            theirs = (
                theirs_of(label, self.desk.words.names) if label and label.disposition == "figure" else None
            )
            if label is not None and theirs is not None:
                said.append((place, label, tuple(theirs.get(name, "") for name in asked)))
        if not said:
            return None
        wrong = {
            place["char_start"]: set(self._wrong(label, read_of(self.desk.published, place))) & set(asked)
            for place, label, _ in said
        }
        most = Counter(value for place, _, value in said if wrong[place["char_start"]]).most_common(1)
        right = sum(1 for names in wrong.values() if not names)
        if not most or most[0][1] < right:
            kept = {place["char_start"] for place, _, _ in said if not wrong[place["char_start"]]}
            draft: dict[str, str] = {}
        else:
            kept = {place["char_start"] for place, _, value in said if value == most[0][0]}
            draft = dict(zip(asked, most[0][0], strict=True))
        out = [place["char_start"] for place in question.row["places"] if place["char_start"] not in kept]
        return {"verb": "change", "draft": draft, "without": out}


def published(raw: Path, marts: Path, words: Words) -> None:
    """Publish of the texts of a folder what the desk asks about: no marts, no exports."""
    texts = read_texts(raw, words)
    frames, quarantine = validate(
        {
            **extract(list(texts.documents.values()), words.reference, lexicon=words.lexicon),
            "refusal": _NO_REFUSALS,
            "correction": frame_of("correction", ()),
        },
        "simulated",
    )
    loaded_at = datetime(2024, 8, 20, 6, 0, tzinfo=UTC)
    database = marts / CURRENT / DATABASE
    database.parent.mkdir(parents=True)
    with frugal() as connection:
        connection.execute("attach ':memory:' as staging")
        load_staging(connection, {**frames, "quarantine": quarantine}, words.reference.frames, loaded_at)
        load_previous(connection, None)
        connection.execute(f"attach '{database}' as warehouse (storage_version 'v1.2.0')")
        connection.execute("use warehouse")
        connection.execute("set threads = 1")
        for folders in (("dimensions", "facts"), ("review",)):
            run_sql(connection, only=folders)
        connection.execute("use memory")
        connection.execute("detach warehouse")


def simulate(batch: Path, folder: Path, answers: int = ANSWERS, marts: Path | None = None) -> Gain:
    """Let a person answer the topmost questions of a batch.

    Args:
        batch: texts with their labels.
        folder: an empty one, for the copies.
        answers: how many questions are answered.
        marts: where the batch is published, unless it has to be.
    """
    own = Folders(folder / "raw", marts or folder / "marts", folder / "reference")
    shutil.copytree(batch, own.raw)
    shutil.copytree(reference_dir(), own.reference)  # type: ignore[arg-type]
    if marts is None:
        published(own.raw, own.marts, load_words(own.reference))
    before = judge(batch, raw=own.raw, reference=own.reference).evaluation.total.as_dict()["strict"]["f1"]
    desk = Desk(own)
    person = Person(desk, read_gold(batch))
    answered: list[str] = []
    while len(answered) < answers and (question := desk.next()) is not None:
        given = person.answer(question)
        said = "nothing"
        if given is None:
            desk.skip(question.key)
        else:
            try:
                desk.answer(question.key, given)
                said = str(given.get("value") or {k: v for k, v in given.items() if k != "value"})
            except KaifaquError as error:
                desk.skip(question.key)
                said = f"refused: {error}"
        answered.append(f"{question.worth:.2f} {question.key} ({question.figures}): {said}")
    after = judge(batch, raw=own.raw, reference=own.reference).evaluation.total.as_dict()["strict"]["f1"]
    return Gain(before, after, answered)


def main() -> int:
    """Print what each batch gains."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("batches", nargs="+", type=Path)
    parser.add_argument("--answers", type=int, default=ANSWERS)
    arguments = parser.parse_args()
    for batch in arguments.batches:
        with tempfile.TemporaryDirectory() as folder:
            gain = simulate(batch, Path(folder), arguments.answers)
        print(f"{batch.name}: {gain.before:.4f} -> {gain.after:.4f} ({gain.points:+.4f})")
        for line in gain.answered:
            print(f"    {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
