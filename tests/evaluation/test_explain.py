"""Why a figure is what it is: each attribute with its word, and never a word that the text doesn't hold."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli import DONE, WRONG_USAGE, main
from flows.documents import discover, link, prepare, read
from flows.evaluation.explain import explain
from flows.evaluation.texts import Words, load_words, one_line, read_texts

ROOT = Path(__file__).resolve().parents[2]

Tell = Callable[..., dict[str, str]]


@pytest.fixture(scope="module")
def words() -> Words:
    """The lexicon, compiled once."""
    return load_words()


@pytest.fixture
def tell(words: Words, tmp_path: Path) -> Tell:
    """Give the function that explains a numeral of a text of the city 晋城市."""

    def explained(text: str, at: str | int) -> dict[str, str]:
        folder = tmp_path / "told"
        folder.mkdir(exist_ok=True)
        (folder / "t.txt").write_text(text, encoding="utf-8")
        (folder / "t.toml").write_text('published = 2024-04-20\ncity = "晋城市"\n', encoding="utf-8")
        offset = at if isinstance(at, int) else text.index(at)
        return dict(explain(f"t:{offset}", folder, words))

    return explained


def test_the_words_of_one_sentence(tell: Tell) -> None:
    text = "2024年一季度，全市开发区规模以上工业增加值完成108.78亿元，同比增长20.35%，高于省定目标（15%）5.35个百分点。"
    level, growth, target, gap = (tell(text, quote) for quote in ("108.78", "20.35", "15", "5.35个"))
    assert level["sentence"] == text.replace("108.78", "【108.78】")
    assert level["indicator"] == "规上工业增加值 (industrial_value_added)  ← “规模以上工业增加值”"
    assert level["subject"] == "晋城市 (city)  ← “全市开发区”"
    assert level["period"] == "2024-01..2024-03  ← “2024年一季度”"
    assert level["unit"] == "亿元  ← “亿元”"
    assert growth["measure"] == "growth  ← “增长”"
    assert growth["rule"] == "growth"
    assert target["scenario"] == "target  ← “省定目标”"
    assert target["period"].endswith("← “20.35”, as the figure before it")
    assert gap["measure"] == "gap  ← “高于”"
    assert gap["comparator"] == "省定目标  ← “省定目标”"


def test_what_is_carried_over_names_its_sentence(tell: Tell) -> None:
    first = "一季度，阳泉高新区工业投资完成15亿元。"
    told = tell(f"{first}规上工业增加值增长8.2%。", "8.2")
    place = f"carried over from “{first}” (character"
    assert told["subject"] == f"阳泉高新区 (zone)  ← “阳泉高新区”, {place} 4)"
    assert told["period"] == f"2024-01..2024-03  ← “一季度”, {place} 0)"
    assert told["indicator"].endswith("← “规上工业增加值”")


def test_what_no_word_says(tell: Tell) -> None:
    told = tell("工业投资下降4.2%。", "4.2")
    assert told["value"] == "-4.2  ← “下降”"
    assert (
        told["subject"] == "晋城市 (city)  ← the article's place: city = 晋城市 in the file beside the text"
    )
    assert told["period"].startswith("2024-01..2024-03  ← no word")
    assert told["scenario"] == "actual  ← no word makes it a target or a plan"


def test_a_second_clause_has_words_of_its_own(tell: Tell) -> None:
    text = "一季度，工业投资增长5%，固定资产投资增长3%，增速排在全省第2位。"
    told = tell(text, "3%")
    assert told["indicator"].endswith("← “固定资产投资”")
    rank = tell(text, "2位")
    assert rank["measure"] == "rank  ← “第2位”"
    assert rank["rank of"] == "growth  ← “增速”"
    assert rank["comparator"] == "全省  ← “全省”"


def test_bounds_targets_and_batches(tell: Tell) -> None:
    told = tell("力争工业投资达到50亿元以上。", "50")
    assert told["bound"] == "ge  ← “以上”"
    assert told["scenario"] == "target  ← “力争”"
    assert tell("工业投资突破60亿元。", "60")["bound"] == "gt  ← “突破”"
    assert tell("外出招商百余批次。", "百余")["bound"] == "gt  ← “百余”"
    assert tell("累计引进企业70余家。", "70")["bound"] == "gt  ← “余”"
    told = tell("签约项目52个，总投资221.23亿元。", "221.23")
    assert told["indicator"].startswith("签约项目总投资")
    assert told["indicator"].endswith("← “签约项目”")


def test_a_word_in_a_bracket_does_not_answer_for_what_follows(tell: Tell) -> None:
    told = tell("工业投资下降4%（去年增长2%），固定资产投资下降3%。", "3%")
    assert told["value"] == "-3  ← “下降”"


@pytest.mark.parametrize(
    ("text", "quote", "why"),
    [
        ("4月12日，全市召开推进会。", "12", "date: "),
        ("推进“1355”机制。", "1355", "name: a name in quotation marks"),
        ("晋开组〔2024〕1号文件。", "2024", "reference: number of a document"),
        (
            "成立5个工作专班。",
            "5",
            "other_figure: a count of things that the catalog does not hold (things_counted)",
        ),
    ],
)
def test_why_a_number_is_no_figure_of_the_catalog(text: str, quote: str, why: str, tell: Tell) -> None:
    assert tell(text, quote)["disposition"].startswith(why)


def test_a_cell_of_a_table_names_its_heads(tell: Tell) -> None:
    text = "2024年一季度各开发区情况\n\n| 开发区 | 工业投资（亿元） | 规上工业增加值增速（%） |\n| --- | --- | --- |\n| 晋城经开区 | 12.5 | 8.1 |\n| 高平经开区 | 9.25 | 7.4 |\n"
    told = tell(text, "9.25")
    assert told["rule"] == "table"
    assert told["indicator"].endswith("← the table's row “高平经开区” and column “工业投资（亿元）”")


def test_one_numeral_of_several_subjects(tell: Tell) -> None:
    told = tell("一季度，太原、吕梁两市承诺制项目占比逾90%。", "90")
    assert told["subject"] == "太原市、吕梁市 (city)  ← “太原、吕梁”"
    assert told["figure"].count(",") == 1


@pytest.mark.parametrize(
    "folder", [ROOT / "data" / "raw", ROOT.parent / "shared" / "raw"], ids=["samples", "real"]
)
def test_every_figure_is_explained_in_words_of_its_text(folder: Path, words: Words) -> None:
    if not folder.is_dir():
        pytest.skip("the real reports lie beside the repository, not in it")
    texts = read_texts(folder, words)
    # our own words are English, theirs are not; blanks and quotation marks are not what this is about
    ours = re.compile(r"\(character \d+\)|[A-Za-z_\s,=“”':;…]+")
    for name, item in texts.documents.items():
        theirs = ours.sub("", item.clean.text) + ours.sub("", item.document.text)
        city = item.document.sidecar.city or ""
        frames = texts.extract([name], words)
        for place in frames["mention"].filter(document_id=name)["char_start"].to_list()[::5]:
            for label, value in explain(f"{name}:{place}", folder, words)[5:]:
                for piece in ours.split(value.partition("←")[2]):
                    assert piece in theirs or piece == city, (name, place, label, value)


def test_tracing_changes_nothing(words: Words) -> None:
    from flows.figures import extract
    from flows.figures.trace import Trace

    documents, _ = read(discover(ROOT / "data" / "raw").sources)
    prepared = [prepare(document) for document in documents]
    link(prepared)
    plain = extract(prepared, words.reference, lexicon=words.lexicon)
    for item in prepared:
        trace = Trace(item.document.document_id)
        traced = extract(prepared, words.reference, lexicon=words.lexicon, trace=trace)
        assert all(traced[name].equals(plain[name]) for name in plain)
        own = plain["figure"].filter(document_id=trace.document_id).filter(rule="table").height
        assert (
            len(trace.figures) + own
            >= plain["mention"].filter(document_id=trace.document_id, disposition="figure").height
        )


def test_by_figure_id_and_by_quote(texts: Path, report: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", f"jincheng:{report.index('108.78')}", "--raw", str(texts)]) == DONE
    by_place = capsys.readouterr().out
    assert main(["explain", 'jincheng:"108.78"', "--raw", str(texts)]) == DONE
    assert capsys.readouterr().out == by_place
    figure_id = re.search(r"^figure\s+(\w{16})$", by_place, re.MULTILINE)
    assert figure_id
    assert main(["explain", figure_id[1], "--raw", str(texts)]) == DONE
    assert capsys.readouterr().out == by_place


def test_a_wrong_place_names_what_is_near(
    texts: Path, report: str, words: Words, capsys: pytest.CaptureFixture[str]
) -> None:
    at = report.index("108.78")
    (texts / "yuncheng.txt").write_text("运城市工业投资增长5%，工业增加值增长5%。", encoding="utf-8")
    figure_id = dict(explain(f"jincheng:{at}", texts, words))["figure"]
    typo = figure_id[:-1] + ("0" if figure_id[-1] != "0" else "1")
    for where, shown in [
        (f"jincheng:{at - 2}", f"jincheng:{at - 2}: no numeral stands there; the nearest are"),
        (f"jincheng:{at - 2}", f"108.78 at {at}"),
        ("jincheng:99999", "characters; the nearest are"),
        ("jincheng:108.79", f"there is no such numeral; near to it are 108.78 at {at}"),
        ("jinchen:5", "jinchen: there is no such text in"),
        ("jinchen:5", "there are jincheng"),
        ("jincheng", "the place in it is missing; its numerals begin with"),
        ("yuncheng:5.0", "there is no such numeral"),
        (typo, f"has this id; near to it are {figure_id}"),
        ("nothing", "Name its place instead, as DOCUMENT:OFFSET; the texts are jincheng"),
    ]:  # fmt: skip
        assert main(["explain", where, "--raw", str(texts)]) == WRONG_USAGE
        printed = capsys.readouterr()
        assert shown in printed.err
        assert printed.out == ""
    assert main(["explain", "x", "--raw", f"{texts}x"]) == WRONG_USAGE


def test_a_follow_up_in_another_file_knows_its_article(words: Words) -> None:
    folder = ROOT / "data" / "raw"
    name = "jincheng_2024q1_d10"
    frames = read_texts(folder, words).extract([name], words)
    assert set(frames["document"]["document_id"]) >= {name, "jincheng_2024q1_d9"}
    start = frames["figure"].filter(document_id=name)["char_start"][0]
    told = dict(explain(f"{name}:{start}", folder, words))
    assert "晋城市" in told["subject"]
    assert one_line(told["sentence"]) == told["sentence"]


def test_a_corrected_misprint_is_told(
    texts: Path, report: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reference = tmp_path / "reference"
    shutil.copytree(ROOT / "data" / "reference", reference)
    (reference / "corrections.yaml").write_text(
        "- document: jincheng\n  match: 增长20.35%\n  replace: 增长203.5%\n  reason: as the bureau says\n"
        "  source: a letter\n",
        encoding="utf-8",
    )
    at = report.index("20.35")
    command = ["explain", f"jincheng:{at}", "--raw", str(texts), "--reference", str(reference)]
    assert main(command) == DONE
    shown = capsys.readouterr().out
    assert re.search(
        r"^correction +“增长20.35%” is read as “增长203.5%”: as the bureau says$", shown, re.MULTILINE
    )
    assert f"characters {at} to {at + 5} of the file" in shown
    assert "同比增长【203.5】%，高于" in shown
    assert re.search(r"^measure +growth  ← “增长”$", shown, re.MULTILINE)
    # what stands behind the correction is still found where it is printed
    command[1] = f"jincheng:{report.index('3.2%')}"
    assert main(command) == DONE
    assert "工业投资下降【3.2】%" in capsys.readouterr().out
    assert main([*command[:-1], str(tmp_path / "none")]) == WRONG_USAGE


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_example_of_the_documents_works(readme: str, words: Words) -> None:
    where = re.search(r"kaifaqu explain (\S+)\n", (ROOT / readme).read_text(encoding="utf-8"))
    assert where
    told = dict(explain(where[1], ROOT / "data" / "raw", words))
    assert told["indicator"] == "规上工业增加值 (industrial_value_added)  ← “规上工业增加值”"


def _two_reports(folder: Path) -> Path:
    raw = folder / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text(
        "# 晋城市开发区2024年一季度工作情况\n\n一季度，全市开发区工业投资完成31.5亿元，同比增长7.25%。\n",
        encoding="utf-8",
    )
    (raw / "b.txt").write_text(
        "# 大同市开发区2024年一季度工作情况\n\n一季度，全市开发区工业投资完成26.4亿元，下降3.75%。\n",
        encoding="utf-8",
    )
    return raw


def _published_in(folder: Path, raw: Path, words: Words) -> tuple[Path, list[str]]:
    texts = read_texts(raw, words)
    frames = texts.extract(texts.documents, words)
    marts = folder / "marts"
    (marts / "parquet").mkdir(parents=True)
    for name in ("mention", "figure"):
        frames[name].write_parquet(marts / "parquet" / f"fact_{name}.parquet")
    return marts, frames["figure"]["figure_id"].to_list()


def test_a_published_figure_is_looked_up_where_it_was_published(tmp_path: Path, words: Words) -> None:
    raw = _two_reports(tmp_path)
    marts, ids = _published_in(tmp_path, raw, words)
    assert len(ids) == 4
    for figure_id in ids:
        assert explain(figure_id, raw, words, marts) == explain(figure_id, raw, words)


def test_a_figure_that_was_not_published_or_lost_its_text_is_wrong_usage(
    tmp_path: Path, words: Words, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = _two_reports(tmp_path)
    marts, ids = _published_in(tmp_path, raw, words)
    at = ("--raw", str(raw), "--marts", str(marts))
    assert main(["explain", "0123456789abcdef", *at]) == WRONG_USAGE
    assert f"0123456789abcdef: no figure published in {marts} has this id" in capsys.readouterr().err
    (raw / "a.txt").unlink()
    assert main(["explain", ids[0], *at]) == WRONG_USAGE
    assert f"a: the text that it was read from is not in {raw}" in capsys.readouterr().err


def test_the_explanation_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = _two_reports(tmp_path)
    assert main(["explain", "a:7.25", "--raw", str(raw), "--lang", "zh"]) == DONE
    printed = capsys.readouterr().out
    assert "度量  growth  ← “增长”" in printed
    assert "情景  actual  ← 没有词语表示是目标或计划" in printed
    assert re.search(r"位置  文件第 \d+ 至 \d+ 个字符", printed)
    assert main(["explain", "b:26.4", "--raw", str(raw), "--lang", "en"]) == DONE
    assert "no word makes it a target or a plan" in capsys.readouterr().out
