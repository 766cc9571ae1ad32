-- grain: a table macro: what an indicator comes to in a year so far, one row per subject and scope key: of what adds up the
--     last year to date, or the sum of the single quarters where all up to then are known; of a stock or a rate the last
--     value, as a sum over quarters would mean nothing
-- inputs: mart_series, dim_indicator, dim_quarter, indicator_named
create macro total(indicator, of_year) as table
select
    dim_indicator.name_zh as indicator_zh,
    found.subject_level,
    found.subject_name,
    found.province_id,
    found.city_id,
    found.zone_id,
    found.scope_key,
    arg_max(found.value, found.quarter_of_year) as total,
    found.unit,
    max(found.quarter_id) as quarter_id,
    max(found.quarter_of_year) = 4 as is_whole_year,
    arg_max(found.origin, found.quarter_of_year) as origin,
    dim_indicator.additivity,
    arg_max(found.contested, found.quarter_of_year) as contested,
    arg_max(found.figure_ids, found.quarter_of_year) as figure_ids,
from (
    select
        mart_series.*,
        dim_quarter.quarter_of_year,
        coalesce(
            mart_series.to_date,
            if(
                count(mart_series.quarter_value) over so_far = dim_quarter.quarter_of_year,
                sum(mart_series.quarter_value) over so_far,
                null
            )
        ) as value,
        coalesce(mart_series.to_date_origin, 'derived') as origin,
        if(
            mart_series.to_date is null,
            flatten(list(mart_series.quarter_figure_ids) over so_far),
            mart_series.to_date_figure_ids
        ) as figure_ids,
    from mart_series
    inner join dim_quarter on dim_quarter.quarter_id = mart_series.quarter_id
    where
        mart_series.indicator_id = indicator_named(indicator)
        and dim_quarter."year" = of_year
    window
        so_far as (
            partition by
                mart_series.subject_level, mart_series.subject_name, mart_series.city_id, mart_series.zone_id,
                mart_series.scope_key
            order by dim_quarter.quarter_of_year
        )
) as found
inner join dim_indicator on dim_indicator.indicator_id = found.indicator_id
where found.value is not null
group by all
order by found.subject_level, total desc, found.subject_name, found.scope_key nulls first
