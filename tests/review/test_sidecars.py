"""A settled article is a line in the file beside the text; what stands there stays."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from flows.review.sidecars import edited, state, stated
from flows.run.saving import SavingError

FILE = Path("a.toml")
KEPT = '# from the bureau\npublished = 2024-02-05  # by letter\ncity = "阳泉市"'


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "about"),
        ("", "article.2.about"),
        (KEPT, "about"),
        (KEPT, "article.3.as_of"),
        (f'{KEPT}\n[article.2]\nabout = "盂县经开区"\n', "about"),
        (f'{KEPT}\n[article.2]\nabout = "盂县经开区"  # sure\n', "article.2.about"),
        (f'{KEPT}\n[article.2]\nabout = "盂县经开区"\n', "article.2.as_of"),
        (f'{KEPT}\n[article.2]\nabout = "盂县经开区"\n', "article.1.as_of"),
        (f'{KEPT}\narticle.2.about = "盂县经开区"\n', "article.2.as_of"),
        (f"{KEPT}\r\n", "about"),
    ],
)
def test_a_line_is_put_where_it_belongs_and_taken_away_again(text: str, key: str) -> None:
    value = "2024-03" if key.endswith("as_of") else "平定“经开区”"
    before, made = edited(text, key, value, FILE)
    cell = tomllib.loads(made)
    for part in key.split("."):
        cell = cell[part]
    assert cell == value
    for comment in ("# from the bureau", "# by letter", "# sure"):
        assert (comment in made) == (comment in text)
    now, back = edited(made, key, before, FILE)
    assert now == value and tomllib.loads(back) == tomllib.loads(text)


def test_a_file_is_made_and_goes_again_with_its_only_line(tmp_path: Path) -> None:
    assert state(tmp_path, "a.toml", "about", "平定经开区") is None
    assert stated(tmp_path, "a.toml", 1).about == "平定经开区"
    assert state(tmp_path, "a.toml", "about", None) == "平定经开区"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"about = ", "this is no TOML"),
        (b"\xff\xfe", "no text in UTF-8"),
        (b'zone = "\xe7\x94\xb2"', "fits nowhere"),
    ],
)
def test_a_file_that_cannot_be_changed_stands_as_it_stood(
    tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "a.toml").write_bytes(content)
    with pytest.raises(SavingError, match=message):
        state(tmp_path, "a.toml", "about", "平定经开区")
    assert (tmp_path / "a.toml").read_bytes() == content


def test_nothing_is_written_outside_the_texts(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "away").symlink_to(tmp_path)
    for name in ("../a.toml", "away/a.toml", "a.txt"):
        with pytest.raises(SavingError, match="no file beside a text"):
            state(tmp_path / "raw", name, "about", "平定经开区")


def test_only_one_s_own_line_is_taken_back(tmp_path: Path) -> None:
    state(tmp_path, "a.toml", "about", "平定经开区")
    (tmp_path / "a.toml").write_text('about = "盂县经开区"\n', encoding="utf-8")
    with pytest.raises(SavingError, match="盂县经开区"):
        state(tmp_path, "a.toml", "about", None, instead_of="平定经开区")
