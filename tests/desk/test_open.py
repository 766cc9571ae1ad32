"""`kaifaqu open` hands the page to the browser, or says why it can't."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from flows.desk import published
from flows.run.layout import BULLETIN, CURRENT, DATABASE


def opened(marts: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flows", "open", "--marts", str(marts)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def with_page(marts: Path) -> Path:
    folder = marts / "bulletin"
    folder.mkdir()
    (folder / "index.html").write_text("<title>通报</title>", encoding="utf-8")
    return folder / "index.html"


def test_the_names_are_those_of_the_warehouse() -> None:
    assert (published.CURRENT, published.DATABASE) == (CURRENT, DATABASE)
    assert published.PAGE.parts[0] == BULLETIN


def test_the_browser_gets_the_page(marts: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    page = with_page(marts)
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {tmp_path}/asked\n', encoding="utf-8")
    browser.chmod(0o755)
    ended = opened(marts, {**environment, "BROWSER": str(browser)})
    assert (ended.returncode, ended.stdout) == (0, f"{page}\n"), ended.stderr
    assert (tmp_path / "asked").read_text(encoding="utf-8") == page.absolute().as_uri()


def test_without_a_browser_the_path_is_shown(marts: Path, environment: dict[str, str]) -> None:
    page = with_page(marts)
    bare = {name: value for name, value in environment.items() if name not in ("BROWSER", "DISPLAY")}
    ended = opened(marts, {**bare, "PATH": ""})
    assert (ended.returncode, ended.stdout) == (1, f"{page}\n")
    assert "there is no browser that can be started" in ended.stderr


def test_without_a_bulletin_the_remedy_is_shown(
    marts: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    ended = opened(marts, environment)
    assert ended.returncode == 2 and "there is no bulletin. Run `kaifaqu report`" in ended.stderr
    ended = opened(tmp_path / "none", environment)
    assert ended.returncode == 2 and "Run `kaifaqu run`" in ended.stderr
