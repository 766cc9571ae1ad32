-- grain: one row per item of an official evaluation system that the catalog holds
-- inputs: staging.ref_evaluation_item
create table dim_evaluation_item as

with

final as (
    select
        system_id,
        item,
        indicator_id,
        measure,
        scope,
        weight,
    from staging.ref_evaluation_item
)

select * from final
order by system_id, item
