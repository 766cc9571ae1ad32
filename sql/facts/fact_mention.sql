-- grain: one row per number in the texts
-- inputs: staging.mention
create table fact_mention as

with

final as (
    select
        mention_id,
        document_id,
        article_id,
        char_start,
        char_end,
        quote,
        disposition,
        reason,
        figure_id,
        correction_id,
    from staging.mention
)

select * from final
order by document_id, char_start, mention_id
