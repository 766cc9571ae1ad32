-- grain: one row per figure of a catalog indicator, current or not
-- inputs: staging.current_reading, staging.older_reading
create view staging.keyed_reading as

with

final as (
    select * from staging.current_reading
    union all
    select * from staging.older_reading
)

select * from final
