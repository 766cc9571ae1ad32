-- grain: one row per words that figures outside the catalog are named by; the words of most figures first
--     likeness: DuckDB's own jaro_winkler_similarity, jaccard and levenshtein compare bytes, of which all Chinese
--     characters share a third; so characters, and pairs of neighbours, are counted here (Dice)
--     known: somebody has looked at the words before, and found that they mean none of the catalog's indicators
--     nearest: the likest word of the catalog, then the indicator's own name, then the first by word and id
-- inputs: fact_figure, dim_indicator, staging.ref_synonym
create table review_label as

with

figure as (
    select * from fact_figure
    where disposition = 'other_figure'
),

unit as (
    select
        indicator_label,
        unit,
    from figure
    group by indicator_label, unit
    qualify row_number() over (partition by indicator_label order by count(*) desc, unit nulls last) = 1
),

label as (
    select
        indicator_label,
        count(*) as figures,
        count(distinct document_id) as documents,
        min_by(figure_id, (document_id, char_start, figure_id)) as example_figure_id,
        min_by(sentence, (document_id, char_start, figure_id)) as example_sentence,
    from figure
    group by indicator_label
),

word as (
    select
        name_zh as term,
        indicator_id,
        true as is_name,
    from dim_indicator
    union all
    select
        term,
        indicator_id,
        false as is_name,
    from staging.ref_synonym
    where indicator_id is not null
),

known as (
    select term from staging.ref_synonym
    where indicator_id is null
),

text as (
    select indicator_label as words from label
    union
    select term from word
),

piece as (
    select distinct
        words,
        unnest(
            list_transform(range(1, length(words) + 1), lambda place: substr(words, place, 1))
            || list_transform(range(1, length(words)), lambda place: substr(words, place, 2))
        ) as piece,
    from text
),

size as (
    select
        words,
        count(*) as pieces,
    from piece
    group by words
),

shared as (
    select
        label.indicator_label,
        word.term,
        word.indicator_id,
        word.is_name,
        count(*) as pieces,
    from label
    inner join piece as of_label on of_label.words = label.indicator_label
    inner join piece as of_word on of_word.piece = of_label.piece
    inner join word on word.term = of_word.words
    group by label.indicator_label, word.term, word.indicator_id, word.is_name
),

nearest as (
    select
        shared.indicator_label,
        shared.term,
        shared.indicator_id,
        round(2.0 * shared.pieces / (of_label.pieces + of_word.pieces), 4) as likeness,
    from shared
    inner join size as of_label on of_label.words = shared.indicator_label
    inner join size as of_word on of_word.words = shared.term
    qualify
        row_number() over (
            partition by shared.indicator_label
            order by likeness desc, shared.is_name desc, shared.term, shared.indicator_id
        ) = 1
),

final as (
    select
        label.indicator_label,
        unit.unit,
        label.figures,
        label.documents,
        nearest.indicator_id as nearest_indicator_id,
        dim_indicator.name_zh as nearest_name_zh,
        nearest.term as nearest_term,
        cast(coalesce(nearest.likeness, 0) as double) as likeness,
        known.term is not null as known,
        label.example_figure_id,
        label.example_sentence,
    from label
    inner join unit on unit.indicator_label is not distinct from label.indicator_label
    left join nearest on nearest.indicator_label = label.indicator_label
    left join known on known.term = label.indicator_label
    left join dim_indicator on dim_indicator.indicator_id = nearest.indicator_id
)

select * from final
order by figures desc, documents desc, indicator_label nulls last
