-- grain: one row per table met in a text and reason why numbers of it are no figure of the catalog
-- inputs: staging.text_table, fact_mention, dim_reason
create table review_table_reason as

with

met as (
    select
        table_id,
        document_id,
        char_start,
        char_end,
    from staging.text_table
),

left_over as (
    select
        document_id,
        char_start,
        reason,
    from fact_mention
    where reason is not null
),

counted as (
    select
        met.table_id,
        met.document_id,
        left_over.reason,
        count(*) as numbers,
    from met
    inner join left_over
        on
            left_over.document_id = met.document_id
            and left_over.char_start >= met.char_start
            and left_over.char_start < met.char_end
    group by met.table_id, met.document_id, left_over.reason
),

final as (
    select
        counted.table_id,
        counted.document_id,
        counted.reason,
        dim_reason.verdict,
        counted.numbers,
    from counted
    inner join dim_reason on dim_reason.reason = counted.reason
)

select * from final
order by document_id, table_id, numbers desc, reason
