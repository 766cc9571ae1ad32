"""The command as a person meets it: a process, its output and its exit code."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from flows.paths import reference_dir


def documents(marts: Path) -> list[str]:
    """Document ids in the published warehouse."""
    with duckdb.connect(str(marts / "kaifaqu.duckdb"), read_only=True) as connection:
        return [
            row[0] for row in connection.sql("select document_id from dim_document order by 1").fetchall()
        ]


def test_0_when_all_is_well(kaifaqu, raw: Path, tmp_path: Path) -> None:
    marts = tmp_path / "marts"
    ended = kaifaqu("run", "--raw", raw, "--marts", marts)
    assert ended.returncode == 0, ended.stderr
    assert documents(marts) == ["jincheng"]
    assert (marts / "parquet" / "datapackage.json").is_file()
    table = dict(line.split(maxsplit=1) for line in ended.stdout.splitlines() if not line.startswith(" "))
    assert table["documents"] == "1"
    assert int(table["numbers"]) >= 6
    assert table["refused"] == "0 documents"
    assert str(marts / "kaifaqu.duckdb") in table["published"]
    assert table["next"] == f"kaifaqu open --marts {marts}"
    assert "from mart_ranking" in ended.stdout
    assert [line.split(":")[0] for line in ended.stderr.splitlines()] == [
        "read",
        "extract",
        "validate",
        "build",
        "export",
        "bulletin",
        "publish",
    ]


def test_1_when_there_is_nothing_to_read_and_the_old_version_stands(
    kaifaqu, raw: Path, tmp_path: Path
) -> None:
    marts, empty = tmp_path / "marts", tmp_path / "empty"
    empty.mkdir()
    assert kaifaqu("run", "--raw", raw, "--marts", marts).returncode == 0
    before = (marts / "kaifaqu.duckdb").resolve()
    ended = kaifaqu("run", "--raw", empty, "--marts", marts)
    assert ended.returncode == 1
    look, *told = ended.stderr.splitlines()
    assert look.startswith("look: other than for ") and look.endswith(": texts")
    assert told == [
        f"kaifaqu run: {empty}: there is no text in this folder. "
        "Put .txt, .docx, .html, .pdf or .xlsx files in, or name another with --raw DIR",
        "What was published before still stands.",
    ]
    assert (marts / "kaifaqu.duckdb").resolve() == before
    assert documents(marts) == ["jincheng"]


def test_2_when_the_call_is_wrong(kaifaqu, tmp_path: Path) -> None:
    ended = kaifaqu("run", "--raw", tmp_path / "none", "--marts", tmp_path / "marts")
    assert ended.returncode == 2
    assert "there is no such folder" in ended.stderr
    assert not (tmp_path / "marts").exists()


def test_3_when_a_document_was_refused_and_it_is_named(kaifaqu, raw: Path, tmp_path: Path) -> None:
    (raw / 'it\'s "odd".txt').write_bytes(bytes(range(256)) * 40)
    ended = kaifaqu("run", "--raw", raw, "--marts", tmp_path / "marts")
    assert ended.returncode == 3, ended.stderr
    assert 'it\'s "odd".txt: this is no text' in ended.stdout
    assert documents(tmp_path / "marts") == ["jincheng"]


def test_3_when_a_correction_was_not_applied_and_its_document_is_named(
    kaifaqu, raw: Path, tmp_path: Path
) -> None:
    reference = shutil.copytree(reference_dir(), tmp_path / "reference")
    row = (
        "- document: jincheng\n  match: 增长2035%\n  replace: 增长20.35%\n  reason: 脱点\n  source: 商务局\n"
    )
    (reference / "corrections.yaml").write_text(row, encoding="utf-8")
    ended = kaifaqu("run", "--raw", raw, "--marts", tmp_path / "marts", "--reference", reference)
    assert ended.returncode == 3, ended.stderr
    assert "mend: 0 of 1 corrections applied, 1 whose source has changed" in ended.stderr
    assert (
        "corrections of jincheng: correction_expect: '增长2035%' stands 0 times in jincheng" in ended.stdout
    )
    assert "remove the row from corrections.yaml" in ended.stdout
    assert documents(tmp_path / "marts") == ["jincheng"]


def test_1_when_a_correction_is_wrong_and_its_line_is_named(kaifaqu, raw: Path, tmp_path: Path) -> None:
    reference = shutil.copytree(reference_dir(), tmp_path / "reference")
    (reference / "corrections.yaml").write_text("- document: jincheng\n  match: a\n", encoding="utf-8")
    ended = kaifaqu("run", "--raw", raw, "--marts", tmp_path / "marts", "--reference", reference)
    assert ended.returncode == 1
    assert "corrections.yaml, line 1, column" in ended.stderr


def test_1_when_prefect_cannot_be_reached(kaifaqu, raw: Path, tmp_path: Path) -> None:
    ended = kaifaqu(
        "run",
        "--raw",
        raw,
        "--marts",
        tmp_path / "marts",
        PREFECT_API_URL="http://127.0.0.1:9/api",
        PREFECT_CLIENT_MAX_RETRIES="0",
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert ended.stderr.startswith("kaifaqu run: ")


def own_server_environment(home: Path) -> dict[str, str]:
    """An environment without a Prefect API, and with a home of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    return {**kept, "HOME": str(home), "XDG_CACHE_HOME": cache, "TMPDIR": str(home)}


@pytest.mark.slow
def test_a_run_without_a_prefect_api_leaves_nothing_behind(raw: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    ended = subprocess.run(
        [sys.executable, "-m", "flows", "run", "--raw", str(raw), "--marts", str(tmp_path / "marts")],
        env=own_server_environment(home),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert list(home.iterdir()) == []


@pytest.mark.slow
def test_an_interrupted_run_ends_soon_with_its_server(raw: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "flows", "run", "--raw", str(raw), "--marts", str(tmp_path / "marts")],
        env=own_server_environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not list(home.glob("kaifaqu-prefect-*/kaifaqu-server.log")):
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 1
    assert errors == "kaifaqu run: interrupted\nWhat was published before still stands.\n"
    assert list(home.iterdir()) == []
