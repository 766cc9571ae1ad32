-- grain: one row per figure key: the figure that is current for it, before the figures are held against each other
--     staging.current_figure is the same table once they are
-- inputs: staging.figure_with_key
create table staging.current_reading as

with

final as (
    select * from staging.figure_with_key
    where recency = 1
)

select * from final
