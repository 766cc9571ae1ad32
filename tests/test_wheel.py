"""An installed wheel works from any directory: the SQL and the reference data travel with it; compiled or not."""

from __future__ import annotations

import os
import shutil
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


HASHES = """
import sys
from pathlib import Path
from flows.documents import Document, decode, link, prepare
from flows.gathering.compiled import lexicon
from flows.figures import grammar, read_figures
items = []
for number, path in enumerate(sorted(p for folder in sys.argv[1:] for p in Path(folder).glob("*.txt"))):
    data = path.read_bytes()
    text, encoding = decode(data)
    items.append(prepare(Document(f"d{number:03}", path.name, "0" * 64, encoding, len(data), text)))
link(items)
for name, frame in sorted(read_figures(items, lexicon()).items()):
    print(name, frame.height, frame.write_csv())
print(Path(grammar.__file__).suffix, file=sys.stderr)
"""


@pytest.mark.slow
def test_a_compiled_wheel_reads_the_same_rows(repository: Path, raw: Path, tmp_path: Path) -> None:
    has_pip = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False)
    if not (shutil.which("cc") or shutil.which("gcc")) or has_pip.returncode:
        pytest.skip("no C compiler, or no pip")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), "."],
        cwd=repository,
        env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "KAIFAQU_COMPILE": "draft"},
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    assert not wheel.name.endswith("-none-any.whl")
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    folders = [str(raw), str(repository / "tests" / "gold")]
    plain, compiled = (
        subprocess.run(
            [sys.executable, "-P", "-c", HASHES, *folders],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(path)},
            capture_output=True,
            text=True,
            check=True,
        )
        for path in (repository, site)
    )
    assert (plain.stderr.strip(), compiled.stderr.strip()) == (".py", ".so")
    assert plain.stdout == compiled.stdout
    assert plain.stdout.count("\n") > 1000
