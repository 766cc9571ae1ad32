"""A wheel of kaifaqu whose reading is compiled, unpacked beside the checkout, and how fast it reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# with -P and the path below: the wheel's modules, not those of the checkout; some reports before the clock starts
READ = """
import json, sys, time
from pathlib import Path
import flows
sys.path.append(sys.argv[2])
from extraction import whole_job
assert Path(flows.__file__).is_relative_to(sys.argv[3]), flows.__file__
files = [text.encode() for text in json.loads(Path(sys.argv[1]).read_text("utf-8"))]
whole_job(files[:20])
began = time.process_time()
whole_job(files)
print(time.process_time() - began)
"""


class Compiled:
    """The unpacked wheel; `missing` says why where it can't be made."""

    def __init__(self, install: bool = True) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="kaifaqu-compiled-")
        self.site = Path(self._folder.name) / "site"
        self.missing = "" if install else "not built"
        if install:
            self.missing = build(self.site)

    def seconds(self, texts: list[str]) -> float | str:
        """CPU seconds for texts in a process of its own; a reason where it can't."""
        if self.missing:
            return self.missing
        given = Path(self._folder.name) / "in.json"
        given.write_text(json.dumps(texts), "utf-8")
        ended = subprocess.run(
            [sys.executable, "-P", "-c", READ, str(given), str(ROOT / "benchmarks"), str(self.site)],
            env={**os.environ, "PYTHONPATH": str(self.site)},
            capture_output=True,
            text=True,
            check=False,
        )
        if ended.returncode:
            return (ended.stderr.strip().splitlines() or ["no reason given"])[-1][:200]
        return float(ended.stdout)


def build(site: Path) -> str:
    """Build the wheel and unpack it; the reason where that fails, or nothing."""
    with tempfile.TemporaryDirectory() as folder:
        ended = subprocess.run(
            [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, str(ROOT)],
            env={**os.environ, "KAIFAQU_COMPILE": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        if ended.returncode:
            lines = [line for line in ended.stderr.splitlines() if "error" in line.lower()]
            return (lines or ["no reason given"])[0].strip()[:200]
        (wheel,) = Path(folder).glob("*.whl")
        zipfile.ZipFile(wheel).extractall(site)
    return ""
