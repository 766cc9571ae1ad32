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
        pair.benchmark,
        pair.benchmark_value,
        cast(valued.value_canonical - pair.benchmark_value as decimal(18, 4)) as gap,
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

final as (
    select
        measured.quarter_id,
        measured.subject_level,
        measured.subject_name,
        measured.province_id,
        measured.city_id,
        measured.zone_id,
        measured.indicator_id,
        measured.measure,
        measured.scope,
        measured.comparator,
        measured.period_start,
        measured.period_end,
        measured.value,
        measured.unit,
        measured.benchmark,
        measured.benchmark_value,
        measured.gap,
        measured.gap_reported,
        abs(cast(measured.gap - measured.gap_reported as double)) <= measured.tolerance as agrees,
        case
            -- a part does not have to reach its whole
            when measured.benchmark = 'city_total' and measured.measure = 'level' then null
            when dim_indicator.direction = 'higher' then coalesce(measured.gap, measured.gap_reported) >= 0
            when dim_indicator.direction = 'lower' then coalesce(measured.gap, measured.gap_reported) <= 0
        end as met,
        measured.figure_id,
        measured.benchmark_figure_id,
        measured.gap_figure_id,
        measured.benchmark_subject_name,
    from measured
    inner join dim_indicator on dim_indicator.indicator_id = measured.indicator_id
)

select * from final
order by quarter_id, indicator_id, measure, subject_level, subject_name, benchmark, figure_id, gap_figure_id
