"""The weights of data/reference/setting_weights.csv, fitted to reports of which it is known whom they are about, and when.

Each candidate of a report is compared with the right one: what evidence they differ in, and which of them it is. A
logistic regression without intercept over these differences gives weights with which the right one has the largest
sum as often as can be (a conditional logit, by pairs). `scikit-learn` does the fitting; a run only adds up.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import Any
from zlib import crc32

from flows.documents import PreparedDocument
from flows.errors import UsageError
from flows.evaluation.compare import subject_name
from flows.evaluation.gold import read_gold
from flows.evaluation.texts import Words, load_words, read_texts
from flows.setting.settle import WHEN, WHOM, Candidates
from flows.setting.weigh import Candidate, weigh
from flows.setting.zones import ZoneBook
from flows.words.periods import label
from flows.words.scan import scan
from flows.words.tokens import Tokenizer

FOLDS = 5
STRENGTH = 1.0
"""Inverse of the regularisation: large weights for rare evidence would be no evidence."""
ROUNDED = 3
EDGES = (0.5, 0.7, 0.8, 0.9, 0.95)
"""Between these margins it is told how many answers are right."""
COLUMNS = ("name", "home", "as_of", "alt_home", "alt_as_of")
"""Of settings.csv; others may stand beside them."""
SEVERAL = 2
"""Figures that must end in a month for it to be the one that data reach: one alone may be of anything."""


@dataclass(frozen=True)
class Known:
    """Whom a report is about and up to when (YYYY-MM); any of the answers is right."""

    homes: frozenset[str]
    months: frozenset[str]


@dataclass(frozen=True)
class Case:
    """One report: its candidates for each question, and which of them are right."""

    name: str
    candidates: Mapping[str, list[Candidate[Any]]]
    right: Mapping[str, list[bool]]


@dataclass(frozen=True)
class Answer:
    """What a report was answered: how sure (None where there is no runner-up), and whether it is right."""

    name: str
    margin: float | None
    right: bool


def read_settings(path: Path) -> dict[str, Known]:
    """Reports by name out of a CSV file: name, home, as_of, alt_home, alt_as_of.

    Raises:
        UsageError: there is no such file, or it lacks a column.
    """
    if not path.is_file():
        raise UsageError("there is no such file", str(path), "Name the folder that holds settings.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
            raise UsageError(
                f"columns are missing: {', '.join(missing)}", str(path), f"It needs {', '.join(COLUMNS)}"
            )
        return {
            row["name"]: Known(
                frozenset(filter(None, (row["home"], row["alt_home"]))),
                frozenset(filter(None, (row["as_of"], row["alt_as_of"]))),
            )
            for row in rows
        }


def settings_of_labels(folder: Path) -> dict[str, Known]:
    """Whom labelled reports are about, and when: the commonest subject, and the latest end that several figures have."""
    subjects: dict[str, Counter[str]] = defaultdict(Counter)
    months: dict[str, Counter[str]] = defaultdict(Counter)
    spans: dict[str, Counter[str]] = defaultdict(Counter)
    for one in read_gold(folder):
        row = one.attributes
        if one.disposition == "figure":
            subjects[one.document_id][row["subject"]] += 1
            if row["scenario"] == "actual":
                # a single month is a stock's or an event's, and tells less of the reach of data than a span does
                spans[one.document_id][row["period_end"]] += row["period_start"] != row["period_end"]
                months[one.document_id][row["period_end"]] += 1
    return {
        name: Known(frozenset({subjects[name].most_common(1)[0][0]}), frozenset({max(ends)}))
        for name in subjects
        if (told := +spans[name] or months[name])
        and (ends := [end for end, n in told.items() if n >= min(SEVERAL, max(told.values()))])
    }


def cases(folder: Path, known: Mapping[str, Known], words: Words) -> list[Case]:
    """The reports of a folder with their candidates, first articles only."""
    texts = read_texts(folder, words)
    tokenizer, book = Tokenizer(words.lexicon), ZoneBook(words.lexicon)
    return [
        _case(name, texts.documents[name], known[name], book, tokenizer)
        for name in sorted(known)
        # of several articles in one file, labels tell nothing about one
        if name in texts.documents and len(texts.documents[name].articles) == 1
    ]


def _case(name: str, item: PreparedDocument, known: Known, book: ZoneBook, tokenizer: Tokenizer) -> Case:
    book.open(name)
    made = Candidates(item.articles[0], item, book, (), scan(item, tokenizer))
    homes = {subject_name(home) for home in known.homes}
    right = {
        WHOM: [subject_name(c.value.name) in homes for c in made.whom],
        WHEN: [c.value[1] is not None and label(c.value[1]) in known.months for c in made.when],
    }
    return Case(name, {WHOM: made.whom, WHEN: made.when}, right)


def fit(given: Sequence[Case], question: str, strength: float = STRENGTH) -> dict[str, float]:
    """Weights by kind of evidence; none where no report has both a right candidate and a wrong one."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    differences: list[dict[str, float]] = []
    shares: list[float] = []
    for case in given:
        right = [c for c, good in zip(case.candidates[question], case.right[question], strict=True) if good]
        wrong = [
            c for c, good in zip(case.candidates[question], case.right[question], strict=True) if not good
        ]
        if not right or not wrong:
            continue
        best = right[0]
        for other in wrong:
            kinds = {*best.evidence, *other.evidence}
            differences.append(
                {k: best.evidence.get(k, 0.0) - other.evidence.get(k, 0.0) for k in sorted(kinds)}
            )
            shares.append(1.0 / len(wrong) ** 0.5)  # a report with many places says no more than one with few
    if not differences:
        return {}
    vectorizer = DictVectorizer(sparse=False)
    rows = vectorizer.fit_transform(differences)
    model = LogisticRegression(fit_intercept=False, C=strength, max_iter=2000)
    # each difference both ways, so that there are two classes
    both = [*rows, *(-rows)]
    model.fit(both, [1] * len(rows) + [0] * len(rows), sample_weight=[*shares, *shares])
    return dict(
        zip(vectorizer.get_feature_names_out(), map(float, model.coef_[0].round(ROUNDED)), strict=True)
    )


def answers(given: Iterable[Case], question: str, weights: Mapping[str, float]) -> list[Answer]:
    """What reports are answered with some weights."""
    made = []
    for case in given:
        candidates = case.candidates[question]
        chosen = weigh(candidates, weights) if candidates else None
        good = [c.value for c, ok in zip(candidates, case.right[question], strict=True) if ok]
        made.append(
            Answer(case.name, chosen.margin if chosen else None, chosen is not None and chosen.value in good)
        )
    return made


def fold_of(name: str) -> int:
    """Which fifth a report belongs to, by its name alone."""
    return crc32(name.encode()) % FOLDS


def held_back(given: Sequence[Case], question: str) -> list[Answer]:
    """What reports are answered when each fifth is answered with weights from the other four."""
    made = []
    for fold in range(FOLDS):
        if asked := [c for c in given if fold_of(c.name) == fold]:
            weights = fit([c for c in given if fold_of(c.name) != fold], question)
            made += answers(asked, question, weights)
    return made


def write_weights(path: Path, weights: Mapping[str, Mapping[str, float]]) -> None:
    """Write all weights as setting_weights.csv."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("question", "evidence", "setting_weight"))
        for question in weights:
            writer.writerows(
                (question, kind, f"{much:g}") for kind, much in sorted(weights[question].items())
            )


def told(question: str, given: Sequence[Answer], least: float) -> list[str]:
    """How well reports are answered, by how sure each answer is, and whom a least margin has people asked about."""
    sure = [(1.0 if one.margin is None else one.margin, one.right) for one in given]
    lines = [f"{question}, each fifth held back: {_share(right for _, right in sure)} are right"]
    for low, high in pairwise((0.0, *EDGES, inf)):
        if within := [right for margin, right in sure if low <= margin < high]:
            span = f"from {low:g}" + (f" to {high:g}" if high < inf else "")
            lines.append(f"{question}, margin {span}: {_share(within)} are right")
    below, above = (
        [not right for margin, right in sure if (margin < least) == asked] for asked in (True, False)
    )
    return [
        *lines,
        f"{question}: wrong are {_share(below)} below the least margin of {least:g}, {_share(above)} above it",
    ]


def _share(good: Iterable[bool]) -> str:
    each = list(good)
    return f"{sum(each)} of {len(each)}"


def run(settings: Path, gold: Sequence[Path], reference: Path | None, out: Path) -> list[str]:
    """Fit both questions, write the weights, and say how well they answer.

    Args:
        settings: folder of texts with settings.csv.
        gold: folders of texts with labels.
        reference: folder of the reference data.
        out: where the weights go.

    Returns:
        lines to show.

    Raises:
        UsageError: scikit-learn is missing, a folder is not as it must be, or no report tells anything.
    """
    if find_spec("sklearn") is None:
        raise UsageError(
            "scikit-learn is not installed", "kaifaqu fit", "Install it: pip install 'kaifaqu[fit]'"
        )
    words = load_words(reference)
    first = cases(settings, read_settings(settings / "settings.csv"), words)
    rest = [case for folder in gold for case in cases(folder, settings_of_labels(folder), words)]
    least = {row["question"]: row["least_margin"] for row in words.reference.rows("ref_setting_margin")}
    weights, lines = {}, []
    for question in (WHOM, WHEN):
        weights[question] = fit([*first, *rest], question)
        if not weights[question]:
            raise UsageError(
                f"no report tells right from wrong for {question}: each needs a text with a right and a wrong candidate",
                str(settings / "settings.csv"),
                "Add texts, and rows with their name, home and as_of",
            )
        for name, given in (("settings", first), ("labelled reports", rest)):
            made = answers(given, question, weights[question])
            wrong = [one.name for one in made if not one.right]
            lines.append(
                f"{question}: {_share(one.right for one in made)} {name} are right; wrong: {', '.join(wrong) or 'none'}"
            )
        lines += told(question, held_back([*first, *rest], question), least.get(question, 0.0))
    write_weights(out, weights)
    return lines
