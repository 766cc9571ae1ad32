-- grain: one row per comparator that a stated gap can have, with the benchmark that it means; the reference table
--     ref_comparator adds to this list and overrules it
-- inputs: staging.ref_comparator
create table staging.gap_comparator as

with

reference as (
    select comparator, benchmark from staging.ref_comparator
),

known as (
    select * from (
        values
        ('省定目标', 'provincial_target'),
        ('省定任务', 'provincial_target'),
        ('省下达目标', 'provincial_target'),
        ('省下达任务', 'provincial_target'),
        ('市定目标', 'city_target'),
        ('市定任务', 'city_target'),
        ('市下达目标', 'city_target'),
        ('市下达任务', 'city_target'),
        ('自定目标', 'own_target'),
        ('全省', 'provincial_average'),
        ('全省平均', 'provincial_average'),
        ('全省平均水平', 'provincial_average'),
        ('全省平均增速', 'provincial_average'),
        ('全省增速', 'provincial_average'),
        ('全省开发区', 'provincial_average'),
        ('全省开发区平均', 'provincial_average'),
        ('全省开发区平均水平', 'provincial_average'),
        ('全省开发区平均增速', 'provincial_average'),
        ('全市', 'city_total'),
        ('全市平均', 'city_total'),
        ('全市平均水平', 'city_total'),
        ('全市平均增速', 'city_total'),
        ('全市开发区', 'city_total'),
        ('全市开发区平均', 'city_total'),
        ('上季度', 'previous_quarter'),
        ('上一季度', 'previous_quarter'),
        ('上年', 'same_quarter_last_year'),
        ('上年同期', 'same_quarter_last_year'),
        ('上年同季', 'same_quarter_last_year'),
        ('去年', 'same_quarter_last_year'),
        ('去年同期', 'same_quarter_last_year'),
        ('同期', 'same_quarter_last_year')
    ) as known (comparator, benchmark)
),

final as (
    select comparator, benchmark from reference
    union all
    select comparator, benchmark from known
    where comparator not in (select comparator from reference)
)

select * from final
order by comparator
