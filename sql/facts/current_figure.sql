-- grain: one row per figure key: the figure that is current for it; all marts read figures from here
-- inputs: staging.figure_with_key
create table staging.current_figure as

with

final as (
    select * from staging.figure_with_key
    where recency = 1
)

select * from final
