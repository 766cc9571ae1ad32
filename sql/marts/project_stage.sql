-- grain: one row per sentence, name of a project in it and scenario, with the stage that the words around it tell
--     a word of the project's own clause goes before one of the rest of the sentence, there one that follows before
--     one that precedes, and a nearer one before a farther; a semicolon ends what belongs together
--     where words overlap the longest counts; one without a stage says nothing
--     从洽谈到投产 tells its end; what is denied (尚未开工) or wished for (推动…项目达效, 力争…开工) tells the stage before it,
--     but for what goes on anyhow (加快建设), and for words that say so themselves (早日投产), whose stage is one lower in
--     the reference data; a range that nobody wishes for is past, and no scenario of a number (plan) holds it back
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
        regexp_extract(substr(plain, 1, place - 1), '[^；;。！!？?]*$') as clause,
        -- few have a range
        if(contains(clause, '到'), regexp_replace(clause, '[从由自][^，,；;。0-9到]{1,6}到', '', 'g'), clause) as words,
        regexp_extract(words, '[^，,：:]*$') as own,
    from cut
    where place > 0
    union all
    select
        mention_no,
        'after' as side,
        regexp_extract(substr(plain, place + length(subject_name)), '^[^；;。！!？?]*') as clause,
        if(contains(clause, '到'), regexp_replace(clause, '[从由自][^，,；;。0-9到]{1,6}到', '', 'g'), clause) as words,
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

nearest as (
    select
        found.mention_no,
        found.side,
        found.words,
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

-- what stands before the word in its clause; behind a name that is what stands before the name too
said as (
    select
        nearest.*,
        case nearest.side
            when 'after' then substr(nearest.words, 1, instr(nearest.words, nearest.term) - 1)
            else left(
                nearest.words,
                length(nearest.words) - instr(reverse(nearest.words), reverse(nearest.term)) - length(nearest.term) + 1
            )
        end as ahead,
        if(nearest.side = 'after' and not regexp_matches(ahead, '[，,：:]'), part.own, '')
        || regexp_extract(ahead, '[^，,：:]*$') as lead,
        -- 计划总投资 is how much, no plan to do it
        regexp_replace(lead, '(计划|预计|拟)(总投资|投资|年|用地|建设)', '', 'g') as lead_words,
        regexp_matches(lead, '(未|没有|未能|未曾)(正式|实质性?|全面|如期|完全|按期)?$') as is_denied,
        regexp_matches(
            lead_words,
            '推动|促进|促使|力促|确保|力争|争取|努力|有望|预计|计划|^拟|[^虚模]拟|即将|年内|年底前|明年|尽快|尽早|早日|抓紧|督促|加快推动'
        )
        and not regexp_matches(lead, '(已|已经|正式|顺利|成功|相继|陆续|实现)$')
        and not regexp_matches(nearest.term, '^(拟|计划|力争|确保|推动|年内|尽快|尽早|早日|即将)|、|^开工投产')
            as is_wished,
    from nearest
    left join part on part.mention_no = nearest.mention_no and part.side = 'before'
),

rung as (
    select
        stage_rank,
        min(stage) as stage,
        min(library) as library,
    from telling
    group by stage_rank
),

lowered as (
    select
        said.mention_no,
        max(rung.stage_rank) as stage_rank,
    from said
    inner join rung on rung.stage_rank < said.stage_rank
    where (said.is_denied or said.is_wished) and said.stage_rank not in (1, 2, 5)
    group by said.mention_no
),

told as (
    select
        said.mention_no,
        said.term,
        coalesce(rung.stage, said.stage) as stage,
        coalesce(rung.stage_rank, said.stage_rank) as stage_rank,
        coalesce(rung.library, said.library) as library,
        not said.is_denied
        and not said.is_wished
        and starts_with(regexp_extract(cut.plain, '[从由自][^，,；;。0-9到]{1,6}到(.{1,8})', 1), said.term) as is_past,
    from said
    inner join cut on cut.mention_no = said.mention_no
    left join lowered on lowered.mention_no = said.mention_no
    left join rung on rung.stage_rank = lowered.stage_rank
),

kept as (
    select
        told.*,
        told.is_past or told.stage_rank <= coalesce(furthest.stage_rank, told.stage_rank) as is_kept,
    from told
    inner join mention on mention.mention_no = told.mention_no
    left join staging.ref_project_stage as furthest
        on furthest.place = 'scenario_limit' and furthest.term = mention.scenario
),

staged as (
    select
        mention.sentence_key,
        mention.subject_name,
        mention.scenario,
        case when told.is_kept then told.stage else usual.stage end
            as stage,
        case
            when told.is_kept then told.stage_rank
            else usual.stage_rank
        end as stage_rank,
        case
            when told.is_kept then told.library
            else usual.library
        end as library,
        case when told.is_kept then told.term else usual.term end
            as stage_words,
    from mention
    left join kept as told on told.mention_no = mention.mention_no
    left join staging.ref_project_stage as usual on usual.place = 'scenario' and usual.term = mention.scenario
),

final as (
    select * from staged
    where stage is not null
)

select * from final
