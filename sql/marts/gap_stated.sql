-- grain: one row per current gap that a text states against a known benchmark, with the value it belongs to
--     a gap in 个百分点 belongs to a growth first, then to a level in % (a rate), then to a share; others to levels
--     value_no is null where nobody printed that value; measure is then what the gap's unit calls for
--     a gap against another comparator has no benchmark here; it stays a row of fact_figure, and so does one of a whole
--     against itself
--     a gap to the schedule (序时进度) is one of completion
-- inputs: staging.current_figure, staging.ref_comparator, dim_indicator
create table staging.gap_stated as

with

valued as (
    select
        figure_no,
        level_no,
        subject_no,
        indicator_no,
        scope_no,
        scope,
        measure,
        period_start,
        period_end,
        unit_canonical,
    from staging.current_figure
    where
        scenario = 'actual'
        and measure in ('level', 'growth', 'share', 'completion')
        and (measure != 'growth' or comparator_no = 0)
        and value_canonical is not null
),

stated as (
    select
        figure.*,
        known.benchmark,
        case
            when known.benchmark = 'schedule' then 'completion'
            when figure.unit_canonical != '个百分点' then 'level'
            when dim_indicator.canonical_unit = '%' then 'level'
            else 'growth'
        end as own_measure,
    from staging.current_figure as figure
    inner join staging.ref_comparator as known on known.comparator = figure.comparator
    inner join dim_indicator on dim_indicator.indicator_id = figure.indicator_id
    where
        figure.scenario = 'actual'
        and figure.measure = 'gap'
        -- 高于全省 said of all zones of the province is against the whole province, not against their own average
        and not (figure.subject_level = 'province' and known.benchmark = 'provincial_average')
        and not (figure.subject_level = 'city' and known.benchmark = 'city_total')
),

candidate as (
    select
        stated.figure_no as gap_no,
        stated.benchmark,
        valued.figure_no as value_no,
        valued.scope_no = stated.scope_no as same_scope,
        -- a gap printed without a scope holds for the one scope that has a value, never for one of several
        min(valued.scope) over gaps = max(valued.scope) over gaps as one_scope,
        row_number() over (
            partition by stated.figure_no
            order by
                valued.scope_no = stated.scope_no desc, list_position(['growth', 'level', 'share'], valued.measure),
                valued.figure_no
        ) as choice,
    from stated
    inner join valued
        on
            valued.level_no = stated.level_no
            and valued.subject_no = stated.subject_no
            and valued.indicator_no = stated.indicator_no
            and valued.period_start = stated.period_start
            and valued.period_end = stated.period_end
            and valued.unit_canonical = if(stated.unit_canonical = '个百分点', '%', stated.unit_canonical)
            and (valued.scope_no = stated.scope_no or stated.scope_no = 0)
            and (valued.measure = 'completion') = (stated.benchmark = 'schedule')
    window gaps as (partition by stated.figure_no)
),

matched as (
    select * from candidate
    where choice = 1 and (same_scope or one_scope)
),

final as (
    select
        stated.figure_no as gap_no,
        stated.figure_id as gap_figure_id,
        matched.value_no,
        stated.benchmark,
        stated.own_measure as measure,
        coalesce(stated.value_canonical, stated.value) as gap_reported,
        coalesce(stated.unit_canonical, stated.unit) as unit,
        stated.rounding,
        stated.certainty,
    from stated
    left join matched on matched.gap_no = stated.figure_no
    -- two comparators can mean one benchmark: the row of the mart has room for one stated gap
    qualify
        row_number() over (
            partition by
                stated.benchmark,
                matched.value_no,
                case
                    when matched.value_no is null
                        then
                            concat_ws(
                                chr(31), stated.subject_level, stated.subject_key, stated.indicator_id,
                                stated.own_measure, coalesce(stated.scope, ''),
                                coalesce(stated.unit_canonical, stated.unit, ''), stated.period_start,
                                stated.period_end
                            )
                end
            order by matched.same_scope desc nulls last, stated.as_of_month desc nulls last, stated.figure_no
        ) = 1
)

select * from final
