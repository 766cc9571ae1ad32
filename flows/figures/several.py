"""One number of several: of several indicators (投产率、达效率均达到100%), of each of several zones, of them together."""

from __future__ import annotations

import re

from flows.figures import topic
from flows.figures.bases import measured, rate_of
from flows.figures.context import Context
from flows.figures.model import Figure

_ALL_OF_THEM = re.compile(
    r"(?:的?(?:增速|增幅|增长率|排名|排位|总量|占比|完成率|数量)|三项|两项|指标)?(?:分别)?(?:均|都|皆|双双|全部)"
)
_EACH = re.compile(r"(?<![亩年人日月户地平])(?:均|都|各自|全部)[^，,；;。均都]{0,8}$")
_EACH_WORD = re.compile(r"[均都皆]|各自|全部|双双")
_SEVERAL = re.compile(
    r"(?:每个|各|\d+[个家])(?:[^\d，,。；;、]{0,4}类)?(?:[国省]家?级)?(?:开发区|示范区|园区|县区|县市|区县|板块|区|县|市)"
)
_SOME = re.compile(
    r"(?:^|[，。；、：])(?:其中|有|另有)?(?P<whose>\d+[个家](?:[国省]家?级)?(?:开发区|园区|县区|县市|区县))[^，。；、：]*$"
)
_TOGETHER = re.compile(r"合计|共计|总计|加起来|之和|总和")
_LISTED = re.compile(r"(?:增速|增幅)?(?:[、，和与及]|以及)")


def each_word(c: Context) -> bool:
    """Whether a word of the sentence says 均."""
    return _EACH_WORD.search(c.text, c.start, c.end) is not None


def of_several(c: Context, made: int) -> None:
    """Repeat the figure of a number for the other indicators of the list before 均.

    Args:
        c: the sentence.
        made: how many figures it had before the number was read.
    """
    if len(c.figures) != made + 1 or c.figures[-1].indicator_id is None:
        return
    figure = c.figures[-1]
    others = _listed(c, figure) if c.slots.concepts else _distributed(c, figure)
    c.figures += [figure.of(name, label) for name, label in others]


def _listed(c: Context, figure: Figure) -> list[tuple[str, str]]:
    """The other indicators that stand in one list with the figure's own, right before 均."""
    heads = [head for head in c.slots.concepts if head[1] <= figure.numeral[0]]
    if not heads or not _ALL_OF_THEM.match(c.text, heads[-1][1], figure.numeral[0]):
        return []
    rate = c.lexicon.indicators[figure.indicator_id or ""].dimension == "percent"
    found: dict[str, str] = {}
    start = heads[-1][0]
    for begin, end, concept in heads[-2::-1]:
        if not _LISTED.fullmatch(c.text, end, start):
            break
        start = begin
        name = rate_of(c, concept) if rate and figure.measure == "level" else measured(c, concept)
        if name and name != figure.indicator_id:
            found.setdefault(name, concept.text)
    return list(found.items())


def _distributed(c: Context, figure: Figure) -> list[tuple[str, str]]:
    """A、B分别增长7%和9%，增速均居全市第一: those that numbers were just given to, one by one."""
    if not _ALL_OF_THEM.match(c.text, c.slots.start, figure.numeral[0]):
        return []
    given = {f.indicator_id: f.label for f in c.figures[:-1] if "distributed" in f.rules and f.indicator_id}
    if figure.indicator_id not in given:
        return []
    return [(name, label) for name, label in given.items() if name != figure.indicator_id]


def of_each(c: Context, each: bool) -> None:
    """4个开发区…，增速均超过10%; 3个开发区投产率不足50%: what holds of several is no value of the city that they belong to.

    `each`: whether the sentence has a word such as 均.
    """
    for figure in c.figures:
        if figure.unit != "%" or figure.scope or figure.measure not in ("level", "growth", "share"):
            continue
        if len(figure.subjects) > 1 or figure.subjects[0].level not in ("province", "city"):
            continue
        said = c.text[c.start : figure.numeral[0]]
        several = list(_SEVERAL.finditer(said)) if each and _EACH.search(said) else None
        if several:
            figure.scope = f"{several[-1].group()}（均）"
        elif some := _SOME.search(said):
            figure.scope = some["whose"]


def together(c: Context) -> None:
    """A、B、C三家合计完成210亿元: of the place that they all lie in, and not of each."""
    for figure in c.figures:
        if len(figure.subjects) < 2 or "distributed" in figure.rules:
            continue
        said = _TOGETHER.search(c.text, c.start, figure.numeral[0])
        meant = topic.place_of_all(c, figure.subjects) if said else None
        if meant is not None:
            figure.subjects = (meant,)
            figure.scope = figure.scope or "合计"
