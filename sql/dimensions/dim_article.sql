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
        url,
        publisher,
        published,
        home_level,
        home_subject,
        home_zone_id,
        year,
        home_basis,
        home_margin,
        home_runner_up,
        home_evidence,
        as_of_basis,
        as_of_margin,
        as_of_runner_up,
        as_of_evidence,
    from staging.article
)

select * from final
order by article_id
