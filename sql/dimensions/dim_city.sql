-- grain: one row per prefecture-level city, and per other place that figures, articles or zones use as their city
-- inputs: staging.ref_place, staging.ref_city_tile, staging.figure, staging.article, staging.zone
create table dim_city as

with

place as (
    select * from staging.ref_place
),

used as (
    select city_id from staging.figure
    union
    select city_id from staging.article
    union
    select city_id from staging.zone
),

final as (
    select
        place.place_id as city_id,
        place.name_zh,
        place.name_en,
        province.place_id as province_id,
        province.name_zh as province_zh,
        tile.tile_row,
        tile.tile_column,
    from place
    left join place as province
        on province.place_id = coalesce(place.province_id, case when place.level = 'province' then place.place_id end)
    left join staging.ref_city_tile as tile on tile.city_id = place.place_id
    where place.level = 'city' or place.place_id in (select city_id from used where city_id is not null)
)

select * from final
order by city_id
