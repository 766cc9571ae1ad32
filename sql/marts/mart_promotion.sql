-- grain: one row per subject and quarter with any figure of promotion: trips, negotiations, intents, signings, funds;
--     which of several values stands for the quarter, staging.quarter_value says
--     conversion: only between exact values of one period and one scope; signings can come from earlier negotiations,
--     so their share in these may pass 100
-- inputs: staging.quarter_value
create table mart_promotion as

with

promotion as (
    select
        *,
        case when bound = 'eq' then cast(value as double) end as exact,
        -- what two values must share to be held against each other
        concat_ws('|', period_start, period_end, coalesce(scope, '')) as basis,
    from staging.quarter_value
    where
        value is not null
        and indicator_id in (
            'promotion_trips', 'projects_negotiated', 'cooperation_intents', 'projects_signed',
            'projects_signed_investment', 'funds_in_place'
        )
),

pivoted as (
    select
        quarter_id,
        subject_level,
        min(subject_name) as subject_name,
        min(province_id) as province_id,
        min(city_id) as city_id,
        min(zone_id) as zone_id,
        cast(max(value) filter (where indicator_id = 'promotion_trips') as bigint) as trips,
        cast(max(value) filter (where indicator_id = 'projects_negotiated') as bigint) as negotiations,
        cast(max(value) filter (where indicator_id = 'cooperation_intents') as bigint) as cooperation_intents,
        cast(max(value) filter (where indicator_id = 'projects_signed') as bigint) as signings,
        max(value) filter (where indicator_id = 'projects_signed_investment') as signings_investment,
        max(value) filter (where indicator_id = 'funds_in_place') as funds_in_place,
        nullif(max(exact) filter (where indicator_id = 'promotion_trips'), 0) as trips_exact,
        max(exact) filter (where indicator_id = 'projects_negotiated') as negotiations_exact,
        max(exact) filter (where indicator_id = 'projects_signed') as signings_exact,
        max(basis) filter (where indicator_id = 'promotion_trips') as trips_basis,
        max(basis) filter (where indicator_id = 'projects_negotiated') as negotiations_basis,
        max(basis) filter (where indicator_id = 'projects_signed') as signings_basis,
        flatten(list(list_filter(qualifiers, lambda words: words not like '% rank %') order by indicator_id))
            as qualifiers,
        list(figure_id order by figure_id) as figure_ids,
        bool_or(contested) as contested,
        max(certainty) as certainty,
    from promotion
    group by quarter_id, subject_level, subject_key
),

coded as (
    select
        quarter_id,
        subject_level,
        subject_name,
        province_id,
        city_id,
        zone_id,
        trips,
        negotiations,
        cooperation_intents,
        signings,
        signings_investment,
        funds_in_place,
        try_cast(
            case when trips_basis = negotiations_basis then round(negotiations_exact / trips_exact, 4) end
            as decimal(18, 4)
        ) as negotiations_per_trip,
        try_cast(
            case
                when signings_basis = negotiations_basis
                    then round(100 * signings_exact / nullif(negotiations_exact, 0), 4)
            end
            as decimal(18, 4)
        ) as signing_rate,
        qualifiers,
        figure_ids,
        contested,
        certainty,
    from pivoted
),

final as (
    select * replace (
        cast(quarter_id as varchar) as quarter_id,
        cast(certainty as varchar) as certainty,
        cast(subject_level as varchar) as subject_level,
        cast(province_id as varchar) as province_id,
        cast(city_id as varchar) as city_id,
        cast(zone_id as varchar) as zone_id
    ) from coded
)

select * from final
order by quarter_id, subject_level, subject_name, figure_ids
