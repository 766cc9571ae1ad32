-- grain: one row per indicator of the catalog
-- inputs: staging.ref_indicator
create table dim_indicator as

with

final as (
    select
        indicator_id,
        name_zh,
        name_en,
        group_id,
        canonical_unit,
        direction,
        aggregation,
        observation,
        definition,
        definition_source,
    from staging.ref_indicator
)

select * from final
order by indicator_id
