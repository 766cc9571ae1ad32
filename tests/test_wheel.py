"""An installed wheel works from any directory: the SQL and the reference data travel with it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.mark.slow
def test_a_wheel_runs_from_any_directory(repository: Path, raw: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if subprocess.run(
        [sys.executable, "-m", "pip", "--version"], capture_output=True, check=False
    ).returncode:
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    else:
        build += ["--wheel-dir", str(tmp_path / "dist"), "."]
    subprocess.run(build, cwd=repository, env=environment, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "flows", "run", "--raw", str(raw), "--marts", "out"],
        cwd=elsewhere,
        env={**environment, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (elsewhere / "out" / "kaifaqu.duckdb").is_file()
    assert (elsewhere / "out" / "bulletin" / "index.html").is_file()
    # the chart library was put in when the wheel was built
    assert (elsewhere / "out" / "bulletin" / "assets" / "vega.js").stat().st_size > 100_000
    where = subprocess.run(
        [sys.executable, "-c", "import flows.paths as p; print(p.sql_dir(), p.reference_dir())"],
        cwd=elsewhere,
        env={**environment, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert all(Path(folder).is_relative_to(site) for folder in where)
