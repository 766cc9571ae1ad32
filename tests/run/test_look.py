"""Nothing has changed: what the look takes for the same, and what it does not."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows import paths
from flows.run import standing
from flows.run.inputs import PROGRAM, REFERENCE, TEXTS, inputs
from flows.run.layout import LINKS
from flows.stations.look import Look, look
from flows.stations.summary import ReadInPart, RefusedRow, RunSummary, ToldFile, told_again, written_down

TEXT = "2023年，长治高新区完成工业总产值412亿元。\n"
SUMMARY = RunSummary(
    version="v1",
    folder=Path("v1"),
    documents=3,
    anew=3,
    dispositions={"figure": 2, "date": 1},
    figures=2,
    refusals=[ToldFile("b.txt", "the file is empty", "Remove it")],
    quarantined=[RefusedRow("figure", "a", "unit", "no such unit")],
    in_part=[ReadInPart("c.pdf", ("page 2: a picture",))],
    tables={"fact_figure": 2},
    shortfalls=["a floor"],
    doubts=["a doubt"],
    certainty={"clear": 2, "doubtful": 0},
)


@dataclass
class Office:
    """Texts, reference data, and a marts folder as a run leaves it."""

    folder: Path

    @property
    def raw(self) -> Path:
        return self.folder / "raw"

    @property
    def reference(self) -> Path:
        return self.folder / "reference"

    @property
    def marts(self) -> Path:
        return self.folder / "marts"

    @property
    def published(self) -> Path:
        return self.marts / "versions" / "v1"

    @property
    def cache(self) -> Path:
        return self.marts / "cache" / "v1"

    def publish(self, version: str = "v1") -> None:
        """Publish as `flows.warehouse.publish` and the cache do, with little in it."""
        folder, cache = self.marts / "versions" / version, self.marts / "cache" / version
        for name in ("kaifaqu.duckdb", "kaifaqu.xlsx", "parquet/datapackage.json", "bulletin/index.html"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(f"{name} of {version}", encoding="utf-8")
        cache.mkdir(parents=True)
        (cache / "reading.parquet").write_bytes(b"rows")
        sums = {"reading": hashlib.sha256(b"rows").hexdigest()}
        (cache / "manifest.json").write_text(json.dumps({"sha256": sums}), encoding="utf-8")
        for name, link in {**LINKS, "current": f"versions/{version}"}.items():
            (self.marts / name).unlink(missing_ok=True)
            (self.marts / name).symlink_to(link)

    def look(self) -> Look:
        """Look at what stands there."""
        return look(self.raw, self.marts, self.reference)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    (office.raw / "sub").mkdir(parents=True)
    (office.raw / "a.txt").write_text(TEXT, encoding="utf-8")
    (office.raw / "a.toml").write_text('about = "长治高新区"\n', encoding="utf-8")
    (office.raw / "sub" / "b.txt").write_bytes(b"")
    office.reference.mkdir()
    for name in ("targets.csv", "corrections.yaml", "reviews.yaml", "agreed.yaml"):
        (office.reference / name).write_text("a,b\n", encoding="utf-8")
    office.publish()
    made_of = inputs(office.raw, office.reference)
    assert made_of is not None
    standing.keep(office.marts, "v1", made_of, written_down(SUMMARY))
    return office


def test_where_nothing_has_changed_the_summary_is_told_again(office: Office) -> None:
    found = office.look()
    assert found.summary is not None and "nothing has changed since v1" in found.told
    assert found.summary.unchanged and not found.summary.complete
    assert found.summary.folder == office.published and found.summary.anew == 0
    assert written_down(found.summary) == written_down(SUMMARY)
    assert told_again(json.loads(json.dumps(written_down(SUMMARY))), office.published) == found.summary


def test_what_no_run_reads_changes_nothing(office: Office) -> None:
    (office.raw / ".DS_Store").write_bytes(b"x")
    (office.raw / "~$a.docx").write_bytes(b"x")
    (office.raw / ".git").mkdir()
    (office.raw / ".git" / "a.txt").write_text(TEXT, encoding="utf-8")
    (office.reference / "bulletin").mkdir()
    (office.reference / "bulletin" / "letterhead.txt").write_text("通报", encoding="utf-8")
    os.utime(office.raw / "a.txt", (1, 1))
    moved = office.raw.rename(office.folder / "elsewhere")
    assert look(moved, office.marts, office.reference).summary is not None


CHANGES: dict[str, Callable[[Path], object]] = {
    "added": lambda raw: (raw / "c.txt").write_text(TEXT, encoding="utf-8"),
    "removed": lambda raw: (raw / "a.txt").unlink(),
    "renamed": lambda raw: (raw / "a.txt").rename(raw / "z.txt"),
    "moved": lambda raw: (raw / "a.txt").rename(raw / "sub" / "a.txt"),
    "one character": lambda raw: (raw / "a.txt").write_text(TEXT.replace("412", "413"), encoding="utf-8"),
    "mended": lambda raw: (raw / "sub" / "b.txt").write_text(TEXT, encoding="utf-8"),
    "sidecar changed": lambda raw: (raw / "a.toml").write_text('about = "长治市"\n', encoding="utf-8"),
    "sidecar removed": lambda raw: (raw / "a.toml").unlink(),
    "sidecar added": lambda raw: (raw / "sub" / "b.toml").write_text('as_of = "2023-12"\n', encoding="utf-8"),
    "a file that is refused": lambda raw: (raw / "photo.png").write_bytes(b"x"),
    "a linked folder": lambda raw: (raw / "linked").symlink_to(raw / "sub"),
    "a link that leaves": lambda raw: (raw / "out.txt").symlink_to("/etc/hostname"),
    "a link that stays": lambda raw: (raw / "in.txt").symlink_to(raw / "a.txt"),
    "a pipe": lambda raw: os.mkfifo(raw / "pipe.txt"),
    "a folder like a text": lambda raw: (raw / "folder.txt").mkdir(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_other_texts_are_read(office: Office, change: str) -> None:
    CHANGES[change](office.raw)
    found = office.look()
    assert found.summary is None
    assert found.told == f"look: other than for v1: {TEXTS}"


def test_a_link_is_held_by_what_it_leads_to(office: Office) -> None:
    (office.raw / ".kept").mkdir()
    (office.raw / ".kept" / "c").write_text(TEXT, encoding="utf-8")
    (office.raw / "c.txt").symlink_to(office.raw / ".kept" / "c")
    before = inputs(office.raw, office.reference)
    (office.raw / ".kept" / "c").write_text(TEXT + TEXT, encoding="utf-8")
    assert before != inputs(office.raw, office.reference)


@pytest.mark.parametrize("name", ["targets.csv", "corrections.yaml", "reviews.yaml", "agreed.yaml"])
def test_other_reference_data_are_heeded(office: Office, name: str) -> None:
    (office.reference / name).write_text("a,c\n", encoding="utf-8")
    assert office.look().told == f"look: other than for v1: {REFERENCE}"
    (office.reference / name).unlink()
    assert office.look().summary is None


def test_another_program_builds_anew(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    package = office.folder / "package"
    shutil.copytree(paths.PACKAGE / "run", package / "run")
    monkeypatch.setattr(paths, "PACKAGE", package)
    made_of = inputs(office.raw, office.reference)
    assert made_of is not None
    standing.keep(office.marts, "v1", made_of, written_down(SUMMARY))
    assert office.look().summary is not None
    with (package / "run" / "lock.py").open("a", encoding="utf-8") as file:
        file.write("# mended\n")
    assert office.look().told == f"look: other than for v1: {PROGRAM}"


def test_other_libraries_build_anew(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    (office.folder / "packages" / "library-2.0.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(office.folder / "packages")])
    assert office.look().told == f"look: other than for v1: {PROGRAM}"


DAMAGES: dict[str, Callable[[Office], object]] = {
    "a byte of the database": lambda o: (o.published / "kaifaqu.duckdb").write_text("other", "utf-8"),
    "the database is gone": lambda o: (o.published / "kaifaqu.duckdb").unlink(),
    "an export is cut": lambda o: os.truncate(o.published / "parquet" / "datapackage.json", 3),
    "no workbook": lambda o: (o.published / "kaifaqu.xlsx").unlink(),
    "no page": lambda o: (o.published / "bulletin" / "index.html").unlink(),
    "no bulletin": lambda o: shutil.rmtree(o.published / "bulletin"),
    "a log beside the database": lambda o: (o.published / "kaifaqu.duckdb.wal").write_bytes(b"x"),
    "a log beside the link": lambda o: (o.marts / "kaifaqu.duckdb.wal").write_bytes(b"x"),
    "a name leads nowhere": lambda o: (o.marts / "kaifaqu.duckdb").unlink(),
    "another's file": lambda o: ((o.marts / "parquet").unlink(), (o.marts / "parquet").mkdir()),
    "current is gone": lambda o: (o.marts / "current").unlink(),
    "the version is gone": lambda o: shutil.rmtree(o.published),
    "the cache is gone": lambda o: shutil.rmtree(o.cache),
    "the cache is damaged": lambda o: (o.cache / "reading.parquet").write_bytes(b"row"),
    "the cache is cut": lambda o: (o.cache / "manifest.json").write_text("{", "utf-8"),
    "killed before its record": lambda o: (o.cache / "run.json").unlink(),
    "half a record": lambda o: os.truncate(o.cache / "run.json", 100),
    "a record of something else": lambda o: (o.cache / "run.json").write_text("[]", "utf-8"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_does_not_stand_is_made_anew(office: Office, damage: str) -> None:
    DAMAGES[damage](office)
    assert office.look().summary is None


def test_a_version_that_readers_were_returned_to_stands_for_itself(office: Office) -> None:
    office.publish("v2")
    assert office.look().summary is None, "v2 has no record"
    (office.marts / "current").unlink()
    (office.marts / "current").symlink_to("versions/v1")
    assert office.look().summary is not None


def test_pages_made_anew_stand_for_the_same_tables(office: Office) -> None:
    office.publish("v2")
    for name in ("kaifaqu.duckdb", "parquet/datapackage.json"):
        shutil.copyfile(office.published / name, office.marts / "versions" / "v2" / name)
    shutil.copyfile(office.cache / "run.json", office.marts / "cache" / "v2" / "run.json")
    standing.carry_over(office.marts, "v1", "v2")
    found = office.look()
    assert found.summary is not None and found.summary.version == "v2"


def test_pages_of_tables_that_broke_stand_for_nothing(office: Office) -> None:
    office.publish("v2")
    standing.carry_over(office.marts, "v1", "v2")
    assert office.look().summary is None


def test_what_killed_runs_left_goes_also_where_nothing_has_changed(office: Office) -> None:
    (office.marts / ".candidate-old").mkdir()
    (office.marts / ".candidate-switch-1").symlink_to("versions/v0")
    (office.marts / "cache" / ".new-1").mkdir()
    assert office.look().summary is not None
    left = [path for folder in (office.marts, office.marts / "cache") for path in folder.glob(".*")]
    assert left == []


def test_texts_at_a_url_and_a_first_run_have_nothing_to_compare(tmp_path: Path) -> None:
    assert look("memory://reports", tmp_path / "marts", None) == Look(None)
    (tmp_path / "raw").mkdir()
    first = look(tmp_path / "raw", tmp_path / "marts", None)
    assert first.made_of is not None and first.summary is None and first.told == ""


def test_files_that_were_changed_while_the_run_read_them_are_noticed(office: Office) -> None:
    taken = inputs(office.raw, office.reference)
    assert taken is not None
    told = hashlib.sha256(TEXT.encode()).hexdigest()
    assert taken.holds([("a.txt", told)])
    assert not taken.holds([("a.txt", hashlib.sha256(b"").hexdigest())])
    assert not taken.holds([("a.txt", told), ("c.txt", told)])


def test_a_run_with_nothing_to_do_loads_nothing_heavy_and_starts_no_server(office: Office) -> None:
    program = (
        "import sys; from flows.cli import main; code = main(sys.argv[1:]); "
        "print(code, sorted({'polars', 'duckdb', 'prefect', 'lxml', 'pyarrow'} & set(sys.modules)))"
    )
    words = ("run", "--raw", office.raw, "--marts", office.marts, "--reference", office.reference)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    ended = subprocess.run(
        [sys.executable, "-c", program, *map(str, words)],
        env={**kept, "PYTHONPATH": os.pathsep.join(sys.path)},
        cwd=office.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stderr.startswith("look: nothing has changed since v1"), ended.stderr
    assert ended.stdout.splitlines()[-1] == "3 []"
    assert "b.txt: the file is empty. Remove it" in ended.stdout
    assert any(line.startswith("next ") for line in ended.stdout.splitlines())
    assert not (office.marts / ".run.lock").exists()
