"""Kill whole runs at random moments, and see that nothing is lost, nothing half published, and no hand is needed.

python tests/operation/kills.py --kills 200 --seed 1 --log kills.jsonl

One line of the log per kill: after how many seconds, what readers had before and have now, and what is wrong. Runs
use the Prefect server in PREFECT_API_URL where that is set, which makes them shorter. Ends with 1 where anything is
wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).resolve().parents[2]
LASTING = {"versions", "current", "kaifaqu.duckdb", "parquet", ".run.lock"}


@dataclass
class Tally:
    """What became of the kills."""

    seed: int = 0
    kills: int = 0
    came_to_their_end: int = 0
    lost: int = 0
    half_published: int = 0
    needed_a_hand: int = 0
    wrong: list[str] = field(default_factory=list)


def start(raw: Path, marts: Path) -> subprocess.Popen[bytes]:
    """Start `kaifaqu run`."""
    return subprocess.Popen(
        [sys.executable, "-m", "flows", "run", "--full", "--raw", str(raw), "--marts", str(marts)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
        cwd=marts.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def version(marts: Path) -> str:
    """Name of the version that readers get; empty where nothing is published."""
    link = marts / "current"
    return link.resolve().name if link.exists() else ""


def fault(marts: Path) -> str:
    """What is wrong with what readers get; empty where it is whole, or nothing is published yet."""
    if not version(marts):
        return ""
    try:
        with duckdb.connect(str(marts / "kaifaqu.duckdb"), read_only=True) as connection:
            tables = [
                name
                for (name,) in connection.execute(
                    "select table_name from duckdb_tables() where schema_name = 'main' and database_name = "
                    "current_database()"
                ).fetchall()
            ]
            package = json.loads((marts / "parquet" / "datapackage.json").read_text(encoding="utf-8"))
            for resource in package["resources"]:
                path = marts / "parquet" / resource["path"]
                if f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}" != resource["hash"]:
                    return f"{path.name} is not what the data package says"
                if resource["name"] not in tables:
                    return f"{resource['name']} is not in the warehouse"
                (differs,) = connection.execute(
                    f"select (select count(*) from {resource['name']}) - (select count(*) from '{path}')"
                ).fetchall()[0]
                if differs:
                    return f"{resource['name']} has {differs} rows more in the warehouse than in Parquet"
    except (duckdb.Error, OSError, ValueError, KeyError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def kill_at_random(kills: int, seed: int, raw: Path, marts: Path, log: Path | None) -> Tally:
    """Run again and again, kill each run at a random moment, and look at what is left each time."""
    chance = random.Random(seed)
    tally = Tally(seed)
    first = start(raw, marts)
    began = time.monotonic()
    output, _ = first.communicate(timeout=300)
    length = time.monotonic() - began
    if first.returncode not in (0, 3):
        raise SystemExit(f"the first run failed: {output.decode(errors='replace')}")
    while tally.kills < kills:
        before = version(marts)
        moment = chance.uniform(0, length)
        run = start(raw, marts)
        try:
            output, _ = run.communicate(timeout=moment)
            killed = False
            tally.came_to_their_end += 1
            if run.returncode not in (0, 3):
                tally.needed_a_hand += 1
                tally.wrong.append(
                    f"a run after kill {tally.kills} failed: {output.decode(errors='replace')[-500:]}"
                )
        except subprocess.TimeoutExpired:
            run.kill()
            run.communicate()
            killed = True
            tally.kills += 1
        now, problem = version(marts), fault(marts)
        lost = now < before  # names are moments; nothing at all is lost as well
        tally.lost += lost
        tally.half_published += bool(now and problem)
        if problem or lost:
            tally.wrong.append(
                f"kill {tally.kills} after {moment:.3f} s: {problem or f'{now!r} is published, it was {before!r}'}"
            )
        line = {"seconds": round(moment, 3), "killed": killed, "before": before, "now": now, "wrong": problem}
        _note(log, {"seed": seed, "kill": tally.kills, **line})
    last = start(raw, marts)
    output, _ = last.communicate(timeout=300)
    left = {path.name for path in marts.iterdir() if path.name.startswith(".candidate-")}
    if last.returncode not in (0, 3) or left or fault(marts):
        tally.needed_a_hand += 1
        tally.wrong.append(f"the last run: {output.decode(errors='replace')[-500:]} {left} {fault(marts)}")
    return tally


def _note(log: Path | None, line: dict[str, Any]) -> None:
    if log:
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--raw", type=Path, default=ROOT / "data" / "raw")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kaifaqu-kills-") as folder:
        tally = kill_at_random(
            arguments.kills, arguments.seed, arguments.raw.resolve(), Path(folder) / "marts", arguments.log
        )
    print(json.dumps(vars(tally), ensure_ascii=False))
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
