-- grain: one row per document; apart from dim_document, so that nobody reads whole texts for a list of files
-- inputs: staging.document_text
create table document_text as

with

final as (
    select
        document_id,
        text,
    from staging.document_text
)

select * from final
order by document_id
