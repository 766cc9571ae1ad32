"""The desk itself: what is open, what was decided in this sitting, and the way back."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from flows.evaluation.texts import Words, load_words
from flows.reference.reviews import FILE, SAMPLE
from flows.review import articles, groups, labels, numbers, readings, reviews, stale, synonyms
from flows.review.model import KINDS, AnswerError, Question, Sheet, TakeBack
from flows.review.published import Published

LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Folders:
    """Where everything lies; without reference data of one's own, words and figures can't be decided."""

    raw: Path
    marts: Path
    reference: Path | None = None


@dataclass(frozen=True)
class Decision:
    """What was decided, and how it is taken back."""

    question: Question
    said: str
    take_back: TakeBack


@dataclass
class Desk:
    """One sitting at the desk; its methods may be called from several threads.

    Args:
        folders: where everything lies.
        language: zh or en.
        by: who decides, where that is to be written down.
        second: a file with readings of the same texts by somebody else.
        sample: ask about so many figures that anybody draws alike, instead of the doubtful ones.
    """

    folders: Folders
    language: str = "zh"
    by: str | None = None
    sample: int | None = None
    second: Path | None = None
    published: Published = field(init=False)
    questions: list[Question] = field(init=False)
    opinion: readings.Opinion = field(default_factory=readings.Opinion)
    done: list[Decision] = field(default_factory=list)
    _known: tuple[object, Mapping[reviews.Key, object]] | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.load()

    def load(self) -> None:
        """Take over what is published now, and ask anew what is still open."""
        with self._lock:
            self.published = Published(self.folders.marts)
            self.done = []
            self.__dict__.pop("words", None)
            self.questions = [question for question in self._all() if not self._answered(question)]

    def _all(self) -> list[Question]:
        """All that may be asked: decisions that went stale and other readings, then that first which is worth most."""
        own, sample = self.folders.reference, self.sample
        if own is None:
            return _by_worth(articles.questions(self.published))
        first = stale.questions(self.published, own)
        if sample is not None:
            return first + numbers.questions(self.published, sample)
        if self.second is not None:
            self.opinion = readings.opinion(self.published, self.second, self.words.names)
            readings.keep(self.published, own, self.words, self.opinion, self.second.name)
            first += self.opinion.differ
        asked = articles.questions(self.published) + labels.questions(self.published)
        asked += groups.questions(self.published) + numbers.questions(self.published)
        return first + _by_worth(asked)

    def _answered(self, question: Question) -> bool:
        row, own = question.row, self.folders.reference
        if question.kind in ("home", "as_of"):
            return articles.answered(self.folders.raw, row)
        if own is None:
            return True
        if question.kind in ("word", "table"):
            return labels.answered(own, row)
        if question.kind == "stale":
            return row["old_key"] not in self._decisions()
        if question.kind == "group":
            return groups.answered(self.published, row, self._decisions())
        return numbers.key_of(self.published, row) in self._decisions()

    def _decisions(self) -> Mapping[reviews.Key, object]:
        """What stands in reviews.yaml, read again once the file has changed."""
        assert self.folders.reference is not None
        file = self.folders.reference / FILE
        state = (file.stat().st_mtime_ns, file.stat().st_size) if file.exists() else None
        if self._known is None or self._known[0] != state:
            self._known = state, reviews.decisions(self.folders.reference)
        return self._known[1]

    @cached_property
    def words(self) -> Words:
        """The reference data of the desk, as they were when it was opened."""
        return load_words(self.folders.reference)

    def next(self) -> Question | None:
        """The question whose answer is worth most; those that another desk has answered meanwhile are passed over."""
        with self._lock:
            while self.questions and self._answered(self.questions[0]):
                self.questions.pop(0)
            return self.questions[0] if self.questions else None

    def current(self) -> Sheet | None:
        """The next question as it is shown."""
        with self._lock:
            question = self.next()
            return self._sheet(question) if question else None

    def _sheet(self, question: Question) -> Sheet:
        if question.kind in ("home", "as_of"):
            return articles.sheet(self.published, question)
        if question.kind in ("word", "table"):
            return labels.sheet(self.published, question, self._terms())
        if question.kind == "stale" and question.row["char_start"] is None:
            more = {"old": stale.said_of(question.row["old"])}
            return Sheet(question, question.row["document_id"], question.row["document_id"], more=more)
        if question.kind == "group":
            return groups.sheet(self.published, question, self.words, self._decisions())
        row = question.row
        begin = row.get("theirs") or (numbers.attributes_in(row["old"]) if question.kind == "stale" else None)
        found = numbers.sheet(self.published, question, self.folders.raw, self.words, begin)
        if question.kind == "reading":
            found.more["theirs"] = row["theirs"]
        if question.kind == "stale":
            found.more["old"] = stale.said_of(question.row["old"])
        return found

    def _terms(self) -> list[tuple[str, str]]:
        assert self.folders.reference is not None
        names = [(name, indicator) for indicator, name in labels.catalog(self.published).items()]
        taught = synonyms.known_words(self.folders.reference).items()
        return names + [(term, indicator) for term, indicator in taught if indicator]

    def left(self) -> tuple[int, int]:
        """How many questions are open, and how many figures hang on them."""
        with self._lock:
            return len(self.questions), sum(question.figures for question in self.questions)

    def answer(self, key: str, given: Mapping[str, Any]) -> None:
        """Write an answer down.

        Args:
            key: of the question.
            given: the answer: `value`, or what its kind asks for.

        Raises:
            AnswerError: it can't be written down as it is, or is answered already.
            SavingError: a file can't be changed.
        """
        with self._lock:
            question = next((question for question in self.questions if question.key == key), None)
            if question is None or self._answered(question):
                raise AnswerError("this is answered already", key, "Look at the next question")
            said, take_back = self._decide(question, given)
            self.questions.remove(question)
            self.done.append(Decision(question, said, take_back))

    def _decide(self, question: Question, given: Mapping[str, Any]) -> tuple[str, TakeBack]:
        own, row = self.folders.reference, question.row
        if question.kind in ("home", "as_of"):
            value = str(given.get("value") or "")
            return value, articles.decide(self.folders.raw, row, value)
        assert own is not None
        if question.kind in ("word", "table"):
            return labels.decide(own, row, given, labels.catalog(self.published))
        if question.kind == "stale":
            return self._decide_again(question, given, own)
        if question.kind == "group":
            return groups.decide(self.published, own, self.words, row, given, self.by, self._decisions())
        note = SAMPLE if self.sample is not None and question.kind == "figure" else None
        return numbers.decide(self.published, own, self.words, row, given, self.by, note)

    def _decide_again(self, question: Question, given: Mapping[str, Any], own: Path) -> tuple[str, TakeBack]:
        """Decide on the number as it stands now, and let the stale decision go; or only the latter."""
        row = question.row
        if given.get("verb") == "remove":
            return row["old"]["quote"], stale.remove(own, row)
        if row["char_start"] is None:
            raise AnswerError(
                "the number is not there any more", row["document_id"], "Remove the old decision"
            )
        said, back = numbers.decide(self.published, own, self.words, row, given, self.by)
        again = stale.remove(own, row)

        def take_back() -> None:
            again()
            back()

        return said, take_back

    def skip(self, key: str) -> None:
        """Ask a question later."""
        with self._lock:
            for question in [question for question in self.questions if question.key == key]:
                self.questions.remove(question)
                self.questions.append(question)

    def undo(self) -> bool:
        """Take the last decision of this sitting back, and ask again.

        Raises:
            SavingError: somebody else has changed it meanwhile; it then stands as it is.
        """
        with self._lock:
            if not self.done:
                return False
            decision = self.done.pop()
            decision.take_back()
            self.questions.insert(0, decision.question)
            return True


def _by_worth(asked: list[Question]) -> list[Question]:
    """What an answer is worth most to first; what is worth the same, by kind and as it was."""
    return sorted(asked, key=lambda question: (-round(question.worth, 4), KINDS.index(question.kind)))
