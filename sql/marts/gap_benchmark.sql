-- grain: one row per current value and benchmark that can be computed for it, in the value's own unit
--     targets hold for the period they are set for; a target of the reference data holds for its whole year, and for
--     a part of it only where it is a rate
--     averages are compared for rates only; earlier quarters only over a period of the same shape, or, for rates, over
--     the year to date
--     where scopes differ, only a benchmark without a scope may serve, and one with the same scope goes first
-- inputs: staging.current_figure, staging.peer_group, staging.ref_target, staging.ref_unit, dim_indicator
-- inputs: staging.to_canonical
create table staging.gap_benchmark as

with

current as (
    select
        *,
        measure in ('growth', 'share') or (measure = 'level' and unit_canonical = '%') as is_rate,
        period_start = date_trunc('year', period_end) as is_year_to_date,
    from staging.current_figure
    where value_canonical is not null
),

valued as (
    select * from current
    where
        scenario = 'actual'
        and measure in ('level', 'growth', 'share', 'completion', 'pull')
),

printed_target as (
    select
        valued.figure_id,
        case target.set_by
            when 'province' then 'provincial_target'
            when 'city' then 'city_target'
            when 'zone' then 'own_target'
        end as benchmark,
        target.value_canonical as benchmark_value,
        target.figure_id as benchmark_figure_id,
        target.subject_name as benchmark_subject_name,
        target.rounding,
        case when target.scope is not distinct from valued.scope then 1 else 2 end as preference,
    from valued
    inner join current as target
        on
            target.scenario = 'target'
            and target.set_by is not null
            and target.subject_level = valued.subject_level
            and target.subject_key = valued.subject_key
            and target.indicator_id = valued.indicator_id
            and target.measure = valued.measure
            and target.unit_canonical = valued.unit_canonical
            and target.period_start = valued.period_start
            and target.period_end = valued.period_end
            and (target.scope is not distinct from valued.scope or target.scope is null)
),

reference_target as (
    select
        valued.figure_id,
        case target.set_by
            when 'province' then 'provincial_target'
            when 'city' then 'city_target'
            when 'zone' then 'own_target'
        end as benchmark,
        case
            when target.unit = valued.unit_canonical then target.value
            when printed.unit_canonical = base.unit_canonical and printed.dimension = base.dimension
                then staging.to_canonical(target.value, printed.factor / base.factor)
        end as benchmark_value,
        null as benchmark_figure_id,
        coalesce(target.subject_name, valued.subject_name) as benchmark_subject_name,
        0.0 as rounding,
        case when target.subject_name is not null then 3 else 4 end as preference,
    from valued
    inner join staging.ref_target as target
        on
            target.indicator_id = valued.indicator_id
            and target.measure = valued.measure
            and target.year = year(valued.period_end)
            and target.year = year(valued.period_start)
            and (target.subject_name is null or target.subject_name = valued.subject_name)
            and (valued.is_rate or (valued.is_year_to_date and month(valued.period_end) = 12))
    left join staging.ref_unit as printed on printed.unit = target.unit
    left join staging.ref_unit as base on base.unit = valued.unit_canonical
),

whole as (
    select
        valued.figure_id,
        case whole.subject_level when 'province' then 'provincial_average' else 'city_total' end as benchmark,
        whole.value_canonical as benchmark_value,
        whole.figure_id as benchmark_figure_id,
        whole.subject_name as benchmark_subject_name,
        whole.rounding,
        case when whole.scope is not distinct from valued.scope then 1 else 2 end as preference,
    from valued
    inner join dim_indicator on dim_indicator.indicator_id = valued.indicator_id
    inner join valued as whole
        on
            whole.indicator_id = valued.indicator_id
            and whole.measure = valued.measure
            and whole.unit_canonical = valued.unit_canonical
            and whole.period_start = valued.period_start
            and whole.period_end = valued.period_end
            and whole.comparator_key is not distinct from valued.comparator_key
            and (whole.scope is not distinct from valued.scope or whole.scope is null)
    where
        (
            whole.subject_level = 'province'
            and valued.subject_level != 'province'
            and valued.is_rate
            and coalesce(whole.province_id = valued.province_id, true)
        )
        or (
            whole.subject_level = 'city'
            and valued.subject_level in ('zone', 'county')
            and whole.city_id = valued.city_id
            and (valued.is_rate or (valued.measure = 'level' and dim_indicator.aggregation = 'sum'))
        )
),

best_peer as (
    select
        figure_id,
        'best_peer' as benchmark,
        best_value as benchmark_value,
        best_figure_id as benchmark_figure_id,
        best_subject_name as benchmark_subject_name,
        best_rounding as rounding,
        1 as preference,
    from staging.peer_group
    where peers >= 2
),

peer_median as (
    select
        figure_id,
        'peer_median' as benchmark,
        median_value as benchmark_value,
        null as benchmark_figure_id,
        null as benchmark_subject_name,
        0.0 as rounding,
        1 as preference,
    from staging.peer_group
    where peers >= 2
),

step as (
    select * from (
        values ('previous_quarter', interval 3 month), ('same_quarter_last_year', interval 12 month)
    ) as step (benchmark, back)
),

earlier as (
    select
        valued.figure_id,
        step.benchmark,
        earlier.value_canonical as benchmark_value,
        earlier.figure_id as benchmark_figure_id,
        earlier.subject_name as benchmark_subject_name,
        earlier.rounding,
        case when earlier.period_start = valued.period_start - step.back then 1 else 2 end as preference,
    from valued
    cross join step
    inner join valued as earlier
        on
            earlier.subject_level = valued.subject_level
            and earlier.subject_key = valued.subject_key
            and earlier.indicator_id = valued.indicator_id
            and earlier.measure = valued.measure
            and earlier.scope is not distinct from valued.scope
            and earlier.comparator_key is not distinct from valued.comparator_key
            and earlier.unit_canonical = valued.unit_canonical
            and earlier.period_end = last_day(valued.period_end - step.back)
            and (
                earlier.period_start = valued.period_start - step.back
                or (valued.is_rate and valued.is_year_to_date and earlier.is_year_to_date)
            )
),

every_benchmark as (
    select * from printed_target
    union all by name
    select * from reference_target
    union all by name
    select * from whole
    union all by name
    select * from best_peer
    union all by name
    select * from peer_median
    union all by name
    select * from earlier
),

final as (
    select * exclude (preference) from every_benchmark
    where benchmark_value is not null
    qualify row_number() over (partition by figure_id, benchmark order by preference, benchmark_figure_id) = 1
)

select * from final
order by figure_id, benchmark
