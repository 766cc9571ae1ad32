"""Which word gave a figure each of its attributes. Only `kaifaqu explain` asks, so nothing is recorded in a run.

After each token the slots and the carried state are compared with what they were before: what changed, this token
changed. What a rule sets while it makes a figure is put down to the rule.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from flows.figures.context import Context
from flows.figures.model import Figure
from flows.setting.model import Subject
from flows.words.model import Token

if TYPE_CHECKING:
    from flows.words.periods import Span

# fields of Slots; `gap` is the sign of its frame
_SLOTS = ("growth", "aspect", "decline", "step", "yoy", "share", "completion", "frame")
_FLAGS = ("target", "planned", "actual", "norm", "event")
# rules whose head stands behind the number
_HEAD_BEHIND = ("noun_after", "of_after", "stage_after", "rate_after", "share_of_after")


@dataclass(frozen=True)
class Cause:
    """Why an attribute is what it is: spans of words in cleaned text, and what else there is to say."""

    words: tuple[tuple[int, int], ...] = ()
    reason: str = ""


class _Said(NamedTuple):
    name: str
    value: Any
    token: Token


@dataclass
class Trace:
    """The causes of the figures of one document, in the order they were made."""

    document_id: str
    figures: list[tuple[Figure, dict[str, Cause]]] = field(default_factory=list)
    _before: dict[str, Any] = field(default_factory=dict)
    _slots: list[_Said] = field(default_factory=list)
    _flags: list[_Said] = field(default_factory=list)
    _brackets: list[int] = field(default_factory=list)
    _aspect: Token | None = None
    # by identity: the state hands the very tuple on that a token brought
    _origins: dict[int, tuple[object, Cause]] = field(default_factory=dict)
    _heads: list[Token] = field(default_factory=list)

    def enter(self, c: Context) -> None:
        """A sentence is about to be read."""
        self._slots, self._flags, self._brackets = [], [], []
        self._heads += [
            t for t in c.tokens if t.kind == "term" and t.value.tags.keys() & {"concept", "facet"}
        ]
        if id(c.state.subjects) not in self._origins:
            # set between sentences: by a heading, or for want of one by the article
            reason = "the section's heading" if c.state.section_subject else "the article's place"
            self._remember(c.state.subjects, Cause((), reason))
        self._before = self._snapshot(c)

    def read(self, c: Context, token: Token) -> None:
        """A token has been read: what has changed is its doing."""
        self._note_changes(c, token)
        if token.kind == "punct" and c.text[token.start] in "（(":
            self._brackets.append(len(self._slots))
        elif token.kind == "punct" and c.text[token.start] in "）)" and self._brackets:
            del self._slots[self._brackets.pop() :]

    def made(
        self, c: Context, figure: Figure, subjects: tuple[Subject, ...] | None, span: Span | None
    ) -> None:
        """A rule has made a figure; `subjects` and `span` are those that the rule itself brought."""
        self._note_changes(c, None, Cause((figure.numeral,), f"by rule {figure.rules[0]} at this number"))
        because = {
            "indicator": self._indicator(c, figure),
            "measure": self._measure(c, figure),
            "rank_of": self._rank_of(c, figure),
            "scenario": self._scenario(c, figure),
            "subject": self._subject(c, figure, subjects),
            "period": self._period(c, figure, span),
            "sign": self._sign(c, figure),
            "bound": self._bound(c, figure),
            "comparator": self._comparator(c, figure),
            "scope": self._scope(c, figure),
        }
        self.figures.append((figure, {name: cause for name, cause in because.items() if cause}))

    # what changes while a sentence is read

    def _note_changes(self, c: Context, token: Token | None, rule: Cause | None = None) -> None:
        now, before = self._snapshot(c), self._before
        tags = token.value.tags if token is not None and token.kind == "term" else {}
        for names, said in (((*_SLOTS, "gap"), self._slots), (_FLAGS, self._flags)):
            for name in names:
                value = now[name]
                again = name in tags and tags[name] == value
                if token is not None and value and (value is not before[name] or again):
                    said.append(_Said(name, value, token))
        if token is not None and now["aspect"]:
            self._aspect = next((s.token for s in reversed(self._slots) if s.name == "aspect"), self._aspect)
        for name in ("subjects", "period"):
            if now[name] is not before[name] and id(now[name]) not in self._origins:
                self._remember(now[name], Cause(((token.start, token.end),)) if token else rule or Cause())
        self._before = now

    def _snapshot(self, c: Context) -> dict[str, Any]:
        values = {name: getattr(c.slots, name) for name in _SLOTS}
        values |= {name: getattr(c, name) for name in _FLAGS}
        values["gap"] = c.slots.frame.sign if c.slots.frame else ""
        return values | {"subjects": c.state.subjects, "period": c.state.period}

    def _remember(self, value: object, cause: Cause) -> None:
        # the value is kept with its cause, or its id could pass to another one
        self._origins[id(value)] = (value, cause)

    def _origin(self, value: object) -> Cause | None:
        found = self._origins.get(id(value))
        return found[1] if found else None

    def _slot(self, c: Context, *names: str) -> tuple[tuple[int, int], ...]:
        """The words of this clause that filled a slot with what it holds now."""
        words = []
        for name in names:
            value = self._snapshot(c)[name]
            said = next((s for s in reversed(self._slots) if s.name == name and s.value == value), None)
            if value and said and said.token.start >= c.slots.start:
                words.append((said.token.start, said.token.end))
        return tuple(dict.fromkeys(words))

    def _flag(self, name: str) -> tuple[tuple[int, int], ...]:
        said = next((s.token for s in reversed(self._flags) if s.name == name), None)
        return ((said.start, said.end),) if said else ()

    # why each attribute is what it is

    def _indicator(self, c: Context, figure: Figure) -> Cause | None:
        if figure.indicator_id is None:
            return None
        if figure.label and figure.rules == ["project"]:
            return Cause((), "an amount of the named project")
        numeral = figure.numeral[0]
        fitting = [t for t in self._heads if t.value.text == figure.label and _means(c, t, figure)]
        here = [t for t in fitting if t.start >= c.start]
        behind = [t for t in here if t.start >= numeral]
        before = [t for t in fitting if t.end <= numeral]
        first, second = (behind[:1], before[-1:])
        if not figure.rules[0].endswith(_HEAD_BEHIND):
            first, second = second, first
        head = next(iter([*first, *second]), None)
        if head is not None:
            facet = self._facet(c, figure) if "concept" in head.value.tags else None
            words = [head, *([facet] if facet is not None and facet != head else [])]
            return Cause(tuple((t.start, t.end) for t in words))
        facet = self._facet(c, figure)
        if facet is not None and not c.slots.concepts:
            return Cause(((facet.start, facet.end),))
        return self._like(c, figure, lambda other: other.indicator_id == figure.indicator_id)

    def _facet(self, c: Context, figure: Figure) -> Token | None:
        """The aspect of a batch (总投资, 完成投资) that makes it this indicator and no other."""
        facet = c.slots.facet
        rows = [row for rows in c.lexicon.concepts.values() for row in rows]
        if facet is None or not any(row[1] == facet and row[3] == figure.indicator_id for row in rows):
            return None
        return next((t for t in reversed(self._heads) if t.end == c.slots.facet_end), None)

    def _like(self, c: Context, figure: Figure, same: Callable[[Figure], bool]) -> Cause | None:
        others = [other for other in c.figures if other is not figure and same(other)]
        if not others:
            return None
        return Cause((others[-1].numeral,), "as the figure before it")

    def _measure(self, c: Context, figure: Figure) -> Cause | None:
        measure, frame = figure.measure, c.slots.frame
        words: tuple[tuple[int, int], ...] = ()
        if measure == "rank":
            words = (_token_of(c, figure),)
        elif measure == "growth":
            words = self._slot(c, "growth", "aspect")
        elif measure == "share":
            words = self._slot(c, "share", "frame")[:1]
            end = _token_of(c, figure)[1]
            if not words and c.text.startswith("的", end):
                words = ((end, end + 1),)
        elif measure == "gap":
            versus = self._slot(c, "frame", "gap") if frame and frame.kind == "versus" else ()
            words = versus or self._slot(c, "yoy", "step", "growth")
        elif measure == "completion":
            words = self._slot(c, "completion")
        elif measure == "pull":
            words = self._slot(c, "aspect")
        elif measure == "level":
            return Cause((), "no word makes it anything else")
        if not words and measure == "gap" and "点" in figure.unit:
            return Cause((), "percentage points are a difference")
        benchmark = c.slots.benchmark
        if not words and benchmark and measure in ("growth", "completion"):
            words = ((benchmark.start, benchmark.end),)
        return Cause(words)

    def _rank_of(self, c: Context, figure: Figure) -> Cause | None:
        if figure.rank_of is None:
            return None
        words = self._slot(c, "aspect") or (self._slot(c, "growth") if figure.rank_of == "growth" else ())
        if words or figure.rank_of == "level":
            return Cause(words, "" if words else "no word makes it anything else")
        aspect = self._aspect
        return Cause(((aspect.start, aspect.end),) if aspect else ())

    def _scenario(self, c: Context, figure: Figure) -> Cause | None:
        benchmark, state = c.slots.benchmark, c.state
        if figure.scenario == "actual":
            words = self._flag("actual") if c.actual else ()
            return Cause(words, "" if words else "no word makes it a target or a plan")
        if figure.rules[0].startswith("bracketed") and benchmark:
            return Cause(((benchmark.start, benchmark.end),))
        names = ("planned",) if figure.scenario == "plan" else ("target", "norm")
        for name in names:
            if getattr(c, name) and (words := self._flag(name)):
                return Cause(words)
        if state.plan:
            return Cause((), "the section is a plan")
        return Cause()

    def _subject(self, c: Context, figure: Figure, own: tuple[Subject, ...] | None) -> Cause:
        if own is None:
            if not c.state.subjects:
                return Cause((), "the article's place")
            return self._origin(c.state.subjects) or Cause()
        if figure.rules == ["project"]:
            project = next((p for p in c.projects if p.name == own[0].name), None)
            return Cause(((project.start, project.end),) if project else ())
        named = [t for t in c.tokens if t.kind == "subject" and set(own) & set(t.value)]
        if named:
            left = [t for t in named if t.end <= figure.numeral[0]]
            token = (left or named)[-1 if left else 0]
            return Cause(((token.start, token.end),))
        if origin := self._origin(own):
            return origin
        benchmark = c.slots.benchmark
        if figure.rules[0].startswith("bracketed") and benchmark:
            return Cause(((benchmark.start, benchmark.end),))
        return self._like(c, figure, lambda other: other.subjects == figure.subjects) or Cause()

    def _period(self, c: Context, figure: Figure, own: Span | None) -> Cause | None:
        if figure.span is None:
            return None
        if own is not None and figure.rules != ["project"]:
            like = self._like(c, figure, lambda other: other.span == figure.span)
            if like:
                return like
        state = c.state
        if state.period is not None and _same_end(state.period[1], figure.span):
            return self._origin(state.period) or Cause()
        if c.event is not None and figure.span == c.event and (words := self._flag("event")):
            return Cause(words)
        if state.section_span is not None and figure.span == state.section_span:
            return Cause((), "the section's heading")
        if state.plan and figure.scenario == "target":
            return Cause((), "the year that the section plans for")
        if state.now is not None and figure.span.end == state.now:
            return Cause((), "no word: up to the latest month that the article reports on")
        return Cause((), "no word: the article's year")

    def _sign(self, c: Context, figure: Figure) -> Cause | None:
        if figure.value >= 0:
            return None
        negative = [name for name in ("gap", "step", "growth") if self._snapshot(c)[name] == "-"]
        return Cause(self._slot(c, *negative))

    def _bound(self, c: Context, figure: Figure) -> Cause | None:
        if figure.bound == "eq":
            return None
        start, end = figure.numeral
        at = next((i for i, t in enumerate(c.tokens) if t.start <= start and end <= t.end), None)
        if at is None:
            return Cause()
        token, words = c.tokens[at], []
        if token.start < start and "，" not in c.text[token.start : start]:
            words.append((token.start, start))
        unit = c.text.find(figure.unit, end, token.end) if figure.unit else end
        if unit > end:
            words.append((end, unit))
        if unit >= 0 and unit + len(figure.unit) < token.end:
            words.append((unit + len(figure.unit), token.end))
        if not words and at and not isinstance(token.value, tuple):
            before = c.tokens[at - 1]
            if before.kind == "term" and before.value.tags.keys() & {"bound", "gap"}:
                words.append((before.start, before.end))
        if not words and not c.text[start:end].isascii():
            words.append((start, end))  # 百余, 过半: the numeral says it itself
        return Cause(tuple(words))

    def _comparator(self, c: Context, figure: Figure) -> Cause | None:
        if not figure.comparator:
            return None
        benchmark = c.slots.benchmark
        if benchmark and benchmark.name == figure.comparator:
            return Cause(((benchmark.start, benchmark.end),))
        at = c.text.rfind(figure.comparator, 0, figure.numeral[0])
        return Cause(((at, at + len(figure.comparator)),) if at >= c.start else ())

    def _scope(self, c: Context, figure: Figure) -> Cause | None:
        words = [
            (t.start, t.end)
            for t in c.tokens
            if t.end <= figure.numeral[0]
            and (
                t.value.text in c.state.population if t.kind == "term" and "population" in t.value.tags
                else t.kind == "subject" and figure.rules == ["project"] and t.start >= c.slots.start
            )
        ]  # fmt: skip
        return Cause(tuple(words)) if words else None


def _means(c: Context, token: Token, figure: Figure) -> bool:
    """Whether a term can be what made a figure's indicator."""
    indicator, tags = figure.indicator_id, token.value.tags
    if "concept" not in tags:
        return True
    rows = c.lexicon.concepts.get(tags["concept"], ())
    return tags["concept"] == indicator or any(row[3] == indicator for row in rows)


def _token_of(c: Context, figure: Figure) -> tuple[int, int]:
    start, end = figure.numeral
    found = next((t for t in c.tokens if t.start <= start and end <= t.end), None)
    return (found.start, found.end) if found else figure.numeral


def _same_end(said: Span, span: Span) -> bool:
    """Whether a figure's period can be the one that was said: the same end, or the rest of that year for a target."""
    return said.end == span.end or (said.end // 12 == span.end // 12 and span.end % 12 == 11)
