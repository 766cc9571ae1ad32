-- grain: one row per correction of a misprint; without an outcome no document of the run was meant
-- inputs: staging.ref_correction, staging.correction
create table dim_correction as

with

outcome as (
    select * from staging.correction
),

final as (
    select
        correction.correction_id,
        correction.document,
        correction.match,
        correction.replace,
        correction.reason,
        correction.source,
        correction.expect,
        correction.sha256_prefix,
        coalesce(outcome.found, 0) as found,
        coalesce(outcome.status, 'not_in_run') as status,
    from staging.ref_correction as correction
    left join outcome on outcome.correction_id = correction.correction_id
)

select * from final
order by correction_id
