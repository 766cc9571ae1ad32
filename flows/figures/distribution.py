"""分别: the numbers behind it belong, one by one, to the heads before it."""

from __future__ import annotations

import re

from flows.figures.concepts import as_concept
from flows.figures.context import Context
from flows.figures.discourse import Concept
from flows.figures.model import Figure
from flows.figures.slots import Override
from flows.figures.terms import before_fillers, industries_before
from flows.setting.model import Subject
from flows.words.lexicon import OTHER
from flows.words.model import Quantity, Token
from flows.words.periods import Span, month, parse

# “三率”较上半年分别提高…: what it names stands in the sentence before
_PREVIOUS_SENTENCE = re.compile(r"[“\"]?(?:三率|上述|以上|其中|这|三项|两项)")
_LINKS = re.compile(r"[、和与及,，以]")
_LINK = re.compile(r"[、和与及]?")
_PARTS = ("range", "month")
_YEAR = re.compile(r"(\d{4})年?")
_YEARS = re.compile(r"(\d{4})年?([^\d年])(\d{4})年?")
_ENDS = "，。；：,;:"
_PART = re.compile(r"[^、和与及]+")
# 等各项指标 behind a list is no part of it
_SUMMED = re.compile(r"等?(?:各|[\d一二两三四五六七八九十]+)[项个大](?:主要)?(?:经济)?指标")
_NO_UNIT = ("none", "")
_MONEY = ("money", "money_foreign")


def distribute(c: Context) -> None:
    """分别: the numbers behind it belong, one by one, to the heads before it."""
    tokens = c.tokens
    for d in [d for d, token in enumerate(tokens) if token.kind == "term" and token.value.distributes]:
        numbers = _list_after(c, d)
        if len(numbers) < 2:
            continue
        concepts, subjects = _heads_before(c, d)
        concepts = _parts_before(c, d, len(numbers)) or concepts
        against = _benchmarks_around(c, d, numbers[0])
        head = next((k for k in range(d - 1, -1, -1) if "concept" in _tags(tokens[k])), None)
        industries = industries_before(c, head) if head is not None else []
        years = _years_before(c, d) or _periods_before(c, d)
        aspects = _aspects_before(c, d) if tokens[numbers[0]].kind == "rank" else []
        for k, i in enumerate(numbers):
            if len(against) == len(numbers):
                c.overrides[i] = Override(against=against[k])
            elif len(aspects) == len(numbers):
                c.overrides[i] = Override(aspect=aspects[k])
            elif len(subjects) == len(numbers):
                c.overrides[i] = Override(subjects=(subjects[k],))
            elif len(industries) == len(numbers):
                c.overrides[i] = Override(scope=industries[k])
            elif len(concepts) == len(numbers):
                c.overrides[i] = Override(concept=concepts[k])
            elif len(years) == len(numbers):
                c.overrides[i] = Override(span=years[k])
            else:
                c.overrides[i] = Later(len(numbers), k)
    _compared(c)
    if not c.overrides:
        _of_each_named(c)
    if c.overrides:
        parallel(c)


def _of_each_named(c: Context) -> None:
    """A、B进度偏慢，仅完成46.2%和51.8%: as many numbers in one list as zones in one before it need no 分别."""
    k = 0
    while k < len(c.tokens):
        named, k = _named_list(c, k)
        if len(named) < 2:
            k += 1
            continue
        i = next(
            (j for j in range(k, len(c.tokens)) if c.tokens[j].kind in ("number", "rank", "subject")), None
        )
        if (
            i is None
            or c.tokens[i].kind != "number"
            or any(c.text[t.start] in "；;" for t in c.tokens[k:i] if t.kind == "punct")
        ):
            continue
        run = [i]
        while (step := next_listed(c, run[-1])) is not None:
            run.append(step)
        if len(run) == len(named):
            c.overrides.update({j: Override(subjects=(named[place],)) for place, j in enumerate(run)})


def _named_list(c: Context, k: int) -> tuple[list[Subject], int]:
    """The subjects of a list that begins with token k, and the token behind it."""
    named: list[Subject] = []
    while k < len(c.tokens) and c.tokens[k].kind == "subject":
        named += c.tokens[k].value
        end = c.tokens[k].end
        k += 1
        if (
            k < len(c.tokens)
            and c.tokens[k].kind == "punct"
            and c.tokens[k].start == end
            and c.text[end] == "、"
        ):
            k += 1
        elif not (
            k < len(c.tokens)
            and c.tokens[k].kind == "subject"
            and c.text[end : c.tokens[k].start] in ("和", "与", "及")
        ):
            break
    return named, k


def _compared(c: Context) -> None:
    """高于全省、全市0.7和0.6个百分点: as many benchmarks as differences need no 分别."""
    for d, token in enumerate(c.tokens):
        if token.kind != "term" or not token.value.turns or "gap" not in token.value.tags:
            continue
        numbers = _list_after(c, d)
        if len(numbers) < 2 or _dimension(c.tokens[numbers[0]]) != "points" or numbers[0] in c.overrides:
            continue
        against = _benchmarks_around(c, d, numbers[0], d)
        if len(against) == len(numbers):
            c.overrides.update({i: Override(against=against[k]) for k, i in enumerate(numbers)})


class Later(Override):
    """Heads known only once the numbers before have been read: the last figures of the sentence, in order."""

    __slots__ = ("count", "place")

    def __init__(self, count: int, place: int) -> None:
        super().__init__()
        self.count, self.place = count, place


def _list_after(c: Context, d: int) -> list[int]:
    numbers: list[int] = []
    for i in range(d + 1, len(c.tokens)):
        token = c.tokens[i]
        if token.kind in ("number", "rank"):
            if numbers:
                previous = c.tokens[numbers[-1]]
                same = previous.kind == token.kind and _dimension(previous) == _dimension(token)
                gap = c.between(previous.end, token.start)
                if not same and len(numbers) == 1:
                    numbers = []  # 分别高于33家开发区0.74和19.33个百分点: a number on the way to the list
                elif not same or len(_LINKS.sub("", gap)) > 4 or _subject_between(c, numbers[-1], i):
                    break
            numbers.append(i)
        elif (token.kind == "punct" and c.text[token.start] in "。；;") or (
            numbers and token.kind == "term" and "distribute" in token.value.tags
        ):
            break
    return numbers


def _subject_between(c: Context, first: int, last: int) -> bool:
    """Whether somebody else is named between two numbers: 186项、132项和118项，天水、酒泉两家…"""
    return any(token.kind == "subject" for token in c.tokens[first + 1 : last])


def parallel(c: Context) -> None:
    """A、B分别完成…，同比增长9.4%和6.8%; A、B分别为…，列第2位、第3位: a list as long as one distributed before."""
    lists = [k for k in range(len(c.tokens) - 1) if k not in c.overrides and (k - 1) not in c.overrides]
    for k in lists:
        run = [k]
        while run[-1] + 1 < len(c.tokens) and (step := next_listed(c, run[-1])) is not None:
            run.append(step)
        if len(run) < 2 or c.tokens[k].kind not in ("number", "rank"):
            continue
        before = [
            o for j, o in c.overrides.items() if j < k and not (isinstance(o, Later) and o.count != len(run))
        ]
        if (
            before
            and len({id(o.subjects) for o in before if o.subjects}) % len(run) == 0
            and len(before) >= len(run)
        ):
            for place, j in enumerate(run):
                c.overrides.setdefault(j, Later(len(run), place))


def next_listed(c: Context, k: int) -> int | None:
    """Index of the number that stands in a list behind number k, if there is one."""
    token = c.tokens[k]
    if token.kind not in ("number", "rank"):
        return None
    for j in range(k + 1, min(k + 4, len(c.tokens))):
        other = c.tokens[j]
        if other.kind == token.kind and _dimension(other) == _dimension(token):
            return j if _LINK.fullmatch(c.between(token.end, other.start)) else None
    return None


def last_listed(c: Context, i: int) -> int:
    """The last number of the 分别 list that number i stands in: behind it is what all of them count, 分别有6个和3个重点项目."""
    while i in c.overrides and (step := next_listed(c, i)) is not None:
        i = step
    return i


def _dimension(token: Token) -> str:
    """What kind of number it is: those of one list are all of one kind."""
    value = token.value[0] if isinstance(token.value, tuple) else token.value
    return value.dimension if isinstance(value, Quantity) else "rank"


def _heads_before(c: Context, d: int) -> tuple[list[Concept], list[Subject]]:
    """Concepts or subjects that stand in a list in the clause before 分别."""
    concepts: list[Concept] = []
    subjects: list[Subject] = []
    before: list[Token] = c.tokens[:d]
    before.reverse()
    for token in before:
        if token.kind == "punct" and c.text[token.start] in "，。；,;":
            break
        if token.kind == "term" and "concept" in token.value.tags and token.value.tags["concept"] != "none":
            concepts.insert(0, as_concept(token))
        if token.kind == "subject":
            subjects[0:0] = list(token.value)
    return concepts, subjects


def _parts_before(c: Context, d: int, count: int) -> list[Concept]:
    """入园率、开工率和投产率分别达到…: the heads by the parts of the list, where it has as many as there are numbers.

    A part that nobody knows keeps its place. Nothing where no part is known, or subjects stand in the list.
    """
    begin, end = c.start, before_fillers(c, d)
    inside: list[Token] = []
    for token in reversed(c.tokens[:d]):
        if token.kind in ("subject", "period") or (token.kind == "punct" and c.text[token.start] in _ENDS):
            begin = token.end
            break
        if token.end <= end:
            inside.insert(0, token)
    if summed := _SUMMED.search(c.text, begin, end):
        end = summed.start()
    parts: list[Concept] = []
    for part in _PART.finditer(c.text, begin, end):
        known = [
            t for t in inside if part.start() <= t.start and t.end <= part.end() and "concept" in _tags(t)
        ]
        named = known and not c.unknown(known[-1].end, part.end(), d)
        parts.append(as_concept(known[-1]) if named else Concept(OTHER, None, part.group()))
    return parts if len(parts) == count and any(part.name != OTHER for part in parts) else []


def _tags(token: Token) -> dict[str, str]:
    """What a term is; nothing for other tokens."""
    tags: dict[str, str] = token.value.tags if token.kind == "term" else {}
    return tags


def _years_before(c: Context, d: int) -> list[Span]:
    """2021年至2023年分别完成…, 2022年、2023年分别增长…: the years that the numbers are of, one each."""
    years: list[int] = []
    for token in reversed(c.tokens[:d]):
        words = c.text[token.start : token.end]
        if token.kind == "mark" and (ends := _YEARS.fullmatch(words)):
            first, last = int(ends[1]), int(ends[3])
            if ends[2] not in "、和":
                years = list(range(first, last + 1))
                break
            years[0:0] = [first, last]
        elif token.kind == "period" and (one := _YEAR.fullmatch(words)):
            years.insert(0, int(one[1]))
        elif years and not (token.kind == "punct" and words == "、"):
            break
    return [Span(month(year, 1), month(year, 12)) for year in years]


def _periods_before(c: Context, d: int) -> list[Span]:
    """一季度、上半年分别完成…: the parts of the year that the numbers are of, one each."""
    state, found = c.state, list[Span]()
    anchor = state.anchor.at(state.year_said) if state.year_said else state.anchor
    for token in reversed(c.tokens[:d]):
        words = c.text[token.start : token.end]
        if (
            token.kind == "period"
            and (period := parse(words, anchor))
            and period.span
            and period.kind in _PARTS
        ):
            found.insert(0, period.span)
        elif words not in ("、", "和", "与", "及"):
            break
    return found


def _aspects_before(c: Context, d: int) -> list[str]:
    """总量、增速分别居第2位和第3位: whose place each is, of the level or of the growth."""
    found: list[str] = []
    for token in reversed(c.tokens[:d]):
        if token.kind == "punct" and c.text[token.start] in "，。；,;":
            break
        if token.kind == "term" and "aspect" in token.value.tags:
            found.insert(0, token.value.tags["aspect"])
    return found


def _benchmarks_around(c: Context, d: int, number: int, first: int = 0) -> list[str]:
    """比全省（7.7%）和全国（7.0%）分别高…, 分别高于全国、全省、全市平均…: what each difference is against.

    `d`: 分别, `number`: the first of the numbers, `first`: where to stop looking back; all three are indices of tokens.
    """
    found: list[str] = []
    # a period before 分别 says when, unless 较 or 比 stands before it: 较上半年和一季度分别回升
    whens: list[str] = []
    compared = False
    for j in range(number - 1, first - 1, -1):
        token = c.tokens[j]
        if token.kind == "punct" and c.text[token.start] in "，。；,;":
            break
        if token.kind == "term":
            tags = token.value.tags
            compared = compared or "gap" in tags or "versus" in tags
            if "benchmark" in tags or "scope_subject" in tags:
                found.insert(0, token.value.text)
            if "versus" in tags and whens and not found:
                return whens
            if "versus" in tags or ("gap" in tags and j > d):
                break
        elif token.kind == "subject":
            found.insert(0, token.value[0].name)
        elif token.kind == "period":
            (found if j > d else whens).insert(0, c.text[token.start : token.end])
    return found if compared else []


def _last_listed(c: Context, earlier: list[Figure], count: int) -> list[Figure]:
    """The figures that a list of so many numbers goes back to, fewer where there are not so many.

    出口额…、进口额…、合同外资…，分别增长…: what the catalog lacks keeps its place among amounts of money; elsewhere it may be
    an aside (占地500亩), and those of the catalog are meant.
    """
    last = earlier[-count:]
    if all(f.indicator_id or c.lexicon.units.get(f.unit, _NO_UNIT)[0] in _MONEY for f in last):
        return last
    return [f for f in earlier if f.indicator_id][-count:]


def resolve_later(c: Context, i: int) -> None:
    """Give a number of a 分别 list its head from the figures read before it."""
    override = c.overrides.get(i)
    if not isinstance(override, Later):
        return
    numerals = {
        c.tokens[k].value.numeral
        for k, o in c.overrides.items()
        if isinstance(o, Later)
        and k != i
        and c.tokens[k].kind in ("number", "rank")
        and not isinstance(c.tokens[k].value, tuple)
    }
    # a rank or a growth belongs to a level, a difference in points to a growth or to a rate
    of = ("level", "growth", "completion") if _dimension(c.tokens[i]) in ("points", "rank") else ("level",)
    said = c.state.figures if _PREVIOUS_SENTENCE.match(c.text[c.start : c.start + 6]) else c.figures
    earlier = [f for f in said if f.measure in of and f.numeral not in numerals]
    if _dimension(c.tokens[i]) == "points":
        earlier = [f for f in earlier if f.unit == "%"] or earlier
    if len(c.state.subjects) == override.count:  # 合肥、芜湖、滁州三市…居前三位，分别为…
        c.overrides[i] = Override(subjects=(c.state.subjects[override.place],))
        return
    first = min(c.tokens[k].start for k, o in c.overrides.items() if isinstance(o, Later))
    if c.own_noun(first):
        del c.overrides[i]  # 分别完成工业开票销售506亿元、639.4亿元: the clause names what they are of
        return
    heads = _last_listed(c, earlier, override.count)
    if len(heads) == override.count:
        like = heads[override.place]
        same_subject = len({f.subjects for f in heads}) == 1
        c.overrides[i] = Override(like=like, subjects=None if same_subject else like.subjects)
    else:
        del c.overrides[i]
