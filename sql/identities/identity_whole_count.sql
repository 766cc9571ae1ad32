-- grain: one row per rate and the count that it is a rate of, where the text prints no part: is there a whole number of
--     projects that gives this rate within the rounding of its digits?
--     a rate of the catalog stands right behind its count (43个“签约一批”项目开工率91.5%), or behind an amount of it; a share of projects follows
--     its count after 其中 (签约项目1258个。其中，战新项目占比97.19%)
--     expected is the nearest rate that a whole number gives; counts so large that every rate has one are left out
-- inputs: staging.identity_operand, staging.rate_definition, staging.identity_rate, staging.identity_share
-- inputs: staging.ref_concept, fact_figure
create table staging.identity_whole_count as

with

counted as (
    select * from staging.identity_operand
    where is_count and indicator_id is not null and measure = 'level' and bound = 'eq' and value > 0
),

-- signed projects and what is invested in them are one batch, and a share of projects may be read as either
sibling as (
    select distinct
        amount.indicator_id,
        number.indicator_id as count_indicator_id,
    from staging.ref_concept as amount
    inner join staging.ref_concept as number on number.concept = amount.concept
    where amount.dimension = 'money' and number.dimension = 'count' and amount.facet is null and number.facet is null
),

stated as (
    select
        operand.*,
        fact_figure.sentence,
    from staging.identity_operand as operand
    inner join fact_figure on fact_figure.figure_id = operand.figure_id
    where
        operand.unit = '%'
        and operand.bound = 'eq'
        and operand.measure in ('level', 'share')
        and operand.scenario = 'actual'
        and operand.comparator is null
        and operand.value between 0 and 100
        and operand.indicator_id is not null
        and operand.figure_id not in (select stated_figure_id from staging.identity_rate)
        and operand.figure_id not in (select stated_figure_id from staging.identity_share)
),

rate_of as (
    select
        stated.figure_id as rate_figure_id,
        counted.figure_id as count_figure_id,
        stated.char_start - counted.char_start as distance,
    from stated
    inner join staging.rate_definition as definition on definition.indicator_id = stated.indicator_id
    inner join counted
        on
            counted.article_id = stated.article_id
            and counted.sentence_key = stated.sentence_key
            and counted.indicator_id = definition.whole_indicator_id
            and counted.scenario = stated.scenario
            and counted.subject_level = stated.subject_level
            and counted.subject_key = stated.subject_key
            and counted.period_start = stated.period_start
            and counted.period_end = stated.period_end
            and counted.scope is not distinct from stated.scope
            and counted.char_start < stated.char_start
            and counted.char_start > stated.char_start - 60
    where
        stated.measure = 'level'
        and regexp_matches(
            stated.sentence,
            '(^|[^0-9.])' || regexp_escape(counted.numeral)
            || '(个|项)([^0-9；;。、]{0,10}[0-9.]+(亿元|万元))?[^0-9，,；;。、]{0,20}[，,]?(的|其|项目|签约|开工|投产|达产|平均|总体|综合|[“”])*(复工|投产|达效)?率'
            || '(为|达到|达|是|约)?' || regexp_escape(stated.numeral) || '($|[^0-9.])'
        )
),

share_of as (
    select
        stated.figure_id as rate_figure_id,
        counted.figure_id as count_figure_id,
        stated.char_start - counted.char_start as distance,
    from stated
    left join sibling on sibling.indicator_id = stated.indicator_id
    inner join counted
        on
            counted.article_id = stated.article_id
            and counted.indicator_id = coalesce(sibling.count_indicator_id, stated.indicator_id)
            and counted.scenario = stated.scenario
            and counted.subject_level = stated.subject_level
            and counted.subject_key = stated.subject_key
            and counted.period_start = stated.period_start
            and counted.period_end = stated.period_end
            and counted.char_start < stated.char_start
            and counted.char_start > stated.char_start - 80
    inner join fact_figure as counted_in on counted_in.figure_id = counted.figure_id
    where
        stated.measure = 'share'
        and stated.scope is not null
        and counted.scope is distinct from stated.scope
        and (counted.scope is null or contains(stated.scope, counted.scope))
        and regexp_matches(
            if(counted.sentence_key = stated.sentence_key, '', counted_in.sentence) || stated.sentence,
            '(^|[^0-9.])' || regexp_escape(counted.numeral)
            || '(个|项|家)[^；;]{0,30}其中[^0-9；;。]{0,30}(项目|企业)(个数|数量|数)?(占比|占总数|比重)[^0-9，,；;。]{0,6}'
            || regexp_escape(stated.numeral) || '($|[^0-9.])'
        )
),

found as (
    select * from rate_of
    union all
    select * from share_of
    qualify row_number() over (partition by rate_figure_id order by distance, count_figure_id) = 1
),

final as (
    select
        'whole_count' as identity,
        stated.figure_id as stated_figure_id,
        [stated.figure_id, counted.figure_id] as figure_ids,
        [stated.figure_no, counted.figure_no] as figure_nos,
        ['stated', 'whole'] as roles,
        stated.is_current and counted.is_current as is_current,
        stated.unit,
        stated.value as stated,
        stated.reach as stated_reach,
        100 * round(stated.value * counted.value / 100) / counted.value as expected,
        {'low': expected, 'high': expected} as expected_reach,
        concat('? / ', counted.shown, ' = ', stated.shown, '%') as expression,
    from found
    inner join stated on stated.figure_id = found.rate_figure_id
    inner join counted on counted.figure_id = found.count_figure_id
    where 100 / counted.value > stated.reach.high - stated.reach.low
)

select * from final
