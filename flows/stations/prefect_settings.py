"""How a run meets Prefect: quick, quiet, without telemetry, and away from the user's own Prefect.

Without a Prefect API of the user's, a run starts a server of its own, in a home of its own that goes with it.
Prefect's built-in temporary server would do the same, but makes the client import the whole server first,
reports home and runs ten services: 9.8 s for an empty flow of six tasks, against 5 to 6 s this way.

Whatever the user set wins: PREFECT_API_URL, PREFECT_HOME, PREFECT_PROFILE, a prefect.toml, and each single
setting below.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from flows.errors import KaifaquError, printable
from flows.run.language import _
from flows.run.temporary import own_folder

STARTUP_SECONDS = 120
"""How long the server may take. A first start makes its database, 10 s here; a busy machine takes longer."""

# set before prefect is imported, and only where the user has said nothing
NO_TELEMETRY = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
QUIET = {
    # the command prints what a person needs; Prefect's lines still go to an API that the user names
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_FLOW_RUNS_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_TASK_RUNS_LEVEL": "CRITICAL",
    "PREFECT_CLI_COLORS": "false",
}
SERVER_ONLY = {
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    # nobody reads blocks from a server that goes with the run
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
}
RETRIES = 1
"""How often a call to Prefect's server is tried again, after two seconds."""
FRESH = ".new-"
USERS_OWN = ("PREFECT_API_URL", "PREFECT_HOME", "PREFECT_PROFILE", "PREFECT_PROFILES_PATH")
USERS_FILES = ("prefect.toml", ".env")


class PrefectError(KaifaquError):
    """Prefect's server did not start or can't be reached."""


def cache_dir() -> Path:
    """Folder for what is slow to make and safe to delete: `kaifaqu` in the user's cache directory."""
    fallback = Path("~/Library/Caches" if sys.platform == "darwin" else "~/.cache").expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME") or fallback) / "kaifaqu"


def set_defaults(*, verbose: bool = False) -> None:
    """Set the environment that every run shares; call it before prefect is imported.

    Args:
        verbose: leave Prefect's own log lines on.
    """
    for name, value in (NO_TELEMETRY if verbose else NO_TELEMETRY | QUIET).items():
        os.environ.setdefault(name, value)


def is_configured() -> bool:
    """Tell whether the user runs Prefect in a way of their own, which a run then leaves alone."""
    return any(os.environ.get(name) for name in USERS_OWN) or any(Path(name).exists() for name in USERS_FILES)


def load() -> None:
    """Import prefect, and keep the garbage collector off what that made: half a second less at the end."""
    import fastapi.encoders  # noqa: F401 - this and all below would else be loaded once the server stands and waits
    import prefect.flow_engine
    import prefect.main  # what `from prefect import flow` loads
    import prefect.task_engine
    import prefect.utilities.visualization  # noqa: F401

    # only now, before anything else is imported: DuckDB complains at exit of objects that are frozen
    gc.freeze()


class RunServer:
    """A Prefect server that lives as long as this process.

    It is started at once and boots while the caller imports; `url` waits for it.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self._url = ""
        self._log = home / "kaifaqu-server.log"
        script = Path(__file__).with_name("prefect_server.py")
        # -P: neither the working directory nor this folder may shadow a module of Prefect's
        # the log is a file, since nobody empties a pipe, and a full one would stop the server
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(script)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env={**SERVER_ONLY, **os.environ, "PREFECT_HOME": str(home)},
                text=True,
            )

    def url(self) -> str:
        """Address of the API, once the server answers.

        Raises:
            PrefectError: it ended or was too slow.
        """
        if not self._url:
            assert self._process.stdout is not None
            watchdog = threading.Timer(STARTUP_SECONDS, self._process.kill)
            watchdog.start()
            try:
                port = self._process.stdout.readline().strip()
            finally:
                # whatever interrupts the wait: the process doesn't end before its threads
                watchdog.cancel()
            if not port:
                raise PrefectError(
                    f"Prefect's server did not start: {self._last_words()}",
                    remedy="Try again, or name a server that runs already in PREFECT_API_URL",
                )
            self._url = f"http://127.0.0.1:{port}/api"
        return self._url

    def stop(self) -> None:
        """End the server; a second call does nothing."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _last_words(self) -> str:
        self.stop()
        lines = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else f"it took over {STARTUP_SECONDS} s, or was ended from outside"


@contextlib.contextmanager
def api() -> Iterator[RunServer | None]:
    """The Prefect API of a run: a server of its own that boots during the block, or None for the user's.

    Use `connected` around the flow. The server ends with the process, not with the block: Prefect's
    threads still talk to it until then.
    """
    if is_configured():
        yield None
        return
    # the lock goes with the process
    home, _ = own_folder("prefect")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    _copy(prepared_database(), home / "prefect.db")
    # prefect reads it when it is imported
    os.environ["PREFECT_HOME"] = str(home)
    server = RunServer(home)
    atexit.register(server.stop)
    try:
        yield server
    finally:
        os.environ.pop("PREFECT_HOME", None)


def tell_unrecorded(words: str) -> None:
    """Say that a run which is published is not on record in Prefect, and why; nothing where it is."""
    if words:
        text = _(
            "Prefect's server could no longer be reached ({words}): this run is published, and not on record there."
        )
        print(text.format(words=printable(words)), file=sys.stderr)


@contextlib.contextmanager
def connected(server: RunServer | None) -> Iterator[None]:
    """Run a block against the API; imports prefect.

    Raises:
        PrefectError: the server did not start.
    """
    from prefect.events.clients import NullEventsClient
    from prefect.events.worker import EventsWorker
    from prefect.settings import (
        PREFECT_API_URL,
        PREFECT_CLIENT_MAX_RETRIES,
        PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED,
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
        PREFECT_LOGGING_TO_API_ENABLED,
        get_current_settings,
        temporary_settings,
    )

    # a server that has died stays dead, and each of several calls would wait for it a minute
    soon = {} if os.environ.get("PREFECT_CLIENT_MAX_RETRIES") else {PREFECT_CLIENT_MAX_RETRIES: RETRIES}
    if server is None and get_current_settings().api.url:
        with temporary_settings(soon):
            yield
        return
    if server is None:
        # a home or profile of the user's without an API: their home, our server
        server = RunServer(get_current_settings().home)
        atexit.register(server.stop)
    url = server.url()
    _keep_prepared(server.home / "prefect.db")
    # nobody records events here, and a worker that lost its server would hold the exit up for two minutes
    EventsWorker.set_client_override(NullEventsClient)
    ours = soon | {
        PREFECT_API_URL: url,
        # it costs a second at the end of each run, and nobody listens
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
        PREFECT_LOGGING_TO_API_ENABLED: False,
        PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED: False,
    }
    try:
        with temporary_settings(ours):
            yield
    finally:
        EventsWorker.set_client_override(None)


def prepared_database() -> Path:
    """Where an empty database of this Prefect is kept: making one takes the server eight seconds."""
    from importlib.metadata import version

    return cache_dir() / f"prefect-{version('prefect')}.db"


def _copy(source: Path, target: Path) -> None:
    # without a copy the server makes its own: slower, nothing else
    with contextlib.suppress(OSError):
        shutil.copyfile(source, target)


def _keep_prepared(database: Path) -> None:
    kept = prepared_database()
    if kept.exists() or not database.exists():
        return
    # the run doesn't need it, so a full disk or a read-only home is no reason to fail
    with contextlib.suppress(OSError, sqlite3.Error):
        kept.parent.mkdir(parents=True, exist_ok=True)
        for left in kept.parent.glob(f"{FRESH}*"):
            if time.time() - left.stat().st_mtime > STARTUP_SECONDS:
                left.unlink()  # by a run that was killed
        handle, name = tempfile.mkstemp(prefix=FRESH, dir=kept.parent)
        os.close(handle)
        with (
            contextlib.closing(sqlite3.connect(database)) as source,
            contextlib.closing(sqlite3.connect(name)) as copy,
        ):
            source.backup(copy)
        os.replace(name, kept)
