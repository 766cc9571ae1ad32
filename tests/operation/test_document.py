"""docs/operation.md, command by command, with a real server and a real worker in a checkout of its own."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.stations import prefect_settings

BLOCK = re.compile(
    r"^```(?P<kind>sh|python)(?P<mark> keeps-running)?\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL
)
COPIED = ("flows", "sql", "data/reference", "data/raw", "requirements", "docs")
FILES = ("prefect.yaml", "pyproject.toml", "Makefile", ".gitignore")


class Operator:
    """Someone who types the document's commands into a shell.

    Args:
        checkout: the folder they stand in.
        home: of Prefect.
        port: of the server, in place of 4200.
    """

    def __init__(self, checkout: Path, home: Path, port: int) -> None:
        self.checkout, self.port = checkout, port
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        # the worker hands on nothing that would hide a deployment without it
        kept = {name: value for name, value in kept.items() if name not in ("DO_NOT_TRACK", "CI")}
        self.environment = {
            **kept,
            "PREFECT_HOME": str(home),
            "PYTHONPATH": pythonpath(checkout),
            # the worker looks for runs, and the server plans them, without waiting
            "PREFECT_WORKER_QUERY_SECONDS": "1",
            "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "2",
        }
        self.exports = ""
        self.running: list[subprocess.Popen[bytes]] = []

    def type(self, command: str) -> str:
        """Run a block to its end, and give what it prints."""
        ended = subprocess.run(
            ["sh", "-e", "-c", self._shell(command)],
            cwd=self.checkout,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert ended.returncode == 0, f"{command}\n{ended.stdout}\n{ended.stderr}\n{self.logs()}"
        return ended.stdout

    def keep_running(self, command: str) -> None:
        """Start a block that goes on, and wait until it is ready."""
        log = self.checkout / f"log-{len(list(self.checkout.glob('log-*')))}"
        with log.open("wb") as stream:
            process = subprocess.Popen(
                ["sh", "-e", "-c", self._shell(command)],
                cwd=self.checkout,
                env=self.environment,
                stdout=stream,
                stderr=stream,
                start_new_session=True,
            )
        self.running.append(process)
        self._until(lambda: "started!" in log.read_text() if "worker" in command else self.api("health"))

    def api(self, path: str, body: Any = None) -> Any:
        """Ask the server."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with (
            contextlib.suppress(ConnectionError, urllib.error.URLError),
            urllib.request.urlopen(request) as answer,
        ):
            return json.load(answer)
        return None

    def stop(self) -> None:
        """Press Ctrl-C in each terminal."""
        for process in reversed(self.running):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGINT)
        for process in self.running:
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.running.clear()

    def logs(self) -> str:
        """The last lines of what runs."""
        return "\n".join(path.read_text()[-3000:] for path in sorted(self.checkout.glob("log-*")))

    def _until(self, ready: Any) -> None:
        end = time.monotonic() + 120
        while not ready():
            assert time.monotonic() < end, self.logs()
            assert self.running[-1].poll() is None, self.logs()
            time.sleep(0.2)

    def _shell(self, command: str) -> str:
        # exec, so that Ctrl-C reaches the program and no shell is left between
        command = f"exec {command}" if command.count("\n") == 1 else command
        return f"{self.exports}{command}".replace("4200", str(self.port))


def pythonpath(checkout: Path) -> str:
    return os.pathsep.join(filter(None, [str(checkout), os.environ.get("PYTHONPATH")]))


@pytest.fixture
def operator(repository: Path, tmp_path: Path) -> Iterator[Operator]:
    """An operator in a clone of the working tree, whose .venv is the one that runs this test."""
    upstream, checkout = tmp_path / "upstream", tmp_path / "checkout"
    for name in COPIED:
        shutil.copytree(repository / name, upstream / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(repository / name, upstream / name)
    who = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "now"]):
        subprocess.run(["git", *words], cwd=upstream, check=True)
    subprocess.run(["git", "clone", "-q", str(upstream), str(checkout)], check=True)
    (checkout / ".venv").mkdir()
    for name in ("bin", "lib", "lib64", "pyvenv.cfg"):
        if (Path(sys.prefix) / name).exists():
            (checkout / ".venv" / name).symlink_to(Path(sys.prefix) / name)
    (checkout / ".venv" / ".installed-run").touch()  # nothing to install: make compares ages
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "prefect").mkdir()
    with contextlib.suppress(OSError):  # making a database takes the server eight seconds
        shutil.copyfile(prefect_settings.prepared_database(), tmp_path / "prefect" / "prefect.db")
    person = Operator(checkout, tmp_path / "prefect", port)
    yield person
    person.stop()


def sections(document: str) -> dict[str, list[tuple[str, str, str]]]:
    """Heading to blocks: kind, mark, text."""
    parts = re.split(r"^## (.*)\n", document, flags=re.MULTILINE)
    named = {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}
    return {
        heading: [(m["kind"], (m["mark"] or "").strip(), m["text"]) for m in BLOCK.finditer(text)]
        for heading, text in named.items()
    }


def do(person: Operator, blocks: list[tuple[str, str, str]]) -> list[str]:
    printed = []
    for kind, mark, text in blocks:
        if kind == "python":
            text = f".venv/bin/python - <<'END'\n{text}END\n"
        if text.startswith("export"):
            person.exports += text
        elif mark:
            person.keep_running(text)
        else:
            printed.append(person.type(text))
    return printed


def documents(marts: Path) -> int:
    with duckdb.connect(str(marts / "kaifaqu.duckdb"), read_only=True) as connection:
        return int(connection.sql("select count(*) from dim_document").fetchall()[0][0])


def quarterly(person: Operator) -> dict[str, Any]:
    found = person.api("deployments/filter", {})
    assert [deployment["name"] for deployment in found] == ["quarterly"]
    return dict(found[0])


def planned(person: Operator) -> set[str]:
    """Month, day and time (UTC) of the runs that the server has planned."""
    end = time.monotonic() + 60
    runs: list[dict[str, Any]] = []
    while not runs:
        assert time.monotonic() < end, f"the server plans no runs\n{person.logs()}"
        time.sleep(0.5)
        runs = person.api("flow_runs/filter", {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}})
    return {run["expected_start_time"][5:16] for run in runs}


def shown_of_the_last_run(person: Operator) -> tuple[list[str], list[str], dict[str, str]]:
    """What the UI shows of the last flow run: names of its tasks, lines of its log, and its artifacts by key."""
    ended = {"state": {"type": {"any_": ["COMPLETED"]}}}
    (run,) = person.api("flow_runs/filter", {"flow_runs": ended, "sort": "END_TIME_DESC", "limit": 1})
    only = {"flow_runs": {"id": {"any_": [run["id"]]}}}
    end = time.monotonic() + 60
    done, tasks, lines = False, [], []
    while not done:  # the server records tasks and lines a moment after they were
        assert time.monotonic() < end, f"{[(task['name'], task['state_type']) for task in tasks]} {lines}"
        time.sleep(0.2)
        tasks = person.api("task_runs/filter", {**only, "sort": "EXPECTED_START_TIME_ASC"})
        logs = person.api("logs/filter", {"logs": {"flow_run_id": {"any_": [run["id"]]}}})
        lines = [line["message"] for line in logs]
        done = any(line.startswith("published ") for line in lines) and all(
            task["state_type"] == "COMPLETED" for task in tasks
        )
    pages = {artifact["key"]: artifact["data"] for artifact in person.api("artifacts/filter", only)}
    return [task["name"] for task in tasks], lines, pages


def require_everything_is_shown(person: Operator, texts: int, marts: Path) -> None:
    """The tasks are named for what they hold, the log says it in one line each, and the pages are there."""
    version = (marts / "current").resolve().name
    names, lines, pages = shown_of_the_last_run(person)
    batch = rf"1 of 1: {texts} documents, \d+\.\d kB, jincheng_2024q1_d10 to yangquan_zones_2023_ledger"
    held = rf"{texts} documents, [\d,]+ numbers"
    expected = [
        "run the stations",
        "discover data/raw",
        f"read {batch}",
        f"extract {batch}",
        f"validate {held}",
        f"build {version}: {held}",
        rf"export {version}: \d+ tables",
        rf"bulletin {version}: \d+ tables",
        f"publish {version}",
    ]
    assert len(names) == len(expected), names
    for pattern in expected:
        assert any(re.match(pattern, name) for name in names), (pattern, names)
    for station in ("read", "extract", "validate", "build", "export", "bulletin", "publish"):
        assert len([line for line in lines if line.startswith(f"{station}: ")]) == 1, lines
    assert set(pages) == {"coverage", "quality", "warnings", "exports"}
    assert len(json.loads(pages["coverage"])) == texts
    assert "| severity | quarter | subject |" in pages["warnings"]
    for path in re.findall(r"\(file://(.*?)\)", pages["exports"]):
        assert Path(urllib.parse.unquote(path)).is_file()
    assert pages["exports"].count("(file://") > 10


@pytest.mark.slow
def test_an_operator_who_does_what_the_document_says(operator: Operator, repository: Path) -> None:
    steps = sections((repository / "docs" / "operation.md").read_text(encoding="utf-8"))
    marts = operator.checkout / "data" / "marts"
    texts = len(list((operator.checkout / "data" / "raw").glob("*.txt")))
    do(operator, steps.pop(""))
    do(operator, steps["Start"])
    assert operator.api("admin/settings")["server"]["analytics_enabled"] is False

    do(operator, steps["Deploy"])
    first = quarterly(operator)
    (schedule,) = first["schedules"]
    assert schedule["slug"] == "quarterly"
    assert schedule["schedule"]["cron"] == "0 6 20 1,4,7,10 *"
    assert schedule["schedule"]["timezone"] == "Asia/Shanghai"
    assert first["global_concurrency_limit"]["limit"] == 1
    assert first["job_variables"]["env"] == {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    do(operator, steps["Deploy"])
    again = quarterly(operator)
    moments = ("updated", "version", "last_polled", "status")
    assert {k: v for k, v in again.items() if k not in (*moments, "schedules")} == {
        k: v for k, v in first.items() if k not in (*moments, "schedules")
    }
    assert [s["id"] for s in again["schedules"]] == [schedule["id"]]
    assert planned(operator) <= {"01-19T22:00", "04-19T22:00", "07-19T22:00", "10-19T22:00"}

    (_, listed) = do(operator, steps.pop("Run now"))
    assert documents(marts) == texts
    assert f"{texts} documents" in listed and "<- current" in listed
    require_everything_is_shown(operator, texts, marts)

    (_, differing) = do(operator, steps.pop("Backfill"))
    assert "->" in differing
    assert documents(marts) == texts

    operator.stop()
    do(operator, steps.pop("Upgrade"))
    do(operator, steps.pop("Start"))
    do(operator, steps.pop("Deploy"))
    assert quarterly(operator)["id"] == first["id"]

    before = (marts / "current").resolve()
    do(operator, steps.pop("Restore"))
    assert (marts / "current").resolve() != before
    assert documents(marts) == texts
    do(operator, steps.pop("Read while a run publishes"))
    assert not [heading for heading, blocks in steps.items() if blocks], "a section that no test follows"


def test_the_chinese_version_gives_the_same_commands(repository: Path) -> None:
    english, chinese = (
        (repository / "docs" / name).read_text(encoding="utf-8")
        for name in ("operation.md", "operation.zh-CN.md")
    )
    shell = [match.groups() for match in BLOCK.finditer(english) if match["kind"] == "sh"]
    assert [match.groups() for match in BLOCK.finditer(chinese)] == shell
