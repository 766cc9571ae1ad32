-- grain: one row per figure of a growth that is not what the two printed levels give
--     growth at constant prices never is, and last year's level may have been revised since: only a difference of more than a
--     tenth of the level says that another indicator, period or unit was read
-- inputs: staging.identity_found, dim_indicator, staging.current_reading
create table staging.doubt_growth_against_levels as

with

nominal as (
    select indicator_id from dim_indicator
    where growth_prices = 'current'
),

apart as (
    select figure_nos
    from staging.identity_found
    where
        identity = 'growth'
        and (
            stated_reach.low - expected_reach.high > 0.1 * (100 + abs(expected))
            or expected_reach.low - stated_reach.high > 0.1 * (100 + abs(expected))
        )
),

final as (
    select distinct unnest(apart.figure_nos) as figure_no
    from apart
    inner join staging.current_reading as growth on growth.figure_no = apart.figure_nos[1]
    where growth.indicator_id in (select indicator_id from nominal)
)

select * from final
