"""The desk itself: what is open, what was decided in this sitting, and the way back."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.review import articles
from flows.review.model import AnswerError, Question, Sheet, TakeBack
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
    """

    folders: Folders
    language: str = "zh"
    by: str | None = None
    published: Published = field(init=False)
    questions: list[Question] = field(init=False)
    done: list[Decision] = field(default_factory=list)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.load()

    def load(self) -> None:
        """Take over what is published now, and ask anew what is still open."""
        with self._lock:
            self.published = Published(self.folders.marts)
            self.done = []
            self.questions = [question for question in self._all() if not self._answered(question)]

    def _all(self) -> list[Question]:
        return articles.questions(self.published)

    def _answered(self, question: Question) -> bool:
        return articles.answered(self.folders.raw, question.row)

    def current(self) -> Sheet | None:
        """The question that most hangs on; those that another desk has answered meanwhile are passed over."""
        with self._lock:
            while self.questions and self._answered(self.questions[0]):
                self.questions.pop(0)
            return self._sheet(self.questions[0]) if self.questions else None

    def _sheet(self, question: Question) -> Sheet:
        return articles.sheet(self.published, question)

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
        value = str(given.get("value") or "")
        return value, articles.decide(self.folders.raw, question.row, value)

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
