"""The setting of each article: who speaks, of which year, up to which month, and how sure each of these is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows.documents import Article, PreparedDocument
from flows.setting import when, whom
from flows.setting.head import Head, head_of
from flows.setting.model import NATION, NOWHERE, Choice, Setting, Subject
from flows.setting.naming import local_names, stems_of
from flows.setting.subjects import find_subjects
from flows.setting.weigh import Candidate, Weighed, weigh
from flows.setting.zones import ZoneBook, place_subject
from flows.words.periods import explicit_year, month
from flows.words.scan import Scan

_OF_PLAN = re.compile(
    r"(?:(?P<year>20\d\d)年[^，。及和与]{0,14})?(?:工作要点|工作计划|工作安排|工作打算|行动计划|目标任务分解|重点任务|工作思路|实施方案|行动方案|任务分解)(?![^，。]{0,10}(?:会|通报|完成|总结|落实情况))"
)
# 2023年工作总结和2024年工作打算 tells first what was done
_TOLD = re.compile(r"总结|回顾|(?:工作|运行|完成)情况|汇报")
_YEARS_OF_PLAN = re.compile(r"(?P<first>20\d\d)年?[-—–~～至到](?P<last>20\d\d)年?")
WHOM, WHEN = "home", "as_of"
"""The two questions that setting_weights.csv has weights for."""


def settle(
    prepared: Sequence[PreparedDocument], book: ZoneBook, scans: Mapping[str, Scan]
) -> dict[str, Setting]:
    """The setting of every article by article id. A follow-up in another file takes its setting from where it began.

    Args:
        prepared: the documents.
        book: the zones met so far.
        scans: by document id, what a search of its text found.
    """
    texts = {a.article_id: (a, p) for p in prepared for a in p.articles}
    followed: dict[str | None, list[Article]] = {}
    for article, _ in texts.values():
        followed.setdefault(article.continuation_of, []).append(article)
    settings: dict[str, Setting] = {}
    for article_id, (article, item) in texts.items():
        book.open(item.document.document_id)
        scan = scans[item.document.document_id]
        made = Candidates(article, item, book, followed.get(article_id, []), scan)
        settings[article_id] = made.settled(_year_beside(item, settings))
    for article_id, (article, item) in texts.items():
        begun = settings.get(article.continuation_of or "")
        if begun is not None:
            settings[article_id] = replace(begun, whom=Choice("continued"), when=Choice("continued"))
            book.open(item.document.document_id)
            book.lend(begun.home, texts[article.continuation_of or ""][1].document.document_id)
    return settings


def _year_beside(item: PreparedDocument, settings: Mapping[str, Setting]) -> int | None:
    """The year of the article before in the same file: a special prints it once."""
    before = [settings[a.article_id].year for a in item.articles if a.article_id in settings]
    return next((year for year in reversed(before) if year is not None), None)


class Candidates:
    """What an article may be about, and when: both lists with their evidence.

    `follow_ups` are the articles of other files that it runs on into.
    """

    def __init__(
        self,
        article: Article,
        item: PreparedDocument,
        book: ZoneBook,
        follow_ups: Sequence[Article],
        scan: Scan,
    ) -> None:
        text = item.clean.text
        self._book = book
        bylines = [
            text[p.start : p.end]
            for p in item.clean.paragraphs
            if p.kind == "byline" and article.start <= p.start < max(article.end, article.start + 1)
        ]
        bylines += [a.byline for a in follow_ups if a.byline]
        stated = item.stated(article)
        title = stated.title or article.title or ""
        said = when.said_in(article, text, scan, book.lexicon, title)
        of_plan = _OF_PLAN.search(title)
        span = _YEARS_OF_PLAN.search(title)
        self.plans = of_plan is not None and not _TOLD.search(title)
        self.plan_end = int(span["last"]) if span and of_plan else None
        named = span["first"] if span else of_plan["year"] if of_plan else None
        self.plan_year = (int(named) if named and of_plan else None) or next(
            (y for s in article.sections if s.kind == "plan" and (y := explicit_year(s.heading))), None
        )
        for one in said if self.plans and self.plan_year else ():
            one.plan = one.plan or (one.year or 0) >= (self.plan_year or 0)  # 2024年，… in a plan for 2024
        years = [s.year for s in said if s.year and s.role == "data"]
        self.head: Head = head_of(article, text, stated, bylines, book.lexicon, years)
        names = scan.names_between(article.start, article.end)
        book.know(local_names(text, article.start, article.end, self.head, names, book))
        self.local = book.local
        self.whom: list[Candidate[Subject]]
        self.whom, zones = whom.candidates(self.head, text, article.start, article.end, names, book)
        self.stems = stems_of(zones, text[article.start : article.end], book)
        self.review = when.reviewed(title, text[article.start : article.start + when.LEAD], self.head)
        self._said = (article, text, self.head, said, self.review)
        self.when: list[Candidate[when.When]] = when.candidates(*self._said)

    def settled(self, year_beside: int | None = None) -> Setting:
        """The setting that weighs most; a sidecar decides outright. `year_beside`: what an article without a year takes."""
        weights = self._book.lexicon.setting_weights
        home, basis = self._stated(), "sidecar"
        chosen: Weighed[Subject] = Weighed(home or NOWHERE, None, None, None)
        if home is None:
            chosen, basis = weigh(self.whom, weights[WHOM]), "weighed"
            home = chosen.value
        reach, reach_basis = self._reach(year_beside)
        year, as_of = reach.value
        if self.plans and self.plan_year and year is not None:
            year = max(year, self.plan_year)  # 今年 in a plan is the year it is for
        return Setting(
            home,
            self._province(home),
            year,
            as_of,
            self.plan_year,
            self.plans,
            self.plan_end,
            self.review,
            Choice(basis if home != NOWHERE else "none", *chosen[1:]),
            Choice(reach_basis if as_of is not None else "none", *reach[1:]),
            self.local,
            self.stems,
            self.head.day,
        )

    def _reach(self, year_beside: int | None) -> tuple[Weighed[when.When], str]:
        """Year and month, and their basis."""
        reaches = self.when or when.candidates(*self._said, year_beside=year_beside)
        basis, stated = "weighed", self.head.as_of
        if stated is not None:
            year, number = map(int, stated.split("-"))
            reaches = [c for c in reaches if c.name == stated] or [
                Candidate((self.head.day.year if self.head.day else year, month(year, number)), stated, {})
            ]
            basis = "sidecar"
        if not reaches:
            return Weighed((None, None), None, None, None), basis
        return weigh(reaches, self._book.lexicon.setting_weights[WHEN]), basis

    def _stated(self) -> Subject | None:
        """Whom the sidecar says that the article is about: a candidate, another place, else a zone that no list knows."""
        about = self.head.about
        if not about:
            return None
        if about == NATION.name:
            return NATION
        # first the candidates, so that a name that review_setting proposes means the one that it was weighed for
        for candidate in self.whom:
            if candidate.name == about:
                return candidate.value
        near = place_subject(self.head.place) if self.head.place else NOWHERE
        for token in find_subjects(about, 0, len(about), self._book, near):
            if token.end == len(about):
                return token.value[-1]
        place = self._book.lexicon.places.find(about, near.province_id, near.city_id)
        return place_subject(place) if place else Subject("zone", about, near.province_id, near.city_id)

    def _province(self, home: Subject) -> Subject:
        if home in (NATION, NOWHERE):
            return home
        place = self._book.lexicon.places.by_id.get(home.province_id or "")
        return place_subject(place) if place else home
