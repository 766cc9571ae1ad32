"""The engines. Each runs jobs as Prefect tasks and yields their results in the order of the jobs."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from flows.engine.jobs import Job
from flows.engine.scale import Scale
from flows.errors import KaifaquError
from flows.run.temporary import temporary_folder

# a worker process imports this room as well, and has no use for Prefect, which takes a second
if TYPE_CHECKING:
    from prefect.futures import PrefectFuture
    from prefect.task_runners import TaskRunner
    from prefect.tasks import Task

    RunsJob = Task[[str, Job], Any]

FirstJob = Callable[[], Job]


class EngineError(KaifaquError):
    """A worker died, or there is no cluster; what was published before still stands."""


class Engine(Protocol):
    """Where jobs run; `workers` is how many of them do at a time, as far as the engine knows."""

    workers: int

    def start(self) -> None:
        """Get ready, without waiting for it: there will be more than one batch."""

    def spreads(self, count: int) -> bool:
        """Whether so many batches are read elsewhere, or at least one by one, and come back as parts on disk."""

    def map(self, task: RunsJob, jobs: Sequence[Job]) -> Iterator[Any]:
        """Run each job as a run of `task`, which takes its name and the job; yield the results in order.

        Raises:
            EngineError: a worker died.
        """


class Inline:
    """In this process, one after the other."""

    workers = 1

    def start(self) -> None:
        """It is ready."""

    def spreads(self, count: int) -> bool:
        """Two batches and more don't stay in memory."""
        return count > 1

    def map(self, task: RunsJob, jobs: Sequence[Job]) -> Iterator[Any]:
        """Run each when its result is asked for."""
        for job in jobs:
            yield task(job.name, whole(job))


class Processes(Inline):
    """In worker processes that start with the second batch, or when they are told to, and stay until the engine ends."""

    def __init__(self, count: int, first: FirstJob | None, stack: contextlib.ExitStack) -> None:
        self.workers = count
        self._first = first
        self._stack = stack
        self._pool: ProcessPoolExecutor | None = None

    def map(self, task: RunsJob, jobs: Sequence[Job]) -> Iterator[Any]:
        """Run as many at a time as there are workers."""
        if len(jobs) < 2:
            yield from super().map(task, jobs)
            return
        from prefect.task_runners import ThreadPoolTaskRunner

        self.start()
        pool = cast(ProcessPoolExecutor, self._pool)
        # Prefect's own process pool would import Prefect in every worker, and talk to the API from there
        # one thread more than there are workers: its job waits in the pool's queue, so that no worker waits for Prefect
        runner: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=self.workers + 1)
        with runner:
            yield from _results(runner, task, [InPool(job.name, pool, job) for job in jobs])

    def start(self) -> None:
        """Start the workers; they import what they need while the run goes on."""
        if self._pool is None:
            self._pool = self._stack.enter_context(_workers(self.workers, self._first))


class Dask:
    """On a Dask cluster that runs already, of any size."""

    workers = 1

    def __init__(self, scheduler: str) -> None:
        self._scheduler = scheduler

    def start(self) -> None:
        """Its workers run already."""

    def spreads(self, count: int) -> bool:
        """Even one batch is read there."""
        return True

    def map(self, task: RunsJob, jobs: Sequence[Job]) -> Iterator[Any]:
        """Run on whichever workers are free; what a worker that died was at runs again on another."""
        from distributed import KilledWorker
        from prefect_dask import DaskTaskRunner

        if not jobs:
            return
        try:
            with DaskTaskRunner(address=self._scheduler) as runner:
                yield from _results(
                    cast("TaskRunner[Any]", runner), task, [Sealed(job) for job in jobs], sent=True
                )
        except KilledWorker as error:
            raise EngineError(
                f"workers died again and again over one batch ({error})",
                self._scheduler,
                "Look into the workers' logs; they may need more memory",
            ) from error
        except RuntimeError as error:
            if "deserialization" not in str(error):
                raise
            raise EngineError(
                "the Dask scheduler does not know this version of kaifaqu",
                self._scheduler,
                "Install the same on the scheduler and on every worker",
            ) from error
        except (OSError, TimeoutError) as error:
            raise EngineError(
                f"the Dask scheduler can't be reached ({error})", self._scheduler, "Check --scheduler"
            ) from error


class Sealed:
    """A job as bytes: Dask would take the tuples and dataclasses of an open one apart on the way."""

    def __init__(self, job: Job) -> None:
        self.name = job.name
        self._data = pickle.dumps(job)

    def __call__(self) -> Any:
        """Do it, where it has arrived."""
        return pickle.loads(self._data)()


@dataclass(frozen=True)
class InPool:
    """A job that runs in a worker process while the thread of its task waits."""

    name: str
    pool: ProcessPoolExecutor
    job: Job

    def __call__(self) -> Any:
        """Wait for the worker."""
        try:
            return self.pool.submit(self.job).result()
        except BrokenProcessPool as error:
            raise EngineError(
                f"a worker process died while batch {self.name} was read or waited: it was killed, or the memory is full",
                "--jobs",
                "Run again; with a lower --jobs where memory is short",
            ) from error


def _results(
    runner: TaskRunner[Any], task: RunsJob, jobs: Sequence[Any], sent: bool = False
) -> Iterator[Any]:
    futures: list[PrefectFuture[Any]] = [
        runner.submit(task, parameters={"holds": job.name, "job": job if sent else whole(job)})
        for job in jobs
    ]
    for future in futures:
        yield future.result()


def whole(value: Any) -> Any:
    """Pass a value to a task as it is: Prefect would else walk through it in search of futures."""
    from prefect.utilities.annotations import quote

    return quote(value)


@contextlib.contextmanager
def engine_for(scale: Scale, first: FirstJob | None = None) -> Iterator[Engine]:
    """The engine that a run asks for; its workers end with the block.

    Args:
        scale: what it asks for.
        first: makes the job that each worker process does before all others, once there are any.

    Raises:
        EngineError: Dask is not installed.
    """
    jobs = scale.jobs or cores()
    with contextlib.ExitStack() as stack:
        if scale.scheduler:
            try:
                import prefect_dask  # noqa: F401 - here, rather than in the middle of a run
            except ImportError as error:
                raise EngineError(
                    f"Dask is not installed ({error})", "--engine", "pip install 'kaifaqu[dask]'"
                ) from error
            yield Dask(scale.scheduler)
        elif scale.engine == "inline" or jobs == 1:
            yield Inline()
        else:
            yield Processes(jobs, first, stack)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def _workers(count: int, first: FirstJob | None) -> Iterator[ProcessPoolExecutor]:
    before = set(multiprocessing.active_children())
    # the parent has threads (Prefect, polars), so its children must not be forks of it
    context = multiprocessing.get_context("spawn")
    finished = False
    # there is a worker for each core already; polars looks at the variable when a worker imports it
    with temporary_folder("workers") as folder, _environment(POLARS_MAX_THREADS="1"):
        # in a file: as an argument it would go through a pipe that holds less, and each start would wait for the last
        job = folder / "first.pickle"
        job.write_bytes(pickle.dumps(first() if first else None))
        pool = ProcessPoolExecutor(count, context, initializer=_begin, initargs=(job,))
        try:
            # all start now; should one die at once, the first job tells
            with contextlib.suppress(BrokenProcessPool):
                for _ in range(count):
                    pool.submit(os.getpid)
            yield pool
            finished = True
        finally:
            if not finished:  # nobody waits for what they are at
                for child in set(multiprocessing.active_children()) - before:
                    child.terminate()
            pool.shutdown(cancel_futures=True)


@contextlib.contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    for name, value in values.items():
        os.environ.setdefault(name, value)
    try:
        yield
    finally:
        for name, was in before.items():
            if was is None:
                os.environ.pop(name, None)


def _begin(first: Path) -> None:
    """In a worker: leave Ctrl-C to the parent, end when it does, however it ends, and do its first job."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    job: Job | None = pickle.loads(first.read_bytes())
    if job:
        job()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
