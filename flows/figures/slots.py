"""What a clause has said so far: the slots that its words fill, and what its numbers take besides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from flows.figures.discourse import Concept
from flows.figures.model import Figure
from flows.setting.model import Subject
from flows.words.periods import Span

TARGET_KINDS = ("target", "plan")


RANKS_OF_ZONES = frozenset(
    {
        "省级",
        "国家级",
        "市级",
        "自治区级",
        "省级以上",
        "省级及以上",
        "市级以上",
        "市级及以上",
        "县级以上",
        "县级及以上",
    }
)
"""What narrows zones to those of a rank."""


class Benchmark(NamedTuple):
    """What a difference, a completion or a bracketed value is against."""

    kind: str  # target, plan, average, previous, norm, text
    name: str
    set_by: str | None
    start: int
    end: int


@dataclass(slots=True)
class Frame:
    """A stretch whose words belong to the other side: `whole` after 占, `versus` after 高于 or 比."""

    kind: str
    start: int
    base: Concept | None = None
    concept: Concept | None = None
    facet: str | None = None
    sign: str = ""
    bracketed: bool = False


class Slots:
    """What the current clause has said so far.

    A clause gets new ones where those before it were used, and few are ever filled: an empty slot is the default of the
    class.
    """

    start: int
    concepts: list[tuple[int, int, Concept]]
    nouns: list[tuple[int, int, str]]
    facets: list[tuple[int, str]]
    growth: str | None = None
    aspect: str | None = None
    decline: bool = False
    step: str | None = None
    yoy: str | None = None
    share: bool = False
    completion: bool = False
    frame: Frame | None = None
    benchmark: Benchmark | None = None
    used: bool = False

    def __init__(self, start: int) -> None:
        self.start = start
        self.concepts, self.nouns, self.facets = [], [], []

    @property
    def facet(self) -> str | None:
        """The aspect of a batch named last: investment, completed, area."""
        return self.facets[-1][1] if self.facets else None

    @property
    def facet_end(self) -> int:
        """Where that was."""
        return self.facets[-1][0] if self.facets else -1

    def drop_facets(self, start: int) -> None:
        """Forget the aspects named from an offset on: they belonged to something else."""
        self.facets = [f for f in self.facets if f[0] <= start]

    def copy(self) -> Slots:
        """A copy to come back to after a bracket."""
        other = Slots(self.start)
        # one by one: compiled, an object has no dictionary to copy
        other.growth = self.growth
        other.aspect = self.aspect
        other.decline = self.decline
        other.step = self.step
        other.yoy = self.yoy
        other.share = self.share
        other.completion = self.completion
        other.frame = self.frame
        other.benchmark = self.benchmark
        other.used = self.used
        other.concepts, other.nouns, other.facets = [*self.concepts], [*self.nouns], [*self.facets]
        return other


@dataclass(slots=True)
class Override:
    """What 分别 assigns to one number of its list."""

    concept: Concept | None = None
    subjects: tuple[Subject, ...] | None = None
    like: Figure | None = None
    against: str | None = None
    aspect: str | None = None
    scope: str | None = None
    span: Span | None = None
