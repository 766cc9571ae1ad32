-- grain: one row per figure of a catalog indicator, current or not, with its certainty
-- inputs: staging.current_figure, staging.older_figure
create view staging.keyed_figure as

with

final as (
    select * from staging.current_figure
    union all
    select * from staging.older_figure
)

select * from final
