-- grain: one row per stated growth whose value and value of the same period a year before are printed in the same
--     document, or else in several, as this year's report and last year's: value / earlier - 1 = growth
--     across documents only current values count that nobody contests, and no growth at constant prices: values of two years
--     hold the change of prices too
--     where the document gives either of them two values, nobody knows which is meant, and there is no identity
-- inputs: staging.identity_operand, staging.interval_difference, staging.interval_ratio, staging.comparator_key_of
-- inputs: staging.current_reading, dim_indicator
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

-- one value of each key is current; by numbers, which join sooner than words
certain as not materialized (
    select * from staging.current_reading
    where scenario = 'actual' and not contested and value_canonical is not null
),

certain_level as (
    select
        figure_no,
        figure_id,
        document_id,
        level_no,
        subject_no,
        indicator_no,
        scope_no,
        unit_no,
        period_start,
        period_end,
    from certain
    where measure = 'level' and value_canonical > 0
),

certain_growth as (
    select
        certain.figure_no,
        certain.figure_id,
        certain.document_id,
        certain.level_no,
        certain.subject_no,
        certain.indicator_no,
        certain.scope_no,
        certain.period_start,
        certain.period_end,
        cast(certain.period_start - interval 12 month as date) as earlier_start,
        last_day(certain.period_end - interval 12 month) as earlier_end,
    from certain
    inner join dim_indicator on dim_indicator.indicator_id = certain.indicator_id
    where
        certain.measure = 'growth'
        and certain.unit_canonical = '%'
        and certain.comparator_no = 0
        and not regexp_matches(dim_indicator.name_zh, '增加值|生产总值')
),

across as (
    select
        growth.figure_id as growth_figure_id,
        level.figure_id as value_figure_id,
        earlier.figure_id as earlier_figure_id,
        true as is_clear,
        true as across_documents,
    from certain_growth as growth
    inner join certain_level as earlier
        on
            earlier.level_no = growth.level_no
            and earlier.subject_no = growth.subject_no
            and earlier.indicator_no = growth.indicator_no
            and earlier.scope_no = growth.scope_no
            and earlier.period_start = growth.earlier_start
            and earlier.period_end = growth.earlier_end
    inner join certain_level as level
        on
            level.level_no = growth.level_no
            and level.subject_no = growth.subject_no
            and level.indicator_no = growth.indicator_no
            and level.scope_no = growth.scope_no
            and level.unit_no = earlier.unit_no
            and level.period_start = growth.period_start
            and level.period_end = growth.period_end
    anti join known on known.growth_figure_id = growth.figure_id
    qualify
        row_number() over (
            partition by growth.figure_no
            order by level.document_id = growth.document_id desc, level.figure_no, earlier.figure_no
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
        [growth.figure_no, level.figure_no, earlier.figure_no] as figure_nos,
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
