-- grain: one row per part of a document's file that was not read though the rest was
-- inputs: staging.document_note
create table document_note as

with

final as (
    select
        document_id,
        note_number,
        note,
        part_kind,
        part_name,
        found,
        message,
        remedy,
    from staging.document_note
)

select * from final
order by document_id, note_number
