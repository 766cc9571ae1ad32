-- grain: one row per figure key: the figure that is current for it; all marts read figures from here
-- inputs: staging.keyed_figure
create table staging.current_figure as

with

final as (
    select * from staging.keyed_figure
    where recency = 1
)

select * from final
order by figure_id
