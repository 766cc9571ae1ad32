-- grain: a table macro: one row: where a figure stands, and in which words
-- inputs: fact_figure, dim_document, document_part, dim_article, dim_indicator, dim_correction
create macro source_of(figure_id) as table
select
    fact_figure.figure_id,
    fact_figure.document_id,
    dim_document.path,
    dim_document.sha256,
    dim_document.loaded_at,
    dim_article.title,
    dim_article.byline,
    dim_article.as_of_month,
    fact_figure.char_start,
    fact_figure.char_end,
    fact_figure.quote,
    fact_figure.sentence,
    fact_figure.subject_name,
    fact_figure.indicator_label,
    fact_figure.indicator_id,
    dim_indicator.name_zh as indicator_zh,
    fact_figure.measure,
    fact_figure.scenario,
    fact_figure.period_start,
    fact_figure.period_end,
    fact_figure.value,
    fact_figure.unit,
    fact_figure.bound,
    fact_figure.rule,
    fact_figure.correction_id,
    dim_correction.reason as correction_reason,
    document_part.part_kind,
    document_part.part_name,
from fact_figure
inner join dim_document on dim_document.document_id = fact_figure.document_id
left join document_part
    on
        document_part.document_id = fact_figure.document_id
        and document_part.char_start <= fact_figure.char_start
        and document_part.char_end > fact_figure.char_start
left join dim_article on dim_article.article_id = fact_figure.article_id
left join dim_indicator on dim_indicator.indicator_id = fact_figure.indicator_id
left join dim_correction on dim_correction.correction_id = fact_figure.correction_id
where fact_figure.figure_id = figure_id
order by fact_figure.figure_id
