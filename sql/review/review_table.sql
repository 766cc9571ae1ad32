-- grain: one row per table met in a text; those of most numbers that were not read first
-- inputs: staging.text_table, review_table_reason
create table review_table as

with

met as (
    select * from staging.text_table
),

reason as (
    select
        table_id,
        string_agg(reason || ' ' || numbers, ', ' order by numbers desc, reason) as reasons,
    from review_table_reason
    group by table_id
),

final as (
    select
        met.table_id,
        met.document_id,
        met.article_id,
        met.char_start,
        met.char_end,
        met.heading,
        met."rows",
        met."columns",
        met.numbers_read,
        met.numbers_unread,
        met.why,
        met.heads_unread,
        reason.reasons,
    from met
    left join reason on reason.table_id = met.table_id
)

select * from final
order by numbers_unread desc, document_id, char_start, table_id
