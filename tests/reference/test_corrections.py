"""A wrong row of corrections.yaml is refused with file, line and remedy."""

import pytest

from flows.contracts import REFERENCE_TABLES
from flows.errors import ReferenceDataError
from flows.paths import reference_dir
from flows.reference.corrections import correction_id, read_corrections

GOOD = """\
# a comment
- document: jincheng_*
  match: 增速2035%
  replace: 增速20.35%
  reason: 小数点脱落
  source: 晋城市商务局
"""


def write(tmp_path, text):
    path = tmp_path / "corrections.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_file_explains_itself_and_holds_every_column():
    path = reference_dir() / "corrections.yaml"
    read_corrections(path)
    text = path.read_text(encoding="utf-8")
    columns = set(REFERENCE_TABLES["ref_correction"].column_names) - {"correction_id"}
    assert all(f"{column}:" in text for column in columns)


def test_the_example_in_the_shipped_file_can_be_used(tmp_path):
    text = (reference_dir() / "corrections.yaml").read_text(encoding="utf-8")
    lines = [line[2:] for line in text.splitlines() if line.startswith(("# - ", "#   "))]
    (row,) = read_corrections(write(tmp_path, "\n".join(lines))).to_dicts()
    assert (row["match"], row["replace"], row["expect"]) == ("增速2035%", "增速20.35%", 1)


def test_a_row_gets_its_id_and_is_expected_once(tmp_path):
    (row,) = read_corrections(write(tmp_path, GOOD)).to_dicts()
    assert row["correction_id"] == correction_id("jincheng_*", "增速2035%")
    assert (row["expect"], row["sha256_prefix"]) == (1, None)


def test_cells_are_text_as_it_stands_there(tmp_path):
    text = (
        GOOD.replace("增速2035%", "20.10")
        .replace("增速20.35%", "'2010'")
        .replace("晋城市商务局", "2024-05-06")
    )
    (row,) = read_corrections(write(tmp_path, text)).to_dicts()
    assert (row["match"], row["replace"], row["source"]) == ("20.10", "2010", "2024-05-06")


@pytest.mark.parametrize("text", ["", "# nothing\n", "[]\n", "~\n"])
def test_a_file_without_rows_is_well(tmp_path, text):
    assert read_corrections(write(tmp_path, text)).is_empty()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  reason: 小数点脱落\n", "", r"line 2, column reason: reason must not be empty"),
        ("reason: 小数点脱落", "reason: ", r"line 5, column reason: reason must not be empty"),
        ("match: 增速2035%", 'match: ""', r"line 3, column match: match is ''"),
        ("  source", "  expect: once\n  source", r"line 6, column expect: 'once' is no integer"),
        ("  source", "  expect: 0\n  source", r"line 6, column expect: .*at least 1"),
        ("  source", "  sha256_prefix: XYZ\n  source", r"line 6, column sha256_prefix: .*\[0-9a-f\]"),
        ("  source", "  colour: red\n  source", r"line 6: columns not declared: colour"),
        ("  source", "  reason: 再说\n  source", r"line 6: reason stands twice in this row"),
        ("  source", "  notes: [a]\n  source", r"line 6: notes holds no text"),
        ("replace: 增速20.35%", "replace: 增速2035%", r"line 4, column replace: match and replace are the same"),
        ("replace: 增速20.35%", "replace: 增速很快", r"line 4, column replace: .*leaves out the printed number 2035"),
        (GOOD, "document: jincheng\n", r"line 1: this is no list of rows"),
        (GOOD, "- jincheng\n", r"line 1: this is no row"),
        ("  match", " match", r"line 3: this is no YAML"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named_with_line_and_remedy(tmp_path, old, new, message):
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(ReferenceDataError, match=rf"corrections\.yaml, {message}") as caught:
        read_corrections(path)
    assert caught.value.remedy


def test_the_same_words_of_the_same_document_stand_once(tmp_path):
    path = write(tmp_path, GOOD + GOOD)
    with pytest.raises(ReferenceDataError, match="lines 2, 8 have the same document, match"):
        read_corrections(path)


def test_a_missing_file_and_one_that_is_no_text_are_named(tmp_path):
    with pytest.raises(ReferenceDataError, match=r"corrections\.yaml: the file is missing"):
        read_corrections(tmp_path / "corrections.yaml")
    (tmp_path / "corrections.yaml").write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(ReferenceDataError, match="no text in UTF-8"):
        read_corrections(tmp_path / "corrections.yaml")


ROW = '- document: a\n  match: "%s"\n  replace: "%s"\n  reason: r\n  source: s\n'
HOSTILE = {
    "a list for a key": "- ? [a, b]\n  : c\n",
    "a row for a key": "- {{a: b}: c}",
    "lists": "[" * 20_000,
    "dashes": "- " * 20_000,
    "rows": "{a: " * 20_000,
    "keys": "? " * 20_000,
    "half a character": ROW % ("\\ud8005", "6"),
    "half a character in a key": '- "\\udc00": x',
    "nothing at all": ROW % ("a\\0 5", "b6"),
    "an escape": ROW % ("5", "\\e[2J6"),
    "a list in itself": "&a [*a]",
    "a long cell": ROW % ("x" * 5_000, "y"),
    "two files": "- document: a\n---\n- b",
    "another's object": "- !!python/object:os.system x",
    "a control character": "- a: \x01",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_corrections_hold_they_are_refused_by_name(tmp_path, text):
    with pytest.raises(ReferenceDataError, match=r"corrections\.yaml") as caught:
        read_corrections(write(tmp_path, text))
    assert caught.value.remedy
    assert len(caught.value.problem) < 300 and caught.value.problem.isprintable()


def test_corrections_without_end_are_refused_unread(tmp_path):
    with pytest.raises(ReferenceDataError, match=r"corrections\.yaml: the file has 2,000,002 bytes"):
        read_corrections(write(tmp_path, "# " + "x" * 2_000_000))
