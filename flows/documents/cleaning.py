"""Raw text to cleaned text: lines joined again, blanks of the layout dropped, every character traceable.

Newspaper PDFs come as narrow lines broken in mid-word, with blank lines where a column or page ended;
web pages come as one line for each paragraph. Which of the two a text is decides what a line end means.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from statistics import median

from flows.documents.characters import BLANKS, INVISIBLE, REWRITTEN, Builder, add_line
from flows.documents.disguise import disguised
from flows.documents.lines import Line, is_closed, is_value
from flows.documents.markup import flat
from flows.documents.model import CleanText, Paragraph
from flows.documents.script import simplified
from flows.documents.tables import mark_tables

_LINE = re.compile(r"[^\r\n\v\f\x1a\x85\u2028\u2029]+")
# \r\r\n is one line end that was converted twice
_LINE_END = re.compile(r"\r{0,2}\n|\r")
_BYLINE_INSIDE = re.compile(rf"(?<=[。！？”）])[{BLANKS}]*(?=供稿[{BLANKS}]*[:：])")
_OPEN_END = frozenset("，,、（(《“‘〔+＋-—/")
_COLON = ("：", ":")
_HEADING = re.compile(r"#{1,6}(?=[^#])|【[^【】]{1,40}】$|[■◆◇▲★□▪][^。；;，,]{2,24}$")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[、．]|\d{1,2}\.(?=\s*(?:[^\d\s]|\d{4}))"
    r"|[（(]\d{1,2}[）)](?![\d%])|[①-⑳]|[•●■◆▪]"
)
# what a heading, furniture and a byline begin with or hold: most lines are none of them
_HEADING_START = frozenset("#【■◆◇▲★□▪")
_FURNITURE_START = frozenset("-—–·第")
_BYLINE_START = ("供稿", "撰稿", "来源", "作者", "文")
_BYLINE_FIRST = frozenset("供撰来作文")
_BYLINE = re.compile(
    rf"(?:供稿|撰稿|来源|作者|文[/／]|[^，。]{{0,12}}(?:记者|通讯员))[{BLANKS}]*[:：]?[^。，；]{{0,40}}$"
)
# what a web page prints above or below its text: 发布时间, 来源, 浏览次数, 上一篇; or a short line that is little but a date
_PAGE_LINE = re.compile(
    rf"(?:[^。；]{{0,24}}[{BLANKS}·|/]|【|[（(])?(?:信息|文章|稿件)?(?:来源|发布时间|发布日期|发布于|发布|更新时间|更新日期|日期|时间|作者|责任编辑|责编|编辑|审核|校对|浏览次数|浏览人次|浏览量|浏览|阅读量|阅读次数|阅读|点击数|点击次数|点击量|访问量|访问次数|字体|字号|打印本页|打印|关闭窗口|分享到|栏目|当前位置|您的位置|首页|上一篇|下一篇|上一条|下一条|联系电话|邮编|地址|主办|版权所有|备案号)[{BLANKS}】]*[:：>＞→【】]"
)
_DATED_LINE = re.compile(
    r"[^。，；]{0,20}?(?:19|20)\d\d(?:年\s*\d{1,2}月\s*\d{1,2}日|[-/.]\d{1,2}[-/.]\d{1,2})(?![\d.])[^。，；]{0,24}$"
)
# what stands over a list of other pages, and how long a line of it is
_RELATED = re.compile(
    r"[【\[]?(?:相关(?:链接|阅读|新闻|文章|报道|推荐|信息)|推荐阅读|延伸阅读|热门(?:文章|新闻|推荐)|更多(?:新闻|文章))[】\]]?\s*[:：]?$"
)
_HEADLINE = 60
# what a sentence of the report says and such a line does not
_DATA_WORDS = re.compile(r"[增降升]|亿元|万元|%|％|完成|实现|截至")
_PAGE_WORDS = ("上一篇", "下一篇", "【打印", "【关闭", "【字体", "【返回")
# a line that ends inside a number or is nothing but a period is no heading
_CUT_END, _CUT_START = re.compile(r"[\d.]$"), re.compile(r"[\d.年月日%％]|[亿万][元美吨千亩人平]|个百分点")
_LONG_NUMBER, _NUMBER = re.compile(r"[+\-−]?\d[\d,.]{2}"), re.compile(r"[+\-−]?\d[\d,.]")
# 1. 侯马经开区 28.6亿元: a row of a list, neither a heading nor the end of what stands above it
_ITEM = re.compile(
    rf"(?:\d{{1,2}}[.．、]|第\d{{1,2}}[名位])[{BLANKS}]*[^\d，。；：]{{2,24}}[{BLANKS}：:（(]*[-－+]?\d[\d.,]*[{BLANKS}]*[^\d，。；：]{{1,6}}$"
)
_PERIOD_ONLY = re.compile(r"[\s\d年月日一二三四上下半季度前个至－—-]+")
_TITLE, _TITLE_LINES = 80, 3
_LEAD = 28
"""Characters of a numbered heading at most, where a longer line may be the first of a paragraph."""
_STOPS = re.compile(r"[。；！？，]")
_COMMA = re.compile(r"[，,]")
_DASHES = re.compile(r"[—―─]{2,}")
_FURNITURE = re.compile(
    r"[-—–·]{1,2}\s*\d{1,4}\s*[-—–·]{1,2}$|第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?$|\d{1,3}\s*/\s*\d{1,3}$"
)
_BARE_NUMBER = re.compile(r"\d{1,3}$")
# not 万 and 亿, which begin a unit as well: 12 before the foot and 亿元 after it are one amount
_RUNS_ON = re.compile(
    rf"[\d.,．，][{INVISIBLE}*]*[\d.,．，]|[〇○零一二两三四五六七八九十百千][{INVISIBLE}*]*[〇○零一二两三四五六七八九十百千]"
)


def _lines(raw: str) -> list[Line]:
    lines: list[Line] = []
    previous_end = 0
    signed = "供稿" in raw
    named = "记者" in raw or "通讯员" in raw
    for match in _LINE.finditer(raw):
        whole = match.group()
        cuts = [m.span() for m in _BYLINE_INSIDE.finditer(whole)] if signed and "供稿" in whole else []
        begins, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(whole)]
        for begin, end in zip(begins, ends, strict=True):
            piece, position = whole[begin:end], match.start() + begin
            text = piece.strip()
            if text:
                start = position + piece.index(text[0])
                between = raw[previous_end:start]
                blank = len(between) > 1 and len(_LINE_END.findall(between)) > 1
                margin = raw[position : position + piece.index(text[0])]
                lines.append(Line(start, text, blank, *_kind(text, named), margin, "\u2029" in between))
                previous_end = start + len(text)
    _leave_out_related(lines)
    mark_tables([line for line in lines if line.kind != "furniture"])
    lines = [line for line in lines if line.kind != "cell"]
    for i, line in enumerate(lines):
        alone = line.blank_before and 0 < i < len(lines) - 1 and lines[i + 1].blank_before
        if alone and line.kind == "body" and _BARE_NUMBER.match(line.text):
            line.kind = "furniture"
    return lines


def _leave_out_related(lines: list[Line]) -> None:
    """Make furniture of the headlines of other pages, which tell of other years and places."""
    listed = False
    for line in lines:
        listed = listed and not line.closed and len(line.text) <= _HEADLINE
        if listed and line.kind in ("body", "byline"):
            line.kind = "furniture"
        listed = listed or bool(_RELATED.match(line.text))


def _kind(text: str, named: bool) -> tuple[str, int]:
    """Kind and level of a line; `named`: whether the document names a reporter anywhere."""
    first = text[0]
    if first in _HEADING_START and (heading := _HEADING.match(text)):
        return "heading", len(heading.group()) if first == "#" else 7
    if (first in _FURNITURE_START or first.isdecimal()) and _FURNITURE.match(text):
        return "furniture", 0
    if len(text) <= 60:
        signed = first in _BYLINE_FIRST and text.startswith(_BYLINE_START)
        if (signed or (named and ("记者" in text or "通讯员" in text))) and _BYLINE.match(text):
            return "byline", 0
    if len(text) <= 100 and "。" not in text and not _DATA_WORDS.search(text):
        if _PAGE_LINE.match(text) or text.startswith(_PAGE_WORDS):
            return "byline", 0
        if len(text) <= 48 and _DATED_LINE.match(text):
            return "byline", 0
    return "body", 0


@dataclass(frozen=True)
class _Layout:
    """How a text is laid out: one line a paragraph, or narrow lines; whether blank lines mean anything."""

    by_paragraph: bool
    double_spaced: bool
    regular: bool


def _is_lead(line: Line) -> bool:
    """Whether a line is a numbered heading, or leads to what stands below it."""
    numbered = _NUMBERED.match(line.text) is not None and not _STOPS.search(line.text)
    return line.text.endswith(_COLON) or (numbered and len(line.text) <= _LEAD)


def _layout(lines: list[Line]) -> _Layout:
    body = [line for line in lines if line.kind == "body"]
    if not body:
        return _Layout(True, False, False)
    closed = sum(line.closed for line in body)
    # 三、工业投资排名 and 完成额前3位： are whole lines in any layout
    whole = sum(_is_lead(line) for line in body if not line.closed)
    blanks = sum(line.blank_before for line in body[1:])
    middle = median(line.width for line in body)
    near = sum(0.75 * middle <= line.width <= 1.25 * middle for line in body)
    return _Layout(
        by_paragraph=2 * closed >= len(body) - whole,
        double_spaced=len(body) > 8 and blanks > 0.8 * (len(body) - 1),
        regular=len(body) >= 10 and near > 0.6 * len(body),
    )


def _balanced(text: str) -> bool:
    return (
        ("（" not in text or text.count("（") <= text.count("）"))
        and ("《" not in text or text.count("《") <= text.count("》"))
        and ("“" not in text or text.count("“") <= text.count("”"))
        and ("(" not in text or text.count("(") <= text.count(")"))
        and ("〔" not in text or text.count("〔") <= text.count("〕"))
    )


def _breaks(lines: list[Line], widths: list[int], i: int, so_far: str, layout: _Layout) -> str | None:
    """What ends before line i: None (the sentence goes on), 'body' or 'heading'.

    `widths` are those of the lines of the body, 0 for any other line.
    """
    last, here = lines[i - 1], lines[i]
    if last.kind != "body" or here.kind != "body":
        # a short line over a byline is a title
        titled = here.kind == "byline" and len(so_far) <= 40 and not _STOPS.search(so_far)
        return "heading" if titled else "body"
    if here.apart:
        return _whole(so_far)
    end = last.text[-1]
    if (
        _LONG_NUMBER.match(last.text)
        and _NUMBER.match(here.text)
        and is_value(last.text)
        and is_value(here.text)
    ):
        return "body"  # cells of a table that nothing tells more of: two numbers, not one
    if end in _OPEN_END and not last.closed:
        return None
    blank = here.blank_before and not layout.double_spaced
    full = max(widths[i - 7 if i > 7 else 0 : i + 6])
    short = last.width < 0.8 * full
    if last.closed:
        return "body" if layout.by_paragraph or short or blank or _NUMBERED.match(here.text) else None
    narrow = last.width < min(0.7 * full, 60)
    if _ITEM.match(here.text):
        return "body"
    if end in _COLON:
        heading = narrow and (layout.regular or blank)
    else:
        # a heading with a comma in it is believed only where the lines are regular enough to tell a short one
        heading = (
            (short or blank or layout.by_paragraph)
            and bool(_NUMBERED.match(here.text) or _DASHES.match(here.text))
        ) or (
            narrow
            and (blank or layout.by_paragraph or (layout.regular and not here.blank_before))
            and "。" not in so_far
            and (layout.regular or not _COMMA.search(so_far))
        )
        # a title may be as long as 关于印发…行动方案（2025—2027年）的通知: what a text opens with, apart from all else
        heading = heading or (
            blank
            and i <= _TITLE_LINES
            and len(so_far) <= _TITLE
            and so_far.startswith(lines[0].text)
            and not _STOPS.search(so_far)
        )
        if heading and (
            (_CUT_END.search(last.text, len(last.text) - 1) and _CUT_START.match(here.text))
            or _PERIOD_ONLY.fullmatch(last.text)
        ):
            return None
    # asked last: all that was read so far has to be looked through
    return "heading" if heading and _balanced(so_far) else None


def clean(raw: str) -> CleanText:
    """Clean a document's text: without marks of other programs, in simplified characters.

    Returns:
        The cleaned text: paragraphs joined by line ends, table cells by tabs; page furniture comes last.
        Every character maps to the raw text (`CleanText.raw_span`), no digit is dropped.
    """
    unmarked = flat(raw)
    text = raw if unmarked is None else unmarked.text
    read = simplified(text)
    builder, paragraphs = _built(_lines(read))
    starts, places = builder.clean_starts, builder.raw_starts
    hidden = disguised(raw)
    cleaned = "".join(builder.pieces)
    printed = None if read is text else _as_printed(cleaned, starts, places, read, text)
    if unmarked is None:
        return CleanText(cleaned, tuple(paragraphs), starts, places, printed=printed, disguised=hidden)
    starts, places = unmarked.placed(starts, places, len(cleaned))
    length, behind = len(cleaned), []
    for start, end in unmarked.digits:
        paragraphs.append(Paragraph("furniture", length, length + end - start))
        starts.append(length)
        places.append(start)
        behind.append(_in_ascii(raw[start:end]) + "\n")
        length += end - start + 1
    inside = "".join(behind)
    return CleanText(
        cleaned + inside,
        tuple(paragraphs),
        starts,
        places,
        printed=None if printed is None else printed + inside,
        marked=bool(inside),
        disguised=hidden,
    )


def _in_ascii(digits: str) -> str:
    return "".join(REWRITTEN.get(char, char) for char in digits)


def _as_printed(cleaned: str, starts: list[int], places: list[int], read: str, text: str) -> str:
    """What was cleaned in its own script: the characters of `text` where those of `read` were copied as they are."""
    pieces = []
    for k, (start, place) in enumerate(zip(starts, places, strict=True)):
        end = starts[k + 1] if k + 1 < len(starts) else len(cleaned)
        piece, source = cleaned[start:end], slice(place, place + end - start)
        if piece == read[source]:
            pieces.append(text[source])
        else:
            own = zip(piece, read[source].ljust(len(piece)), text[source].ljust(len(piece)), strict=True)
            pieces += [printed if char == copied else char for char, copied, printed in own]
    return "".join(pieces)


def _built(lines: list[Line]) -> tuple[Builder, list[Paragraph]]:
    """The lines joined to paragraphs, in a builder that ties each character to the text that the lines are of."""
    layout = _layout(lines)
    builder = Builder()
    paragraphs: list[Paragraph] = []
    i = 0
    furniture = [line for line in lines if line.kind == "furniture"]
    turns = [line.start for line in furniture]
    lines = [line for line in lines if line.kind != "furniture"]
    widths = [line.width if line.kind == "body" else 0 for line in lines]
    while i < len(lines):
        line = lines[i]
        if line.kind != "body":
            _put(builder, paragraphs, line)
            i += 1
            continue
        start, so_far = builder.length, line.text
        add_line(builder, line.text, line.start, None)
        kind: str | None = None
        i += 1
        while i < len(lines) and (kind := _breaks(lines, widths, i, so_far, layout)) is None:
            following = lines[i]
            feet = turns and bisect_left(turns, lines[i - 1].start) < bisect_left(turns, following.start)
            if feet and _RUNS_ON.match(builder.last + following.text):
                # no number runs on over the foot of a page, which has one of its own
                builder.add(" ", following.start - 1)
            add_line(builder, following.text, following.start, following.start - 1)
            # enough to tell; all of it would be read again for each line
            so_far = so_far[-2000:] + following.text
            i += 1
        if kind is None:
            kind = _whole(so_far)
        _close(builder, paragraphs, kind, start)
    for line in furniture:
        _put(builder, paragraphs, line)
    return builder, paragraphs


def _whole(paragraph: str) -> str:
    """Whether a paragraph that has ended is a heading or not."""
    full = "。" in paragraph or is_closed(paragraph) or len(paragraph) > 40
    return "body" if full or _ITEM.match(paragraph) else "heading"


def _put(builder: Builder, paragraphs: list[Paragraph], line: Line) -> None:
    """A line that is a paragraph by itself."""
    start = builder.length
    if line.kind == "table":
        _add_row(builder, line)
    else:
        text = line.text.lstrip("#")
        add_line(builder, text.lstrip(), line.start + len(line.text) - len(text.lstrip()), None)
    _close(builder, paragraphs, line.kind, start, line.level)


def _close(builder: Builder, paragraphs: list[Paragraph], kind: str, start: int, level: int = 0) -> None:
    """End the paragraph that began at `start`, unless nothing is in it."""
    if builder.length > start:
        paragraphs.append(Paragraph(kind, start, builder.length, level))
        # the line end is no character of the raw text: let it stand for the one after the paragraph
        builder.add_rewritten("\n", builder.raw_starts[-1] + builder.length - builder.clean_starts[-1] - 1)


def _add_row(builder: Builder, line: Line) -> None:
    """A table row: cells separated by tabs; a row that only draws a line leaves nothing."""
    end = line.start
    for k, (start, text) in enumerate(line.cells):
        if k:
            builder.add("\t", max(end, start - 1))
        if text:
            add_line(builder, text, start, None)
        end = max(end, start + len(text))
