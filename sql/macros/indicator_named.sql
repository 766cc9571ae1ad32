-- grain: a macro: the indicator_id that a name means: an id, a catalog name in Chinese or English, else the words that
--     texts use, where figures with those words have one; of several indicators the one with most figures
-- inputs: dim_indicator, fact_figure
create macro indicator_named(name) as (
    select coalesce(
        (
            select min(dim_indicator.indicator_id)
            from dim_indicator
            where name in (dim_indicator.indicator_id, dim_indicator.name_zh, dim_indicator.name_en)
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
        )
    )
)
