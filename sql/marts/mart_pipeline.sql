-- grain: one row per batch of projects: subject, quarter, period and scope; batches are never mixed, so counts since
--     2023 and a rate of this year are two rows of one quarter
--     computed: a rate stands only where the count is a part of the other, by the words between them (see
--     staging.pipeline_count) or by the rate printed, which they give; both are exact and the part is not above the whole;
--     no count of projects at full output is known, so that rate is never computed
--     stuck: from the count and the rate printed (see staging.stuck_projects), where they give one number; without a rate
--     whole less part; null where the text ties a part to the whole and prints another rate: one of them is wrong
--     completed investment is of all kinds of projects; alone it makes no batch
-- inputs: staging.pipeline_count, staging.pipeline_amount, staging.keyed_figure, staging.stuck_projects
-- inputs: staging.period_shape, staging.period_months
create table mart_pipeline as

with

batch as (
    select
        counts.* exclude (subject_level, subject_key, scope, period_start, period_end, figure_ids, contested, certainty),
        amounts.* exclude (subject_level, subject_key, scope, period_start, period_end, figure_ids, makes_batch, contested, certainty),
        coalesce(counts.subject_level, amounts.subject_level) as subject_level,
        coalesce(counts.period_start, amounts.period_start) as period_start,
        coalesce(counts.period_end, amounts.period_end) as period_end,
        coalesce(counts.scope, amounts.scope) as batch_scope,
        coalesce(counts.contested, false) or coalesce(amounts.contested, false) as contested,
        greatest(counts.certainty, amounts.certainty) as certainty,
        list_sort(list_distinct(coalesce(counts.figure_ids, []) || coalesce(amounts.figure_ids, []))) as figure_ids,
    from staging.pipeline_count as counts
    full outer join staging.pipeline_amount as amounts
        on
            amounts.subject_level = counts.subject_level
            and amounts.subject_key = counts.subject_key
            and amounts.period_start = counts.period_start
            and amounts.period_end = counts.period_end
            and amounts.scope is not distinct from counts.scope
    where counts.subject_level is not null or amounts.makes_batch
),

checked as (
    select
        *,
        case when signed_bound = 'eq' then nullif(signed, 0) end as signed_exact,
        case when started_batch_bound = 'eq' then nullif(started_batch, 0) end as started_exact,
        case when in_production_batch_bound = 'eq' then in_production_batch end as in_production_exact,
        case when start_rate_bound = 'eq' then start_rate end as start_rate_exact,
        case when production_rate_bound = 'eq' then production_rate end as production_rate_exact,
        case when started_bound = 'eq' and started <= signed_exact then started end as started_within,
        case
            when in_production_bound = 'eq' and in_production <= started_exact then in_production
        end as in_production_within,
        -- the last term covers what binary floating point adds to the quotient
        abs(100.0 * started_within / signed_exact - cast(start_rate_exact as double)) <= start_rate_rounding + 1e-9
            as started_fits,
        abs(100.0 * in_production_within / started_exact - cast(production_rate_exact as double))
        <= production_rate_rounding + 1e-9
            as in_production_fits,
        if(started_is_part or started_fits, started_within, null) as started_part,
        if(in_production_is_part or in_production_fits, in_production_within, null) as in_production_part,
    from batch
),

named as (
    select
        checked.*,
        subject.quarter_id,
        subject.subject_name,
        subject.province_id,
        subject.city_id,
        subject.zone_id,
    from checked
    -- all figures of a batch have one subject; the first names it
    inner join staging.keyed_figure as subject on subject.figure_id = checked.figure_ids[1]
),

coded as (
    select
        quarter_id,
        subject_level,
        subject_name,
        province_id,
        city_id,
        zone_id,
        batch_scope,
        period_start,
        period_end,
        signed,
        started,
        started_batch,
        in_production,
        in_production_batch,
        signed_investment,
        started_investment,
        in_production_investment,
        completed_investment,
        start_rate as start_rate_reported,
        try_cast(round(100.0 * started_part / signed_exact, 4) as decimal(18, 4)) as start_rate_computed,
        start_rate_rank,
        start_rate_rank_comparator,
        production_rate as production_rate_reported,
        try_cast(round(100.0 * in_production_part / started_exact, 4) as decimal(18, 4)) as production_rate_computed,
        production_rate_rank,
        production_rate_rank_comparator,
        full_output_rate as full_output_rate_reported,
        cast(null as decimal(18, 4)) as full_output_rate_computed,
        full_output_rate_rank,
        full_output_rate_rank_comparator,
        cast(
            case
                when start_rate is null or started_fits then signed_exact - started_part
                when started_part is null then staging.stuck_projects(signed_exact, start_rate_exact, start_rate_rounding)
            end as bigint
        ) as signed_not_started,
        cast(
            case
                when production_rate is null or in_production_fits then started_exact - in_production_part
                when in_production_part is null
                    then staging.stuck_projects(started_exact, production_rate_exact, production_rate_rounding)
            end as bigint
        ) as started_not_in_production,
        cast(
            case
                when full_output_rate_bound = 'eq'
                    then staging.stuck_projects(in_production_exact, full_output_rate, full_output_rate_rounding)
            end as bigint
        ) as in_production_not_full,
        list_filter(
            [
                'signed bound ' || nullif(signed_bound, 'eq'),
                'started bound ' || nullif(started_bound, 'eq'),
                'started_batch bound ' || nullif(started_batch_bound, 'eq'),
                'in_production bound ' || nullif(in_production_bound, 'eq'),
                'in_production_batch bound ' || nullif(in_production_batch_bound, 'eq'),
            ] || coalesce(qualifiers, []),
            lambda words: words is not null
        ) as qualifiers,
        figure_ids,
        contested,
        -- what is counted of a batch adds up in a time, however short
        staging.period_shape(period_start, period_end) as period_kind,
        staging.period_months(period_start, period_end, period_kind) as months,
        period_end = max(period_end) over (
            partition by quarter_id, subject_level, subject_name, city_id, zone_id, batch_scope
        ) as is_latest_in_quarter,
        certainty,
    from named
),

final as (
    select * replace (
        cast(quarter_id as varchar) as quarter_id,
        cast(certainty as varchar) as certainty,
        cast(subject_level as varchar) as subject_level,
        cast(province_id as varchar) as province_id,
        cast(city_id as varchar) as city_id,
        cast(zone_id as varchar) as zone_id,
        cast(batch_scope as varchar) as batch_scope,
        cast(start_rate_rank_comparator as varchar) as start_rate_rank_comparator,
        cast(production_rate_rank_comparator as varchar) as production_rate_rank_comparator,
        cast(full_output_rate_rank_comparator as varchar) as full_output_rate_rank_comparator
    ) from coded
)

select * from final
order by quarter_id, subject_level, subject_name, batch_scope nulls first, period_start, period_end, figure_ids
