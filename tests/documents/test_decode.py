"""Bytes to text, and what is refused."""

import codecs

import pytest

from flows.documents import decode
from flows.errors import DocumentRefusedError

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
