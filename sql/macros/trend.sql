-- grain: a table macro: mart_ranking of one indicator and subject over time, measure by measure
--     a subject is named by its name in Chinese, a zone also by its full name or zone_id, a city by its city_id, a
--     province by its province_id
-- inputs: mart_ranking, dim_indicator, dim_zone, indicator_named
create macro trend(indicator, subject) as table
select
    dim_indicator.name_zh as indicator_zh,
    mart_ranking.*,
from mart_ranking
inner join dim_indicator on dim_indicator.indicator_id = mart_ranking.indicator_id
left join dim_zone on dim_zone.zone_id = mart_ranking.zone_id and mart_ranking.subject_level = 'zone'
where
    mart_ranking.indicator_id = indicator_named(indicator)
    and (
        subject in (mart_ranking.subject_name, dim_zone.zone_id, dim_zone.name_zh)
        or (mart_ranking.subject_level = 'city' and mart_ranking.city_id = subject)
        or (mart_ranking.subject_level = 'province' and mart_ranking.province_id = subject)
    )
order by
    mart_ranking.measure, mart_ranking.scope nulls first, mart_ranking.unit, mart_ranking.period_end,
    mart_ranking.period_start, mart_ranking.figure_id
