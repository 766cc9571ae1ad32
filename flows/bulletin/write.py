"""Write the bulletin's folder from a published warehouse.

feed.atom                 what each published version holds, and what changed
index.html                the best-covered of the last four quarters; the same page as its file in quarters/
quarters/2024-Q1.html     each quarter that has figures; 2024-Q1-ranking.html, all of a section too long for it
documents/<id>.html       each document's text with its numbers marked
subjects/, indicators/    a page for each subject and each indicator
compare.html, compare/    two subjects side by side, and what it shows of each
search/                   what the search field finds
assets/                   styles, scripts, the chart library
"""

from __future__ import annotations

import multiprocessing
import re
import shutil
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import cache, partial
from pathlib import Path

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from flows import __version__
from flows.bulletin import words
from flows.bulletin.compare import list_file, subject_file
from flows.bulletin.documents import pages
from flows.bulletin.feed import write_feed
from flows.bulletin.front import Change, changed_since, cut, fitting, front_quarter
from flows.bulletin.markup import FILTERS, GLOBALS
from flows.bulletin.profile import MOST_ROWS, profiles
from flows.bulletin.profile.markup import GLOBALS as CELLS
from flows.bulletin.search import search_files
from flows.bulletin.sections import ROWS, SECTIONS
from flows.bulletin.source import Row, Source, in_step
from flows.bulletin.tile_drawing import drawing
from flows.bulletin.tiles import TileMap, maps
from flows.engine import cores
from flows.errors import UsageError, WarehouseError
from flows.warehouse import reading

HERE = Path(__file__).parent
STATIC = HERE / "static"
INDEX = "index.html"
VEGA = "vega.js"
FOLDERS = ("quarters", "documents", "subjects", "indicators", "compare", "search", "assets")
# of texts, names and messages, wherever they stand on a page; a page of one's own has none of them
_RAW = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
PARTS = ("map", "series", "progress", "ranks", "warnings", "projects", "sentences")
"""The sections of a subject's page, and of an indicator's, which has no projects; only a province with maps has those."""
COMPARE_WORDS = {
    name: words.PROFILE[name]
    for name in (
        "trend",
        "difference",
        "unit",
        "growth",
        "same_quarter",
        "compare_none",
        "derived_mark",
        "chained_mark",
    )
} | {"indicator": words.COLUMNS["indicator"]}
MARK = "assets/bulletin.js"
PART = 1_000
"""Documents of which one process writes the pages at a time: with fewer, to begin one would take as long."""


def write_bulletin(
    database: Path, folder: Path, before: Path | None = None, moment: datetime | None = None
) -> Path:
    """Write the bulletin; the same warehouses give the same bytes.

    Args:
        database: a published warehouse, which is opened read-only.
        folder: the folder to write; made where it is missing, and what an earlier bulletin left in it goes.
        before: the warehouse of the version before; the first page says how many figures differ from it, and the feed
            goes on from the one that lies beside it.
        moment: when the version was begun, in UTC, for the feed; else it is told by its latest document.

    Returns:
        the page to open, `index.html`.

    Raises:
        WarehouseError: the warehouse can't be read, or another kaifaqu made it.
        UsageError: the folder holds something else.
    """
    try:
        change = changed_since(before, database)

        def write(connection: duckdb.DuckDBPyConnection) -> Path:
            source = Source(connection)
            index = _write(source, folder, change)
            _write_documents(source, database, folder)
            write_feed(source, folder, before, change, moment)
            return index

        return reading(write, database)
    except duckdb.Error as error:
        raise WarehouseError(
            f"the bulletin can't be made from this warehouse: {' '.join(str(error).split())}",
            str(database),
            "Publish it anew with `kaifaqu run`",
        ) from error


def _write(source: Source, folder: Path, change: Change | None) -> Path:
    found = {section.name: in_step(section.read(source)) for section in SECTIONS}
    drawn = maps(source)
    _clear(folder)
    charts = _copy_assets(folder / "assets")
    page, whole = _template("quarter.html", source), _template("whole.html", source)
    front = front_quarter(source.quarters)
    # the earliest first, as the sections come
    for quarter in source.quarters[::-1] or [front]:
        name = quarter["quarter_id"]
        contents = {section.name: found[section.name](name) for section in SECTIONS}
        context = {
            "quarter": quarter,
            "quarters": source.quarters,
            "charts": charts,
            "front": front,
            "latest": next((row for row in source.quarters if row["happened"] and row["actual"]), front),
            "change": change if quarter is front else None,
            "map": drawn.of_quarter.get(name),
        }

        def render(share: float, root: str = "../", given: Row = context, shown: Row = contents) -> str:
            sections = [(section.name, shown[section.name], cut(section.most, share)) for section in SECTIONS]
            return page.render(root=root, rows=cut(ROWS, share), sections=sections, **given)

        share, text = fitting(render)
        if share < 1 and context["map"]:
            # better no map than shorter lists, but only where they grow without it
            with_map, context["map"] = context["map"], None
            fuller = fitting(render)
            if fuller[0] > share:
                share, text = fuller
            else:
                context["map"] = with_map
        _save(folder / "quarters" / f"{name}.html", text)
        if quarter is front:
            _save(folder / INDEX, render(share, ""))
        for section in SECTIONS:
            content = contents[section.name]
            if section.overflows(content, cut(section.most, share), cut(ROWS, share)):
                text = whole.render(
                    root="../", quarter=quarter, charts=charts, name=section.name, content=content, rows=None
                )
                _save(folder / "quarters" / f"{name}-{section.name}.html", text)
    _write_profiles(source, folder, drawn.of_province)
    for name, text in search_files(source):
        _save(folder / "search" / name, text)
    return folder / INDEX


def _write_documents(source: Source, database: Path, folder: Path) -> None:
    """Write the pages of all documents; those of many on all cores, each of which opens the warehouse for itself."""
    ids = list(source.pages)
    parts = [ids[at : at + PART] for at in range(0, len(ids), PART)]
    workers = min(cores(), len(parts))
    if workers < 2:
        _write_some(source, folder, ids)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        # asked for one by one, so that what fails there fails here
        for _ in pool.map(partial(_write_part, database, folder), parts):
            pass


def _write_part(database: Path, folder: Path, ids: Sequence[str]) -> None:
    reading(lambda connection: _write_some(Source(connection), folder, ids), database)


def _write_some(source: Source, folder: Path, ids: Sequence[str]) -> None:
    document = _template("document.html", source)
    for name, content in pages(source, ids):
        _save(folder / "documents" / name, document.render(root="../", version=__version__, **content))


def _template(name: str, source: Source) -> Template:
    """A template; the foot of every page says what it was made of, and what a reviewed sample tells of all figures."""
    return environment().get_template(
        name, globals={"sample": source.sample, "made": source.made | {"version": __version__}}
    )


def _write_profiles(source: Source, folder: Path, of_province: dict[str, list[TileMap]]) -> None:
    """Write the pages of subjects and indicators, and what compares two."""
    template = _template("profile.html", source)
    for profile in profiles(source):
        subject = profile.subject
        is_province = subject is not None and subject.level == "province"
        shown = of_province.get(subject.province_id or "", []) if subject and is_province else []
        without = {"map": not shown, "projects": not subject}
        page = template.render(
            root="../",
            file=Path(profile.page).stem,
            parts=[part for part in PARTS if not without.get(part)],
            maps=shown,
            most=MOST_ROWS,
            version=__version__,
            **profile.content,
        )
        _save(folder / profile.page, page)
        if profile.subject:
            _save(folder / "compare" / f"{Path(profile.page).stem}.js", subject_file(profile))
    _save(folder / "compare" / "all.js", list_file(source))
    compare = _template("compare.html", source)
    _save(folder / "compare.html", compare.render(root="", compare_words=COMPARE_WORDS))


def _clear(folder: Path) -> None:
    """Make the folder ready; what stands there must be a bulletin, since it goes."""
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARK).is_file())):
        raise UsageError(
            "this is no folder of a bulletin, and it is not empty",
            str(folder),
            "Name an empty or a new folder",
        )
    for name in FOLDERS:
        if (folder / name).exists():
            shutil.rmtree(folder / name)
        (folder / name).mkdir(parents=True)


@cache
def environment() -> Environment:
    """The templates, with what they call; everything they print is escaped unless it was made here."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": False, "separators": (",", ":")}
    made.filters.update(FILTERS)
    made.globals.update(GLOBALS)
    made.globals.update(CELLS)
    made.globals["words"] = words
    made.globals["tile_drawing"] = drawing
    return made


def compile_templates() -> None:
    """Compile what the pages are made with, while there is time for it; else the first page does."""
    for name in environment().list_templates():
        environment().get_template(name)


def _copy_assets(folder: Path) -> bool:
    """Copy what the pages load; tell whether the chart library is there."""
    for path in sorted(STATIC.iterdir()):
        if path.is_file():
            shutil.copyfile(path, folder / path.name)
    vega = STATIC / "vendor" / VEGA
    if vega.is_file():
        shutil.copyfile(vega, folder / VEGA)
    return vega.is_file()


def _save(path: Path, text: str) -> None:
    # what moves a cursor or turns the direction of a page, and what can't be encoded, is shown as a sign of its own
    text = _RAW.sub(_shown, text)
    path.write_text(text, encoding="utf-8", errors="replace", newline="\n")


def _shown(raw: re.Match[str]) -> str:
    code = ord(raw.group())
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"
