-- grain: one row per figure of a longer period that has less than a shorter one inside it, and of that shorter one
-- inputs: staging.identity_verdict
create table staging.doubt_nested_period_larger as

with

final as (
    select distinct unnest(figure_nos) as figure_no
    from staging.identity_verdict
    where identity = 'nested_period' and not agrees
)

select * from final
