"""Texts by URL are the texts of a folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import fsspec
import pytest

from flows.documents import discover, read
from flows.errors import UsageError

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "raw"


def test_a_url_lists_and_reads_what_a_folder_does(tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    extras = {
        "notes.pdf": b"x",
        "lonely.toml": b"",
        ".hidden.txt": b"x",
        "一季度\n.txt": b"x",
        "b/shanxi_2024q1.txt": "增长5%。".encode(),
    }
    for path in SAMPLES.iterdir():
        extras[path.name] = path.read_bytes()
    for name, data in extras.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
        memory.pipe(f"/reports/{name}", data)
    here, there = discover(tmp_path), discover("memory://reports")
    assert here == discover(tmp_path.as_uri())
    assert here.refusals == there.refusals
    assert [(s.document_id, s.path, bool(s.sidecar)) for s in here.sources] == [
        (s.document_id, s.path, bool(s.sidecar)) for s in there.sources
    ]
    assert read(here.sources) == read(there.sources)


def test_what_can_not_be_listed_or_read_is_named() -> None:
    with pytest.raises(UsageError, match="memory://nowhere: there is no such folder"):
        discover("memory://nowhere")
    with pytest.raises(UsageError, match="nosuch://reports: there is no way to it"):
        discover("nosuch://reports")
    fsspec.filesystem("memory").pipe("/gone/a.txt", b"x")
    source = discover("memory://gone").sources[0]
    documents, refusals = read([replace(source, file="memory://gone/b.txt")])
    assert not documents
    assert [(r.path, r.check) for r in refusals] == [("a.txt", "unreadable")]
