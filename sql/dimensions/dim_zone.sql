-- grain: one row per development zone, in the register or met in a text
-- inputs: staging.zone
create table dim_zone as

with

final as (
    select
        zone_id,
        name_zh,
        short_name_zh,
        province_id,
        city_id,
        county_zh,
        level,
        zone_type,
        registered,
    from staging.zone
)

select * from final
order by zone_id
