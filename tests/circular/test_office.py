"""An office sets letterhead, indicators and words in a folder of its own, file by file."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.document import Document as WordDocument

from flows.errors import KaifaquError

HERE = runpy.run_path(str(Path(__file__).parent / "conftest.py"))
text_of, tables_of = HERE["text_of"], HERE["tables_of"]
Word = Callable[..., WordDocument]
Own = Callable[..., Path]


@pytest.fixture
def own(tmp_path: Path) -> Own:
    """Make a folder of reference data with files in its bulletin/."""

    def make(**files: str | bytes) -> Path:
        folder = tmp_path / "own" / "bulletin"
        folder.mkdir(parents=True)
        for name, text in files.items():
            data = text if isinstance(text, bytes) else text.encode()
            (folder / name.replace("_", ".")).write_bytes(data)
        return folder.parent

    return make


LETTERHEAD = """
issuer = "海东省开发区建设推进办公室"
number = "海开推办〔2024〕7号"
title = "关于{{ period }}{{ whole }}开发区运行情况的通报"
to = "各设区市人民政府"
signed = "海东省开发区建设推进办公室"
date = 2024-04-28
copies = "省有关部门"
"""


def test_a_letterhead_is_printed(invented: Path, word: Word, own: Own) -> None:
    document = word(invented, own=own(settings_toml=LETTERHEAD))
    lines = text_of(document).split("\n")
    assert lines[:2] == ["海东省开发区建设推进办公室", "海开推办〔2024〕7号"]
    assert "关于2024年一季度全省开发区运行情况的通报" in lines
    assert "各设区市人民政府：" in lines
    assert "2024年4月28日" in lines and "抄送：省有关部门。" in lines
    assert document.core_properties.author == "海东省开发区建设推进办公室"


def test_without_one_nothing_of_it_is_printed(invented: Path, word: Word) -> None:
    lines = [line for line in text_of(word(invented)).split("\n") if line]
    assert lines[:3] == [
        "关于2024年一季度浙江省",
        "开发区建设发展情况的通报",
        "现将2024年一季度浙江省开发区建设发展情况通报如下。",
    ]
    assert not any(line.startswith(("抄送", "：")) for line in lines)


def test_own_words_take_the_place_of_those_of_kaifaqu(invented: Path, word: Word, own: Own) -> None:
    folder = own(overview_txt="{{ region }}投资{{ level_of('fixed_asset_investment') }}，{{ growth_of('foreign_trade') }}。\n| 投资完成{{ level_of('fixed_asset_investment') }}。\n")  # fmt: skip
    text = text_of(word(invented, own=folder))
    assert "一、总体情况\n投资完成655.3亿元[1]。\n二、主要指标" in text
    # the rest is that of kaifaqu
    assert "四、预警与问题\n【红色】" in text


def test_own_indicators(invented: Path, word: Word, own: Own) -> None:
    folder = own(
        settings_toml='indicators = ["commitment_share"]\ntable = ["commitment_share"]\nwarnings = 1'
    )
    document = word(invented, own=folder)
    text = text_of(document)
    assert "固定资产投资" not in text[: text.index("附件1")]
    assert [cell for cell in tables_of(document)[0][0]] == ["地区", "承诺制项目占比"]
    assert "其余预警见附件。" in text
    assert text.count("为负增长") == 1 and "预警明细" in text


def test_a_table_takes_no_more_than_it_has_room_for(invented: Path, word: Word, own: Own) -> None:
    table = tables_of(word(invented, own=own(settings_toml="table_columns = 3")))[0]
    assert set(table[0]) == {"地区", "规上工业增加值"}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"settings_toml": "issuer = 3"}, "settings.toml, issuer: 3 is no text"),
        ({"settings_toml": "isuer = ''"}, "settings.toml, isuer: there is no such setting. There are: issuer, number"),
        ({"settings_toml": "= x"}, "settings.toml: this is no TOML"),
        ({"settings_toml": 'table = ["gdp"]'}, "settings.toml, table: there is no indicator 'gdp'"),
        ({"settings_toml": "table = 4"}, "settings.toml, table: this is no list of indicators"),
        ({"settings_toml": "warnings = -1"}, "settings.toml, warnings: -1 is no whole number"),
        ({"settings_toml": 'doubtful = "hide"'}, "settings.toml, doubtful: 'hide' is none of omit, mark"),
        ({"settings_toml": "[fonts]\nbody = \"a';}\""}, "settings.toml, fonts: these are no fonts"),
        ({"settings_toml": 'title = "{{ who }}"'}, "settings.toml, title: 'who' is undefined"),
        ({"overview_txt": "一句。\n{{ nothing_of_it }}"}, "overview.txt, line 2: 'nothing_of_it' is undefined"),
        ({"projects_txt": "签约{{ signed"}, "projects.txt, line 1: this is no template"),
        ({"warning_txt": b"# x\n" + "预警".encode("gb18030")}, "warning.txt, line 2: this is no UTF-8"),
        ({"frame_txt": "lead = 通报如下。"}, "frame.txt: basis, overview, table"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(
    files: dict[str, str | bytes], said: str, invented: Path, word: Word, own: Own
) -> None:
    with pytest.raises(KaifaquError) as error:
        word(invented, own=own(**files))
    assert said in str(error.value)


def test_a_folder_that_is_not_there(invented: Path, word: Word, tmp_path: Path) -> None:
    with pytest.raises(KaifaquError, match="there is no such folder"):
        word(invented, own=tmp_path / "nowhere")
