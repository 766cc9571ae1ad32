-- grain: one row per part of a quantity that is the sum of its parts, by the catalog's definitions; a part that the
--     catalog does not hold is known by the two characters that its words begin with
-- inputs: dim_indicator
create table staging.sum_definition as

with

definition as (
    select * from (
        values
        ('foreign_trade', 'exports', null),
        ('foreign_trade', null, '进口'),
        ('projects_arranged', 'projects_signed', null),
        ('projects_arranged', 'projects_started', null),
        ('projects_arranged', 'projects_in_production', null),
        ('projects_arranged_investment', 'projects_signed_investment', null),
        ('projects_arranged_investment', 'projects_started_investment', null),
        ('projects_arranged_investment', 'projects_in_production_investment', null)
    ) as definition (indicator_id, part_indicator_id, part_label)
),

final as (
    select
        definition.*,
        count(*) over (partition by definition.indicator_id) as parts,
    from definition
    inner join dim_indicator on dim_indicator.indicator_id = definition.indicator_id
)

select * from final
