"""What the search field finds: subjects, indicators, quarters, projects and documents.

It stands in files that a page loads when somebody begins to search, and not before. They are scripts, since a page that
was opened from disk may load nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from flows.bulletin.names import syllables
from flows.bulletin.source import Source
from flows.bulletin.words import FOUND, PROFILE

AT_A_TIME = 4_000
"""So many entries stand in a file: the first, which has the places and indicators, answers while others load."""
SPELLED = 30
"""So many characters of a name can be found by pinyin."""
PROJECTS = """
select subject_name, names, figure_ids[1] as figure_id, quarter_id
from mart_project order by quarter_id desc, subject_name, project_id
"""
DOCUMENTS = """
select d.document_id, d.path,
    (select string_agg(title, '；' order by article_id) from dim_article a where a.document_id = d.document_id) as title
from dim_document as d order by document_id
"""
Entry = list[Any]
"""kind, address, Chinese name, English name, pinyin by syllable, other words."""


def search_files(source: Source) -> Iterator[tuple[str, str]]:
    """Name and text of each file of the search, which hands its entries to assets/find.js."""
    entries = [*_named(source), *_projects(source), *_documents(source)]
    parts = [entries[at : at + AT_A_TIME] for at in range(0, len(entries), AT_A_TIME)] or [[]]
    for number, part in enumerate(parts):
        words = {"kinds": FOUND, "none": PROFILE["nothing_found"]} if not number else None
        given = (number, len(parts), part, words)
        yield f"{number}.js", f"kaifaquFound({','.join(map(script, given))});\n"


def script(value: Any) -> str:
    """A value as it stands in a script.

    Examples:
        >>> script({"zh": "晋城市"})
        '{"zh":"晋城市"}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _named(source: Source) -> Iterator[Entry]:
    for subject in source.directory.subjects:
        yield _entry(subject.level, subject.page, subject.zh, subject.en, subject.full_name or "")
    for row in source.indicators.values():
        more = " ".join(row["synonyms"] or [])
        page = source.indicator_pages[row["indicator_id"]]
        yield _entry("indicator", page, row["name_zh"], row["name_en"], more)
    for row in source.quarters:
        page = f"quarters/{row['quarter_id']}.html"
        yield _entry("quarter", page, row["name_zh"], row["name_en"], row["quarter_id"])


def _projects(source: Source) -> Iterator[Entry]:
    rows = source.rows(PROJECTS)
    source.look_up(rows)
    for row in rows:
        address = source.address(row["figure_id"])
        if address:
            yield _entry("project", address, row["subject_name"], "", " ".join(row["names"][1:]))


def _documents(source: Source) -> Iterator[Entry]:
    for row in source.rows(DOCUMENTS):
        page = f"documents/{source.pages[row['document_id']]}"
        title = row["title"] or row["document_id"]
        yield _entry("document", page, title, "", f"{row['document_id']} {row['path']}")


def _entry(kind: str, href: str, zh: str, en: str, more: str) -> Entry:
    return [kind, href, zh, en, " ".join(syllables(zh[:SPELLED])), more]
