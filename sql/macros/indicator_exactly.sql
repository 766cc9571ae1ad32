-- grain: a macro: the indicator_id that a name means: an id, a catalog name in Chinese or English, a synonym of the
--     catalog, else the words that texts use, where figures with those words have one (of several indicators the one with
--     most figures); the same for the name without blanks and without what says which measure is asked for (工业投资增速)
-- inputs: dim_indicator, fact_figure
create macro indicator_exactly(name) as (
    select coalesce(
        (
            select min(dim_indicator.indicator_id)
            from dim_indicator
            where
                lower(trim(name)) in (
                    dim_indicator.indicator_id, lower(dim_indicator.name_zh), lower(dim_indicator.name_en)
                )
        ),
        (
            select min(dim_indicator.indicator_id)
            from dim_indicator
            where list_contains(dim_indicator.synonyms, trim(name))
        ),
        (
            select counted.indicator_id
            from (
                select
                    fact_figure.indicator_id,
                    count(*) as figures,
                from fact_figure
                where fact_figure.indicator_label = name and fact_figure.indicator_id is not null
                group by fact_figure.indicator_id
            ) as counted
            order by counted.figures desc, counted.indicator_id
            limit 1
        ),
        (
            select min(dim_indicator.indicator_id)
            from dim_indicator
            where
                list_contains(
                    list_append(dim_indicator.synonyms, dim_indicator.name_zh),
                    regexp_replace(
                        regexp_replace(name, '[\s“”"''《》（）()]', '', 'g'),
                        '的?(累计|当季)?(同比)?(增速|增幅|增长率|增长|数值|总额|总量|完成情况|情况|完成率|占比|比重)$', ''
                    )
                )
        )
    )
)
