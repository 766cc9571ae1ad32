-- grain: one row per figure key: the figure that is current for it, with its certainty; all marts read figures from here
--     the table itself is told what few of its rows differ in: a join would be made anew by each mart
-- inputs: staging.current_reading, staging.figure_certainty
update staging.current_reading
set
    certainty = settled.certainty,
    doubts = settled.doubts
from staging.figure_certainty as settled
where settled.figure_no = current_reading.figure_no;

create view staging.current_figure as

with

final as (
    select * from staging.current_reading
)

select * from final
