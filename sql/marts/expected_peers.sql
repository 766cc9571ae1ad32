-- grain: one row per level of subjects and province: how many the register holds, which is how many a ranking of all has
--     provinces have one row, without a province; and so have national zones, which are ranked across provinces
-- inputs: staging.ref_place, dim_zone
create table staging.expected_peers as

with

place as (
    select
        level as subject_level,
        if(level = 'province', null, province_id) as province_id,
        count(*) as subjects,
    from staging.ref_place
    group by all
),

zone as (
    select
        'zone' as subject_level,
        province_id,
        count(*) as subjects,
    from dim_zone
    where registered and province_id is not null
    group by all
),

national_zone as (
    select
        'zone' as subject_level,
        null as province_id,
        count(*) as subjects,
    from dim_zone
    where registered and level = 'national'
),

final as (
    select * from place
    union all by name
    select * from zone
    union all by name
    select * from national_zone
)

select * from final
