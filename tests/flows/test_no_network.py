"""A run needs no network, and tries none: no download, no telemetry."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# Python loads it in every process of the run, Prefect's server among them
GUARD = """
import os, sys

def watch(event, args):
    if event == "socket.connect":
        address = args[1]
        outside = isinstance(address, tuple) and not str(address[0]).startswith(("127.", "::1", "localhost"))
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        outside = args[0] not in (None, "", "localhost", "127.0.0.1", "::1", b"127.0.0.1", b"localhost")
    elif event == "socket.sendto":
        outside = isinstance(args[1], tuple) and not str(args[1][0]).startswith("127.")
    else:
        return
    if outside:
        with open(os.environ["GUARD_LOG"], "a") as log:
            log.write(f"{event} {args!r}\\n")
        raise OSError(f"the guard lets nothing out: {event} {args!r}")

sys.addaudithook(watch)
with open(os.environ["GUARD_LOG"] + ".on", "a") as log:
    log.write("on\\n")
"""
# within a network namespace of its own there is no interface but loopback, which has to be switched on
WITH_LOOPBACK = """
import fcntl, os, socket, struct, sys
with socket.socket() as handle:
    name = struct.pack("16sh", b"lo", 0)
    flags = struct.unpack("16sh", fcntl.ioctl(handle, 0x8913, name))[1]
    fcntl.ioctl(handle, 0x8914, struct.pack("16sh", b"lo", flags | 1))
os.execv(sys.argv[1], sys.argv[1:])
"""


def shut_in() -> list[str]:
    """Words before a command that take the network from it; none where this machine does not permit it."""
    words = ["unshare", "--user", "--map-root-user", "--net"]
    if (
        not shutil.which("unshare")
        or subprocess.run([*words, "true"], capture_output=True, check=False).returncode
    ):
        return []
    return [*words, sys.executable, "-c", WITH_LOOPBACK]


@pytest.mark.slow
def test_a_run_with_a_server_of_its_own_reaches_for_nothing_outside(
    raw: Path, tmp_path: Path, repository: Path
) -> None:
    guard, home, log = tmp_path / "guard", tmp_path / "home", tmp_path / "log"
    guard.mkdir()
    home.mkdir()
    (guard / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "DO_NOT_TRACK"))}
    ended = subprocess.run(
        [*shut_in(), sys.executable, "-m", "flows", "run", "--raw", str(raw), "--marts", str(tmp_path / "marts")],
        env={**kept, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "GUARD_LOG": str(log),
             "PYTHONPATH": os.pathsep.join([str(guard), str(repository)])},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert not log.exists(), log.read_text()
    # the guard stood in the run and in its server
    assert len(Path(f"{log}.on").read_text().splitlines()) >= 2
