-- grain: one row per zone that was met in a text and is not in the register; the zone of most figures first
--     nearest: the registered zone of the same city whose short name shares the largest part of its characters, then
--     one of the same type, then the first by id
-- inputs: dim_zone, dim_city, fact_figure
create table review_zone as

with

met as (
    select * from dim_zone
    where not registered
),

registered as (
    select * from dim_zone
    where registered
),

figure as (
    select
        zone_id,
        count(*) as figures,
        count(distinct document_id) as documents,
        -- fact_figure stands in the order of the texts
        min(rowid) as example_no,
    from fact_figure
    where zone_id in (select zone_id from met)
    group by zone_id
),

pair as (
    select
        met.zone_id,
        registered.zone_id as nearest_zone_id,
        registered.name_zh as nearest_name_zh,
        registered.zone_type = met.zone_type as same_type,
        list_distinct(string_split(met.short_name_zh, '')) as characters,
        list_distinct(string_split(registered.short_name_zh, '')) as nearest_characters,
    from met
    inner join registered on registered.city_id = met.city_id
),

nearest as (
    select
        zone_id,
        nearest_zone_id,
        nearest_name_zh,
    from pair
    qualify
        row_number() over (
            partition by zone_id
            order by
                length(list_intersect(characters, nearest_characters))
                / length(list_distinct(characters || nearest_characters)) desc,
                same_type desc,
                nearest_zone_id
        ) = 1
),

final as (
    select
        met.zone_id,
        met.name_zh,
        met.short_name_zh,
        met.city_id,
        dim_city.name_zh as city_zh,
        dim_city.province_zh,
        met.zone_type,
        coalesce(figure.figures, 0) as figures,
        coalesce(figure.documents, 0) as documents,
        nearest.nearest_zone_id,
        nearest.nearest_name_zh,
        example.figure_id as example_figure_id,
        example.sentence as example_sentence,
    from met
    left join dim_city on dim_city.city_id = met.city_id
    left join figure on figure.zone_id = met.zone_id
    left join fact_figure as example on example.rowid = figure.example_no
    left join nearest on nearest.zone_id = met.zone_id
)

select * from final
order by figures desc, documents desc, zone_id
