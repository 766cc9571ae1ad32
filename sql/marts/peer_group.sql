-- grain: one row per current value that can be compared, with its place among its peers: the subjects of the same
--     level with the same indicator, measure, period, scope, comparator and unit
-- inputs: staging.current_figure, dim_indicator
create table staging.peer_group as

with

comparable as (
    select
        figure.figure_id,
        figure.subject_name,
        figure.subject_level,
        figure.indicator_id,
        figure.measure,
        figure.period_start,
        figure.period_end,
        figure.scope,
        figure.comparator_key,
        figure.unit_canonical,
        figure.value_canonical,
        figure.rounding,
        case dim_indicator.direction
            when 'higher' then figure.value_canonical
            when 'lower' then -figure.value_canonical
        end as merit,
    from staging.current_figure as figure
    inner join dim_indicator on dim_indicator.indicator_id = figure.indicator_id
    where
        figure.scenario = 'actual'
        and figure.measure in ('level', 'growth', 'share', 'completion', 'pull')
        and figure.value_canonical is not null
),

final as (
    select
        figure_id,
        case when merit is not null then rank() over (peers order by merit desc) end as rank,
        count(*) over peers as peers,
        try_cast(round(median(cast(value_canonical as double)) over peers, 4) as decimal(18, 4)) as median_value,
        case when merit is not null then first_value(figure_id) over best_first end as best_figure_id,
        case when merit is not null then first_value(subject_name) over best_first end as best_subject_name,
        case when merit is not null then first_value(value_canonical) over best_first end as best_value,
        case when merit is not null then first_value(rounding) over best_first end as best_rounding,
    from comparable
    window
        peers as (
            partition by
                subject_level, indicator_id, measure, period_start, period_end, scope, comparator_key, unit_canonical
        ),
        best_first as (
            partition by
                subject_level, indicator_id, measure, period_start, period_end, scope, comparator_key, unit_canonical
            order by merit desc, figure_id
        )
)

select * from final
order by figure_id
