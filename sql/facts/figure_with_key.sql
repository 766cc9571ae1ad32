-- grain: one row per figure of a catalog indicator, with its key and what marts need to weigh its value
--     a view: the two tables made from it hold every row once
-- inputs: fact_figure, dim_article, dim_document, staging.figure_key, staging.rounding_of
create view staging.figure_with_key as

with

final as (
    select
        fact_figure.* exclude (sentence, disposition, rule, char_end),
        figure_key.*,
        dim_article.as_of_month,
        dim_document.loaded_at,
        staging.rounding_of(
            fact_figure.quote, fact_figure.correction_id, fact_figure.value, fact_figure.value_canonical
        ) as rounding,
        hash(fact_figure.article_id, fact_figure.sentence) as sentence_key,
    from fact_figure
    inner join staging.figure_key on figure_key.figure_no = fact_figure.rowid
    left join dim_article on dim_article.article_id = fact_figure.article_id
    left join dim_document on dim_document.document_id = fact_figure.document_id
)

select * from final
