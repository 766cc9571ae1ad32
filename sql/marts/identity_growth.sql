-- grain: one row per stated growth whose value and value of the same period a year before are printed in the same
--     document: value / earlier - 1 = growth
--     where the document gives either of them two values, nobody knows which is meant, and there is no identity
-- inputs: staging.identity_operand, staging.interval_difference, staging.interval_ratio
create table staging.identity_growth as

with

-- not kept: it is wide, and each of its readers needs few of its columns
operand as not materialized (
    select * from staging.identity_operand
    where indicator_id is not null and scenario = 'actual'
),

level as not materialized (
    select * from operand
    where measure = 'level' and value > 0
),

growth as (
    select * from operand
    where measure = 'growth' and unit = '%'
),

candidate as (
    select
        growth.figure_id as growth_figure_id,
        level.figure_id as value_figure_id,
        earlier.figure_id as earlier_figure_id,
        row_number() over (
            partition by growth.figure_id
            order by
                abs(growth.char_start - level.char_start), level.figure_id,
                abs(growth.char_start - earlier.char_start), earlier.figure_id
        ) as choice,
        min(level.value) over growths = max(level.value) over growths
        and min(earlier.value) over growths = max(earlier.value) over growths as is_clear,
    from growth
    inner join level
        on
            level.matter_key = growth.matter_key
            and level.period_start = growth.period_start
            and level.period_end = growth.period_end
            and level.scope is not distinct from growth.scope
    inner join level as earlier
        on
            earlier.matter_key = level.matter_key
            and earlier.period_start = level.period_start - interval 12 month
            and earlier.period_end = last_day(level.period_end - interval 12 month)
            and earlier.scope is not distinct from level.scope
            and earlier.unit = level.unit
    window growths as (partition by growth.figure_id)
),

final as (
    select
        'growth' as identity,
        growth.figure_id as stated_figure_id,
        [growth.figure_id, level.figure_id, earlier.figure_id] as figure_ids,
        ['stated', 'value', 'earlier'] as roles,
        growth.is_current and level.is_current and earlier.is_current as is_current,
        growth.unit,
        growth.value as stated,
        growth.reach as stated_reach,
        100 * level.value / earlier.value - 100 as expected,
        staging.interval_difference(
            staging.interval_ratio(level.reach, earlier.reach), {'low': 100.0, 'high': 100.0}
        ) as expected_reach,
        concat(level.shown, ' / ', earlier.shown, ' - 1 = ', growth.shown, '%') as expression,
    from candidate
    inner join growth on growth.figure_id = candidate.growth_figure_id
    inner join level on level.figure_id = candidate.value_figure_id
    inner join level as earlier on earlier.figure_id = candidate.earlier_figure_id
    where candidate.choice = 1 and candidate.is_clear and earlier.reach.low > 0
)

select * from final
