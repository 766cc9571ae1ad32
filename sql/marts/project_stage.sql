-- grain: one row per sentence, name of a project in it and scenario, with the stage that the words around it tell
--     a word of the project's own clause goes before one of the rest of the sentence, there one that follows before
--     one that precedes, and a nearer one before a farther; a semicolon ends what belongs together
--     where words overlap the longest counts; one without a stage says nothing
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

mention as (
    select distinct
        sentence,
        subject_name,
        scenario,
    from fact_figure
    where subject_level = 'project'
),

cut as (
    select
        *,
        -- project names stand in fact_figure without blanks and quotation marks
        regexp_replace(sentence, '[\s“”"]', '', 'g') as words,
        instr(words, subject_name) as place,
    from mention
),

around as (
    select
        sentence,
        subject_name,
        scenario,
        regexp_extract(substr(words, 1, place - 1), '[^；;。！!？?]*$') as before,
        regexp_extract(substr(words, place + length(subject_name)), '^[^；;。！!？?]*') as after,
    from cut
    where place > 0
),

part as (
    select
        sentence,
        subject_name,
        'before' as side,
        regexp_extract(before, '[^，,：:]*$') as own,
        before as words,
    from around
    union
    select
        sentence,
        subject_name,
        'after' as side,
        regexp_extract(after, '^[^，,：:]*') as own,
        after as words,
    from around
),

found as (
    select
        sentence,
        subject_name,
        side,
        own as words,
        true as is_own,
        unnest(list_distinct(regexp_extract_all(own, getvariable('stage_words')))) as term,
    from part
    union all
    select
        sentence,
        subject_name,
        side,
        words,
        false as is_own,
        unnest(list_distinct(regexp_extract_all(words, getvariable('stage_words')))) as term,
    from part
),

told as (
    select
        found.sentence,
        found.subject_name,
        found.term,
        stage.stage,
        stage.stage_rank,
        stage.library,
    from found
    inner join staging.ref_project_stage as stage
        on
            stage.term = found.term
            and stage.place in (found.side, 'around')
    where stage.stage is not null
    qualify
        row_number() over (
            partition by found.sentence, found.subject_name
            order by
                found.is_own desc,
                case when found.is_own then 0 else found.side = 'before' end,
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
        mention.sentence,
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
    left join told on told.sentence = mention.sentence and told.subject_name = mention.subject_name
    left join staging.ref_project_stage as usual on usual.place = 'scenario' and usual.term = mention.scenario
    left join staging.ref_project_stage as furthest
        on furthest.place = 'scenario_limit' and furthest.term = mention.scenario
),

final as (
    select * from staged
    where stage is not null
)

select * from final
order by sentence, subject_name, scenario
