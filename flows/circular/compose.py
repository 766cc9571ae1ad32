"""Put a circular together: what the marts say, in the words of the office."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import duckdb

from flows.circular import context, tables
from flows.circular.facts import Facts, facts_of
from flows.circular.model import Block, Circular, Heading, Paragraph
from flows.circular.notes import Notes
from flows.circular.settings import FILE, Office, Settings
from flows.circular.wording import Line, Paragraphs, phrases, say, sentences, tell

_FRAME = (
    "lead", "basis", "overview", "table", "projects", "warnings", "nothing", "no_warnings",
    "doubtful_warnings", "more_warnings", "table_lead",
    "table_title", "projects_title", "values", "gaps", "all_warnings", "sources",
)  # fmt: skip


class Composer:
    """Makes the parts of a circular.

    Args:
        facts: what the marts say.
        office: the templates.
        settings: the office's settings.
    """

    def __init__(self, facts: Facts, office: Office, settings: Settings) -> None:
        self.facts, self.office, self.settings = facts, office, settings
        self.common = context.common(facts)
        frame = phrases(office.text("frame.txt"), str(office.path("frame.txt")), _FRAME)
        self.frame = {name: say(line, self.common) for name, line in frame.items()}

    def _sentences(self, name: str) -> Paragraphs:
        return sentences(self.office.text(name), str(self.office.path(name)))

    def overview(self) -> list[Block]:
        """一、总体情况."""
        each = [context.of_indicator(self.facts, indicator_id) for indicator_id in self.settings.indicators]
        return _paragraphs(tell(self._sentences("overview.txt"), self.common, each))

    def main_table(self) -> list[Block]:
        """二、主要指标."""
        table = tables.main_table(self.facts, self.settings, self.frame["table_title"])
        return [Paragraph(self.frame["table_lead"]), table] if table else []

    def projects(self) -> list[Block]:
        """三、项目建设."""
        told = self._sentences("projects.txt")
        blocks: list[Block] = []
        for row in self.facts.pipeline:
            if row["subject_level"] == self.facts.region.level:
                blocks += _paragraphs(tell(told, {**self.common, **context.of_batch(self.facts, row)}))
        table = tables.projects_table(self.facts, self.frame["projects_title"])
        return [*blocks, *([table] if table else [])]

    def warnings(self, most: int | None) -> list[Block]:
        """四、预警与问题: so many of them, the gravest first; None: all."""
        told = self._sentences("warning.txt")
        rows = [row for row in self.facts.warnings if self.facts.speaks_of(row)][:most]
        given = [{**self.common, **context.of_warning(row)} for row in rows]
        return list(chain.from_iterable(_paragraphs(tell(told, each)) for each in given))

    def compose(self) -> Circular:
        """The whole circular."""
        frame, most = self.frame, self.settings.warnings
        nothing = [Paragraph(frame["nothing"])]
        blocks: list[Block] = [
            Paragraph(frame["lead"]),
            Heading(frame["overview"]),
            *(self.overview() or nothing),
        ]
        blocks += [Heading(frame["table"]), *(self.main_table() or nothing)]
        blocks += [Heading(frame["projects"]), *(self.projects() or nothing)]
        spoken_of = sum(map(self.facts.speaks_of, self.facts.warnings))
        left_out, more = len(self.facts.warnings) > spoken_of, spoken_of > most
        blocks += [Heading(frame["warnings"]), *self.warnings(most)]
        if more:
            blocks.append(Paragraph(frame["more_warnings"]))
        if left_out or not spoken_of:
            blocks.append(Paragraph(frame["doubtful_warnings" if left_out else "no_warnings"]))
        blocks.append(Paragraph(frame["basis"]))
        attachments: list[tuple[str, list[Block]]] = [
            (frame["values"], [tables.values_table(self.facts, "")])
        ]
        if gaps := tables.gaps_table(self.facts, ""):
            attachments.append((frame["gaps"], [gaps]))
        if more:
            attachments.append((frame["all_warnings"], self.warnings(None)))
        printed = [block for block in blocks if not isinstance(block, Paragraph) or block.text]
        everything = [*printed, *chain.from_iterable(own for _, own in attachments)]
        self.notes = Notes(self.facts.source, everything)
        return Circular(
            self._head(),
            tuple(printed),
            tuple((title, tuple(own)) for title, own in [*attachments, (frame["sources"], [])]),
            self.notes.texts(),
        )

    def _head(self) -> dict[str, str]:
        own = self.settings
        names = ("issuer", "number", "title", "to", "signed", "date", "copies")
        place = f"{self.office.path(FILE)}"
        return {name: say(Line(getattr(own, name), f"{place}, {name}"), self.common) for name in names}


def _paragraphs(told: list[list[str]]) -> list[Block]:
    return [Paragraph("".join(said)) for said in told]


def compose(
    connection: duckdb.DuckDBPyConnection, quarter: str, region: str | None, own: Path | None
) -> tuple[Circular, Notes, Settings, str]:
    """The circular of a region and quarter, its numbered sources, the settings, and the region's name.

    Args:
        connection: a published warehouse, opened read-only.
        quarter: id of the quarter.
        region: a province or city; the only province with data where None.
        own: the office's reference data; those of kaifaqu where None.

    Raises:
        UsageError: there is no such quarter, region or folder.
        ReferenceDataError: a setting or template is wrong.
    """
    office = Office(own)
    facts = facts_of(connection, quarter, region)
    settings = office.settings(facts.source.indicators)
    facts.mark = settings.doubtful == "mark"
    composer = Composer(facts, office, settings)
    circular = composer.compose()
    return circular, composer.notes, settings, facts.region.name
