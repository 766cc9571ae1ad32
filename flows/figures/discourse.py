"""What is carried along while a text is read: subject, period, concept, stage of the projects, section."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.figures.model import Figure
from flows.setting.model import Subject
from flows.words.lexicon import Lexicon
from flows.words.periods import Anchor, Span, month, year_of

_OTHER_CLASSES = {"signed", "arranged", "planned", "negotiated", "commitment", "agency"}
"""What is counted of projects whatever list they are on, and so ends what was said of key projects."""


class Concept:
    """What is being counted: a catalog indicator or a stage of projects, with the aspect named beside it."""

    __slots__ = ("facet", "name", "text")

    def __init__(self, name: str, facet: str | None = None, text: str = "") -> None:
        self.name = name
        self.facet = facet
        self.text = text


@dataclass(slots=True)
class Discourse:
    """The state of one article. A new paragraph starts from the section's state, a new section from the article's."""

    lexicon: Lexicon
    home: Subject
    year: int | None
    as_of: int | None
    province: Subject
    section_subject: Subject | None = None
    section_span: Span | None = None
    section_as_of: int | None = None
    plan: bool = False
    plan_year: int | None = None
    plan_end: int | None = None
    # the months that the article looks back on
    review: Span | None = None
    subjects: tuple[Subject, ...] = ()
    subject_before: tuple[Subject, ...] = ()
    last_zone: Subject | None = None
    period: tuple[str, Span] | None = None
    # the day of an event, told earlier in the article, and the time of a goal, told earlier in the paragraph
    event: Span | None = None
    # whether nothing has been told of another time since
    event_holds: bool = False
    goal_span: Span | None = None
    year_said: int | None = None
    concept: Concept | None = None
    # what the section speaks of first: 分区域看，增速前三位的是… is about that again
    first: Concept | None = None
    # what the heading over the paragraph is about, and which aspect of it
    by_part: bool = False
    headed: tuple[Concept, str | None] | None = None
    stage: Concept | None = None
    recent: list[Concept] = field(default_factory=list)
    # 48个重点项目已开工39个，开工率…: which class of projects a stage and a rate are of
    key: bool = False
    # whether the whole article is about such, and the year that was named last
    of_key: bool = False
    year_named: int | None = None
    aspect: str | None = None
    rank_set: str | None = None
    population: list[str] = field(default_factory=list)
    # 锂电产业 of 锂电产业产值: holds for what is said of that value, until the next is named
    industry: tuple[str, ...] = ()
    # the project that a paragraph is about: 1.NAME项目。总投资35亿元，…
    project: Subject | None = None
    # zones and figures of this paragraph, in the order they were named
    zones: list[Subject] = field(default_factory=list)
    cities: list[Subject] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    # the last figure of the catalog by dimension: 平遥经开区898% goes on with it
    listed: dict[str, Figure] = field(default_factory=dict)

    @property
    def anchor(self) -> Anchor:
        """What relative periods count from here."""
        if self.plan and self.plan_year:
            return Anchor(self.plan_year, self.now)
        return Anchor(year_of(self.now) if self.now is not None else self.year, self.now, self.year)

    @property
    def goal_year(self) -> int | None:
        """The year that goals are set for where none is named: in a speech of January on the old year, the new one."""
        if self.plan_year is not None and self.plan:
            return self.plan_year
        if self.now is None:
            return self.year
        done = self.now % 12 == 11 and self.section_as_of is None
        return self.year if done and self.year == year_of(self.now) + 1 else year_of(self.now)

    @property
    def now(self) -> int | None:
        """The as-of month that holds here: the section's own, else the article's."""
        return self.section_as_of if self.section_as_of is not None else self.as_of

    def start_paragraph(self, anaphoric: bool, by_part: bool = False) -> None:
        """Begin one; forget what a paragraph before said, unless this one points back (其…, 该区…), or tells it by parts (分区域看)."""
        self.by_part = by_part
        if by_part:
            self.concept, self.stage, self.key = self.first, None, self.of_key
            if self.headed is not None and self.first is self.headed[0]:
                self.concept, self.aspect = self.headed
                self.recent = [*self.recent[-5:], self.headed[0]]
            self.subjects = (self.section_subject or self.home,)
        if not anaphoric:
            self.subjects = (self.section_subject or self.home,)
            self.concept = self.stage = self.aspect = None
            self.key = self.of_key
            self.stage = Concept("key", None, "重点项目") if self.of_key else None
            self.project = self.first = None
            self.recent = []
            if self.headed is not None and self.headed[0].name in self.lexicon.indicators:
                # 三、工业投资: A完成296.4亿元，占全州的55%
                self.concept = self.headed[0]
                self.recent = [self.headed[0]]
            self.widen()
            self.listed = {}
            self.zones, self.cities, self.figures = [], [], []
        self.period = self.year_said = self.goal_span = None
        self.rank_set = None

    def stand_under(self, said: tuple[Concept, str | None] | None) -> None:
        """A heading was read that is about one thing, and perhaps one aspect of it; None where it is not."""
        self.headed = said
        self.first = said[0] if said else None
        self.listed, self.figures = {}, []

    def say_subject(self, subjects: tuple[Subject, ...]) -> None:
        """A subject was named."""
        self.subject_before = self.subjects
        self.subjects = subjects
        self.zones = [
            *(z for z in self.zones if z not in subjects),
            *(s for s in subjects if s.level == "zone"),
        ]
        self.cities = [
            *(z for z in self.cities if z not in subjects),
            *(s for s in subjects if s.level == "city"),
        ]
        if len(subjects) == 1 and subjects[0].level == "zone":
            self.last_zone = subjects[0]
        self.widen()

    def widen(self) -> None:
        """Forget what narrowed the population."""
        self.population, self.industry = [], ()

    def say_concept(self, concept: Concept) -> None:
        """A concept was counted: it is carried on to what follows without a head of its own."""
        self.concept = concept
        self.first = self.first or concept
        self._class_of(concept)
        if concept.name in self.lexicon.concepts and concept.name not in self.lexicon.indicators:
            self.stage = concept
        self.recent = [*[c for c in self.recent if c.name != concept.name][-5:], concept]

    def _class_of(self, concept: Concept) -> None:
        if concept.name == "key":
            self.key = True
        elif concept.name in _OTHER_CLASSES:
            self.key = False

    def mention(self, concept: Concept) -> None:
        """A thing was named without a number: a number without a head may still mean it."""
        self._class_of(concept)
        if concept.name in self.lexicon.indicators:
            self.concept = concept
        self.recent = [*[c for c in self.recent if c.name != concept.name][-5:], concept]

    def default_span(self, scenario: str, stock: bool) -> Span | None:
        """The period of a figure whose sentence names none."""
        if self.plan and scenario == "target":
            year = self.plan_year or self.year
            if self.plan_end is not None and year is not None:
                return Span(month(year, 1), month(self.plan_end, 12))
            if self.section_span and self.section_span != Span(month(year or 0, 1), month(year or 0, 12)):
                return self.section_span
            return Span(month(year, 1), month(year, 12)) if year else None
        now = self.now
        if now is None:
            return Span(month(self.year, 1), month(self.year, 12)) if self.year else None
        if scenario == "target":
            year = self.goal_year or year_of(now)
            return Span(month(year, 1), month(year, 12))
        if stock:
            return Span(now, now)
        if self.review is not None and self.review.start < now:
            return Span(self.review.start, min(self.review.end, now))
        if self.section_span and not self.plan:
            return self.section_span
        return Span(month(year_of(now), 1), now)
