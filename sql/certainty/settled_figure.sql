-- grain: one row per figure: fact_figure, once the figures are held against each other
--     the published table is told what few of its rows differ in, as writing it anew would cost as much as one COPY of it
-- inputs: fact_figure, staging.figure_certainty
update fact_figure
set
    certainty = settled.certainty,
    doubts = settled.doubts
from staging.figure_certainty as settled
where settled.figure_no = fact_figure.rowid;

create view staging.settled_figure as

with

final as (
    select
        rowid as figure_no,
        *,
    from fact_figure
)

select * from final
