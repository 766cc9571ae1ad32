-- grain: one row per count or amount that runs over a longer period, with the largest one of a shorter period inside it
--     that the same document states of the same subject, indicator and scope: it cannot be smaller
--     only for flows that add up and can't be negative (profit can); a project's investment is no flow of a period
--     across documents: the latest shorter period from the same start that another states (a year to date cannot fall), of
--     current values that nobody contests, where its own document states none
--     expected is the shorter period's value: the least that the longer one may be
-- inputs: staging.identity_operand, staging.current_reading, dim_indicator
create table staging.identity_nested_period as

with

flow as (
    select
        operand.*,
        -- 2023年以来 and 今年 narrow the period, which has its own columns
        nullif(
            regexp_replace(
                operand.scope,
                '(自?([0-9]{4}|今|去|上|当)年)?(以来|全年|上半年|下半年|[一二三四]季度|[0-9]+(-[0-9]+)?月(份|底)?)|([0-9]{4}|今|去|当)年|累计|截至(目前)?',
                '', 'g'
            ),
            ''
        ) as timeless_scope,
    from staging.identity_operand as operand
    inner join dim_indicator on dim_indicator.indicator_id = operand.indicator_id
    where
        operand.measure = 'level'
        and operand.scenario = 'actual'
        and operand.subject_level in ('province', 'city', 'zone', 'county')
        and operand.value >= 0
        and dim_indicator.observation = 'flow'
        and dim_indicator.aggregation = 'sum'
        and not contains(dim_indicator.name_zh, '利润')
),

nested as (
    select
        longer.figure_id as longer_figure_id,
        shorter.figure_id as shorter_figure_id,
        false as across_documents,
    from flow as longer
    inner join flow as shorter
        on
            shorter.matter_key = longer.matter_key
            and shorter.unit = longer.unit
            and shorter.timeless_scope is not distinct from longer.timeless_scope
    where
        shorter.period_start >= longer.period_start
        and shorter.period_end <= longer.period_end
        and (shorter.period_start > longer.period_start or shorter.period_end < longer.period_end)
    qualify
        row_number() over (
            partition by longer.figure_id order by shorter.reach.low desc, shorter.value desc, shorter.figure_id
        ) = 1
),

summed as (
    select indicator_id from dim_indicator
    where observation = 'flow' and aggregation = 'sum' and not contains(name_zh, '利润')
),

certain as (
    select
        figure_no,
        figure_id,
        level_no,
        subject_no,
        indicator_no,
        scope_no,
        unit_no,
        period_start,
        period_end,
    from staging.current_reading
    semi join summed on summed.indicator_id = current_reading.indicator_id
    where
        measure = 'level'
        and scenario = 'actual'
        and subject_level in ('province', 'city', 'zone', 'county')
        and value_canonical >= 0
        and not contested
),

across as (
    select
        longer.figure_id as longer_figure_id,
        shorter.figure_id as shorter_figure_id,
        true as across_documents,
    from certain as longer
    asof join certain as shorter
        on
            shorter.level_no = longer.level_no
            and shorter.subject_no = longer.subject_no
            and shorter.indicator_no = longer.indicator_no
            and shorter.scope_no = longer.scope_no
            and shorter.unit_no = longer.unit_no
            and shorter.period_start = longer.period_start
            and longer.period_end > shorter.period_end
    anti join nested on nested.longer_figure_id = longer.figure_id
),

pair as (
    select * from nested
    union all
    select * from across
),

final as (
    select
        'nested_period' as identity,
        longer.figure_id as stated_figure_id,
        [longer.figure_id, shorter.figure_id] as figure_ids,
        [longer.figure_no, shorter.figure_no] as figure_nos,
        ['stated', 'shorter'] as roles,
        longer.is_current and shorter.is_current as is_current,
        longer.unit,
        longer.value as stated,
        longer.reach as stated_reach,
        shorter.value as expected,
        {'low': shorter.reach.low, 'high': cast('infinity' as double)} as expected_reach,
        concat(
            longer.shown, ' (', strftime(longer.period_start, '%Y-%m'), '..', strftime(longer.period_end, '%Y-%m'),
            ') >= ', shorter.shown, ' (', strftime(shorter.period_start, '%Y-%m'), '..',
            strftime(shorter.period_end, '%Y-%m'), ')'
        ) as expression,
        pair.across_documents and longer.document_id != shorter.document_id as across_documents,
    from pair
    inner join flow as longer on longer.figure_id = pair.longer_figure_id
    inner join flow as shorter on shorter.figure_id = pair.shorter_figure_id
)

select * from final
