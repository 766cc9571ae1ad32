-- grain: a table macro: mart_gap of one indicator and quarter, by benchmark
--     note: what of the names was not known and was answered with the nearest, or why there is nothing; there is one row at
--     least
-- inputs: mart_gap, dim_indicator, indicator_exactly, indicator_named, quarter_read, quarter_named
create macro gap(indicator, quarter) as table
with asked as (
    select
        indicator_named(indicator) as indicator_id,
        quarter_named(quarter) as quarter_id,
        indicator_exactly(indicator) is not null as knows_indicator,
        coalesce(quarter_read(quarter) = quarter_named(quarter), false) as knows_quarter
)
select
    dim_indicator.name_zh as indicator_zh,
    mart_gap.*,
    nullif(
        concat_ws(
            '; ',
            case
                when asked.indicator_id is null
                    then
                        '没有与“' || coalesce(cast(indicator as varchar), '') || '”相近的指标，见dim_indicator | nothing in '
                        || 'dim_indicator is like it'
                when not asked.knows_indicator
                    then
                        '没有“' || indicator || '”，以下为最近的“' || dim_indicator.name_zh || '” | not known; the nearest is '
                        || dim_indicator.indicator_id
            end,
            case
                when asked.quarter_id is null
                    then
                        '未识别季度“' || coalesce(cast(quarter as varchar), '') || '”，请写作2024-Q1或2024年一季度 | no quarter: '
                        || 'write 2024-Q1 or 2024年一季度'
                when not asked.knows_quarter
                    then '没有该季度，以下为最近的' || asked.quarter_id || ' | not there; the nearest is ' || asked.quarter_id
            end,
            case
                when mart_gap.indicator_id is null and asked.indicator_id is not null and asked.quarter_id is not null
                    then
                        '“' || dim_indicator.name_zh || '”在' || asked.quarter_id || '没有数据，有数据的季度：'
                        || coalesce(held.quarters, '无') || ' | no data in ' || asked.quarter_id || '; there are some in: '
                        || coalesce(held.quarters, 'none')
            end
        ),
        ''
    ) as note,
from asked
left join dim_indicator on dim_indicator.indicator_id = asked.indicator_id
left join (
    select
        found.indicator_id,
        string_agg(found.quarter_id, ', ' order by found.quarter_id) as quarters
    from (select distinct mart.indicator_id, mart.quarter_id from mart_gap as mart) as found
    group by found.indicator_id
) as held
    on held.indicator_id = asked.indicator_id
left join mart_gap
    on mart_gap.indicator_id = asked.indicator_id and mart_gap.quarter_id = asked.quarter_id
order by
    mart_gap.measure, mart_gap.benchmark, mart_gap.subject_level, mart_gap.subject_name, mart_gap.period_start,
    mart_gap.period_end, mart_gap.scope nulls first, mart_gap.figure_id
