-- grain: one row per subject and quarter with any figure of 承诺制, 标准地, 全代办, 标准厂房 or 赋权: values and ranks in
--     the text; which of several values stands for the quarter, staging.quarter_value says
-- inputs: staging.quarter_value
create table mart_reform as

with

reform as (
    select * from staging.quarter_value
    where
        indicator_id in (
            'commitment_projects', 'commitment_share', 'standard_land_parcels', 'standard_land_area',
            'standard_land_reserve', 'agency_projects', 'agency_items', 'agency_share', 'standard_factory_area',
            'standard_factory_use', 'occupancy_rate', 'delegated_powers'
        )
),

coded as (
    select
        quarter_id,
        subject_level,
        min(subject_name) as subject_name,
        min(province_id) as province_id,
        min(city_id) as city_id,
        min(zone_id) as zone_id,
        cast(max(value) filter (where indicator_id = 'commitment_projects') as bigint) as commitment_projects,
        max(rank) filter (where indicator_id = 'commitment_projects') as commitment_projects_rank,
        max(value) filter (where indicator_id = 'commitment_share') as commitment_share,
        max(bound) filter (where indicator_id = 'commitment_share') as commitment_share_bound,
        max(rank) filter (where indicator_id = 'commitment_share') as commitment_share_rank,
        cast(max(value) filter (where indicator_id = 'standard_land_parcels') as bigint) as standard_land_parcels,
        max(rank) filter (where indicator_id = 'standard_land_parcels') as standard_land_parcels_rank,
        max(value) filter (where indicator_id = 'standard_land_area') as standard_land_area,
        max(rank) filter (where indicator_id = 'standard_land_area') as standard_land_area_rank,
        max(value) filter (where indicator_id = 'standard_land_reserve') as standard_land_reserve,
        max(rank) filter (where indicator_id = 'standard_land_reserve') as standard_land_reserve_rank,
        cast(max(value) filter (where indicator_id = 'agency_projects') as bigint) as agency_projects,
        max(rank) filter (where indicator_id = 'agency_projects') as agency_projects_rank,
        cast(max(value) filter (where indicator_id = 'agency_items') as bigint) as agency_items,
        max(rank) filter (where indicator_id = 'agency_items') as agency_items_rank,
        max(value) filter (where indicator_id = 'agency_share') as agency_share,
        max(bound) filter (where indicator_id = 'agency_share') as agency_share_bound,
        max(rank) filter (where indicator_id = 'agency_share') as agency_share_rank,
        max(value) filter (where indicator_id = 'standard_factory_area') as standard_factory_area,
        max(rank) filter (where indicator_id = 'standard_factory_area') as standard_factory_area_rank,
        max(value) filter (where indicator_id = 'standard_factory_use') as standard_factory_use,
        max(bound) filter (where indicator_id = 'standard_factory_use') as standard_factory_use_bound,
        max(rank) filter (where indicator_id = 'standard_factory_use') as standard_factory_use_rank,
        max(value) filter (where indicator_id = 'occupancy_rate') as occupancy_rate,
        max(bound) filter (where indicator_id = 'occupancy_rate') as occupancy_rate_bound,
        max(rank) filter (where indicator_id = 'occupancy_rate') as occupancy_rate_rank,
        cast(max(value) filter (where indicator_id = 'delegated_powers') as bigint) as delegated_powers,
        max(rank) filter (where indicator_id = 'delegated_powers') as delegated_powers_rank,
        flatten(list(qualifiers order by indicator_id)) as qualifiers,
        list_sort(list_distinct(flatten(list(figure_ids order by indicator_id)))) as figure_ids,
        bool_or(contested) as contested,
        max(certainty) as certainty,
    from reform
    group by quarter_id, subject_level, subject_key
),

final as (
    select * replace (
        cast(quarter_id as varchar) as quarter_id,
        cast(certainty as varchar) as certainty,
        cast(subject_level as varchar) as subject_level,
        cast(province_id as varchar) as province_id,
        cast(city_id as varchar) as city_id,
        cast(zone_id as varchar) as zone_id,
        cast(commitment_share_bound as varchar) as commitment_share_bound,
        cast(agency_share_bound as varchar) as agency_share_bound,
        cast(standard_factory_use_bound as varchar) as standard_factory_use_bound,
        cast(occupancy_rate_bound as varchar) as occupancy_rate_bound
    ) from coded
)

select * from final
order by quarter_id, subject_level, subject_name, figure_ids
