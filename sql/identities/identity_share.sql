-- grain: one row per stated share whose part and whole are printed too: part / whole = share
--     the comparator names the whole (占工业投资比重), or says whose it is (占全市开发区的), or, where it says nothing,
--     the whole stands before the part in the same batch of text and the part's scope narrows the whole's
--     固定资产投资…，其中制造业投资…，占46.7%: the whole is the amount in the same unit that stands next before 其中
--     全市 and 全省 mean more than their zones: such a whole must be printed with that word before it
--     a part and its whole in different units are none
-- inputs: staging.identity_operand, staging.comparator_named, staging.interval_ratio, fact_figure
create table staging.identity_share as

with

-- not kept: it is wide, and each of its readers needs few of its columns
valued as not materialized (
    select * from staging.identity_operand
    where indicator_id is not null and measure = 'level' and value > 0
),

stated as (
    select
        share.*,
        named.indicator_id as whole_indicator_id,
        coalesce(named.owner, share.comparator) as owner,
    from staging.identity_operand as share
    left join staging.comparator_named as named on named.comparator = share.comparator
    where share.measure = 'share' and share.indicator_id is not null and share.unit = '%'
),

part as (
    select
        stated.figure_id as share_figure_id,
        part.figure_id as part_figure_id,
    from stated
    inner join valued as part
        on
            part.matter_key = stated.matter_key
            and part.period_start = stated.period_start
            and part.period_end = stated.period_end
            and part.scenario = stated.scenario
            and part.scope is not distinct from stated.scope
    where part.char_start < stated.char_start or part.sentence_key = stated.sentence_key
    qualify
        row_number() over (
            partition by stated.figure_id
            order by
                part.char_start < stated.char_start desc, abs(stated.char_start - part.char_start), part.figure_id
        ) = 1
),

-- 其中 ties a part to the amount before it, and 占 the share to the part
tied_part as (
    select
        stated.figure_id as share_figure_id,
        part.figure_id as part_figure_id,
        starts_with(fact_figure.sentence, '其中') as is_of_the_sentence_before,
    from part as pair
    inner join stated on stated.figure_id = pair.share_figure_id
    inner join valued as part on part.figure_id = pair.part_figure_id
    inner join fact_figure on fact_figure.figure_id = part.figure_id
    where
        stated.owner is null
        and part.sentence_key = stated.sentence_key
        and part.char_start < stated.char_start
        and regexp_matches(
            fact_figure.sentence,
            '其中[^0-9，,；;。]{0,14}' || regexp_escape(part.numeral) || '[^0-9，,；;。]{0,8}[，,、][^0-9，,；;。]{0,3}占'
            || '[^0-9，,；;。]{0,6}' || regexp_escape(stated.numeral) || '($|[^0-9.])'
        )
),

tied as (
    select
        tied_part.share_figure_id,
        part.figure_id as part_figure_id,
        whole.figure_id as whole_figure_id,
    from tied_part
    inner join valued as part on part.figure_id = tied_part.part_figure_id
    inner join valued as whole
        on
            whole.article_id = part.article_id
            and whole.unit = part.unit
            and whole.subject_level = part.subject_level
            and whole.subject_key = part.subject_key
            and whole.period_start = part.period_start
            and whole.period_end = part.period_end
            and whole.scenario = part.scenario
            and whole.char_start < part.char_start
            and whole.char_start > part.char_start - 100
    where whole.sentence_key = part.sentence_key or tied_part.is_of_the_sentence_before
    qualify
        row_number() over (
            partition by tied_part.share_figure_id order by whole.char_start desc, whole.figure_id
        ) = 1
),

-- the whole's own figure: of the indicator that is named, else of the part's
candidate as (
    select
        stated.figure_id as share_figure_id,
        stated.char_start as share_place,
        stated.comparator,
        stated.owner,
        stated.whole_indicator_id is not null and stated.whole_indicator_id != part.indicator_id as is_other_indicator,
        part.figure_id as part_figure_id,
        part.scope as part_scope,
        part.char_start as part_place,
        whole.figure_id as whole_figure_id,
        whole.scope as whole_scope,
        whole.char_start as whole_place,
        whole.sentence_key in (part.sentence_key, stated.sentence_key) as same_sentence,
        whole.subject_level = part.subject_level and whole.subject_key = part.subject_key as same_subject,
        case
            when whole.subject_level = 'province' then part.subject_level != 'province'
            when whole.subject_level = 'city'
                then part.subject_level in ('zone', 'county') and whole.city_id is not distinct from part.city_id
            else false
        end as contains_subject,
        whole.subject_level as whole_level,
        whole.numeral as whole_numeral,
        whole.article_id = part.article_id as same_article,
    from part as pair
    inner join stated on stated.figure_id = pair.share_figure_id
    inner join valued as part on part.figure_id = pair.part_figure_id
    inner join valued as whole
        on
            whole.document_id = stated.document_id
            and whole.indicator_id = coalesce(stated.whole_indicator_id, stated.indicator_id)
            and whole.period_start = stated.period_start
            and whole.period_end = stated.period_end
            and whole.unit = part.unit
            and whole.scenario = part.scenario
    where whole.figure_id != part.figure_id
),

placed as (
    select
        candidate.*,
        regexp_matches(
            fact_figure.sentence,
            '全[省市区县][^0-9，,；;。]{0,16}' || regexp_escape(whole_numeral) || '($|[^0-9.])'
        ) as is_said_to_be_all,
        starts_with(part_in.sentence, '其中') as is_of_the_sentence_before,
    from candidate
    inner join fact_figure on fact_figure.figure_id = candidate.whole_figure_id
    inner join fact_figure as part_in on part_in.figure_id = candidate.part_figure_id
    -- 128.9亿元、占全市开发区的64%: what is itself a share of the same whole is not that whole
    where (candidate.whole_figure_id, candidate.comparator) not in (
        select (part.part_figure_id, stated.comparator)
        from part
        inner join stated on stated.figure_id = part.share_figure_id
        where stated.comparator is not null
    ) or candidate.comparator is null
),

fitting as (
    select * from placed
    where
        case
            -- 战新项目43个, 占比82.7%: narrower than what stands before it
            when owner is null
                then
                    same_subject
                    and whole_place < part_place
                    and part_place - whole_place <= 200
                    and (same_sentence or (same_article and is_of_the_sentence_before))
                    and part_scope is not null
                    and (whole_scope is null or (contains(part_scope, whole_scope) and part_scope != whole_scope))
            -- 占工业投资比重: the same subject's
            when owner in ('', '同期', '当年', '其', '本区', '全部', '总')
                then
                    same_subject
                    and (whole_scope is null or (is_other_indicator and whole_scope is not distinct from part_scope))
                    and (is_other_indicator or part_scope is not null)
            when regexp_full_match(owner, '(全省|全市|全区|各|所有|全部)?(的)?开发区')
                then
                    (same_subject or contains_subject)
                    and (whole_level = 'province' or not starts_with(owner, '全省'))
                    and (whole_level = 'city' or not starts_with(owner, '全市'))
                    and (whole_scope is null or whole_scope is not distinct from part_scope)
                    and (is_other_indicator or contains_subject or whole_scope is distinct from part_scope)
            when owner in ('全省', '全市', '全省的', '全市的')
                then
                    (same_subject or contains_subject)
                    and whole_level = if(starts_with(owner, '全省'), 'province', 'city')
                    and (whole_scope is null or whole_scope is not distinct from part_scope)
                    and same_sentence
                    and is_said_to_be_all
            else false
        end
),

chosen as (
    select
        share_figure_id,
        part_figure_id,
        whole_figure_id,
    from fitting
    qualify
        row_number() over (
            partition by share_figure_id
            order by
                is_other_indicator and whole_scope is not distinct from part_scope desc, same_sentence desc,
                whole_place < share_place desc, abs(share_place - whole_place), whole_figure_id
        ) = 1
),

found as (
    select * from chosen
    union all
    select * from tied
    where share_figure_id not in (select share_figure_id from chosen)
),

final as (
    select
        'share' as identity,
        stated.figure_id as stated_figure_id,
        [stated.figure_id, part.figure_id, whole.figure_id] as figure_ids,
        [stated.figure_no, part.figure_no, whole.figure_no] as figure_nos,
        ['stated', 'part', 'whole'] as roles,
        stated.is_current and part.is_current and whole.is_current as is_current,
        stated.unit,
        stated.value as stated,
        stated.reach as stated_reach,
        100 * part.value / whole.value as expected,
        staging.interval_ratio(part.reach, whole.reach) as expected_reach,
        concat(part.shown, ' / ', whole.shown, ' = ', stated.shown, '%') as expression,
    from found
    inner join stated on stated.figure_id = found.share_figure_id
    inner join valued as part on part.figure_id = found.part_figure_id
    inner join valued as whole on whole.figure_id = found.whole_figure_id
    where expected_reach is not null
)

select * from final
