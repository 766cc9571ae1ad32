"""Bytes to text, and what is refused."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from flows.documents import Content, Source, clean, decode, decoded
from flows.errors import DocumentRefusedError
from flows.formats import implausible
from flows.formats.encodings import decode_whole

TEXT = "2024年第一季度，全市开发区完成规上工业增加值108.78亿元，同比增长20.35%。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (("1-7月," * 400).encode("utf-16-le"), "utf-16-le"),
        (("1-7月," * 400).encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_decodes_what_chinese_offices_write(data, encoding):
    text, found = decode(data)
    assert found == encoding
    assert text in (TEXT, "1-7月," * 400)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"%PDF-1.7\n\x00\x01\x02\x03" * 50,
        bytes(range(128, 256)) * 50,
        "Привет, как дела? Это отчёт за квартал. ".encode("koi8-r") * 30,
    ],
    ids=["png", "pdf", "noise", "koi8"],
)
def test_refuses_what_is_no_text(data):
    with pytest.raises(DocumentRefusedError, match="UTF-8, GB18030 or UTF-16"):
        decode(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("text", [TEXT * 20 + "税收收入3亿元", TEXT * 20 + "开工项目4个。"])
def test_a_text_that_was_cut_inside_a_character_is_read_up_to_there(encoding, text):
    data = text.encode(encoding)
    found = decode_whole(data[:-1])
    assert (found.text, found.encoding) == (text[:-1], encoding)
    last = len(text[-1].encode({"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)))
    assert found.cut == len(data) - last
    assert decode_whole(data).cut is None


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_the_place_of_a_cut_is_a_note_of_the_document(name):
    source = Source("a", name, f"2024/{name}")
    (note,) = decoded(Content(source, TEXT.encode() + "总投资".encode()[:-1], None)).notes
    cut = len((TEXT + "总投").encode())
    assert (note.code, note.part, note.found) == ("cut", "", str(cut))
    assert note.message == f"the file breaks off inside a character at byte {cut}; all before it was read"
    assert decoded(Content(source, TEXT.encode(), None)).notes == ()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (TEXT.encode() + b"\n\x03" + TEXT.encode(), r"control character U\+0003 at character 46 \(line 3\)"),
        (b"report\x00 of 2024", r"control character U\+0000 at character 6 \(line 1\)"),
        (
            TEXT.encode() + b"\xff" + TEXT.encode(),
            r"as UTF-8 it breaks off with byte 0xFF at character 45 \(line 2\)",
        ),
    ],
)
def test_what_is_wrong_with_a_text_is_told_with_its_place(data, message):
    with pytest.raises(DocumentRefusedError, match=message):
        decode(data)


@pytest.mark.parametrize("end", [b"\x1a", b"\n\x1a", b"\x1a\x00\x00", b"\x00" * 7])
def test_what_ends_a_dos_file_is_no_part_of_the_text(end):
    assert decode(TEXT.encode() + end)[0].strip() == TEXT.strip()
    assert decode(TEXT.encode("gb18030") + end)[0].strip() == TEXT.strip()


@given(
    st.binary(max_size=60)
    | st.text(max_size=30).map(str.encode)
    | st.text(max_size=30).map(lambda t: t.encode("gb18030", "ignore"))
)
def test_any_bytes_give_a_text_or_words(data):
    try:
        text, _ = decode(data)
    except DocumentRefusedError as error:
        assert "UTF-8" in error.problem and error.remedy
    else:
        cleaned = clean(text)
        assert all(0 <= cleaned.raw_offset(i) <= len(text) for i in range(len(cleaned.text)))


REPORT = (
    TEXT
    + "开发区新签约项目15个，总投资30.2亿元，比上年同期增加4个；外贸进出口总额为6.7亿美元，占全省的12%。\n"
)
JAPANESE = "2024年第1四半期の工業団地の付加価値額は12.5億円、前年同期比8.1%増となりました。新規契約は15件で、総投資額は30億円でした。"
KOREAN = (
    "2024년 1분기 개발구의 공업 부가가치는 12.5억원으로 전년 동기 대비 8.1% 증가하였다. 신규 계약은 15건이다."
)


@pytest.mark.parametrize(
    "data",
    [
        REPORT.encode("utf-7"),
        REPORT.encode("hz"),
        JAPANESE.encode("shift_jis"),
        JAPANESE.encode("euc_jp"),
        JAPANESE.encode(),
        KOREAN.encode("cp949"),
        KOREAN.encode(),
        # saved after it was read wrongly
        REPORT.encode().decode("gb18030", "replace").encode(),
        REPORT.encode().decode("latin-1").encode(),
        REPORT.encode("gbk").decode("latin-1").encode(),
        REPORT.encode("gbk").decode("big5", "ignore").encode(),
        OpenCC("s2t").convert(REPORT).encode("big5", "ignore"),
        (REPORT + "锟斤拷" * 5).encode(),
        ("Industrial output of the zone reached 12.5 billion yuan, up 8.1%. " * 3 + "开发区").encode(),
        "В первом квартале рост на 8,1 процента, всего 12,5 млрд юаней. ".encode("cp1251") * 3,
    ],
    ids=["utf-7", "hz", "shift_jis", "euc_jp", "japanese", "euc_kr", "korean", "utf-8 as gbk", "utf-8 as latin-1",
         "gbk as latin-1", "gbk as big5", "big5", "lost", "english", "cyrillic"],
)  # fmt: skip
@pytest.mark.parametrize("times", [1, 400])
def test_what_is_no_report_in_chinese_is_refused(data, times):
    with pytest.raises(
        DocumentRefusedError, match=r"no report in Chinese|UTF-8, GB18030 or UTF-16"
    ) as caught:
        decoded(Content(Source("a", "a.txt", "a.txt"), data * times, None))
    assert "UTF-8" in caught.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        OpenCC("s2t").convert(REPORT),
        "盂县、黟县、儋州、亳州、鄠邑、濮阳、漯河、邛崃8家开发区增长5%。",
        "GDP 12.5亿元, R&D 3.2%, ABB Siemens Bosch 3家",
        "1,234.5 8.1% 12",
        "合资企业トヨタ（中国）投资12亿元，新签约项目3个",
        REPORT * 20 + "\ufffd",
    ],
)
def test_what_a_report_may_hold_is_none_of_its_tell_tales(text):
    assert implausible(text) == ""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_control_characters_are_found_wherever_they_stand(encoding):
    text = REPORT * 400 + "投产\x1b[2J9个。"
    with pytest.raises(
        DocumentRefusedError, match=rf"U\+001B at character {len(REPORT) * 400 + 2} \(line 801\)"
    ):
        decode(text.encode(encoding))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le"])
def test_a_text_that_turns_into_something_else_behind_its_beginning_is_refused(encoding):
    with pytest.raises(DocumentRefusedError):
        decode((REPORT * 300).encode(encoding) + "Привет €äöü".encode(encoding) * 8_000)
