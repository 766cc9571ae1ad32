"""The project's one exception hierarchy: every error names the problem, the place and the remedy."""

from __future__ import annotations

import gc
import traceback


class KaifaquError(Exception):
    """Something a person can act on.

    Args:
        problem: what is wrong, one sentence without a full stop at the end.
        place: file, line, table or column it stands in; empty where there is none.
        remedy: what to do about it; empty where nothing can be done.
    """

    def __init__(self, problem: str, place: str = "", remedy: str = "") -> None:
        self.problem = problem
        self.place = place
        self.remedy = remedy
        super().__init__(self.__str__())

    def __str__(self) -> str:
        text = f"{self.place}: {self.problem}" if self.place else self.problem
        return f"{text}. {self.remedy}" if self.remedy else text

    def __reduce__(self) -> tuple[object, ...]:
        # worker processes send errors back by pickle, which would call __init__ with the message alone
        return (type(self), (self.problem, self.place, self.remedy))


class UsageError(KaifaquError):
    """The command was called in a way that can't work (exit code 2)."""


class NothingToDoError(KaifaquError):
    """No document can be read, so there is nothing to build; what was published before still stands."""


class ReferenceDataError(KaifaquError):
    """A file in data/reference is missing or holds a wrong cell."""


class DocumentRefusedError(KaifaquError):
    """One document can't be read; the run goes on without it (exit code 3)."""


class MomentaryError(DocumentRefusedError):
    """One document could not be read now; what hindered may pass by itself, so the next run tries again."""


class ContractError(KaifaquError):
    """Rows broke a contract that can't be quarantined row by row (a missing column, a doubled key)."""


class QualityError(KaifaquError):
    """A floor of data quality whose policy is `refuse` is not met (exit code 4); what was published before stands."""


class WarehouseError(KaifaquError):
    """Building or publishing the warehouse failed; what was published before still stands."""


def printable(text: str) -> str:
    """A text as one line, with what would move the cursor, colour the screen or show nothing spelled out.

    Examples:
        >>> print(printable("晋城\\n\\x1b[31m\\u202e.txt"))
        晋城\\n\\x1b[31m\\u202e.txt
    """
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def in_short(text: str, most: int = 80) -> str:
    """What a message quotes of something foreign: one line, its characters spelled out where they show nothing, cut.

    Examples:
        >>> print(in_short("2024\\x1b[2J\\n" + "9" * 100, 24))
        2024\\x1b[2J\\n99999999999…
    """
    shown = printable(text[: most + 1])
    return shown if len(shown) <= most else f"{shown[:most]}…"


def forget(error: BaseException) -> None:
    """Let go of all that the calls which an error came through have held, so that the process ends in silence.

    Libraries complain at exit of objects of theirs that are still held; what they say there helps nobody.
    """
    todo, seen = [error], set[int]()
    while todo:
        one = todo.pop()
        if id(one) not in seen:
            seen.add(id(one))
            todo += [other for other in (one.__cause__, one.__context__) if other is not None]
            traceback.clear_frames(one.__traceback__)
            one.__traceback__ = None
    gc.unfreeze()
    gc.collect()
