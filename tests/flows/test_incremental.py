"""A run reads only what has changed, whatever changed; reading everything anew gives the same bytes."""

from __future__ import annotations

import json
import runpy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows import cache

RUNS = runpy.run_path(str(Path(__file__).with_name("runs.py")))
Office = RUNS["Office"]
D9, D10 = "jincheng_2024q1_d9", "jincheng_2024q1_d10"
SEVEN = {D9, D10, "jinzhong_2023", "linfen_yuncheng_2024m07", "shanxi_2024q1", "yangquan_2023", "yangquan_zones_2023_ledger"}  # fmt: skip
NEW = "2024年一季度，高平开发区规上工业增加值完成12.5亿元，同比增长8.1%。高平大槐树经开区到位资金3亿元。\n"


def correct(office: Any, document: str, match: str, replace: str, expect: int = 1) -> None:
    """Add a row to corrections.yaml."""
    row = {"document": document, "match": match, "replace": replace, "reason": "test", "source": "test", "expect": expect}  # fmt: skip
    lines = "".join(f"  {name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in row.items())
    with (office.reference / "corrections.yaml").open("a", encoding="utf-8") as file:
        file.write("-" + lines[1:])


def uncorrect(office: Any) -> None:
    """Remove all rows of corrections.yaml."""
    (office.reference / "corrections.yaml").write_text("# none\n", encoding="utf-8")


def append(office: Any, name: str, row: str) -> None:
    """Add a line to a reference table."""
    with (office.reference / name).open("a", encoding="utf-8") as file:
        file.write(row + "\n")


def another_target(office: Any) -> None:
    lines = (office.reference / "targets.csv").read_text(encoding="utf-8").splitlines()
    (office.reference / "targets.csv").write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")


def broken_link(office: Any) -> None:
    (office.raw / "ledger2.txt").symlink_to("nowhere.txt")


CHANGES: list[tuple[str, Callable[[Any], object], set[str]]] = [
    ("nothing", lambda o: None, set()),
    ("a document is added", lambda o: o.write("gaoping.txt", NEW), {"gaoping"}),
    ("a document changes", lambda o: o.replace("gaoping.txt", "12.5", "12.6"), {"gaoping"}),
    ("another names the same zone", lambda o: o.write("a.txt", NEW.replace("12.5", "1.5")), {"a"}),
    ("and is gone", lambda o: (o.raw / "a.txt").unlink(), set()),
    ("a document is renamed", lambda o: (o.raw / "gaoping.txt").rename(o.raw / "b.txt"), {"b"}),
    ("a document moves", lambda o: (o.write("x/y.txt", ""), (o.raw / "b.txt").rename(o.raw / "x/b.txt")), {"b"}),
    ("a sidecar changes", lambda o: o.replace("yangquan_zones_2023_ledger.toml", "阳泉市", "大同市"), {"yangquan_zones_2023_ledger"}),
    ("a sidecar is added", lambda o: o.write("jinzhong_2023.toml", 'city = "晋中市"\n'), {"jinzhong_2023"}),
    ("a sidecar is gone", lambda o: (o.raw / "jinzhong_2023.toml").unlink(), {"jinzhong_2023"}),
    ("a sidecar is wrong", lambda o: o.write("jinzhong_2023.toml", "town = 1\n"), set()),
    ("and right again", lambda o: o.write("jinzhong_2023.toml", "\n"), {"jinzhong_2023"}),
    ("where an article runs on", lambda o: o.write(f"{D10}.txt", (o.raw / f"{D10}.txt").read_text("utf-8") + "\n2024年一季度新增企业77家。\n"), {D9, D10}),
    ("where an article begins", lambda o: o.write(f"{D9}.txt", (o.raw / f"{D9}.txt").read_text("utf-8") + "\n"), {D9, D10}),
    ("a tie is cut", lambda o: (o.raw / f"{D10}.txt").rename(o.folder / "aside"), {D9}),
    ("a tie is tied", lambda o: (o.folder / "aside").rename(o.raw / f"{D10}.txt"), {D9, D10}),
    ("one more that fits", lambda o: shutil.copy(o.raw / f"{D10}.txt", o.raw / "jincheng_2024q1_d11.txt"), {D9, D10, "jincheng_2024q1_d11"}),
    ("a target is changed", another_target, set()),
    ("a correction", lambda o: correct(o, "nobody", "1.5", "2.5"), set()),
    ("no correction", uncorrect, set()),
    ("a file that is no text", broken_link, set()),
]  # fmt: skip


@pytest.mark.slow
def test_a_chain_of_changes(tmp_path: Path, api_url: str) -> None:
    office = Office.open(tmp_path / "office")
    assert office.run() == SEVEN
    assert office.line("extract").startswith("extract: 7 of 7 documents read anew, 0 unchanged; ")
    for number, (name, change, anew) in enumerate(CHANGES):
        change(office)
        assert office.run() == anew, name
        assert office.summary.anew == len(anew), name
        # what is wrong after one change still is after the next, so not each needs a full run beside it
        assert number % 4 or office.matches_a_full_run(), name
    assert office.matches_a_full_run()
    assert not [line for line in office.lines if line.startswith("cache")]


@pytest.mark.slow
def test_a_correction_reads_only_its_documents_anew(tmp_path: Path, api_url: str) -> None:
    office = Office(tmp_path / "office")
    for name in ("a", "b", "c"):
        office.write(f"{name}.txt", NEW.replace("12.5", f"12.{ord(name) - 96}"))
    shutil.copytree(RUNS["reference_dir"](), office.reference)
    office.run()
    values = "select document_id, cast(value as double) from fact_figure where indicator_id = 'industrial_value_added' and measure = 'level' order by 1"
    correct(office, "[ab]", "亿元，同比", "千万元，同比", expect=2)
    assert office.run() == {"a", "b"}
    assert office.run() == set()
    assert office.matches_a_full_run()
    assert len(RUNS["rows"](office.marts, "from dim_correction where status = 'applied'")) == 1
    # where one of them no longer says so, the correction holds for none, so the other is read anew as well
    office.replace("b.txt", "亿元，同比", "亿元,同比")
    assert office.run() == {"a", "b"}
    assert not office.summary.complete
    assert office.matches_a_full_run()
    uncorrect(office)
    assert office.run() == set()
    assert office.matches_a_full_run()
    assert len(RUNS["rows"](office.marts, values)) == 3


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory, api_url: str) -> Any:
    """An office after its first run; tests take copies."""
    office = Office(tmp_path_factory.mktemp("once") / "office")
    office.write("gaoping.txt", NEW)
    shutil.copytree(RUNS["reference_dir"](), office.reference)
    office.run()
    return office


def test_what_reads_all_anew(read_once: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = read_once.copy(tmp_path / "office")
    assert office.run() == set()
    append(office, "synonyms.csv", "从未见过的说法,industrial_investment")
    assert office.run() == {"gaoping"}
    assert office.run(full=True) == {"gaoping"}
    monkeypatch.setattr("flows.cache.stamps.code", lambda: "another")
    assert office.run() == {"gaoping"}
    assert office.run() == set()


def truncated(folder: Path) -> None:
    data = (folder / "figure.parquet").read_bytes()
    (folder / "figure.parquet").write_bytes(data[: len(data) // 2])


def one_bit(folder: Path) -> None:
    data = bytearray((folder / "mention.parquet").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "mention.parquet").write_bytes(data)


def manifest(folder: Path, **changes: Any) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")


def other_columns(folder: Path) -> None:
    import hashlib

    import polars as pl

    pl.DataFrame({"document_id": ["x"]}).write_parquet(folder / "reading.parquet")
    sums = json.loads((folder / "manifest.json").read_text("utf-8"))["sha256"]
    sums["reading"] = hashlib.sha256((folder / "reading.parquet").read_bytes()).hexdigest()
    manifest(folder, sha256=sums)


def a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("no folder")


DAMAGE: dict[str, Callable[[Path], object]] = {
    "truncated": truncated,
    "one bit": one_bit,
    "a file is gone": lambda folder: (folder / "article.parquet").unlink(),
    "no manifest": lambda folder: (folder / "manifest.json").unlink(),
    "manifest of garbage": lambda folder: (folder / "manifest.json").write_bytes(b"\xff\x00{"),
    "manifest is a list": lambda folder: (folder / "manifest.json").write_text("[]"),
    "another format": lambda folder: manifest(folder, format=99),
    "other columns": other_columns,
    "empty folder": lambda folder: [path.unlink() for path in folder.iterdir()],
    "a file for the folder": a_file,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_cache_is_ignored_in_one_line(
    damage: Callable[[Path], object], read_once: Any, tmp_path: Path
) -> None:
    office = read_once.copy(tmp_path / "office")
    damage(next((office.marts / "cache").iterdir()))
    lines: list[str] = []
    assert cache.recall(office.marts, lines.append).version is None
    assert len(lines) == 1 and lines[0].startswith("cache: ")


def test_a_damaged_cache_and_what_a_killed_run_left_are_made_anew(read_once: Any, tmp_path: Path) -> None:
    office = read_once.copy(tmp_path / "office")
    before = RUNS["published"](office.marts)
    truncated(next((office.marts / "cache").iterdir()))
    half = office.marts / "cache" / ".new-half"
    half.mkdir()
    (half / "figure.parquet").write_bytes(b"PAR1")
    (office.marts / "cache" / "20990101T000000.000000Z").mkdir()
    assert office.run() == {"gaoping"}
    assert RUNS["published"](office.marts) == before
    names = {path.name for path in (office.marts / "cache").iterdir()}
    assert names == {path.name for path in (office.marts / "versions").iterdir()}


def test_a_file_in_place_of_the_cache(read_once: Any, tmp_path: Path) -> None:
    office = read_once.copy(tmp_path / "office")
    shutil.rmtree(office.marts / "cache")
    (office.marts / "cache").write_text("mine")
    assert office.run() == {"gaoping"}
    assert office.line("cache").startswith("cache: not kept (")


def empty_frames() -> dict[str, pl.DataFrame]:
    """What a run remembers that has read nothing."""
    return {name: frame.lazy().collect() for name, frame in cache.Cache().all.items()}


def test_an_older_version_of_the_cache_will_do(tmp_path: Path) -> None:
    for version in ("v1", "v2"):
        (tmp_path / "versions" / version).mkdir(parents=True)
        (tmp_path / "versions" / version / "kaifaqu.duckdb").touch()
        cache.remember(tmp_path, version, empty_frames())
    (tmp_path / "current").symlink_to("versions/v2")
    assert cache.recall(tmp_path, print).version == "v2"
    shutil.rmtree(tmp_path / "cache" / "v2")
    assert cache.recall(tmp_path, print).version == "v1"


@pytest.mark.slow
def test_runs_as_processes(raw: Path, tmp_path: Path, kaifaqu: Any) -> None:
    words = ("run", "--raw", raw, "--marts", tmp_path / "marts")
    assert "extract: 1 of 1 documents read anew, 0 unchanged" in kaifaqu(*words).stderr
    (raw / "gaoping.txt").write_text(NEW, encoding="utf-8")
    assert "extract: 1 of 2 documents read anew, 1 unchanged" in kaifaqu(*words).stderr
    before = RUNS["published"](tmp_path / "marts")
    assert "extract: 2 of 2 documents read anew, 0 unchanged" in kaifaqu(*words, "--full").stderr
    assert RUNS["published"](tmp_path / "marts") == before


def test_the_stamp_knows_every_table_that_reading_looks_up(raw: Path) -> None:
    from flows.documents import discover, link, prepare, read
    from flows.figures import Lexicon, extract
    from flows.paths import reference_dir
    from flows.reference import Reference, load_reference

    asked: set[str] = set()

    class Asked(dict):  # type: ignore[type-arg]
        def __getitem__(self, name: str) -> Any:
            asked.add(name)
            return super().__getitem__(name)

    reference = Reference(Asked(load_reference(reference_dir()).frames))
    samples = [prepare(document) for document in read(discover(RUNS["SAMPLES"]).sources)[0]]
    link(samples)
    extract(samples, reference, lexicon=Lexicon(reference))
    from flows.cache.stamps import BY_DOCUMENT, TABLES

    # a decision is of one document, which it has read again: it stamps that alone
    assert asked - set(BY_DOCUMENT) == set(TABLES)


def test_the_stamp_knows_all_code_that_reads() -> None:
    import re

    from flows.cache.stamps import ROOMS
    from flows.paths import PACKAGE

    for room in ROOMS:
        for path in (PACKAGE / room).glob("*.py"):
            used = set(re.findall(r"^\s*(?:from|import) flows\.(\w+)", path.read_text("utf-8"), re.MULTILINE))
            # contracts only check the reference data, whose frames the stamp covers
            assert used <= {*ROOMS, "errors"} | ({"contracts"} if room == "reference" else set()), path
            if room != "reference":
                assert "from flows import" not in path.read_text("utf-8"), path


def test_the_cache_holds_what_it_was_given(tmp_path: Path) -> None:
    frames = empty_frames()
    (tmp_path / "versions" / "v1").mkdir(parents=True)
    cache.remember(tmp_path, "v1", frames)
    lines: list[str] = []
    found = cache.recall(tmp_path, lines.append)
    assert (found.version, lines) == ("v1", [])
    assert all(found.all[name].lazy().collect().equals(frame) for name, frame in frames.items())
