"""Two runs never interleave on one marts folder; a run that died hinders nobody."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from flows.errors import WarehouseError
from flows.run.lock import LOCK_FILE, LockedError, run_lock

HOLDER = """
import sys, time, pathlib
from flows.run.lock import run_lock
with run_lock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(marts: Path, repository: Path, program: str = HOLDER) -> subprocess.Popen[str]:
    """Start a process that holds the lock until its stdin closes."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(marts)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(repository)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    with process:
        pass


def test_a_second_process_fails_at_once_and_says_who_holds_it(tmp_path: Path, repository: Path) -> None:
    holder = hold(tmp_path / "marts", repository)
    began = time.monotonic()
    with (
        pytest.raises(
            LockedError, match=f"another run is at work.*process {holder.pid} on .*, since 20"
        ) as e,
        run_lock(tmp_path / "marts"),
    ):
        raise AssertionError("both hold it")
    assert time.monotonic() - began < 1
    assert "--wait SECONDS" in str(e.value)
    holder.communicate()
    with run_lock(tmp_path / "marts"):
        pass


def test_waiting_ends_when_the_other_is_done(tmp_path: Path, repository: Path) -> None:
    holder = hold(tmp_path / "marts", repository)
    let_go = threading.Event()

    def end() -> None:
        let_go.set()
        holder.communicate()

    threading.Timer(0.5, end).start()
    with run_lock(tmp_path / "marts", wait=30):
        assert let_go.is_set()


def test_waiting_ends_when_its_time_is_over(tmp_path: Path, repository: Path) -> None:
    holder = hold(tmp_path / "marts", repository)
    began = time.monotonic()
    with pytest.raises(LockedError), run_lock(tmp_path / "marts", wait=0.5):
        pass
    assert 0.5 <= time.monotonic() - began < 5
    holder.communicate()


def test_the_lock_dies_with_its_process(tmp_path: Path, repository: Path) -> None:
    holder = hold(tmp_path / "marts", repository)
    kill(holder)
    assert (tmp_path / "marts" / LOCK_FILE).exists()
    with run_lock(tmp_path / "marts"):
        note = json.loads((tmp_path / "marts" / LOCK_FILE).read_text())
        assert note["pid"] == os.getpid()


FORKER = """
import os, sys, time, pathlib
from flows.run.lock import run_lock
with run_lock(pathlib.Path(sys.argv[1])):
    if os.fork() == 0:
        # the child says so: until it has run for the first time, it has what its parent had
        print("held", flush=True)
        time.sleep(60)
    sys.stdin.read()
"""


def test_a_worker_that_outlives_its_run_does_not_hold_the_lock(tmp_path: Path, repository: Path) -> None:
    holder = hold(tmp_path / "marts", repository, FORKER)
    child = int(Path(f"/proc/{holder.pid}/task/{holder.pid}/children").read_text().split()[0])
    try:
        kill(holder)
        with run_lock(tmp_path / "marts"):
            pass
    finally:
        os.kill(child, signal.SIGKILL)


def test_a_folder_made_for_nothing_goes_again_and_another_stays(tmp_path: Path) -> None:
    with run_lock(tmp_path / "new"):
        assert (tmp_path / "new").is_dir()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "old").mkdir()
    with run_lock(tmp_path / "old"):
        pass
    assert list((tmp_path / "old").iterdir()) == []


def test_within_a_run_it_can_be_taken_again(tmp_path: Path) -> None:
    with run_lock(tmp_path / "marts"):
        with run_lock(tmp_path / "marts" / ".." / "marts"):
            pass
        assert (tmp_path / "marts" / LOCK_FILE).exists()
        with run_lock(tmp_path / "others"):
            pass


def test_threads_keep_each_other_out(tmp_path: Path) -> None:
    inside: list[int] = []
    seen: list[int] = []

    def work(number: int) -> None:
        with run_lock(tmp_path / "marts", wait=30):
            inside.append(number)
            seen.append(len(inside))
            time.sleep(0.01)
            inside.remove(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [1] * 8


@pytest.mark.parametrize("left", [b"", b"{", b"\xff\xfe", b"[]", b'{"pid": null}'])
def test_a_note_that_says_nothing_is_no_obstacle(tmp_path: Path, repository: Path, left: bytes) -> None:
    marts = tmp_path / "marts"
    marts.mkdir()
    (marts / LOCK_FILE).write_bytes(left)
    holder = hold(marts, repository)
    (marts / LOCK_FILE).write_bytes(left)
    with pytest.raises(LockedError, match="it has not yet said which"), run_lock(marts):
        pass
    holder.communicate()


def test_a_link_in_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    marts, outside = tmp_path / "marts", tmp_path / "outside"
    marts.mkdir()
    outside.write_text("mine", encoding="utf-8")
    (marts / LOCK_FILE).symlink_to(outside)
    with pytest.raises(WarehouseError, match="can't be written"), run_lock(marts):
        pass
    assert outside.read_text(encoding="utf-8") == "mine"
