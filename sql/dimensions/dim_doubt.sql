-- grain: one row per kind of doubt about a figure
-- inputs: staging.ref_doubt
create table dim_doubt as

with

final as (
    select
        doubt,
        found_by,
        cleared_by,
        description_en,
        description_zh,
    from staging.ref_doubt
)

select * from final
order by doubt
