"""Whether there is much to read, and where batches end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.gathering import batches as room
from flows.gathering.batches import batches, exceeds_a_batch


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with 10 bytes of text, where a batch has 20."""
    monkeypatch.setattr(room, "BATCH_BYTES", 20)
    (tmp_path / "2023").mkdir()
    (tmp_path / "2023" / "a.TXT").write_bytes(b"0123456789")
    return tmp_path


def test_other_files_and_linked_folders_do_not_count(folder: Path) -> None:
    (folder / "scan.wps").write_bytes(b"0" * 100)
    (folder / "again").symlink_to(folder)
    assert not exceeds_a_batch(folder)


def test_texts_of_all_folders_count(folder: Path) -> None:
    (folder / "2024" / "q1").mkdir(parents=True)
    (folder / "2024" / "q1" / "b.md").write_bytes(b"0123456789")
    assert not exceeds_a_batch(folder)
    (folder / "c.txt").write_bytes(b"0")
    assert exceeds_a_batch(folder)
    assert exceeds_a_batch(folder.as_uri())


def test_what_can_not_be_listed_is_left_to_discovery(folder: Path) -> None:
    os.symlink("nowhere", folder / "broken.txt")
    assert not exceeds_a_batch(folder)
    assert not exceeds_a_batch(folder / "missing")
    assert not exceeds_a_batch("s3://reports/2024")


def test_batches_hold_everything_in_order_and_the_last_ones_are_small() -> None:
    items = [(number, 10 + number % 7) for number in range(1000)]
    cut = batches(items, limit=1000, workers=4)
    assert [number for batch in cut for number in batch] == list(range(1000))
    sizes = [sum(dict(items)[number] for number in batch) for batch in cut]
    assert max(sizes) <= 1000
    assert max(sizes[-4:]) <= 1000 / 8 + 16
    assert sizes[0] > 900, "most are as large as they may be"
