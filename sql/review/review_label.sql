-- grain: one row per words that figures outside the catalog are named by; the words of most figures first
--     likeness: DuckDB's own jaro_winkler_similarity, jaccard and levenshtein compare bytes, of which all Chinese
--     characters share a third; so characters, and pairs of neighbours, are counted here (Dice)
--     known: somebody has looked at the words before, and found that they mean none of the catalog's indicators
--     nearest: the likest word of the catalog, then the indicator's own name, then the first by word and id
-- inputs: fact_figure, dim_indicator, staging.ref_synonym
create table review_label as

with

figure as (
    select
        rowid as figure_no,
        indicator_label,
        document_id,
        unit,
    from fact_figure
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
        -- fact_figure stands in the order of the texts
        min(figure_no) as example_no,
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
    select
        words,
        cast(row_number() over (order by words) as integer) as text_id,
    from (
        select indicator_label as words from label
        union
        select term from word
    )
    where words is not null
),

piece as (
    select distinct
        text_id,
        unnest(
            list_transform(range(1, length(words) + 1), lambda place: substr(words, place, 1))
            || list_transform(range(1, length(words)), lambda place: substr(words, place, 2))
        ) as piece,
    from text
),

size as (
    select
        text_id,
        count(*) as pieces,
    from piece
    group by text_id
),

-- of words that are equally like, the one of the least preference number is taken
preferred as (
    select
        term,
        indicator_id,
        cast(row_number() over (order by is_name desc, term, indicator_id) as integer) as preference,
    from word
    qualify row_number() over (partition by term order by is_name desc, indicator_id) = 1
),

term as (
    select
        preferred.preference,
        text.text_id,
        size.pieces,
    from preferred
    inner join text on text.words = preferred.term
    inner join size on size.text_id = text.text_id
),

term_piece as (
    select
        piece.piece,
        term.preference,
    from term
    inner join piece on piece.text_id = term.text_id
),

label_piece as (
    select
        text.text_id,
        piece.piece,
    from label
    inner join text on text.words = label.indicator_label
    inner join piece on piece.text_id = text.text_id
),

shared as (
    select
        label_piece.text_id,
        term_piece.preference,
        count(*) as pieces,
    from label_piece
    inner join term_piece on term_piece.piece = label_piece.piece
    group by label_piece.text_id, term_piece.preference
),

-- likeness and preference in one number: a maximum is found without sorting
best as (
    select
        shared.text_id,
        max(
            cast(round(2.0 * shared.pieces / (size.pieces + term.pieces), 4) * 10000 as bigint) * 1000000
            - shared.preference
        ) as best,
    from shared
    inner join size on size.text_id = shared.text_id
    inner join term on term.preference = shared.preference
    group by shared.text_id
),

nearest as (
    select
        text.words as indicator_label,
        preferred.term,
        preferred.indicator_id,
        (best.best + preferred.preference) // 1000000 / 10000 as likeness,
    from best
    inner join text on text.text_id = best.text_id
    inner join preferred on preferred.preference = (1000000 - best.best % 1000000) % 1000000
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
        example.figure_id as example_figure_id,
        example.sentence as example_sentence,
    from label
    inner join fact_figure as example on example.rowid = label.example_no
    inner join unit on unit.indicator_label is not distinct from label.indicator_label
    left join nearest on nearest.indicator_label = label.indicator_label
    left join known on known.term = label.indicator_label
    left join dim_indicator on dim_indicator.indicator_id = nearest.indicator_id
)

select * from final
order by figures desc, documents desc, indicator_label nulls last
