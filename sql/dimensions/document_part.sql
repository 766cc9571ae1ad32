-- grain: one row per page or sheet of a document that has some
-- inputs: staging.document_part
create table document_part as

with

final as (
    select
        document_id,
        part_number,
        part_kind,
        part_name,
        char_start,
        char_end,
    from staging.document_part
)

select * from final
order by document_id, part_number
