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


def read_settings(path: Path) -> dict[str, Known]:
    """Reports by name out of a CSV file: name, home, as_of, alt_home, alt_as_of.

    Raises:
        UsageError: there is no such file.
    """
    if not path.is_file():
        raise UsageError("there is no such file", str(path), "Name the folder that holds settings.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {
            row["name"]: Known(
                frozenset(filter(None, (row["home"], row["alt_home"]))),
                frozenset(filter(None, (row["as_of"], row["alt_as_of"]))),
            )
            for row in csv.DictReader(file)
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
    """Weights by kind of evidence."""
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
    vectorizer = DictVectorizer(sparse=False)
    rows = vectorizer.fit_transform(differences)
    model = LogisticRegression(fit_intercept=False, C=strength, max_iter=2000)
    # each difference both ways, so that there are two classes
    both = [*rows, *(-rows)]
    model.fit(both, [1] * len(rows) + [0] * len(rows), sample_weight=[*shares, *shares])
    return dict(
        zip(vectorizer.get_feature_names_out(), map(float, model.coef_[0].round(ROUNDED)), strict=True)
    )


def right_share(
    given: Iterable[Case], question: str, weights: Mapping[str, float]
) -> tuple[int, int, list[str]]:
    """How many reports are answered rightly, of how many, and the names of the others."""
    total, wrong = 0, []
    for case in given:
        total += 1
        candidates = case.candidates[question]
        chosen = weigh(candidates, weights).value if candidates else None
        good = [c.value for c, ok in zip(candidates, case.right[question], strict=True) if ok]
        if chosen not in good:
            wrong.append(case.name)
    return total - len(wrong), total, wrong


def fold_of(name: str) -> int:
    """Which fifth a report belongs to, by its name alone."""
    return crc32(name.encode()) % FOLDS


def held_back(given: Sequence[Case], question: str) -> tuple[int, int]:
    """Rightly answered of all when each fifth is answered with weights from the other four."""
    right = total = 0
    for fold in range(FOLDS):
        weights = fit([c for c in given if fold_of(c.name) != fold], question)
        good, n, _ = right_share([c for c in given if fold_of(c.name) == fold], question, weights)
        right, total = right + good, total + n
    return right, total


def write_weights(path: Path, weights: Mapping[str, Mapping[str, float]]) -> None:
    """Write all weights as setting_weights.csv."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("question", "evidence", "setting_weight"))
        for question in weights:
            writer.writerows(
                (question, kind, f"{much:g}") for kind, much in sorted(weights[question].items())
            )


def run(settings: Path, gold: Sequence[Path], reference: Path | None, out: Path) -> list[str]:
    """Fit both questions, write the weights, and say how well they answer.

    Args:
        settings: folder of texts with settings.csv.
        gold: folders of texts with labels.
        reference: folder of the reference data.
        out: where the weights go.

    Returns:
        lines to show.
    """
    words = load_words(reference)
    first = cases(settings, read_settings(settings / "settings.csv"), words)
    rest = [case for folder in gold for case in cases(folder, settings_of_labels(folder), words)]
    weights, lines = {}, []
    for question in (WHOM, WHEN):
        weights[question] = fit([*first, *rest], question)
        for name, given in (("settings", first), ("labelled reports", rest)):
            right, total, wrong = right_share(given, question, weights[question])
            lines.append(f"{question}: {right} of {total} {name}; not {', '.join(wrong) or 'one'}")
        right, total = held_back([*first, *rest], question)
        lines.append(f"{question}: {right} of {total} when each fifth is held back")
    write_weights(out, weights)
    return lines
