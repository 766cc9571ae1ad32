-- grain: one row per identity of staging.identity_found: whether it agrees, and whether that says something
--     is_sharp: it could well have failed. A longer period that has no less than a shorter one proves neither; a bound agrees
--     with half of all numbers; digits so coarse that they allow a tenth of the value and more (or a whole percentage
--     point) agree by chance, and so does a rate of a count that is large enough to give one out of twenty such rates
-- inputs: staging.identity_found, staging.identity_agrees
create table staging.identity_verdict as

with

measured as (
    select
        identity,
        figure_nos,
        staging.identity_agrees(identity, stated, expected, stated_reach, expected_reach) as agrees,
        expected_reach.high - expected_reach.low + stated_reach.high - stated_reach.low as width,
        greatest(0.1 * abs(stated), if(unit in ('%', '个百分点'), 1.0, 0.0)) as most,
        coalesce(across_documents, false) as across_documents,
        expression,
    from staging.identity_found
),

final as (
    select
        identity,
        figure_nos,
        agrees,
        across_documents,
        identity != 'nested_period'
        and isfinite(width)
        and width <= most
        and (
            identity != 'whole_count'
            or width * try_cast(regexp_extract(expression, '^\? / ([0-9]+) =', 1) as double) / 100 <= 0.05
        ) as is_sharp,
    from measured
)

select * from final
