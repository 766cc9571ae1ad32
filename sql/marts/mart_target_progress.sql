-- grain: one row per target, quarter and value that it is held against: how much is done, how much would be by the calendar, and
--     what the rest of the time needs; the latest value of the quarter from the target's first day on
--     an amount: share_done of the target, share_due of its months, gap between the two in percentage points, needed_rest what is
--     left, needed_pace how many times the monthly average so far the rest needs; a stock or a rate is not due by the calendar
--     a growth: gap to the target, and needed_rest the growth that the rest of the year needs, where last year's values are known
--     a printed share of a plan that prints no amount has no target; beside a target it stands as share_done_printed
--     a target that is only a bound counts as what it names
-- inputs: staging.current_figure, staging.gap_benchmark, staging.series_quarter, dim_indicator
create table mart_target_progress as

with

indicator as (
    select
        enum_code(try_cast(indicator_id as staging.indicator_words)) as indicator_no,
        observation = 'flow' and aggregation = 'sum' as adds_up,
        direction,
    from dim_indicator
),

value as not materialized (
    select * from staging.current_figure
    where scenario = 'actual' and value_canonical is not null and is_latest_in_quarter
),

amount_target as (
    select * from staging.current_figure
    where
        scenario = 'target'
        and measure = 'level'
        and value_canonical > 0
        and period_kind in ('year', 'span')
        and month(period_start) = 1
        and month(period_end) = 12
),

amount as (
    select
        value.figure_no,
        target.figure_no as target_no,
        'level' as measure,
        target.set_by,
        target.period_start as target_start,
        target.period_end as target_end,
        target.value_canonical as target,
        value.value_canonical as done,
        indicator.adds_up,
        date_diff('month', target.period_start, value.period_end) + 1 as months_done,
        date_diff('month', target.period_start, target.period_end) + 1 as months_all,
        false as inherited,
        indicator.direction,
    from amount_target as target
    inner join indicator on indicator.indicator_no = target.indicator_no
    inner join value
        on
            value.measure = 'level'
            and value.level_no = target.level_no
            and value.subject_no = target.subject_no
            and value.indicator_no = target.indicator_no
            and value.unit_no = target.unit_no
            and value.scope_key_no = target.scope_key_no
            and value.period_end > target.period_start
            and value.period_end <= target.period_end
            and (value.period_start = target.period_start or not indicator.adds_up)
),

share as (
    select
        figure_no,
        level_no,
        subject_no,
        indicator_no,
        scope_key_no,
        period_end,
        value_canonical as share_printed,
    from value
    where
        measure = 'completion'
        and unit_canonical = '%'
        and period_start = date_trunc('year', period_end)
        and regexp_matches(coalesce(comparator, '年'), '年|目标|计划|任务|预算')
),

amount_with_share as (
    select
        amount.*,
        share.share_printed,
        share.figure_no as share_no,
    from amount
    inner join value on value.figure_no = amount.figure_no
    left join share
        on
            amount.months_all = 12
            and share.level_no = value.level_no
            and share.subject_no = value.subject_no
            and share.indicator_no = value.indicator_no
            and share.scope_key_no = value.scope_key_no
            and share.period_end = value.period_end
    qualify row_number() over (partition by amount.figure_no, amount.target_no order by share.figure_no) = 1
),

share_alone as (
    select
        share.figure_no,
        'completion' as measure,
        cast(date_trunc('year', share.period_end) as date) as target_start,
        last_day(date_trunc('year', share.period_end) + interval 11 month) as target_end,
        share.share_printed,
        share.figure_no as share_no,
        true as adds_up,
        month(share.period_end) as months_done,
        12 as months_all,
        false as inherited,
        'higher' as direction,
    from share
    anti join amount_with_share on amount_with_share.share_no = share.figure_no
),

growth as (
    select
        value.figure_no,
        benchmark.benchmark_no as target_no,
        'growth' as measure,
        case cast(benchmark.benchmark as varchar)
            when 'provincial_target' then 'province' when 'city_target' then 'city' else 'zone'
        end as set_by,
        cast(date_trunc('year', value.period_end) as date) as target_start,
        last_day(date_trunc('year', value.period_end) + interval 11 month) as target_end,
        benchmark.benchmark_value as target,
        value.value_canonical as done,
        false as adds_up,
        month(value.period_end) as months_done,
        12 as months_all,
        coalesce(target.subject_no != value.subject_no or target.level_no != value.level_no, false) as inherited,
        indicator.direction,
        whole.to_date as whole_before,
        part.to_date as part_before,
    from staging.gap_benchmark as benchmark
    inner join value on value.figure_no = benchmark.figure_no
    inner join indicator on indicator.indicator_no = value.indicator_no
    left join staging.current_figure as target on target.figure_no = benchmark.benchmark_no
    left join staging.series_quarter as whole
        on
            whole.to_date_exact
            and whole.level_no = value.level_no
            and whole.subject_no = value.subject_no
            and whole.indicator_no = value.indicator_no
            and whole.scope_key_no = value.scope_key_no
            and whole.quarter_no = 4 * year(value.period_end) - 1
    left join staging.series_quarter as part
        on
            part.to_date_exact
            and part.level_no = value.level_no
            and part.subject_no = value.subject_no
            and part.indicator_no = value.indicator_no
            and part.scope_key_no = value.scope_key_no
            and part.quarter_no = 4 * year(value.period_end) + quarter(value.period_end) - 5
            and month(value.period_end) % 3 = 0
    where
        benchmark.benchmark in ('provincial_target', 'city_target', 'own_target')
        and value.measure = 'growth'
        and value.comparator_no = 0
        and value.period_start = date_trunc('year', value.period_end)
),

progress as (
    select * from amount_with_share
    union all by name
    select * from share_alone
    union all by name
    select * from growth
),

counted as (
    select
        *,
        case
            when measure = 'level' then 100 * cast(done as double) / target
            when measure = 'completion' then cast(share_printed as double)
        end as share_done,
        case when adds_up then 100.0 * months_done / months_all end as share_due,
    from progress
),

final as (
    select
        cast(value.quarter_id as varchar) as quarter_id,
        cast(value.subject_level as varchar) as subject_level,
        value.subject_name,
        cast(value.province_id as varchar) as province_id,
        cast(value.city_id as varchar) as city_id,
        cast(value.zone_id as varchar) as zone_id,
        cast(value.indicator_id as varchar) as indicator_id,
        counted.measure,
        cast(value.scope_key as varchar) as scope_key,
        counted.set_by,
        counted.target_start as period_start,
        counted.target_end as period_end,
        value.period_end as done_until,
        counted.target,
        counted.done,
        cast(value.bound as varchar) as bound,
        cast(if(counted.measure = 'completion', '%', cast(value.unit_canonical as varchar)) as varchar) as unit,
        try_cast(round(counted.share_done, 4) as decimal(18, 4)) as share_done,
        counted.share_printed as share_done_printed,
        try_cast(round(counted.share_due, 4) as decimal(18, 4)) as share_due,
        try_cast(
            round(
                if(counted.measure = 'growth', cast(counted.done - counted.target as double), counted.share_done - counted.share_due),
                4
            ) as decimal(18, 4)
        ) as gap,
        try_cast(
            round(
                case
                    when counted.measure = 'level' and counted.direction != 'lower'
                        then greatest(cast(counted.target - counted.done as double), 0)
                    when counted.measure = 'completion' then greatest(100 - counted.share_done, 0)
                    when counted.whole_before > counted.part_before
                        then
                            100 * (
                                cast(counted.whole_before as double) * (1 + cast(counted.target as double) / 100)
                                - cast(counted.part_before as double) * (1 + cast(counted.done as double) / 100)
                            ) / cast(counted.whole_before - counted.part_before as double) - 100
                end,
                4
            ) as decimal(18, 4)
        ) as needed_rest,
        try_cast(
            round(
                case
                    when counted.adds_up and counted.share_done > 0 and counted.months_all > counted.months_done
                        then
                            greatest(100 - counted.share_done, 0) / (counted.months_all - counted.months_done)
                            / (counted.share_done / counted.months_done)
                end,
                4
            ) as decimal(18, 4)
        ) as needed_pace,
        counted.inherited,
        value.figure_id,
        target.figure_id as target_figure_id,
        share.figure_id as share_figure_id,
        value.contested or coalesce(target.contested, false) as contested,
        cast(greatest(value.certainty, target.certainty, share.certainty) as varchar) as certainty,
    from counted
    inner join staging.current_figure as value on value.figure_no = counted.figure_no
    left join staging.current_figure as target on target.figure_no = counted.target_no
    left join staging.current_figure as share on share.figure_no = counted.share_no
    qualify
        row_number() over (
            partition by
                counted.figure_no, counted.measure, counted.set_by, counted.target_start, counted.target_end
            order by counted.target_no nulls last
        ) = 1
)

select * from final
order by quarter_id, subject_level, subject_name, indicator_id, measure, set_by, figure_id
