-- grain: one row per reason why a number is no figure of the catalog
-- inputs: staging.ref_reason
create table dim_reason as

with

final as (
    select
        reason,
        verdict,
        description_en,
        description_zh,
    from staging.ref_reason
)

select * from final
order by reason
