"""Files are changed whole or not at all, by one program at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from flows.run.saving import SavingError, editing, read_whole, write_whole


def test_what_is_written_takes_the_place_of_the_old(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    with editing(tmp_path):
        write_whole(file, b"one")
        write_whole(file, b"two")
    assert read_whole(file) == b"two" and [path.name for path in tmp_path.iterdir()] == ["a.toml"]
    with editing(tmp_path):
        write_whole(file, None)
    assert read_whole(file) is None


def test_rights_stay_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(b"one")
    file.chmod(0o640)
    with editing(tmp_path):
        write_whole(file, b"two")
    assert file.stat().st_mode & 0o777 == 0o640


def test_another_waits_and_then_says_so(tmp_path: Path) -> None:
    with (
        editing(tmp_path),
        pytest.raises(SavingError, match="another program is changing files"),
        editing(tmp_path, wait=0),
    ):
        pass


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SavingError, match="none"), editing(tmp_path / "none"):
        pass


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from flows.run import saving
    folder = Path(sys.argv[1])
    real = {"fsync": os.fsync, "replace": os.replace}[sys.argv[2]]
    def end(*given):
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(saving.os, sys.argv[2], end)
    with saving.editing(folder):
        saving.write_whole(folder / "a.toml", b"new " * 10000)
"""


@pytest.mark.parametrize("at", ["fsync", "replace"])
def test_killed_in_mid_save_the_old_file_stands_and_the_next_writer_goes_on(
    tmp_path: Path, repository: Path, at: str
) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(b"old")
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path), at],
        env={**os.environ, "PYTHONPATH": str(repository)},
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    assert file.read_bytes() == b"old"
    with editing(tmp_path, wait=0):
        write_whole(file, b"next")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.toml", b"next")]
