"""Prefect's server for the length of one run. Started by `flows.stations.prefect_settings` as a script of its own.

Prints its port on stdout once it answers, and ends when stdin closes: a run that is killed leaves no server.
"""

from __future__ import annotations

import gc
import os
import socket
import sys
import threading

# nothing that the imports make is garbage; collecting meanwhile costs half a second
gc.disable()

import uvicorn  # noqa: E402


def create_app() -> object:
    """The application without Prefect's background services: they plan and watch; a run needs neither."""
    from prefect.server.api.server import create_app

    return create_app(webserver_only=True, final=True)


class AnnouncingServer(uvicorn.Server):
    """A server that says when it is ready."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the port."""
        await super().startup(sockets=sockets)
        if self.started and sockets:
            gc.freeze()
            gc.enable()
            print(sockets[0].getsockname()[1], flush=True)


def end_with_parent() -> None:
    """Wait until stdin closes, then end at once: each answer that went out is committed in the database."""
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    """Serve on a free port of this machine only."""
    threading.Thread(target=end_with_parent, daemon=True).start()
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    AnnouncingServer(uvicorn.Config(create_app, factory=True, log_level="error", lifespan="on")).run(
        [listener]
    )


if __name__ == "__main__":
    main()
