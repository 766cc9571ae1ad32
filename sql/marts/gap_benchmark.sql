-- grain: one row per current value and benchmark that can be computed for it, in the value's own unit
--     targets hold for the period they are set for; a target of the reference data holds for its whole year, and for
--     a part of it only where it is a rate
--     inherited: the provincial (or city's) target of a city or province holds for the rates of what lies in it, where
--     neither a text nor the reference data give it one of its own
--     benchmark_basis: a figure that a text prints, the reference data, or computed from others
--     averages are compared for rates only; earlier quarters only over a period of the same shape, or by their end: rates in
--     % over the year to date, and windows that grow from a year before (2023年以来) from the same start
--     a growth of the year to date is no growth of a quarter: what it was a quarter before is earlier_year_to_date
--     scopes are compared by their key; where keys differ, only a benchmark without one may serve, and one with the same
--     words goes first, then one with the same key
--     benchmark_no: the figure that is the benchmark; a median and a target of the reference data are none
-- inputs: staging.current_figure, staging.peer_group, staging.ref_target, staging.ref_unit, dim_indicator
-- inputs: staging.ref_place, staging.ref_comparator, staging.identity_gap
--     what is in doubt of a whole is no benchmark for what lies in it
-- inputs: staging.to_canonical, staging.period_shape, staging.is_left_out
create type staging.benchmark_words as enum (
    'best_peer', 'city_target', 'city_total', 'earlier_year_to_date', 'own_target', 'peer_median', 'previous_quarter',
    'provincial_average', 'provincial_target', 'same_quarter_last_year', 'schedule'
);

create table staging.gap_benchmark as

with

figure as not materialized (
    select
        *,
        measure in ('growth', 'share') or (measure = 'level' and unit_canonical = '%') as is_rate,
        period_start = date_trunc('year', period_end) as is_year_to_date,
    from staging.current_figure
    where
        value_canonical is not null
        and scenario = 'actual'
        and measure in ('level', 'growth', 'share', 'completion', 'pull')
),

-- narrow, and so cheap to keep: no words that are long
valued as materialized (
    select
        figure_no,
        level_no,
        subject_no,
        indicator_no,
        measure_no,
        scope_no,
        scope_key_no,
        comparator_no,
        unit_no,
        subject_level,
        province_id,
        city_id,
        measure = 'level' as is_level,
        measure = 'growth' as is_growth,
        period_start,
        period_end,
        value_canonical,
        is_rate,
        staging.is_left_out(certainty, 'ranking') as is_left_out,
    from figure
),

target as (
    select * from staging.current_figure
    where scenario = 'target' and set_by is not null and value_canonical is not null
),

printed_target as (
    select
        valued.figure_no,
        case target.set_by
            when 'province' then 'provincial_target'
            when 'city' then 'city_target'
            when 'zone' then 'own_target'
        end as benchmark,
        target.value_canonical as benchmark_value,
        target.figure_no as benchmark_no,
        case when target.scope_no = valued.scope_no then 1 when target.scope_key_no = valued.scope_key_no then 2 else 3 end as preference,
    from valued
    inner join target
        on
            target.set_by is not null
            and target.level_no = valued.level_no
            and target.subject_no = valued.subject_no
            and target.indicator_no = valued.indicator_no
            and target.measure_no = valued.measure_no
            and target.unit_no = valued.unit_no
            and target.period_start = valued.period_start
            and target.period_end = valued.period_end
            -- a target of growth is one against the year before
            and (not valued.is_growth or target.comparator_no = valued.comparator_no)
            and (target.scope_key_no = valued.scope_key_no or target.scope_key_no = 0)
),

-- the target of the city that the value's subject lies in, else that of its province
of_the_whole as (
    select
        valued.figure_no,
        target.figure_no as target_no,
        if(target.scope_key_no = valued.scope_key_no, 6, 7) as preference,
    from valued
    inner join target
        on
            target.subject_level = 'city'
            and target.set_by in ('province', 'city')
            and target.city_id = valued.city_id
            and target.indicator_no = valued.indicator_no
            and target.measure_no = valued.measure_no
            and target.unit_no = valued.unit_no
            and target.period_start = valued.period_start
            and target.period_end = valued.period_end
            and (not valued.is_growth or target.comparator_no = valued.comparator_no)
            and (target.scope_key_no = valued.scope_key_no or target.scope_key_no = 0)
    where valued.is_rate and valued.subject_level in ('zone', 'county')
    union all
    select
        valued.figure_no,
        target.figure_no as target_no,
        if(target.scope_key_no = valued.scope_key_no, 10, 11) as preference,
    from valued
    inner join target
        on
            target.subject_level = 'province'
            and target.set_by = 'province'
            and target.province_id = valued.province_id
            and target.indicator_no = valued.indicator_no
            and target.measure_no = valued.measure_no
            and target.unit_no = valued.unit_no
            and target.period_start = valued.period_start
            and target.period_end = valued.period_end
            and (not valued.is_growth or target.comparator_no = valued.comparator_no)
            and (target.scope_key_no = valued.scope_key_no or target.scope_key_no = 0)
    where valued.is_rate and valued.subject_level in ('city', 'zone', 'county')
),

inherited_target as (
    select
        of_the_whole.figure_no,
        if(target.set_by = 'city', 'city_target', 'provincial_target') as benchmark,
        target.value_canonical as benchmark_value,
        target.figure_no as benchmark_no,
        of_the_whole.preference,
        true as inherited,
    from of_the_whole
    inner join target on target.figure_no = of_the_whole.target_no
    where not staging.is_left_out(target.certainty, 'ranking')
),

-- whom a target of the reference data holds for: those of its name, or all; of a place also what lies in it
reference_subject as (
    select
        target.*,
        place.place_id,
        place.level as place_level,
    from staging.ref_target as target
    left join staging.ref_place as place
        on
            place.name_zh = target.subject_name
            and place.level in ('city', 'province')
            and target.set_by in ('province', 'city')
),

reference_holder as (
    select distinct
        figure.figure_no,
        target.* exclude (place_id, place_level),
        false as inherited,
    from figure
    inner join reference_subject as target
        on
            target.indicator_id = figure.indicator_id
            and target.measure = figure.measure
            and target.year = year(figure.period_end)
            and target.year = year(figure.period_start)
            and (target.subject_name is null or target.subject_name = figure.subject_name)
    union all
    select distinct
        figure.figure_no,
        target.* exclude (place_id, place_level),
        true as inherited,
    from figure
    inner join reference_subject as target
        on
            target.indicator_id = figure.indicator_id
            and target.measure = figure.measure
            and target.year = year(figure.period_end)
            and target.year = year(figure.period_start)
            and (
                (target.place_level = 'city' and figure.city_id = target.place_id and figure.subject_level in ('zone', 'county'))
                or (
                    target.place_level = 'province'
                    and figure.province_id = target.place_id
                    and figure.subject_level in ('city', 'zone', 'county')
                )
            )
            and target.subject_name != figure.subject_name
    where figure.is_rate
),

reference_target as (
    select
        valued.figure_no,
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
        null as benchmark_no,
        coalesce(target.subject_name, valued.subject_name) as benchmark_subject_name,
        case
            when target.inherited and place.level = 'province' then 12
            when target.inherited then 8
            when target.subject_name is not null then 4
            else 5
        end as preference,
        target.inherited,
        'reference' as benchmark_basis,
    from figure as valued
    inner join reference_holder as target
        on
            target.figure_no = valued.figure_no
            and (valued.is_rate or (valued.is_year_to_date and month(valued.period_end) = 12))
            and (valued.measure != 'growth' or valued.comparator_no = 0)
    left join staging.ref_unit as printed on printed.unit = target.unit
    left join staging.ref_unit as base on base.unit = valued.unit_canonical
    left join staging.ref_place as place on place.name_zh = target.subject_name and place.level = 'province'
),

-- what a text prints beside the gap that it states
beside_gap as (
    select
        valued.figure_no,
        known.benchmark,
        benchmark.value_canonical as benchmark_value,
        benchmark.figure_no as benchmark_no,
        4 as preference,
    from staging.identity_gap as identity
    inner join staging.current_figure as gap on gap.figure_id = identity.figure_ids[1]
    inner join staging.ref_comparator as known on known.comparator = gap.comparator
    inner join staging.current_figure as valued on valued.figure_id = identity.figure_ids[2]
    inner join staging.current_figure as benchmark on benchmark.figure_id = identity.figure_ids[3]
    where
        benchmark.unit_no = valued.unit_no
        and not (valued.subject_level = 'province' and known.benchmark = 'provincial_average')
        and not (valued.subject_level = 'city' and known.benchmark = 'city_total')
),

provincial_average as (
    select
        valued.figure_no,
        'provincial_average' as benchmark,
        whole.value_canonical as benchmark_value,
        whole.figure_no as benchmark_no,
        case when whole.scope_no = valued.scope_no then 1 when whole.scope_key_no = valued.scope_key_no then 2 else 3 end as preference,
    from valued
    inner join valued as whole
        on
            whole.subject_level = 'province'
            and whole.indicator_no = valued.indicator_no
            and whole.measure_no = valued.measure_no
            and whole.unit_no = valued.unit_no
            and whole.period_start = valued.period_start
            and whole.period_end = valued.period_end
            and whole.comparator_no = valued.comparator_no
            and (whole.scope_key_no = valued.scope_key_no or whole.scope_key_no = 0)
            and coalesce(whole.province_id = valued.province_id, true)
    where valued.subject_level != 'province' and valued.is_rate and not whole.is_left_out
),

-- what its parts add up to
sum_indicator as (
    select enum_code(try_cast(indicator_id as staging.indicator_words)) as indicator_no from dim_indicator
    where aggregation = 'sum'
),

city_total as (
    select
        valued.figure_no,
        'city_total' as benchmark,
        whole.value_canonical as benchmark_value,
        whole.figure_no as benchmark_no,
        case when whole.scope_no = valued.scope_no then 1 when whole.scope_key_no = valued.scope_key_no then 2 else 3 end as preference,
    from valued
    inner join valued as whole
        on
            whole.subject_level = 'city'
            and whole.city_id = valued.city_id
            and whole.indicator_no = valued.indicator_no
            and whole.measure_no = valued.measure_no
            and whole.unit_no = valued.unit_no
            and whole.period_start = valued.period_start
            and whole.period_end = valued.period_end
            and whole.comparator_no = valued.comparator_no
            and (whole.scope_key_no = valued.scope_key_no or whole.scope_key_no = 0)
    where
        valued.subject_level in ('zone', 'county')
        and not whole.is_left_out
        and (
            valued.is_rate
            or (
                valued.is_level
                and valued.indicator_no in (select indicator_no from sum_indicator where indicator_no is not null)
            )
        )
),

-- months between the two: a quarter, a year
step as (
    select * from (
        values ('previous_quarter', interval 3 month), ('same_quarter_last_year', interval 12 month)
    ) as step (benchmark, back)
),

-- a table of moved periods is short, and spares the join all periods that are no match
period as (
    select distinct
        period_start,
        period_end,
    from valued
),

moved as (
    select
        period.period_start,
        period.period_end,
        step.benchmark,
        cast(period.period_start - step.back as date) as earlier_start,
        last_day(period.period_end - step.back) as earlier_end,
        'any' as kind,
        1 as preference,
    from period
    cross join step
),

-- kind: of which values: any, percent (levels and shares), growing (levels and shares), growth
shape as (
    -- three months before the half year lies no half year
    select * from moved
    where staging.period_shape(period_start, period_end) = staging.period_shape(earlier_start, earlier_end)
    union all by name
    -- the year to date by its end, also where the earlier one begins in a year of its own
    select * replace (
        cast(date_trunc('year', earlier_end) as date) as earlier_start, 'percent' as kind, 2 as preference
    ) from moved
    where period_start = date_trunc('year', period_end) and earlier_start != date_trunc('year', earlier_end)
    union all by name
    select * replace (period_start as earlier_start, 'growing' as kind, 3 as preference) from moved
    where period_start < date_trunc('year', period_end) and period_start <= earlier_end
    union all by name
    select * replace (
        'earlier_year_to_date' as benchmark, period_start as earlier_start, 'growth' as kind, 1 as preference
    ) from moved
    where
        benchmark = 'previous_quarter'
        and period_start = date_trunc('year', period_end)
        and period_start < earlier_end
),

earlier as (
    select
        valued.figure_no,
        shape.benchmark,
        earlier.value_canonical as benchmark_value,
        earlier.figure_no as benchmark_no,
        2 * shape.preference + cast(earlier.scope_no != valued.scope_no as bigint) as preference,
    from valued
    inner join shape on shape.period_start = valued.period_start and shape.period_end = valued.period_end
    inner join valued as earlier
        on
            earlier.level_no = valued.level_no
            and earlier.subject_no = valued.subject_no
            and earlier.indicator_no = valued.indicator_no
            and earlier.measure_no = valued.measure_no
            and earlier.scope_key_no = valued.scope_key_no
            and earlier.comparator_no = valued.comparator_no
            and earlier.unit_no = valued.unit_no
            and earlier.period_start = shape.earlier_start
            and earlier.period_end = shape.earlier_end
    where
        shape.kind = 'any'
        or (shape.kind = 'growth' and valued.is_growth)
        or (shape.kind = 'percent' and valued.is_rate and not valued.is_growth)
        or (shape.kind = 'growing' and not valued.is_growth)
),

-- how much of the year is over, in %: what an even course would have completed of a plan for the year
schedule as (
    select
        figure_no,
        'schedule' as benchmark,
        cast(round(100.0 * month(period_end) / 12, 4) as decimal(18, 4)) as benchmark_value,
        null as benchmark_no,
        1 as preference,
        'computed' as benchmark_basis,
    from figure
    where
        measure = 'completion'
        and unit_canonical = '%'
        and is_year_to_date
        and regexp_matches(coalesce(comparator, '年'), '年|目标|计划|任务|预算')
),

-- several figures can be one of these for a value
chosen as (
    select * exclude (preference) from (
        select * from printed_target
        union all by name
        select * from inherited_target
        union all by name
        select * from beside_gap
        union all by name
        select * from reference_target
        union all by name
        select * from provincial_average
        union all by name
        select * from city_total
        union all by name
        select * from earlier
        union all by name
        select * from schedule
    )
    where benchmark_value is not null
    qualify row_number() over (partition by figure_no, benchmark order by preference, benchmark_no) = 1
),

best_peer as (
    select
        peer_group.figure_no,
        'best_peer' as benchmark,
        best.value_canonical as benchmark_value,
        peer_group.best_no as benchmark_no,
    from staging.peer_group
    inner join valued as best on best.figure_no = peer_group.best_no
    where peer_group.peers >= 2
),

peer_median as (
    select
        figure_no,
        'peer_median' as benchmark,
        median_value as benchmark_value,
        'computed' as benchmark_basis,
        scope_differs,
    from staging.peer_group
    where peers >= 2 and median_value is not null
),

found as (
    select * from chosen
    union all by name
    select * from best_peer
    union all by name
    select * from peer_median
),

final as (
    select * replace (
        cast(benchmark as staging.benchmark_words) as benchmark,
        coalesce(benchmark_basis, 'printed') as benchmark_basis,
        coalesce(inherited, false) as inherited
    ) from found
)

select * from final
