"""What is written, whatever opens it."""

from __future__ import annotations

import hashlib
import html
import importlib
import re
import runpy
import shutil
from pathlib import Path
from urllib.parse import unquote

import duckdb
import pytest

from flows.bulletin import words, write_bulletin
from flows.bulletin.documents import MARKED, pages
from flows.bulletin.front import MOST_BYTES
from flows.bulletin.profile import profiles
from flows.bulletin.sections import SECTIONS
from flows.bulletin.source import Source
from flows.contracts import codes
from flows.contracts.reconciliation_fields import IDENTITIES
from flows.errors import UsageError, WarehouseError

MAKE = runpy.run_path(str(Path(__file__).parents[1] / "end_to_end" / "conftest.py"))["make"]
LINK = re.compile(r'href="((?:\.\./)?documents/[^"]+)"[^>]*>(.*?)</a>')


@pytest.fixture
def changed(warehouse: Path, tmp_path: Path):
    """Give a function that writes the bulletin of a copy of the warehouse after some SQL, and returns its folder."""

    def write(*statements: str) -> Path:
        copy = tmp_path / "kaifaqu.duckdb"
        shutil.copyfile(warehouse, copy)
        with duckdb.connect(str(copy)) as connection:
            for statement in statements:
                connection.execute(statement)
        return write_bulletin(copy, tmp_path / "bulletin").parent

    return write


def test_documents_may_be_read_few_or_many_at_a_time(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        source = Source(connection)
        together = list(pages(source))
        assert len(together) > 2
        assert list(pages(source, at_a_time=2)) == together


def test_only_the_figures_that_rows_name_are_at_hand(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        source = Source(connection)
        quarters = [
            (quarter, {row["figure_id"] for row in rows}, set(source.figures))
            for quarter, rows in source.by_quarter(
                "select quarter_id, figure_id from mart_warning order by all"
            )
        ]
    assert quarters and [quarter for quarter, *_ in quarters] == sorted({quarter for quarter, *_ in quarters})
    assert all(named == at_hand for _, named, at_hand in quarters)


def test_the_same_warehouse_gives_the_same_bytes(warehouse: Path, bulletin: Path, tmp_path: Path) -> None:
    again = write_bulletin(warehouse, tmp_path / "again")
    assert again == tmp_path / "again" / "index.html"
    first, second = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (bulletin, again.parent)
    )
    assert first == second


def test_every_link_to_a_text_finds_its_number_marked(bulletin: Path) -> None:
    found = 0
    marks: dict[Path, set[str]] = {}
    written = (
        path
        for folder in ("quarters", "subjects", "indicators")
        for path in sorted((bulletin / folder).iterdir())
    )
    for page in [bulletin / "index.html", *written]:
        for target, _ in LINK.findall(page.read_text(encoding="utf-8")):
            path, _, mark = unquote(html.unescape(target)).partition("#")
            file = (page.parent / path).resolve()
            if file not in marks:
                marks[file] = set(re.findall(r'id="([cu]\d+|unread)"', file.read_text(encoding="utf-8")))
            assert not mark or mark in marks[file], (page.name, target)
            found += bool(mark)
    assert found > 500


def test_what_looks_like_data_and_was_not_read_is_counted_and_leads_to_its_sentence(
    warehouse: Path, bulletin: Path
) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        counts = dict(connection.execute("select document_id, numbers_unread from mart_coverage").fetchall())
        rows = connection.execute(
            "select document_id, char_start, quote, description_en, description_zh "
            "from fact_mention inner join dim_reason using (reason) where verdict = 'unread'"
        ).fetchall()
    assert sum(counts.values()) == len(rows) > 0
    index = (bulletin / "index.html").read_text(encoding="utf-8")
    heading = index.partition('id="coverage-unread"')[2].partition("</h3>")[0]
    assert "看似数据而未读的数字" in heading and "Numbers that look like data" in heading
    assert f">{len(rows)}<" in heading
    for document_id, char_start, quote, en, zh in rows:
        assert f"documents/{document_id}.html#unread" in index
        assert en in index and zh in index
        page = (bulletin / "documents" / f"{document_id}.html").read_text(encoding="utf-8")
        item = page.partition(f'<li id="u{char_start}">')[2].partition("</li>")[0]
        assert f'href="#c{char_start}"' in item and en in item and zh in item
        assert html.escape(quote) in item.partition('class="sentence"')[2]


def test_every_name_leads_to_a_page_that_is_there(bulletin: Path) -> None:
    found = set()
    for page in sorted(bulletin.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r'<a class="to" href="([^"]+)"', text):
            assert (page.parent / unquote(html.unescape(target))).is_file(), (page.name, target)
            found.add(target.rpartition("/")[2])
        names = re.findall(r' id="([^"]+)"', text)
        assert len(names) == len(set(names)), page.name
    assert {"jincheng-140500.html", "jincheng-jkq.html", "industrial_value_added.html"} <= found


def test_the_first_page_stays_small(bulletin: Path) -> None:
    assert (bulletin / "index.html").stat().st_size < 300_000


def test_pages_of_subjects_may_be_made_few_or_many_at_a_time(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        source = Source(connection)
        together = list(profiles(source))
        assert len(together) > len(source.indicators)
        assert list(profiles(source, at_a_time=50)) == together


def test_what_no_text_prints_is_marked_apart_and_what_is_doubtful_says_why(changed) -> None:
    folder = changed(
        "update fact_figure set doubts = 'unknown_word;planned', certainty = 'doubtful' where document_id = 'jincheng_2024q1_d9' and char_start = 182",
        "update mart_series set quarter_value = 12.5, quarter_origin = 'derived', quarter_figure_ids = to_date_figure_ids "
        "where subject_name = '晋城市' and indicator_id = 'industrial_value_added' and quarter_id = '2024-Q1'",
    )
    page = (folder / "subjects" / "jincheng-140500.html").read_text(encoding="utf-8")
    row = page.partition('<tr id="s-industrial_value_added">')[2].partition("</tr>")[0]
    single = row.partition('data-v="12.5')[2].partition("</td>")[0]
    assert '<sup class="from"' in single and words.PROFILE["derived"]["zh"] in single and "href=" in single
    growth = row.partition('data-v="20.35')[2].partition("</td>")[0]
    assert 'class="doubt"' in growth and "分句起首至数字之间" in growth and "planned or expe" in growth


def test_the_library_of_the_search_is_the_one_that_is_pinned() -> None:
    root = Path(words.__file__).parents[2]
    (pinned,) = re.findall(r"MINISEARCH_SHA256 := (\w+)", (root / "Makefile").read_text(encoding="utf-8"))
    library = (root / "flows" / "bulletin" / "static" / "minisearch.js").read_bytes()
    assert hashlib.sha256(library).hexdigest() == pinned


def test_every_number_of_a_document_is_marked_in_its_place(warehouse: Path, bulletin: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        texts = dict(connection.execute("select document_id, text from document_text").fetchall())
        rows = connection.execute("select document_id, char_start, quote from fact_mention").fetchall()
    for document_id, text in texts.items():
        page = (bulletin / "documents" / f"{document_id}.html").read_text(encoding="utf-8")
        inside = re.search(r'<div class="text" lang="zh-CN">(.*?)</div>', page, re.DOTALL)
        assert inside
        assert html.unescape(re.sub(r"<[^>]+>", "", inside[1])) == text.replace("\r\n", "\n")
        expected = {(start, quote) for document, start, quote in rows if document == document_id}
        marked = re.findall(r'<a class="m \w+" id="c(\d+)"[^>]*>([^<]*)</a>', inside[1])
        assert {(int(start), html.unescape(quote)) for start, quote in marked} == expected


def test_digits_stand_as_printed_and_what_is_missing_is_no_zero(bulletin: Path) -> None:
    page = (bulletin / "quarters" / "2024-Q3.html").read_text(encoding="utf-8")
    pipeline = page[page.index('<section id="pipeline"') : page.index('<section id="warning"')]
    linfen = pipeline[pipeline.index("临汾市") : pipeline.index("运城市")]
    # the rate of the first two rounds is no rate of all projects
    assert ">50.4<" not in linfen
    # started projects are not printed there
    started = linfen[linfen.index("开工</span>") :]
    assert "缺数据" in started[: started.index("</li>")]
    assert ">0<" not in linfen


def test_empty_sections_say_so_and_why(changed) -> None:
    folder = changed(
        "delete from mart_warning", "delete from mart_reconciliation", "delete from mart_project"
    )
    page = (folder / "index.html").read_text(encoding="utf-8")
    for name in ("warning", "reconciliation", "project"):
        section = page[page.index(f'<section id="{name}"') :].split("</section>")[0]
        assert words.EMPTY[name]["zh"] in section
        assert html.escape(words.EMPTY[name]["en"], quote=True).replace("&#x27;", "&#39;") in section


def test_a_document_without_its_text_shows_the_sentences(changed) -> None:
    folder = changed("delete from document_text where document_id = 'jincheng_2024q1_d9'")
    page = (folder / "documents" / "jincheng_2024q1_d9.html").read_text(encoding="utf-8")
    assert words.DOCUMENT["sentences_only"]["zh"] in page
    assert 'id="c182"' in page
    assert "同比增速20.35%" in page


def test_a_number_in_doubt_is_marked_and_is_no_headline(changed) -> None:
    doubt = "update fact_figure set certainty = 'doubtful' where figure_id in (select figure_id from mart_scorecard_part)"
    parts = "update mart_scorecard_part set certainty = 'doubtful' where figure_id is not null"
    page = (changed(doubt, parts) / "index.html").read_text(encoding="utf-8")
    mark = '<sup class="doubt" title="存疑 · in doubt"'
    assert mark in page
    assert words.PAGE["doubt_hint"]["zh"] in page
    overview = page[page.index('<section id="overview"') :].split("</section>")[0]
    assert mark not in overview
    taken = changed(doubt, parts, "update dim_certainty_policy set treatment = 'take'") / "index.html"
    assert mark not in taken.read_text(encoding="utf-8")


def test_disagreements_come_before_what_holds(bulletin: Path) -> None:
    page = (bulletin / "quarters" / "2023-Q4.html").read_text(encoding="utf-8")
    section = page[page.index('<section id="reconciliation"') :].split("</section>")[0]
    assert section.index("91.5%") < section.index(words.TEXTS["holding"]["zh"])


def test_refused_rows_and_indicators_without_data_are_named(changed) -> None:
    folder = changed(
        "insert into quarantine values ('0', '{}', 'figure', 'yangquan_2023', 'value_range', 'too much', 'r')"
    )
    page = (folder / "index.html").read_text(encoding="utf-8")
    section = page[page.index('<section id="coverage"') :]
    assert "value_range" in section and "too much" in section
    assert "财政收入" in section or "一般公共预算收入" in section


def test_an_empty_warehouse_still_gives_a_page(changed) -> None:
    tables = ("fact_figure", "fact_mention", "document_text", "dim_document", "dim_article", "quarantine")
    marts = [
        f"mart_{name}"
        for name in (
            "ranking", "gap", "coverage", "pipeline", "reform", "leading_industry", "promotion", "project", "warning",
            "scorecard", "scorecard_part", "reconciliation",
        )
    ]  # fmt: skip
    folder = changed(*(f"delete from {table}" for table in (*tables, *marts)))
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert all(words.EMPTY[section.name]["zh"] in page for section in SECTIONS)


def test_a_folder_of_something_else_is_left_alone(warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "mine.txt").write_text("keep me")
    with pytest.raises(UsageError, match="no folder of a bulletin"):
        write_bulletin(warehouse, tmp_path)
    assert (tmp_path / "documents" / "mine.txt").read_text() == "keep me"


def test_pages_that_are_gone_do_not_linger(changed) -> None:
    folder = changed()
    (folder / "documents" / "gone.html").write_text("old")
    assert not (changed() / "documents" / "gone.html").exists()


def test_what_is_no_warehouse_is_named(tmp_path: Path) -> None:
    (tmp_path / "other.duckdb").write_text("not one")
    with pytest.raises(WarehouseError, match=r"other\.duckdb"):
        write_bulletin(tmp_path / "other.duckdb", tmp_path / "out")


def test_every_code_has_words_in_both_languages() -> None:
    coded = {
        "MEASURES": codes.MEASURES,
        "DISPOSITIONS": codes.DISPOSITIONS,
        "IDENTITIES": IDENTITIES,
        "SCENARIOS": codes.SCENARIOS,
        "LEVELS": codes.SUBJECT_LEVELS,
        "BENCHMARKS": codes.BENCHMARKS,
        "SEVERITIES": codes.SEVERITIES,
        "SET_BY": codes.SET_BY,
        "DIRECTIONS": codes.DIRECTIONS,
        "SECTIONS": [section.name for section in SECTIONS],
        "LEADS": [section.name for section in SECTIONS],
        "EMPTY": [section.name for section in SECTIONS],
    }
    for name, known in coded.items():
        assert set(getattr(words, name)) == set(known), name
    groups = [value for value in vars(words).values() if isinstance(value, dict)]
    pairs = [pair for group in groups for pair in group.values() if isinstance(pair, dict)]
    assert len(pairs) > 150
    assert all(pair["zh"].strip() and pair["en"].strip() for pair in pairs)


def test_documents_that_several_processes_write_are_the_same(
    warehouse: Path, bulletin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = importlib.import_module("flows.bulletin.write")
    monkeypatch.setattr(module, "PART", 2)
    monkeypatch.setattr(module, "cores", lambda: 2)
    again = write_bulletin(warehouse, tmp_path / "again").parent
    expected = {path.name: path.read_bytes() for path in (bulletin / "documents").iterdir()}
    assert len(expected) > 4
    assert {path.name: path.read_bytes() for path in (again / "documents").iterdir()} == expected


def test_a_section_too_long_for_the_page_has_a_page_of_its_own(changed) -> None:
    folder = changed(
        "insert into mart_project select p.* replace (project_id || number as project_id, subject_name || number as subject_name) "
        "from mart_project as p cross join range(20) as copies (number)"
    )
    page = (folder / "index.html").read_text(encoding="utf-8")
    section = page[page.index('<section id="project"') :].split("</section>")[0]
    (link,) = re.findall(r'href="(quarters/[\w-]+-project\.html)"', section)
    whole = (folder / link).read_text(encoding="utf-8")
    # a page that would still be too large shows fewer
    assert 1 <= section.count('<tr class="item">') <= 40
    assert len(page.encode()) <= MOST_BYTES
    assert whole.count('<tr class="item">') > 300


def test_no_word_is_kept_that_no_page_bears() -> None:
    folder = Path(words.__file__).parent
    sources = [
        path for path in folder.rglob("*") if path.suffix in (".html", ".py") and path.name != "words.py"
    ]
    named = set(re.findall(r"\w+", " ".join(path.read_text(encoding="utf-8") for path in sources)))
    for group in (words.PAGE, words.COLUMNS, words.TEXTS, words.DOCUMENT, words.PROFILE):
        parts = re.compile("^(to_|of_)|_mark$")
        assert {name for name in group if name not in named and parts.sub("", name) not in named} == set()


def test_no_page_holds_what_turns_its_direction_or_controls_a_terminal(hostile: Path) -> None:
    raw = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
    pages = list(hostile.rglob("*.html"))
    assert [page.name for page in pages if raw.search(page.read_text(encoding="utf-8"))] == []
    # each is shown as one sign, so that it is seen
    (document,) = (hostile / "documents").iterdir()
    assert "\ufffd晋城市开发区工业投资" in document.read_text(encoding="utf-8")


@pytest.mark.parametrize("piece", ["1.1.1.", "7、8，"])
def test_a_page_marks_so_many_numbers_and_says_so(piece: str, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    text = f"2024年一季度，高平经开区税收收入{piece * 8_000}亿元。\n其中，高平经开区签约项目12个。\n"
    (tmp_path / "raw" / "many.txt").write_text(text, encoding="utf-8")
    marts = MAKE(tmp_path / "raw", tmp_path / "marts")
    folder = write_bulletin(marts / "kaifaqu.duckdb", tmp_path / "bulletin").parent
    (page,) = (folder / "documents").iterdir()
    shown = page.read_text(encoding="utf-8")
    assert shown.count('<a class="m ') == MARKED
    assert f"of which this page marks and lists {MARKED:,}" in shown
    assert page.stat().st_size < 12_000_000
    # a figure behind all of them is marked
    assert f'id="c{text.rindex("12个")}"' in shown


def test_what_a_sample_says_of_all_figures_stands_in_the_footer_of_every_page(changed) -> None:
    picked = "figure_id in (select figure_id from fact_figure where disposition = 'figure' order by figure_id limit {n})"
    folder = changed(
        f"update fact_figure set rule = rule || ' review sample_right' where {picked.format(n=20)}",
        f"update fact_figure set rule = 'review sample_wrong' where {picked.format(n=4)}",
    )
    with duckdb.connect(str(folder.parent / "kaifaqu.duckdb"), read_only=True) as connection:
        sample = Source(connection).sample
    assert sample is not None and sample["numbers"] - sample["right"] <= 4 < sample["right"] <= 16
    for path in folder.rglob("*.html"):
        (said,) = re.findall(r'<p id="sample">(.*?)</p>', path.read_text(encoding="utf-8"))
        assert f"随机抽取{sample['numbers']}个数据复核，{sample['right']}个读得完全正确" in said
        assert f"Of {sample['numbers']} figures drawn at random and reviewed, {sample['right']} had" in said
        assert f"{sample['low']:.0%} to {sample['high']:.0%}" in said


def test_without_a_sample_the_footer_says_nothing_of_one(changed) -> None:
    folder = changed("update fact_figure set rule = rule || ' review' where indicator_id is not null")
    assert not [path for path in folder.rglob("*.html") if 'id="sample"' in path.read_text(encoding="utf-8")]
