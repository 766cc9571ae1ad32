"""What a circular asks the published warehouse. Values, ranks, gaps and rates stand in the marts; nothing is computed here."""

from __future__ import annotations

import duckdb

# the one place that says which figures may stand in a circular without a mark
STANDING = """
create or replace temp view standing as
select
    figure_id, quote, value, unit, value_canonical, indicator_id, measure,
    certainty is distinct from 'doubtful' as may_stand,
from fact_figure
"""

QUARTERS = "select distinct quarter_id from mart_ranking where subject_level in ('province', 'city', 'zone') order by 1"

REGIONS = """
with place as (
    select distinct province_id as place_id, province_zh as name, 'province' as level from dim_city where province_id is not null
    union
    select city_id, name_zh, 'city' from dim_city where city_id is distinct from province_id
)
select place.place_id, place.name, place.level
from place
where
    exists (
        from mart_ranking as ranking
        where
            ranking.quarter_id = $quarter
            and ranking.subject_level in ('province', 'city', 'zone')
            and place.place_id = if(place.level = 'province', ranking.province_id, ranking.city_id)
    )
order by place.place_id
"""

# what a row of any mart must be to belong to the region
WITHIN = """
quarter_id = $quarter
    and subject_level in ('province', 'city', 'zone')
    and $place = if($level = 'province', province_id, city_id)
    and not ($level = 'city' and subject_level = 'province')
"""

# one row per subject, indicator, measure and scope key: the year to date where it is printed, else what ends last;
# `before` is the sign of its distance from the quarter before, where a mart has one
VALUES = f"""
with ranked as (
    select * from mart_ranking
    where
        {WITHIN}
        and value is not null
        and is_latest_in_quarter
        and period_kind not in ('since', 'span')
        and measure in ('level', 'growth', 'share', 'completion')
        -- growth against anything but the year before has a comparator
        and (measure != 'growth' or comparator is null)
    qualify
        row_number() over (
            partition by subject_level, subject_name, city_id, zone_id, indicator_id, measure, scope_key, unit
            order by
                month(period_start) = 1 and year(period_start) = year(period_end) desc,
                period_end desc, comparator is not null, period_start, figure_id
        ) = 1
),

before as (
    select figure_id, sign(arg_min(gap, benchmark)) as before
    from mart_gap
    where gap is not null and (benchmark = 'previous_quarter' or (benchmark = 'earlier_year_to_date' and measure = 'growth'))
    group by figure_id
)

select
    ranked.subject_level, ranked.subject_name, ranked.province_id, ranked.city_id, ranked.zone_id, ranked.indicator_id,
    dim_indicator.name_zh as indicator, ranked.measure, ranked.comparator, ranked.scope, ranked.scope_key, ranked.period_start, ranked.period_end,
    ranked.value, ranked.unit, ranked.bound, ranked.rank_best, ranked.rank_worst, ranked.peers, ranked.rank_reported,
    ranked.rank_comparator, ranked.contested, ranked.figure_id, ranked.rank_figure_id, before.before,
    standing.quote, coalesce(standing.may_stand, true) as may_stand,
    -- the year to date, or the quarter's last day
    ranked.period_end = dim_quarter.end_date
        and (ranked.months = 0 or ranked.period_start = date_trunc('year', ranked.period_end)) as usual,
    -- the season moves an amount; a rate and a growth can be held against the quarter before
    ranked.measure = 'growth' or ranked.unit = '%' as comparable
from ranked
inner join dim_indicator using (indicator_id)
inner join dim_quarter using (quarter_id)
left join before on before.figure_id = ranked.figure_id
left join standing on standing.figure_id = ranked.figure_id
order by
    list_position(['province', 'city', 'zone'], ranked.subject_level), ranked.city_id nulls last, ranked.subject_name,
    ranked.zone_id, dim_indicator.indicator_id, ranked.scope_key nulls first, ranked.measure, ranked.unit
"""

GAPS = f"""
select
    subject_level, subject_name, province_id, city_id, zone_id, mart_gap.indicator_id, dim_indicator.name_zh as indicator, mart_gap.measure, scope, scope_key,
    mart_gap.value, mart_gap.unit, bound, benchmark, benchmark_value, benchmark_subject_name, benchmark_basis, coalesce(inherited, false) as inherited,
    period_start, period_end, true as usual, gap, met, contested, mart_gap.figure_id, benchmark_figure_id, gap_figure_id, year(period_end) as year, standing.quote,
    coalesce(standing.may_stand, true) and coalesce(held_against.may_stand, true) as may_stand
from mart_gap
inner join dim_indicator using (indicator_id)
left join standing on standing.figure_id = mart_gap.figure_id
left join standing as held_against on held_against.figure_id = mart_gap.benchmark_figure_id
where
    {WITHIN}
    and is_latest_in_quarter
    and mart_gap.value is not null
    and benchmark in ('provincial_target', 'city_target', 'own_target', 'provincial_average', 'city_total')
    -- how much less a part has than the whole says nothing
    and not (benchmark = 'city_total' and mart_gap.unit != '%')
order by
    list_position(['province', 'city', 'zone'], subject_level), city_id nulls last, subject_name, mart_gap.indicator_id,
    scope_key nulls first, mart_gap.measure, benchmark, mart_gap.figure_id
"""

# each count, sum and rate with the figure that it comes from; of a computed rate, the figures of the whole row
PIPELINE = f"""
select * exclude (figure_ids), figure_ids,
    not exists (
        from standing where not standing.may_stand and list_contains(mart_pipeline.figure_ids, standing.figure_id)
    ) as may_stand
from mart_pipeline
where {WITHIN} and is_latest_in_quarter
order by
    list_position(['province', 'city', 'zone'], subject_level), city_id nulls last, subject_name, batch_scope nulls first,
    period_start, period_end
"""

WARNINGS = f"""
select severity, subject_level, subject_name, message_zh, contested, figure_ids,
    not exists (
        from standing where not standing.may_stand and list_contains(mart_warning.figure_ids, standing.figure_id)
    ) as may_stand
from mart_warning
where {WITHIN} and is_latest_in_quarter
order by
    list_position(['red', 'orange', 'yellow'], severity), list_position(['province', 'city', 'zone'], subject_level),
    city_id nulls last, subject_name, rule, figure_id
"""

PANELS = """
select indicator_id, subject_level, expected, reported, reported_registered, missing
from mart_panel
where quarter_id = $quarter and province_id = $place and subject_level in ('city', 'zone')
order by indicator_id, subject_level
"""

SOURCES = """
select
    figure.figure_id, figure.document_id, figure.sentence, figure.quote, article.title, article.byline, article.as_of_month,
    article.url, article.publisher, article.published, document.path,
    substr(full_text.text, greatest(figure.char_start - 59, 1), least(figure.char_start, 60)) as text_before,
    substr(full_text.text, figure.char_end + 1, 60) as text_after
from fact_figure as figure
inner join dim_document as document using (document_id)
left join document_text as full_text using (document_id)
left join dim_article as article on article.article_id = figure.article_id
where list_contains($ids, figure.figure_id)
"""


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the view `standing`, which says of each figure whether it may stand in a circular unmarked."""
    connection.execute(STANDING)
