-- grain: a macro: the indicator_id whose id, name or synonym is likest to a name, or null where nothing is like it
--     likeness: for Chinese the characters that both have (Dice); DuckDB's own measures compare bytes, of which all Chinese
--     characters share a third, and serve for English; of equals the one that contains the other, then the shorter term
-- inputs: dim_indicator
create macro indicator_nearest(name) as (
    select ranked.indicator_id
    from (
        select
            term.indicator_id,
            term.words,
            case
                when regexp_matches(name, '[一-龥]')
                    then
                        2.0 * len(list_intersect(string_split(name, ''), string_split(term.words, '')))
                        / (len(list_distinct(string_split(name, ''))) + len(list_distinct(string_split(term.words, ''))))
                else jaro_winkler_similarity(lower(name), lower(term.words)) - 0.35
            end as likeness,
        from (
            select
                dim_indicator.indicator_id,
                unnest(
                    list_concat(
                        [dim_indicator.indicator_id, dim_indicator.name_zh, dim_indicator.name_en], dim_indicator.synonyms
                    )
                ) as words,
            from dim_indicator
        ) as term
    ) as ranked
    where ranked.likeness >= 0.4
    order by
        ranked.likeness desc, contains(ranked.words, name) or contains(name, ranked.words) desc, length(ranked.words),
        ranked.indicator_id
    limit 1
)
