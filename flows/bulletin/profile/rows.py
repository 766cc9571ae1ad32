"""The rows of many pages at once: a query for each kind of row, and what the citations of their figures say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import polars as pl

from flows.bulletin.source import Row, Source
from flows.bulletin.titles import TITLE

MOST_ROWS = 300
"""How many rows of a kind a page shows, the latest first; the warehouse has the rest."""
MOST_SENTENCES = 150
# the pages of a batch and what each is about: a subject by its key, or an indicator
OF_SUBJECT = """wanted_page as w on w.subject_level = t.subject_level and w.subject_name = t.subject_name
    and w.city_id is not distinct from t.city_id and w.zone_id is not distinct from t.zone_id"""
OF_INDICATOR = "wanted_page as w on w.indicator_id = t.indicator_id"
# indicators that nobody has a page for have no row here, and enterprises and projects none on an indicator's page
LEVELS = "t.subject_level in ('province', 'city', 'zone', 'county')"
LATEST = """
qualify row_number() over (partition by w.page order by {order}) <= {most}
order by w.page, {order}
"""
SERIES = """
select w.page, t.* from mart_series as t inner join {of}
where {levels}
qualify dense_rank() over (partition by w.page order by t.quarter_id desc) <= 60
order by w.page, t.subject_level, t.subject_name, t.city_id nulls first, t.zone_id nulls first, t.indicator_id,
    t.scope_key nulls first, t.quarter_id
"""
PROGRESS = "select w.page, t.* from mart_target_progress as t inner join {of} where {levels}" + LATEST.format(
    order="t.done_until desc, t.quarter_id desc, t.indicator_id, t.subject_name, t.measure, t.period_start, t.period_end, "
    "t.set_by nulls first, t.figure_id",
    most=MOST_ROWS,
)
RANKS = (
    "select w.page, t.* from mart_ranking as t inner join {of}\n"
    "where {levels} and (t.rank is not null or t.rank_reported is not null)"
    + LATEST.format(
        order="t.period_end desc, t.period_start, t.indicator_id, t.measure, t.rank_best nulls last, t.subject_name, "
        "t.scope nulls first, t.comparator nulls first, t.unit nulls first, t.figure_id, t.rank_comparator nulls first",
        most=MOST_ROWS,
    )
)
WARNINGS = "select w.page, t.* from mart_warning as t inner join {of} where {levels}" + LATEST.format(
    order="t.quarter_id desc, list_position(['red', 'orange', 'yellow'], t.severity), t.indicator_id, t.subject_name, t.rule, "
    "t.figure_id",
    most=MOST_ROWS,
)
# a project stands on the pages of its zone, its city and its province
PROJECTS = """
with placed as (
    select w.page, t.* from mart_project as t inner join wanted_page as w on w.subject_level = 'zone' and w.zone_id = t.zone_id
    union all
    select w.page, t.* from mart_project as t inner join wanted_page as w on w.subject_level = 'city' and w.city_id = t.city_id
    union all
    select w.page, t.*
    from mart_project as t
    inner join wanted_page as w on w.subject_level = 'province' and w.province_id = t.province_id
)
select w.*, zone.short_name_zh as zone_zh, city.name_zh as city_zh
from placed as w
left join dim_zone as zone on zone.zone_id = w.zone_id
left join dim_city as city on city.city_id = w.city_id
""" + LATEST.format(
    order="w.quarter_id desc, w.investment desc nulls last, w.subject_name, w.project_id", most=MOST_ROWS
)
SENTENCES = """
with said as (
    select w.page, t.document_id, t.sentence, t.article_id, min(t.char_start) as char_start,
        max(t.period_end) as period_end, list(t.figure_id order by t.char_start, t.figure_id) as figure_ids,
        list_sort(list_distinct(list(t.indicator_id) filter (where t.indicator_id is not null))) as indicator_ids,
        list_sort(list_distinct(list(t.quarter_id))) as quarter_ids
    from fact_figure as t inner join {of}
    where {levels}
    group by all
)
select w.*, count(*) over (partition by w.page) as alike
from said as w
qualify row_number() over (
    partition by w.page order by w.period_end desc, w.document_id, w.char_start
) <= {most}
order by w.page, w.period_end desc, w.document_id, w.char_start
"""
CITED = f"""
select f.figure_id, f.document_id, f.char_start, f.char_end, f.quote, f.sentence,
    if(f.certainty = 'doubtful', coalesce(f.doubts, ''), null) as doubts, {TITLE} as title,
    nullif(concat_ws('，', coalesce(a.publisher, a.byline), a.published), '') as byline, a.as_of_month, d.path
from fact_figure as f
inner join dim_document as d on d.document_id = f.document_id
left join dim_article as a on a.article_id = f.article_id
where f.figure_id in (select figure_id from wanted_figure)
"""
KINDS = {
    "series": SERIES,
    "progress": PROGRESS,
    "ranks": RANKS,
    "warnings": WARNINGS,
    "sentences": SENTENCES.replace("{most}", str(MOST_SENTENCES)),
}


class Cited(NamedTuple):
    """What a citation of a figure says, and whether the figure is doubtful."""

    document_id: str
    char_start: int
    char_end: int
    quote: str
    sentence: str
    doubts: str | None  # the codes, of a doubtful figure only
    title: str | None
    byline: str | None
    as_of_month: str | None
    path: str


class Batch(NamedTuple):
    """The rows of some pages: for each kind, the rows by the page's number; and their figures' citations."""

    rows: Mapping[str, Mapping[int, list[Row]]]
    cited: Mapping[str, Cited]

    def of(self, kind: str, page: int) -> list[Row]:
        """The rows of one kind of one page."""
        return self.rows[kind].get(page, [])


def batches(
    source: Source, wanted: Sequence[Mapping[str, Any]], at_a_time: int
) -> Iterator[tuple[range, Batch]]:
    """The rows of pages, some pages at a time; the figures that they name are looked up in the source.

    Args:
        source: where they are read.
        wanted: the pages: `page` and either the subject's key with its province_id, or the indicator_id.
        at_a_time: so many pages are in memory at once.
    """
    of_subjects = bool(wanted) and "subject_name" in wanted[0]
    of = OF_SUBJECT if of_subjects else OF_INDICATOR
    kinds = {kind: query.format(of=of, levels=LEVELS) for kind, query in KINDS.items()}
    if of_subjects:
        kinds["projects"] = PROJECTS
    for at in range(0, len(wanted), at_a_time):
        pages = wanted[at : at + at_a_time]
        source.connection.register(
            "wanted_page",
            pl.DataFrame(
                pages, schema={name: pl.Int64 if name == "page" else pl.String for name in pages[0]}
            ),
        )
        rows = {kind: source.rows(query) for kind, query in kinds.items()}
        source.connection.unregister("wanted_page")
        figures = source.look_up_all(rows.values())
        by_page = {
            kind: {page: list(group) for page, group in groupby(found, lambda row: int(row["page"]))}
            for kind, found in rows.items()
        }
        yield range(at, at + len(pages)), Batch(by_page, _cited(source, figures))


def _cited(source: Source, figure_ids: Sequence[str]) -> dict[str, Cited]:
    if not figure_ids:
        return {}
    source.connection.register("wanted_figure", pl.DataFrame({"figure_id": figure_ids}))
    found = source.connection.execute(CITED).fetchall()
    source.connection.unregister("wanted_figure")
    return {row[0]: Cited(*row[1:]) for row in found}
