"""A flow of empty tasks: what Prefect alone costs.

Usage: python benchmarks/empty_flow.py TASKS [--as-it-comes]

Runs the way `kaifaqu run` runs its flow, or as Prefect comes, with its own temporary server.
"""

from __future__ import annotations

import os
import sys

from flows.stations import prefect_settings


def run(tasks: int) -> None:
    """Run a flow of that many tasks that do nothing, one after the other."""
    from prefect import flow, task

    @task
    def nothing() -> None:
        """Do nothing."""

    @flow
    def empty() -> None:
        """Do nothing, several times."""
        for _ in range(tasks):
            nothing()

    empty()


def main(tasks: int, as_it_comes: bool) -> None:
    """Run the flow one way or the other."""
    if as_it_comes:
        # its home is kept, as Prefect's would be, but apart from the user's own
        os.environ.setdefault("PREFECT_HOME", str(prefect_settings.cache_dir() / "benchmark"))
        os.environ |= prefect_settings.NO_TELEMETRY
        run(tasks)
        return
    prefect_settings.set_defaults()
    with prefect_settings.api() as server:
        prefect_settings.load()
        with prefect_settings.connected(server):
            run(tasks)


if __name__ == "__main__":
    main(int(sys.argv[1]), "--as-it-comes" in sys.argv[2:])
