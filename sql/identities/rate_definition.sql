-- grain: one row per rate of the catalog that is defined as a share of counts: the counts it is made of
--     a null part: the catalog has no count of it
-- inputs: dim_indicator
create table staging.rate_definition as

with

definition as (
    select * from (
        values
        ('start_rate', 'projects_started', 'projects_signed'),
        ('production_rate', 'projects_in_production', 'projects_started'),
        ('full_output_rate', null, 'projects_in_production'),
        ('key_project_start_rate', null, 'key_projects')
    ) as definition (indicator_id, part_indicator_id, whole_indicator_id)
),

final as (
    select definition.*
    from definition
    inner join dim_indicator on dim_indicator.indicator_id = definition.indicator_id
)

select * from final
