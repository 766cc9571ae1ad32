-- grain: one row per value of a zone or county that is above that of its city, or of a city above that of its province, and
--     per that of the whole: same indicator, period, scope and unit, of indicators that add up
-- inputs: staging.current_reading, dim_indicator
create table staging.doubt_part_above_whole as

with

summed as (
    select enum_code(try_cast(indicator_id as staging.indicator_words)) as indicator_no
    from dim_indicator
    where aggregation = 'sum' and not contains(name_zh, '利润')
),

valued as materialized (
    select
        figure_no, indicator_no, scope_no, unit_no, subject_level, city_id, province_id, period_start, period_end,
        value_canonical, rounding, bound,
    from staging.current_reading
    semi join summed on summed.indicator_no = current_reading.indicator_no
    where
        measure = 'level'
        and scenario = 'actual'
        and subject_level in ('province', 'city', 'zone', 'county')
        and value_canonical >= 0
),

lying as (
    select *, 'city' as whole_level, city_id as whole_id from valued
    where subject_level in ('zone', 'county')
    union all
    select *, 'province' as whole_level, province_id as whole_id from valued
    where subject_level in ('city', 'zone', 'county')
),

above as (
    select
        part.figure_no,
        whole.figure_no as whole_no,
    from lying as part
    inner join valued as whole
        on
            whole.subject_level = part.whole_level
            and if(whole.subject_level = 'city', whole.city_id, whole.province_id) = part.whole_id
            and whole.indicator_no = part.indicator_no
            and whole.scope_no = part.scope_no
            and whole.unit_no = part.unit_no
            and whole.period_start = part.period_start
            and whole.period_end = part.period_end
    where
        part.bound in ('eq', 'ge', 'gt')
        and whole.bound in ('eq', 'le', 'lt')
        and part.value_canonical > whole.value_canonical + part.rounding + whole.rounding
),

final as (
    select figure_no from above
    union
    select whole_no as figure_no from above
)

select * from final
