"""What a run has done is done, whatever becomes of Prefect: its server only keeps the record.

The flow notes what it published, so that the run ends well where the server dies in its middle; and an error of the run's
own is told rather than that it could not be recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from flows.errors import KaifaquError
from flows.stations.summary import RunSummary


@dataclass
class Outcome:
    """What a run has published, once it has."""

    summary: RunSummary | None = None


_outcome: ContextVar[Outcome | None] = ContextVar("outcome", default=None)


def note(summary: RunSummary) -> None:
    """Say what was published; without effect where nobody asks for it."""
    if (outcome := _outcome.get()) is not None:
        outcome.summary = summary


def carried_through(run: Callable[[], RunSummary]) -> tuple[RunSummary, str]:
    """Call the flow.

    Returns:
        what it published, and what went wrong with its record in Prefect; empty where nothing did.

    Raises:
        Exception: the run failed, and this is why: its own error where there is one, not Prefect's.
    """
    outcome = Outcome()
    token = _outcome.set(outcome)
    try:
        return run(), ""
    except Exception as error:
        if outcome.summary is not None:
            # Prefect's client says it in as many words as it has tries
            return outcome.summary, f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        own = _own(error)
        if own is None or own is error:
            raise
        raise own from error
    finally:
        _outcome.reset(token)


def _own(error: BaseException) -> KaifaquError | None:
    """The project's own error that another one was raised on top of, if any."""
    found: BaseException | None = error
    seen: set[int] = set()
    while found is not None and id(found) not in seen:
        if isinstance(found, KaifaquError):
            return found
        seen.add(id(found))
        found = found.__cause__ or found.__context__
    return None
