"""What a raw folder may hold besides good reports: each has its outcome, and none stops the others."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.errors import NothingToDoError, UsageError
from flows.quarterly import quarterly
from flows.stations.summary import RunSummary

GOOD = "2024年一季度，高平开发区规上工业增加值完成12.5亿元，同比增长8.1%。\n"
Maker = Callable[[Path], None]


def folder_named_like_a_text(raw: Path) -> None:
    (raw / "x.txt").mkdir()


def link_that_leaves(raw: Path) -> None:
    outside = raw.parent / "outside.txt"
    outside.write_text(GOOD, encoding="utf-8")
    (raw / "link.txt").symlink_to(outside)


def broken_link(raw: Path) -> None:
    (raw / "gone.txt").symlink_to(raw / "nowhere.txt")


def link_to_itself(raw: Path) -> None:
    (raw / "loop.txt").symlink_to(raw / "loop.txt")


def pipe_nobody_writes_to(raw: Path) -> None:
    os.mkfifo(raw / "pipe.txt")


def too_large(raw: Path) -> None:
    with (raw / "dump.txt").open("wb") as file:
        file.truncate(50 * 1024 * 1024)


def sidecar_that_leaves(raw: Path) -> None:
    outside = raw.parent / "outside.toml"
    outside.write_text('city = "大同市"\n', encoding="utf-8")
    (raw / "secret.toml").symlink_to(outside)


def text_with_sidecar(sidecar: bytes) -> Maker:
    """A good text beside a sidecar that is none."""

    def make(raw: Path) -> None:
        name = f"beside-{len(list(raw.glob('beside-*.txt')))}"
        (raw / f"{name}.txt").write_text(GOOD.replace("12.5", "11.5"), encoding="utf-8")
        (raw / f"{name}.toml").write_bytes(sidecar)

    return make


BAD: dict[str, tuple[str, Maker]] = {
    "empty file": ("empty.txt", lambda raw: (raw / "empty.txt").touch()),
    "binary file": (
        "scan.txt",
        lambda raw: (raw / "scan.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + os.urandom(9000)) and None,
    ),
    "other file": ("scan.pdf", lambda raw: (raw / "scan.pdf").write_bytes(b"%PDF-1.7\n") and None),
    "folder": ("x.txt", folder_named_like_a_text),
    "link that leaves": ("link.txt", link_that_leaves),
    "broken link": ("gone.txt", broken_link),
    "link to itself": ("loop.txt", link_to_itself),
    "pipe": ("pipe.txt", pipe_nobody_writes_to),
    "50 MB": ("dump.txt", too_large),
    "sidecar that leaves": ("secret.toml", sidecar_that_leaves),
    "line end in the name": (
        r"two\nlines.txt",
        lambda raw: (raw / "two\nlines.txt").write_text(GOOD) and None,
    ),
    "escape in the name": (r"\x1b[2J.toml", lambda raw: (raw / "\x1b[2J.toml").write_bytes(b"") and None),
    "sidecar of 5,000 digits": ("beside-0.txt", text_with_sidecar(b"published = " + b"9" * 5_000)),
    "sidecar of brackets": ("beside-1.txt", text_with_sidecar(b"about = " + b"[" * 20_000)),
    "sidecar of the year 1": ("beside-2.txt", text_with_sidecar(b"published = 0001-01-01")),
    "sidecar of a long key": ("beside-3.txt", text_with_sidecar(b"a" + b".a" * 30_000 + b" = 1")),
}
ODD = [
    "it's here.txt", 'say "so".txt', "a  b;c--.txt", "晋城市 (一季度)#1.txt", "100%.txt", "2023/report.txt", "2024/report.txt",
    "=1+1.txt", "<script>alert(1)<.txt", "{holds}.txt", "'; drop table x; --.txt", "secret.txt",
]  # fmt: skip
"""Names that are read like any other."""


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """Fail, rather than wait for ever, where something is read that never ends."""

    def give_up(number: int, frame: object) -> None:
        raise TimeoutError("the run waits for something")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def run(raw: Path, tmp_path: Path, api_url: str) -> Callable[[], RunSummary]:
    """Run the flow on the raw folder."""
    return lambda: quarterly(raw, tmp_path / "marts")


def published(summary: RunSummary, query: str) -> list[tuple[object, ...]]:
    """Rows of a query on what a run published."""
    with duckdb.connect(str(summary.folder / "kaifaqu.duckdb"), read_only=True) as connection:
        return connection.sql(query).fetchall()


def test_bad_entries_are_refused_by_name_and_the_rest_goes_on(
    raw: Path, run: Callable[[], RunSummary]
) -> None:
    for _, make in BAD.values():
        make(raw)
    for number, name in enumerate(ODD):
        # the same text twice would be one figure reported twice
        (raw / name).parent.mkdir(exist_ok=True)
        (raw / name).write_text(GOOD.replace("12.5", f"12.{number}"), encoding="utf-8")
    with suppress(OSError):  # some file systems take only names that are text
        Path(os.fsdecode(os.fsencode(raw) + b"/\xff\xfe.txt")).write_text(GOOD, encoding="utf-8")
        BAD["no text"] = ("\ufffd\ufffd.txt", lambda raw: None)
    summary = run()
    assert sorted(refusal.path for refusal in summary.refusals) == sorted(name for name, _ in BAD.values())
    assert all(refusal.message and refusal.remedy for refusal in summary.refusals)
    assert not summary.complete
    read = dict(published(summary, "select path, document_id from dim_document"))
    assert set(read) == {"jincheng.txt", *ODD}
    assert len(set(read.values())) == len(read)
    (dump,) = [refusal for refusal in summary.refusals if refusal.path == "dump.txt"]
    assert "50 MB" in dump.message and "Split it" in dump.remedy
    query = "select count(*) from quarantine where source_table = 'document'"
    assert published(summary, query) == [(len(BAD),)]


def test_an_unreadable_file_is_refused(
    raw: Path, run: Callable[[], RunSummary], monkeypatch: pytest.MonkeyPatch
) -> None:
    (raw / "secret.txt").write_text(GOOD, encoding="utf-8")
    (raw / "secret.txt").chmod(0)
    real = Path.open

    def deny(path: Path, *rest: Any, **named: Any) -> Any:
        # the superuser may read everything, so the mode alone proves nothing
        if path.name == "secret.txt":
            raise PermissionError(13, "Permission denied")
        return real(path, *rest, **named)

    monkeypatch.setattr(Path, "open", deny)
    assert [(r.path, "can't be read" in r.message) for r in run().refusals] == [("secret.txt", True)]


def test_an_empty_folder_is_nothing_to_do(tmp_path: Path, api_url: str) -> None:
    (tmp_path / "raw").mkdir()
    with pytest.raises(NothingToDoError, match="there is no text in this folder"):
        quarterly(tmp_path / "raw", tmp_path / "marts")
    assert not (tmp_path / "marts").exists()


def test_nothing_is_published_when_every_text_is_refused(
    raw: Path, run: Callable[[], RunSummary], tmp_path: Path
) -> None:
    before = run()
    (raw / "jincheng.txt").write_bytes(b"")
    with pytest.raises(NothingToDoError, match=r"jincheng\.txt: the file is empty"):
        run()
    assert (tmp_path / "marts" / "kaifaqu.duckdb").resolve() == before.folder.resolve() / "kaifaqu.duckdb"


def test_a_missing_folder_is_wrong_usage(tmp_path: Path, api_url: str) -> None:
    with pytest.raises(UsageError, match="there is no such directory"):
        quarterly(tmp_path / "none", tmp_path / "marts")


def test_a_file_in_place_of_the_marts_folder_is_wrong_usage(raw: Path, api_url: str) -> None:
    with pytest.raises(UsageError, match="a file, not a folder"):
        quarterly(raw, raw / "jincheng.txt")


def test_a_page_of_a_workbook_is_told_for_each_figure_and_read_again_when_it_changes(
    raw: Path, run: Callable[[], RunSummary]
) -> None:
    from openpyxl import Workbook

    def save(value: float) -> None:
        book = Workbook()
        book.active.title = "高平"
        for row in (["开发区", "规上工业增加值（亿元）"], ["高平经开区", value], ["沁水经开区", 4.5]):
            book.active.append(row)
        book.save(raw / "一季度.xlsx")

    (raw / "一季度.toml").write_text('about = "晋城市"\nas_of = "2024-03"\n', encoding="utf-8")
    for value in (8.2, 9.3):
        save(value)
        assert [row[0] for row in published(run(), "select quote from fact_figure where document_id = '一季度'")] == [
            str(value), "4.5",
        ]  # fmt: skip
    query = (
        "select part.part_kind, part.part_name, document.format, document.path from fact_figure as figure "
        "inner join dim_document as document using (document_id) "
        "inner join document_part as part on part.document_id = figure.document_id "
        "and figure.char_start between part.char_start and part.char_end - 1 where figure.document_id = '一季度'"
    )
    assert published(run(), query) == [("sheet", "高平", "xlsx", "一季度.xlsx")] * 2


def test_equal_texts_give_an_equal_workbook_and_quarantine_whenever_they_are_read(
    raw: Path, tmp_path: Path, api_url: str
) -> None:
    BAD["empty file"][1](raw)
    BAD["sidecar of brackets"][1](raw)
    runs = [quarterly(raw, tmp_path / name) for name in ("first", "second")]
    books = {(run.folder / "kaifaqu.xlsx").read_bytes() for run in runs}
    refused = {str(published(run, "select * from quarantine order by all")) for run in runs}
    assert (len(books), len(refused)) == (1, 1)
    (raw / "another.txt").touch()
    third = quarterly(raw, tmp_path / "third")
    assert published(third, "select distinct run_id from quarantine") != published(
        runs[0], "select distinct run_id from quarantine"
    )
