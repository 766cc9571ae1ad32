-- grain: one row per figure of an arithmetic identity of the text that does not hold; which of its figures is wrong, nobody
--     knows
--     a rate that no whole number of projects gives may be one of investment, and is no doubt
-- inputs: staging.identity_verdict
create table staging.doubt_identity_fails as

with

final as (
    select distinct unnest(figure_nos) as figure_no
    from staging.identity_verdict
    where not agrees and identity not in ('growth', 'nested_period', 'whole_count')
)

select * from final
