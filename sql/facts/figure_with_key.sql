-- grain: one row per figure of a catalog indicator, with its key and what marts need to weigh its value
--     a view: the two tables made from it hold every row once
--     words that many figures share are enums: marts join, filter and sort them as the numbers that they are in memory;
--     a mart turns its own back into words at its end
-- inputs: fact_figure, dim_article, dim_document, staging.figure_key, staging.rounding_of
create view staging.figure_with_key as

with

final as (
    select
        fact_figure.* exclude (sentence, disposition, rule, char_end) replace (
            cast(fact_figure.quarter_id as staging.quarter_words) as quarter_id,
            cast(fact_figure.subject_level as staging.level_words) as subject_level,
            cast(fact_figure.province_id as staging.place_words) as province_id,
            cast(fact_figure.city_id as staging.place_words) as city_id,
            cast(fact_figure.zone_id as staging.zone_words) as zone_id,
            cast(fact_figure.indicator_id as staging.indicator_words) as indicator_id,
            cast(fact_figure.measure as staging.measure_words) as measure,
            cast(fact_figure.scenario as staging.scenario_words) as scenario,
            cast(fact_figure.bound as staging.bound_words) as bound,
            cast(fact_figure.period_kind as staging.period_words) as period_kind,
            cast(fact_figure.certainty as staging.certainty_words) as certainty,
            cast(fact_figure.months as smallint) as months,
            cast(fact_figure.scope as staging.scope_words) as scope,
            cast(fact_figure.scope_key as staging.scope_key_words) as scope_key,
            cast(fact_figure.comparator as staging.comparator_words) as comparator,
            cast(fact_figure.unit as staging.unit_words) as unit,
            cast(fact_figure.unit_canonical as staging.unit_words) as unit_canonical
        ),
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
