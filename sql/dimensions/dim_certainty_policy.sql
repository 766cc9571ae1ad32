-- grain: one row per place where figures are shown or computed with: what becomes of doubtful ones there
-- inputs: staging.ref_certainty_policy
create table dim_certainty_policy as

with

final as (
    select
        used_in,
        treatment,
        description_en,
        description_zh,
    from staging.ref_certainty_policy
)

select * from final
order by used_in
