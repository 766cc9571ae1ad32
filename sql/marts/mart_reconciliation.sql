-- grain: one row per arithmetic identity found in one document, or across several where one alone has it not, with what it states, what follows from its other
--     numbers, and whether the two agree within the rounding of all printed digits
--     expected_low, expected_high: what the other numbers allow; null where one of them is only a bound and leaves that
--     side open, as it does for nested_period, where expected is the least
--     tolerance: how far stated may lie from expected on the side where it lies; null where that side is open
--     likely_reason: a guess at what went wrong, tried in order: a slipped decimal point, digits cut off instead of
--     rounded, then what is usual for the identity; nothing is mended
-- inputs: staging.identity_found, staging.identity_gap_across, staging.identity_agrees, staging.identity_tolerance
-- inputs: fact_figure, dim_indicator, staging.identity_reason
create table mart_reconciliation as

with

every_identity as (
    select * from staging.identity_found
    union all by name
    select * from staging.identity_gap_across
),

measured as (
    select
        *,
        round(stated - expected, 6) + 0.0 as difference,
        staging.identity_tolerance(identity, stated, expected, stated_reach, expected_reach) as tolerance,
        staging.identity_agrees(identity, stated, expected, stated_reach, expected_reach) as agrees,
    from every_identity
),

judged as (
    select
        *,
        case
            when stated_reach.low * 10 <= expected_reach.high and stated_reach.high * 10 >= expected_reach.low then 'slip'
            when stated_reach.low / 10 <= expected_reach.high and stated_reach.high / 10 >= expected_reach.low then 'slip'
            when
                abs(difference) <= tolerance + stated_reach.high - stated
                and abs(expected) > abs(stated)
                and identity in ('share', 'rate', 'whole_count', 'completion', 'growth')
                then 'truncated'
        end as misprint,
    from measured
),

final as (
    select
        left(md5(concat_ws('|', judged.identity, array_to_string(judged.figure_ids, '|'))), 16) as reconciliation_id,
        figure.quarter_id,
        figure.subject_level,
        figure.subject_name,
        figure.province_id,
        figure.city_id,
        figure.zone_id,
        figure.document_id,
        figure.indicator_id,
        judged.identity,
        judged.expression,
        round(judged.stated, 6) as stated,
        round(judged.expected, 6) as expected,
        judged.difference,
        if(isfinite(judged.tolerance), judged.tolerance, null) as tolerance,
        if(isfinite(judged.expected_reach.low), round(judged.expected_reach.low, 6), null) as expected_low,
        if(isfinite(judged.expected_reach.high), round(judged.expected_reach.high, 6), null) as expected_high,
        judged.unit,
        judged.agrees,
        reason.likely_reason_en,
        reason.likely_reason_zh,
        judged.figure_ids,
        judged.roles,
        judged.is_current,
        coalesce(judged.across_documents, false) as across_documents,
    from judged
    inner join fact_figure as figure on figure.figure_id = judged.stated_figure_id
    left join dim_indicator on dim_indicator.indicator_id = figure.indicator_id
    left join staging.identity_reason as reason
        on
            not judged.agrees
            and reason.reason_id = case
                when judged.identity = 'nested_period' then 'nested_period'
                when judged.misprint is not null then judged.misprint
                when judged.identity = 'growth' and regexp_matches(dim_indicator.name_zh, '增加值|生产总值')
                    then 'growth_real'
                when judged.identity = 'sum' and judged.expected < judged.stated then 'sum_short'
                when judged.identity = 'sum' then 'sum_over'
                else judged.identity
            end
)

select * from final
order by document_id, figure_ids, identity
