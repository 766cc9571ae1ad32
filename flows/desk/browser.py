"""Open the bulletin."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path

from flows.desk.published import CURRENT, PAGE
from flows.errors import UsageError
from flows.run.language import _

DONE, FAILED = 0, 1


def open_page(marts: Path) -> int:
    """Print where the bulletin is, and open it in the browser.

    Returns:
        0, or 1 where no browser can be started.

    Raises:
        UsageError: there is none.
    """
    page = marts / PAGE
    if not page.is_file():
        remedy = "Run `kaifaqu report`" if (marts / CURRENT).exists() else "Run `kaifaqu run`"
        raise UsageError("there is no bulletin", str(page), f"{remedy}, or name a folder with --marts DIR")
    print(page, flush=True)
    # by its lasting name, so that the page in the browser is the new one after the next run and a reload
    if webbrowser.open(page.absolute().as_uri()):
        return DONE
    missing = _("there is no browser that can be started. Open the file above yourself")
    print(f"kaifaqu open: {missing}", file=sys.stderr)
    return FAILED
