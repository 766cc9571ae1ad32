"""A circular as one web page that needs no other file, and as a PDF that the system's Chromium prints of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from flows.circular.model import Circular
from flows.circular.notes import Notes
from flows.circular.settings import Fonts
from flows.errors import KaifaquError

_HERE = Path(__file__).parent
VARIABLE = "KAIFAQU_CHROMIUM"
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_SECONDS = 300
# the day stands in a PDF in as many characters, so places that lie behind it stay where they are
_DAY = re.compile(rb"/(CreationDate|ModDate) ?\(D:\d{14}[^)]*\)")
_QUIET = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-extensions", "--no-pdf-header-footer", "--disable-dev-shm-usage",
)  # fmt: skip


def to_html(circular: Circular, notes: Notes, fonts: Fonts) -> bytes:
    """The bytes of a page; the same circular gives the same."""
    size = max(22, min(42, 436 // max(len(circular.head["issuer"]), 1)))
    page = _environment().get_template("circular.html")
    text = page.render(circular=circular, notes=notes, fonts=fonts, issuer_size=size)
    return text.encode("utf-8", "replace")


def to_pdf(page: bytes) -> bytes:
    """Print a page.

    Raises:
        KaifaquError: there is no Chromium, or it printed nothing.
    """
    program = os.environ.get(VARIABLE) or next(filter(None, map(shutil.which, _NAMES)), None)
    remedy = f"Install it (apt-get install chromium), name one in {VARIABLE}, or take --format docx or html"
    if program is None:
        raise KaifaquError("a PDF is printed by Chromium, and there is none", "--format pdf", remedy)
    with tempfile.TemporaryDirectory(prefix="kaifaqu-") as folder:
        source, printed = Path(folder, "circular.html"), Path(folder, "circular.pdf")
        source.write_bytes(page)
        # Chromium refuses to be root in a sandbox; the page is kaifaqu's own and runs no script
        root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
        call = [program, *_QUIET, *root, f"--user-data-dir={folder}/profile", f"--print-to-pdf={printed}", source.as_uri()]  # fmt: skip
        try:
            done = subprocess.run(call, capture_output=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise KaifaquError(f"Chromium printed nothing: {error}", program, remedy) from error
        if done.returncode or not printed.is_file():
            last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
            raise KaifaquError(f"Chromium printed nothing: {last or done.returncode}", program, remedy)
        return _DAY.sub(_never, printed.read_bytes())


def _never(day: re.Match[bytes]) -> bytes:
    held = day[0]
    return re.sub(rb"\d", b"0", held).replace(b"D:00000000000000", b"D:20000101000000")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["kind"] = lambda block: type(block).__name__
    return made
