-- grain: one row per stated rate of projects whose two counts are one batch with it: part / whole = rate
--     the text ties them: 91个签约项目已开工84个，开工率92.3%: whole, part and rate follow each other in one sentence,
--     with at most an amount of money between, and a word says that the part is of the whole
--     签约一批38个、开工一批42个 are different batches, and so no whole and part, whatever rate comes after them
-- inputs: staging.identity_operand, staging.rate_definition, staging.interval_ratio, fact_figure
create table staging.identity_rate as

with

-- not kept: it is wide, and each of its readers needs few of its columns
valued as not materialized (
    select * from staging.identity_operand
    where is_count and measure = 'level' and scenario = 'actual' and value > 0
),

stated as (
    select
        rate.*,
        definition.part_indicator_id,
        definition.whole_indicator_id,
        fact_figure.sentence,
    from staging.identity_operand as rate
    inner join staging.rate_definition as definition on definition.indicator_id = rate.indicator_id
    inner join fact_figure on fact_figure.figure_id = rate.figure_id
    where rate.measure = 'level' and rate.scenario = 'actual' and rate.unit = '%'
),

candidate as (
    select
        stated.figure_id as rate_figure_id,
        part.figure_id as part_figure_id,
        whole.figure_id as whole_figure_id,
        stated.sentence,
        regexp_escape(whole.numeral) as whole_numeral,
        regexp_escape(part.numeral) as part_numeral,
        regexp_escape(stated.numeral) as rate_numeral,
        stated.char_start - whole.char_start as distance,
    from stated
    inner join valued as part
        on
            part.article_id = stated.article_id
            and part.sentence_key = stated.sentence_key
            and part.indicator_id = stated.part_indicator_id
            and part.subject_key = stated.subject_key
            and part.period_start = stated.period_start
            and part.period_end = stated.period_end
            and part.scope is not distinct from stated.scope
            and part.char_start < stated.char_start
            and part.char_start > stated.char_start - 60
    inner join valued as whole
        on
            whole.article_id = stated.article_id
            and whole.sentence_key = stated.sentence_key
            and whole.indicator_id = stated.whole_indicator_id
            and whole.subject_key = stated.subject_key
            and whole.period_start = stated.period_start
            and whole.period_end = stated.period_end
            and whole.scope is not distinct from stated.scope
            and whole.char_start < part.char_start
            and whole.char_start > part.char_start - 60
    where part.value <= whole.value
),

tied as (
    select * from candidate
    where
        regexp_matches(
            sentence,
            '(^|[^0-9.])' || whole_numeral
            || '(个|项)[^0-9；;。]{0,20}(已|其中|当中|中的|项目中|有)[^0-9；;。]{0,16}' || part_numeral
            || '(个|项)([^0-9；;。]{0,12}[0-9.]+(亿元|万元))?[^0-9；;。]{0,16}' || rate_numeral || '($|[^0-9.])'
        )
        or (
            regexp_matches(
                sentence,
                '(^|[^0-9.])' || whole_numeral || '(个|项)[^0-9；;。]{0,10}' || part_numeral
                || '(个|项)[^0-9；;。批]{0,12}' || rate_numeral || '($|[^0-9.])'
            )
            -- 签约一批, 开工一批: a batch each
            and not contains(sentence, '一批')
        )
    qualify row_number() over (partition by rate_figure_id order by distance, part_figure_id, whole_figure_id) = 1
),

final as (
    select
        'rate' as identity,
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
    from tied
    inner join stated on stated.figure_id = tied.rate_figure_id
    inner join valued as part on part.figure_id = tied.part_figure_id
    inner join valued as whole on whole.figure_id = tied.whole_figure_id
    where expected_reach is not null
)

select * from final
