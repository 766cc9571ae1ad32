-- grain: one row per current gap that a text states against a known benchmark, with the value it belongs to
--     a gap in 个百分点 belongs to a growth first, then to a level in % (a rate), then to a share; others to levels
--     value_figure_id is null where nobody printed that value; measure is then what the gap's unit calls for
--     a gap against another comparator has no benchmark here; it stays a row of fact_figure
-- inputs: staging.current_figure, staging.ref_comparator, dim_indicator
create table staging.gap_stated as

with

valued as (
    select * from staging.current_figure
    where
        scenario = 'actual'
        and measure in ('level', 'growth', 'share')
        and value_canonical is not null
),

stated as (
    select
        figure.*,
        known.benchmark,
        case
            when figure.unit_canonical != '个百分点' then 'level'
            when dim_indicator.canonical_unit = '%' then 'level'
            else 'growth'
        end as own_measure,
    from staging.current_figure as figure
    inner join staging.ref_comparator as known on known.comparator = figure.comparator
    inner join dim_indicator on dim_indicator.indicator_id = figure.indicator_id
    where figure.scenario = 'actual' and figure.measure = 'gap'
),

candidate as (
    select
        stated.figure_id as gap_figure_id,
        stated.benchmark,
        valued.figure_id as value_figure_id,
        valued.scope is not distinct from stated.scope as same_scope,
        -- a gap printed without a scope holds for the one scope that has a value, never for one of several
        min(valued.scope) over gaps = max(valued.scope) over gaps as one_scope,
        row_number() over (
            partition by stated.figure_id
            order by
                valued.scope is not distinct from stated.scope desc,
                list_position(['growth', 'level', 'share'], valued.measure), valued.figure_id
        ) as choice,
    from stated
    inner join valued
        on
            valued.subject_level = stated.subject_level
            and valued.subject_key = stated.subject_key
            and valued.indicator_id = stated.indicator_id
            and valued.period_start = stated.period_start
            and valued.period_end = stated.period_end
            and valued.unit_canonical = if(stated.unit_canonical = '个百分点', '%', stated.unit_canonical)
            and (valued.scope is not distinct from stated.scope or stated.scope is null)
    window gaps as (partition by stated.figure_id)
),

matched as (
    select * from candidate
    where choice = 1 and (same_scope or one_scope)
),

final as (
    select
        stated.figure_id as gap_figure_id,
        matched.value_figure_id,
        stated.benchmark,
        stated.own_measure as measure,
        coalesce(stated.value_canonical, stated.value) as gap_reported,
        coalesce(stated.unit_canonical, stated.unit) as unit,
        stated.rounding,
    from stated
    left join matched on matched.gap_figure_id = stated.figure_id
    -- two comparators can mean one benchmark: the row of the mart has room for one stated gap
    qualify
        row_number() over (
            partition by
                stated.benchmark,
                coalesce(
                    matched.value_figure_id,
                    concat_ws(
                        chr(31), stated.subject_level, stated.subject_key, stated.indicator_id, stated.own_measure,
                        coalesce(stated.scope, ''), coalesce(stated.unit_canonical, stated.unit, ''),
                        stated.period_start, stated.period_end
                    )
                )
            order by matched.same_scope desc nulls last, stated.as_of_month desc nulls last, stated.figure_id
        ) = 1
)

select * from final
order by gap_figure_id
