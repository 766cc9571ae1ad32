-- grain: one row per figure key: the figure that is current for it; all marts read figures from here
--     a view: nearly every figure is current, so a copy would cost more than the filter
-- inputs: staging.keyed_figure
create view staging.current_figure as

with

final as (
    select * from staging.keyed_figure
    where recency = 1
)

select * from final
