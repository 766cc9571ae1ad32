-- grain: one row per subject, quarter, indicator, measure, period, scope and benchmark; a gap that a text states and
--     nothing computes stands here too, without benchmark_value, and without value where nobody printed one
-- inputs: staging.current_figure, staging.gap_benchmark, staging.gap_stated, dim_indicator
create table mart_gap as

with

figure as (
    select * from staging.current_figure
),

pair as (
    select
        coalesce(computed.figure_id, stated.value_figure_id) as value_figure_id,
        coalesce(computed.benchmark, stated.benchmark) as benchmark,
        computed.benchmark_value,
        computed.benchmark_figure_id,
        computed.benchmark_subject_name,
        computed.rounding as benchmark_rounding,
        stated.gap_figure_id,
        stated.gap_reported,
        stated.rounding as gap_rounding,
        stated.measure as stated_measure,
        stated.unit as stated_unit,
    from staging.gap_benchmark as computed
    full outer join staging.gap_stated as stated
        on
            stated.value_figure_id = computed.figure_id
            and stated.benchmark = computed.benchmark
),

measured as (
    select
        subject.quarter_id,
        subject.subject_level,
        subject.subject_name,
        subject.province_id,
        subject.city_id,
        subject.zone_id,
        subject.indicator_id,
        coalesce(valued.measure, pair.stated_measure) as measure,
        subject.scope,
        valued.comparator_key as comparator,
        subject.period_start,
        subject.period_end,
        valued.value_canonical as value,
        coalesce(valued.unit_canonical, pair.stated_unit) as unit,
        subject.bound,
        pair.benchmark,
        pair.benchmark_value,
        try_cast(valued.value_canonical - pair.benchmark_value as decimal(18, 4)) as gap,
        pair.gap_reported,
        -- the last term covers what binary floating point adds to the sum
        valued.rounding + pair.benchmark_rounding + pair.gap_rounding + 1e-9 as tolerance,
        subject.figure_id,
        pair.benchmark_figure_id,
        pair.gap_figure_id,
        pair.benchmark_subject_name,
    from pair
    inner join figure as subject on subject.figure_id = coalesce(pair.value_figure_id, pair.gap_figure_id)
    left join figure as valued on valued.figure_id = pair.value_figure_id
),

judged as (
    select
        measured.*,
        -- positive is better; a part does not have to reach its whole
        case
            when measured.benchmark = 'city_total' and measured.measure = 'level' then null
            when dim_indicator.direction = 'higher' then coalesce(measured.gap, measured.gap_reported)
            when dim_indicator.direction = 'lower' then -coalesce(measured.gap, measured.gap_reported)
        end as lead,
        -- 超过90% may be any better value, 不足90% any worse one; the other way round where lower is better
        case when dim_indicator.direction = 'lower' then ['le', 'lt'] else ['ge', 'gt'] end as bounds_below,
        case when dim_indicator.direction = 'lower' then ['ge', 'gt'] else ['le', 'lt'] end as bounds_above,
    from measured
    inner join dim_indicator on dim_indicator.indicator_id = measured.indicator_id
),

final as (
    select
        quarter_id,
        subject_level,
        subject_name,
        province_id,
        city_id,
        zone_id,
        indicator_id,
        measure,
        scope,
        comparator,
        period_start,
        period_end,
        value,
        unit,
        bound,
        benchmark,
        benchmark_value,
        gap,
        gap_reported,
        abs(cast(gap - gap_reported as double)) <= tolerance as agrees,
        case
            when lead >= 0 and not list_contains(bounds_above, bound) then true
            when lead < 0 and not list_contains(bounds_below, bound) then false
        end as met,
        figure_id,
        benchmark_figure_id,
        gap_figure_id,
        benchmark_subject_name,
    from judged
)

select * from final
order by quarter_id, indicator_id, measure, subject_level, subject_name, benchmark, figure_id, gap_figure_id
