-- grain: one row per share of several subjects in one whole (the zones of a city, the cities of a province), as one article
--     gives them, that add up to more than the whole
--     of one subject, shares of several scopes may overlap (战新项目, 重点产业链项目), and say nothing
-- inputs: staging.current_reading
create table staging.doubt_shares_over_whole as

with

share as (
    select
        figure_no, article_id, level_no, subject_no, indicator_no, comparator_no, period_start, period_end, scope_no,
        value_canonical, rounding,
        if(subject_level = 'city', province_id, city_id) as place,
    from staging.current_reading
    where
        measure = 'share'
        and scenario = 'actual'
        and unit_canonical = '%'
        and value_canonical <= 100
        and bound = 'eq'
        and comparator_no != 0
        and subject_level in ('city', 'county', 'zone')
        and place is not null
),

summed as (
    select
        *,
        sum(value_canonical) over whole as shares,
        sum(rounding) over whole as slack,
        count(*) over whole as parts,
    from share
    window
        whole as (
            partition by article_id, level_no, place, indicator_no, scope_no, comparator_no, period_start, period_end
        )
),

final as (
    select figure_no
    from summed
    where parts > 1 and shares > 100 + slack
)

select * from final
