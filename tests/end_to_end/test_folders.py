"""Whole folders of texts, from bytes to published tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import polars as pl

from flows.documents import discover, read


def table(marts: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(marts / "parquet" / f"{name}.parquet")


def test_every_mention_cites_its_characters(raw: Path, marts: Path) -> None:
    texts = {d.document_id: d.text for d in read(discover(raw).sources)[0]}
    columns = ["document_id", "char_start", "char_end", "quote"]
    for document_id, start, end, quote in table(marts, "fact_mention").select(columns).iter_rows():
        assert texts[document_id][start:end] == quote
    for document_id, start, end, quote in table(marts, "fact_figure").select(columns).iter_rows():
        assert texts[document_id][start:end] == quote


def test_every_digit_is_accounted_for(raw: Path, marts: Path) -> None:
    mentions = table(marts, "fact_mention")
    for document in read(discover(raw).sources)[0]:
        own = mentions.filter(document_id=document.document_id)
        covered: set[int] = set()
        for start, end in own.select("char_start", "char_end").iter_rows():
            covered.update(range(start, end))
        assert all(match.start() in covered for match in re.finditer(r"\d", document.text))
    assert table(marts, "mart_coverage")["share_accounted_for"].unique().to_list() == [1.0]


def test_a_second_run_in_another_order_gives_the_same_bytes(
    raw: Path, marts: Path, tmp_path: Path, make_marts: Callable[..., Path]
) -> None:
    again = make_marts(raw, tmp_path / "marts", backwards=True)
    for path in sorted((marts / "parquet").iterdir()):
        assert path.read_bytes() == (again / "parquet" / path.name).read_bytes(), path.name


def test_no_write_ahead_log_is_left(marts: Path) -> None:
    assert [path.name for path in marts.glob("*.wal")] == []
