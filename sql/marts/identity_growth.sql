-- grain: one row per stated growth whose value and value of the same period a year before are printed in the same
--     document, or else in several, as this year's report and last year's: value / earlier - 1 = growth
--     across documents only current values count that nobody contests, and no growth at constant prices: values of two years
--     hold the change of prices too
--     where the document gives either of them two values, nobody knows which is meant, and there is no identity
-- inputs: staging.identity_operand, staging.interval_difference, staging.interval_ratio, staging.comparator_key_of
-- inputs: dim_indicator
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
    where measure = 'growth' and unit = '%' and staging.comparator_key_of('growth', comparator) is null
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

known as (
    select
        growth_figure_id,
        value_figure_id,
        earlier_figure_id,
        is_clear,
        false as across_documents,
    from candidate
    where choice = 1
),

-- one value of each key is current
certain as (
    select * from level
    where is_current and not contested
),

across as (
    select
        growth.figure_id as growth_figure_id,
        level.figure_id as value_figure_id,
        earlier.figure_id as earlier_figure_id,
        true as is_clear,
        true as across_documents,
    from growth
    inner join dim_indicator
        on
            dim_indicator.indicator_id = growth.indicator_id
            and not regexp_matches(dim_indicator.name_zh, '增加值|生产总值')
    inner join certain as level
        on
            level.indicator_id = growth.indicator_id
            and level.subject_level = growth.subject_level
            and level.subject_key = growth.subject_key
            and level.period_start = growth.period_start
            and level.period_end = growth.period_end
            and level.scope is not distinct from growth.scope
    inner join certain as earlier
        on
            earlier.indicator_id = level.indicator_id
            and earlier.subject_level = level.subject_level
            and earlier.subject_key = level.subject_key
            and earlier.period_start = level.period_start - interval 12 month
            and earlier.period_end = last_day(level.period_end - interval 12 month)
            and earlier.scope is not distinct from level.scope
            and earlier.unit = level.unit
    anti join known on known.growth_figure_id = growth.figure_id
    where growth.is_current and not growth.contested
    qualify
        row_number() over (
            partition by growth.figure_id
            order by level.document_id = growth.document_id desc, level.figure_id, earlier.figure_id
        ) = 1
),

pair as (
    select * from known
    union all
    select * from across
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
        pair.across_documents,
    from pair
    inner join growth on growth.figure_id = pair.growth_figure_id
    inner join level on level.figure_id = pair.value_figure_id
    inner join level as earlier on earlier.figure_id = pair.earlier_figure_id
    where pair.is_clear and earlier.reach.low > 0
)

select * from final
