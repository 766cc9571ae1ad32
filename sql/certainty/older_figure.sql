-- grain: one row per figure that another one of the same key goes before, with its certainty
-- inputs: staging.older_reading, staging.figure_certainty
update staging.older_reading
set
    certainty = settled.certainty,
    doubts = settled.doubts
from staging.figure_certainty as settled
where settled.figure_no = older_reading.figure_no;

create view staging.older_figure as

with

final as (
    select * from staging.older_reading
)

select * from final
