-- grain: one row per official evaluation system of zones, by edition
-- inputs: staging.ref_evaluation_system
create table dim_evaluation_system as

with

final as (
    select
        system_id,
        name_zh,
        name_en,
        authority,
        "year",
        source,
    from staging.ref_evaluation_system
)

select * from final
order by system_id
