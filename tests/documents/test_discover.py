"""Which files of a raw directory are read, and what is said of the others."""

import os
import re

import pytest

from flows.documents import discover, prepare, read
from flows.documents.sidecar import parse_sidecar
from flows.errors import DocumentRefusedError, UsageError

LINE = "2024年一季度，晋城市开发区完成工业投资16.92亿元。"


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def test_a_missing_directory_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match="no such directory"):
        discover(tmp_path / "nowhere")


def test_reads_text_files_in_order_of_id_whatever_the_names(raw):
    for name in ("b 二.txt", "a'1.txt", 'c"q.md', ".hidden.txt"):
        (raw / name).write_text(LINE, encoding="utf-8")
    found = discover(raw)
    assert [s.document_id for s in found.sources] == ["a'1", "b 二", 'c"q']
    assert found.refusals == []


def test_two_files_with_one_stem_get_their_paths_as_ids(raw):
    for folder in ("2023", "2024"):
        (raw / folder).mkdir()
        (raw / folder / "jincheng.txt").write_text(LINE, encoding="utf-8")
    assert [s.document_id for s in discover(raw).sources] == ["2023--jincheng.txt", "2024--jincheng.txt"]


def test_each_entry_that_cannot_be_read_is_named_with_a_remedy(raw, tmp_path):
    (raw / "folder.txt").mkdir()
    (raw / "report.doc").write_bytes(b"old")
    (raw / "alone.toml").write_text("published = 2024-01-01")
    outside = tmp_path / "secret.txt"
    outside.write_text(LINE, encoding="utf-8")
    (raw / "link.txt").symlink_to(outside)
    (raw / "deep").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(raw / "pipe.txt")
    (raw / "gone.txt").symlink_to(raw / "nowhere.txt")
    (raw / "good.txt").write_text(LINE, encoding="utf-8")
    found = discover(raw)
    assert [s.document_id for s in found.sources] == ["good"]
    assert {r.path: r.check for r in found.refusals} == {
        "folder.txt": "directory",
        "report.doc": "suffix",
        "alone.toml": "sidecar",
        "link.txt": "link",
        "deep": "link",
        "pipe.txt": "no_file",
        "gone.txt": "no_file",
    }
    assert all(r.remedy for r in found.refusals)


def test_a_link_that_stays_inside_is_read(raw):
    (raw / "a.txt").write_text(LINE, encoding="utf-8")
    (raw / "b.txt").symlink_to(raw / "a.txt")
    assert [s.document_id for s in discover(raw).sources] == ["a", "b"]


def test_unreadable_files_are_refused_and_the_others_read(raw):
    (raw / "empty.txt").write_text("")
    (raw / "blank.txt").write_text(" \n\n")
    (raw / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (raw / "good.txt").write_text(LINE, encoding="utf-8")
    locked = raw / "locked.txt"
    locked.write_text(LINE, encoding="utf-8")
    locked.chmod(0)
    documents, refusals = read(discover(raw).sources)
    expected = {"empty.txt", "blank.txt", "binary.txt"} | ({"locked.txt"} if os.geteuid() else set())
    assert {r.path for r in refusals} == expected
    assert "good" in {d.document_id for d in documents}


def test_a_file_larger_than_any_report_is_refused_by_size(raw, monkeypatch):
    monkeypatch.setattr("flows.documents.reader.MAX_BYTES", 1000)
    (raw / "dump.txt").write_text(LINE * 100, encoding="utf-8")
    documents, refusals = read(discover(raw).sources)
    assert documents == []
    assert "Split it" in refusals[0].remedy


def test_a_sidecar_gives_date_publisher_and_city(raw):
    (raw / "a.txt").write_text(LINE, encoding="utf-8")
    (raw / "a.toml").write_text('published = 2021-07-05\ncity = "晋城市"\n', encoding="utf-8")
    (document,), _ = read(discover(raw).sources)
    assert document.sidecar.published.isoformat() == "2021-07-05"
    assert document.sidecar.city == "晋城市"


@pytest.mark.parametrize(
    ("text", "about", "as_of"),
    [
        ('about = "晋城市"\nas_of = "2021-06"\n', "晋城市", "2021-06"),
        # what the first versions knew it by
        ('zone = "晋城经开区"\n', "晋城经开区", None),
        ("as_of = 2021-06-30\n", None, "2021-06"),
    ],
)
def test_a_sidecar_says_whom_a_text_is_about_and_up_to_when(raw, text, about, as_of):
    (raw / "a.txt").write_text(LINE, encoding="utf-8")
    (raw / "a.toml").write_text(text, encoding="utf-8")
    (document,), _ = read(discover(raw).sources)
    assert (document.sidecar.about, document.sidecar.as_of) == (about, as_of)


def test_a_line_for_one_article_wins_over_that_for_the_file(raw):
    (raw / "a.txt").write_text(LINE, encoding="utf-8")
    (raw / "a.toml").write_text(
        'city = "晋城市"\nabout = "晋城市"\narticle.2.about = "泽州县"\n', encoding="utf-8"
    )
    (document,), _ = read(discover(raw).sources)
    of = document.sidecar.of
    assert [(of(k).about, of(k).city) for k in (1, 2)] == [("晋城市", "晋城市"), ("泽州县", "晋城市")]


def test_a_line_for_an_article_that_is_not_there_is_an_error(raw):
    (raw / "a.txt").write_text(LINE, encoding="utf-8")
    (raw / "a.toml").write_text('article.2.about = "泽州县"\n', encoding="utf-8")
    (document,), _ = read(discover(raw).sources)
    with pytest.raises(DocumentRefusedError, match=r"article 2, and it holds 1.*article\.1 is the first"):
        prepare(document)


@pytest.mark.parametrize(
    "text",
    [
        "published = yesterday",
        'date = "2021-07-05"',
        "city = 3",
        'published = "soon"',
        'as_of = "2021-13"',
        "as_of = 2021",
        'zone = "晋城经开区"\nabout = "晋城市"',
        'article.about = "晋城市"',
        'article.2 = "晋城市"',
        'article.2.date = "2021-07-05"',
    ],
)
def test_a_wrong_sidecar_refuses_its_text(raw, text):
    (raw / "a.txt").write_text(LINE, encoding="utf-8")
    (raw / "a.toml").write_text(text, encoding="utf-8")
    documents, refusals = read(discover(raw).sources)
    assert documents == []
    assert "a.toml" in refusals[0].message
    assert "published = 2021-07-05" in refusals[0].remedy


ENDLESS = {
    "a long integer": b"published = " + b"9" * 5_000,
    "one in groups": b'about = "x"\nas_of = ' + b"1_" * 3_000 + b"1",
    "brackets": b"about = " + b"[" * 20_000,
    "tables": b"a = " + b"{a = " * 9_000,
    "a dotted key": b"a" + b".a" * 30_000 + b" = 1",
    "a quoted one": b'"a"' + b'."a"' * 14_000 + b" = 1",
    "a dotted head": b"[" + b"a." * 20_000 + b"a]",
}


@pytest.mark.parametrize("data", ENDLESS.values(), ids=ENDLESS)
def test_a_sidecar_made_to_exhaust_the_parser_is_refused_with_its_line_before_it_is_parsed(data, monkeypatch):
    monkeypatch.setattr("flows.documents.sidecar.tomllib.loads", None)
    assert re.search(r"^its sidecar a\.toml holds .* in line [12]$", refusal_of(data))


def refusal_of(data):
    """What is said of a wrong sidecar: one line, with a remedy, however long the sidecar is."""
    with pytest.raises(DocumentRefusedError) as caught:
        parse_sidecar("a.toml", data)
    assert caught.value.remedy
    assert len(caught.value.problem) < 200 and caught.value.problem.isprintable()
    return caught.value.problem


@pytest.mark.parametrize(
    "error", [ValueError("digits"), RecursionError("deep"), MemoryError(), KeyError("\x1b")]
)
def test_whatever_the_parser_fails_with_refuses_the_text(error, monkeypatch):
    def fail(text):
        raise error

    monkeypatch.setattr("flows.documents.sidecar.tomllib.loads", fail)
    assert refusal_of(b"").startswith("its sidecar a.toml can't be read")


@pytest.mark.parametrize(
    "text",
    [
        "published = 0001-01-01",
        'published = "9999-12-31"',
        "as_of = 0001-01-01",
        'as_of = "1900-01"',
        'title = "a\\u0000b"',
        'publisher = "a\\u001b[2Jb"',
        f'about = "{"长" * 5_000}"',
        '"\\u001b[31m" = 1',
        f"{'k' * 5_000} = 1",
    ],
)
def test_years_characters_and_lengths_of_a_sidecar_are_bounded(text):
    assert "a.toml" in refusal_of(text.encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_sidecar_may_begin_with_a_mark_of_any_unicode(encoding):
    assert parse_sidecar("a.toml", 'about = "晋城市"\r\n'.encode(encoding)).about == "晋城市"


def test_a_sidecar_in_another_encoding_says_what_to_save_it_as():
    assert refusal_of('about = "晋城市"'.encode("gbk")) == "its sidecar a.toml is no text in UTF-8"


def test_a_sidecar_may_begin_with_a_mark_end_lines_as_windows_does_and_hold_long_addresses():
    address = "https://example.org/" + "a.b." * 30 + "1234567890123456789012"
    lines = (
        f'url = "{address}"',
        "as_of = '2024-03' # 12345678901234567890.[[[[[",
        'title = """甲\t乙"""',
        "",
    )
    found = parse_sidecar("a.toml", b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    assert (found.url, found.as_of, found.title) == (address, "2024-03", "甲\t乙")


@pytest.mark.parametrize(
    ("name", "shown", "code"),
    [
        ("一季度\n二季度.txt", r"一季度\n二季度.txt", "U+000A"),
        ("\x1b[31m一季度.txt", r"\x1b[31m一季度.txt", "U+001B"),
        ("一季度\x85.toml", r"一季度\x85.toml", "U+0085"),
        ("一季度\u2028.pdf", r"一季度\u2028.pdf", "U+2028"),
        ("一\u202etxt.exe", r"一\u202etxt.exe", "U+202E"),
        ("2024\r/一季度.txt", r"2024\r/一季度.txt", "U+000D"),
    ],
)
def test_a_name_with_a_control_character_is_refused_and_spelled_out(raw, name, shown, code):
    (raw / name).parent.mkdir(exist_ok=True)
    (raw / name).write_text(LINE, encoding="utf-8")
    (raw / "\u3000一季度 （终稿）.txt").write_text(LINE, encoding="utf-8")
    found = discover(raw)
    assert [source.path for source in found.sources] == ["\u3000一季度 （终稿）.txt"]
    assert [(r.path, r.check) for r in found.refusals] == [(shown, "name")]
    assert code in found.refusals[0].message and found.refusals[0].remedy
