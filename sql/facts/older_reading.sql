-- grain: one row per figure that another one of the same key goes before
--     beside staging.current_reading, since nearly all marts read that one alone, and DuckDB plans their joins by its size
-- inputs: staging.figure_with_key
create table staging.older_reading as

with

final as (
    select * from staging.figure_with_key
    where recency > 1
)

select * from final
