-- grain: one row per sentence, name of a project in it and scenario, with the stage that the words around it tell
--     a word of the project's own clause goes before one of the rest of the sentence, there one that follows before
--     one that precedes, and a nearer one before a farther; a semicolon ends what belongs together
--     where words overlap the longest counts; one without a stage says nothing
--     sentence_key: a number that stands for the sentence
-- inputs: fact_figure, staging.ref_project_stage
set variable stage_words = (
    select coalesce(string_agg(regexp_escape(term), '|' order by length(term) desc, term), '[^\s\S]')
    from (
        select distinct term from staging.ref_project_stage
        where place in ('before', 'after', 'around')
    )
);

create table staging.project_stage as

with

mention as materialized (
    select
        hash(sentence) as sentence_key,
        subject_name,
        scenario,
        row_number() over () as mention_no,
        -- project names stand in fact_figure without blanks and quotation marks; one regexp_replace for all of these
        -- takes four times as long
        replace(replace(replace(sentence, '“', ''), '”', ''), '"', '') as unquoted,
        replace(replace(replace(unquoted, chr(10), ''), chr(13), ''), ' ', '') as unbroken,
        replace(replace(unbroken, chr(9), ''), chr(12), '') as plain,
    from (
        select distinct
            sentence,
            subject_name,
            scenario,
        from fact_figure
        where subject_level = 'project'
    )
),

cut as materialized (
    select
        mention_no,
        subject_name,
        plain,
        instr(plain, subject_name) as place,
    from mention
),

part as materialized (
    select
        mention_no,
        'before' as side,
        regexp_extract(substr(plain, 1, place - 1), '[^；;。！!？?]*$') as words,
        regexp_extract(words, '[^，,：:]*$') as own,
    from cut
    where place > 0
    union all
    select
        mention_no,
        'after' as side,
        regexp_extract(substr(plain, place + length(subject_name)), '^[^；;。！!？?]*') as words,
        regexp_extract(words, '^[^，,：:]*') as own,
    from cut
    where place > 0
),

telling as (
    select * from staging.ref_project_stage
    where stage is not null
),

found_in_own as materialized (
    select
        mention_no,
        side,
        own as words,
        unnest(list_distinct(regexp_extract_all(own, getvariable('stage_words')))) as term,
        0 as farther_side,
    from part
),

told_in_own as (
    select found.mention_no
    from found_in_own as found
    inner join telling on telling.term = found.term and telling.place in (found.side, 'around')
),

-- the rest of the sentence speaks only where the own clause says nothing
found_in_rest as (
    select
        mention_no,
        side,
        words,
        unnest(list_distinct(regexp_extract_all(words, getvariable('stage_words')))) as term,
        case side when 'before' then 1 else 0 end as farther_side,
    from part
    where mention_no not in (select mention_no from told_in_own)
),

found as (
    select * from found_in_own
    union all
    select * from found_in_rest
),

told as (
    select
        found.mention_no,
        found.term,
        telling.stage,
        telling.stage_rank,
        telling.library,
    from found
    inner join telling on telling.term = found.term and telling.place in (found.side, 'around')
    qualify
        row_number() over (
            partition by found.mention_no
            order by
                found.farther_side,
                case found.side
                    when 'after' then instr(found.words, found.term)
                    else instr(reverse(found.words), reverse(found.term))
                end,
                found.side,
                length(found.term) desc,
                found.term
        ) = 1
),

staged as (
    select
        mention.sentence_key,
        mention.subject_name,
        mention.scenario,
        case when told.stage_rank <= coalesce(furthest.stage_rank, told.stage_rank) then told.stage else usual.stage end
            as stage,
        case
            when told.stage_rank <= coalesce(furthest.stage_rank, told.stage_rank) then told.stage_rank
            else usual.stage_rank
        end as stage_rank,
        case
            when told.stage_rank <= coalesce(furthest.stage_rank, told.stage_rank) then told.library
            else usual.library
        end as library,
        case when told.stage_rank <= coalesce(furthest.stage_rank, told.stage_rank) then told.term else usual.term end
            as stage_words,
    from mention
    left join told on told.mention_no = mention.mention_no
    left join staging.ref_project_stage as usual on usual.place = 'scenario' and usual.term = mention.scenario
    left join staging.ref_project_stage as furthest
        on furthest.place = 'scenario_limit' and furthest.term = mention.scenario
),

final as (
    select * from staged
    where stage is not null
)

select * from final
