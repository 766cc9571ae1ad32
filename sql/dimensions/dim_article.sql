-- grain: one row per article, at the document where it starts
-- inputs: staging.article
create table dim_article as

with

final as (
    select
        article_id,
        document_id,
        title,
        byline,
        city_id,
        province_id,
        as_of_month,
        continues_in,
    from staging.article
)

select * from final
order by article_id
