-- grain: one row per document; a document whose bytes the previous warehouse held keeps that loading time
-- inputs: staging.document, staging.run, staging.previous_document
create table dim_document as

with

document as (
    select * from staging.document
),

run as (
    select * from staging.run
),

previous as (
    select * from staging.previous_document
),

final as (
    select
        document.document_id,
        document.path,
        document.sha256,
        document.encoding,
        document.bytes,
        document.characters,
        document.format,
        coalesce(previous.loaded_at, run.loaded_at) as loaded_at,
    from document
    cross join run
    left join previous
        on
            previous.document_id = document.document_id
            and previous.sha256 = document.sha256
)

select * from final
order by document_id
