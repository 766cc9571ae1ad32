-- grain: one row per arithmetic identity whose numbers do not hang on what marts compare: all but those of a gap whose
--     benchmark only another document prints (staging.identity_gap_across), which marts find among certain figures
-- inputs: staging.identity_gap, staging.identity_share, staging.identity_rate, staging.identity_whole_count
-- inputs: staging.identity_sum, staging.identity_nested_period, staging.identity_growth, staging.identity_completion
-- inputs: staging.identity_schedule
create view staging.identity_found as

with

final as (
    select * from staging.identity_gap
    union all by name
    select * from staging.identity_share
    union all by name
    select * from staging.identity_rate
    union all by name
    select * from staging.identity_whole_count
    union all by name
    select * from staging.identity_sum
    union all by name
    select * from staging.identity_nested_period
    union all by name
    select * from staging.identity_growth
    union all by name
    select * from staging.identity_completion
    union all by name
    select * from staging.identity_schedule
)

select * from final
