-- grain: one row per table met in a text; those of most numbers that were not read first
-- inputs: staging.text_table
create table review_table as

with

met as (
    select * from staging.text_table
),

final as (
    select
        table_id,
        document_id,
        article_id,
        char_start,
        char_end,
        heading,
        "rows",
        "columns",
        numbers_read,
        numbers_unread,
        why,
        heads_unread,
    from met
)

select * from final
order by numbers_unread desc, document_id, char_start, table_id
