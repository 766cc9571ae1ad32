"""Where a run reads its documents: what a person can ask for."""

from __future__ import annotations

import os
from dataclasses import dataclass

from flows.errors import UsageError

ENGINES = ("inline", "processes", "dask")


@dataclass(frozen=True)
class Scale:
    """Where a run reads.

    Args:
        engine: inline (this process), processes, or dask.
        jobs: how many worker processes; as many as this process has cores where None.
        scheduler: address of the Dask scheduler (tcp://host:8786).
        parts: folder or URL that all Dask workers and this process see, for the rows of the batches; a folder in
            the marts where None.
    """

    engine: str = "processes"
    jobs: int | None = None
    scheduler: str | None = None
    parts: str | None = None

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise UsageError(f"there is no engine {self.engine!r}", "--engine", f"Use {', '.join(ENGINES)}")
        if self.jobs is not None and self.jobs < 1:
            raise UsageError(f"{self.jobs} is no number of processes", "--jobs", "Use 1 or more")
        if (self.engine == "dask") != bool(self.scheduler):
            raise UsageError(
                "a Dask cluster is named by both its engine and its scheduler",
                "--engine",
                "Use --engine dask --scheduler tcp://HOST:8786",
            )
        if self.parts and self.engine != "dask":
            raise UsageError("only a Dask cluster needs it", "--parts", "Leave it out")
        if self.scheduler and not os.environ.get("PREFECT_API_URL") and not _here(self.scheduler):
            raise UsageError(
                "workers on other machines can't reach the Prefect server that a run starts for itself",
                "--scheduler",
                "Start a server that they can reach, and name it in PREFECT_API_URL",
            )


def _here(address: str) -> bool:
    """Whether an address is on this machine.

    Examples:
        >>> _here("tcp://127.0.0.1:8786"), _here("tcp://10.0.0.7:8786"), _here("localhost:8786")
        (True, False, True)
    """
    host = address.rpartition("://")[2].rpartition(":")[0]
    return host in ("localhost", "127.0.0.1", "[::1]", "")
