-- grain: one row per refused row and failed check; a refusal that the previous warehouse held keeps the run that
--     first refused it
-- inputs: staging.quarantine, staging.previous_quarantine
create table quarantine as

with

refused as (
    select
        *,
        -- the same row can be refused twice: it stands here twice
        row_number() over (partition by row_json, source_table, failed_check order by message) as copy,
    from staging.quarantine
),

named as (
    select
        *,
        md5(concat_ws(chr(31), source_table, failed_check, row_json, copy)) as quarantine_id,
    from refused
),

previous as (
    select * from staging.previous_quarantine
),

final as (
    select
        named.quarantine_id,
        named.row_json,
        named.source_table,
        named.document_id,
        named.failed_check,
        named.message,
        coalesce(previous.run_id, named.run_id) as run_id,
    from named
    left join previous on previous.quarantine_id = named.quarantine_id
)

select * from final
order by quarantine_id
