"""Why figures may all be wrong for one reason, as far as text and figures tell: whom they are about, or when they hold.

Kept are causes that were behind wrong figures of labelled reports more often than others; what is not kept (a subject that
stands in its own sentence, a period that is the article's) was wrong in less than one figure of fifty.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from typing import Any, NamedTuple

from flows.review.model import Row

RATES = {
    "scope_word": 0.7,
    "unprinted": 0.6,
    "plan": 0.37,
    "goal_section": 0.3,
    "holder": 0.45,
    "park": 0.1,
    "goal": 0.08,
    "other_month": 0.08,
    "far": 0.07,
}
"""Of how many figures of a cause the subject, or the period and the scenario, are wrong: the shares in labelled reports."""
_HAN = "\u4e00-\u9fff"
_HOLDER = re.compile(
    rf"([{_HAN}]{{2,10}}?)(公司|集团|[工产]业新区|生态新区|新区|园区|工业园|产业园|科技园|创业园|工业区|开发区|经开区|高新区|投资区|"
    r"集中区|示范区|新城|科技城|经济区|合作区)"
)
# what stands before 开发区 and the like where it is no name: 全市开发区, 力争开发区
_COMMON = re.compile(
    r"(?:[一二三四五六七八九十百两全各个家类级该本我们些有内对以上下年月季度今去明目前后与及等在是由据按把向被占比从往动进展造取争保计求预要让"
    r"快强大小新好多少成立建共当地市县省区州国家经济技术高新产业工业科生态重点城镇园的开测评分照发化到新]|上市|示范|特色|落户|统计)$"
)
_GOAL = re.compile(r"力争|确保|争取|目标|预计|计划|安排|拟|突破|明年|下一步")
_GOALS_AHEAD = re.compile(r"目标|任务|措施|打算|安排|下一步|部署")
_DONE = re.compile(r"完成|实现|累计|已|同比|新增|以来|截至")
_SUFFIX = re.compile(
    r"(?:经济技术|高新技术产业|高新技术|经济|产业转移|工业|产业|科技)*"
    r"(?:开发区|经开区|高新区|综合保税区|综保区|集中区|示范区|投资区|工业区|新区|园区|园)$"
)
# ends of names, and of what is no name: 多个零碳产业园
_PARK = re.compile(r"(?:园区?|开发区|合作区|基地)$")
_ENDS = re.compile(r"[。！？；;]")
LONGEST_HEADING = 24
_LATE = 0.5
_WHOLE = re.compile(r"[全各本我][省市州县区]")


class Cause(NamedTuple):
    """What may be wrong of some figures at once: its kind, and what tells it from others of the kind."""

    kind: str
    key: tuple[Any, ...]


def stem(name: str) -> str:
    """What of a zone's or place's name a text must print for the name to be its own.

    Examples:
        >>> stem("平定经济技术开发区"), stem("晋城市"), stem("盂县经开区"), stem("凉山彝族自治州")
        ('平定', '晋城', '盂县', '凉山')
    """
    bare = _SUFFIX.sub("", name)
    if bare == name and len(name) > 2:
        bare = re.sub(rf"[{_HAN}]族自治[区州县]$|[省市州县区盟旗]$", "", name)
    return bare or name


class Page:
    """A document's text with its lines.

    Args:
        text: as printed.
        known: the names that reading knows in it.
    """

    def __init__(self, text: str, known: Collection[str] = ()) -> None:
        self.text = text
        self._known = {stem(name) for name in known}
        self._bare = re.sub(r"\s", "", text)
        self._lines = [*pairwise([0, *(m.end() for m in re.finditer(r"\n", text)), len(text) + 1])]

    def line(self, at: int) -> int:
        """Where the line around a character begins."""
        return next(a for a, b in self._lines if a <= at < b)

    def prints(self, name: str) -> bool:
        """Whether the text prints what is proper to a name."""
        return stem(name) in self._bare

    def heading(self, line: int) -> str:
        """The last short line without a stop before a line; never the first of the text, which is its title."""
        for a, b in reversed(self._lines[1:]):
            words = self.text[a:b].strip()
            if a < line and words and len(words) <= LONGEST_HEADING and words[-1] not in "。！？；，":
                return words
        return ""

    def holder(self, at: int, subject: str) -> str | None:
        """The last name of a line before a number that nobody knows, and that may hold it."""
        line = self.line(at)
        before = self.text[line:at]
        own = before.rfind(stem(subject))
        found: str | None = None
        for match in _HOLDER.finditer(before):
            if match.start() < own + len(stem(subject)) and own >= 0:
                continue
            if any(word in match[0] for word in self._known):
                found = None
            elif not _COMMON.search(match[1]):
                found = match[0]
        return found


def whom(page: Page, row: Row, home: str) -> Cause | None:
    """Why the subject of a figure may be wrong; None where nothing speaks against it.

    Args:
        page: its document.
        row: of fact_figure.
        home: whom its article is about.
    """
    level, name, at = row["subject_level"], row["subject_name"], row["char_start"]
    if level == "zone" and _WHOLE.match(name):
        return Cause("scope_word", (level, name))
    if level == "zone" and not page.prints(name):
        return Cause("unprinted", (level, name))
    line = page.line(at)
    if holder := page.holder(at, name):
        return Cause("park" if _PARK.search(holder) else "holder", (line, level, name, holder))
    if level != "project" and name != home and stem(name) not in page.text[line:at]:
        return Cause("far", (level, name))
    return None


def when(page: Page, row: Row, as_of: str | None) -> Cause | None:
    """Why the period or the scenario of a figure may be wrong; None where nothing speaks against them.

    Args:
        page: its document.
        row: of fact_figure.
        as_of: the month that the data of its article reach.
    """
    line, scenario, at = page.line(row["char_start"]), row["scenario"], row["char_start"]
    if scenario == "plan":
        return Cause("plan", (line, row["period_end"].year))
    if scenario != "actual":
        return None
    head = page.heading(line)
    if _GOALS_AHEAD.search(head):
        return Cause("goal_section", (head,))
    here = _ENDS.split(page.text[line:at])[-1]
    if at > _LATE * len(page.text) and _GOAL.search(here) and not _DONE.search(here):
        return Cause("goal", (line,))
    end = f"{row['period_end']:%Y-%m}"
    return Cause("other_month", (line, end)) if as_of and end != as_of else None
