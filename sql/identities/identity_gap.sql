-- grain: one row per stated gap whose value and benchmark are printed too: value - benchmark = gap
--     a benchmark stands beside its gap (高于省定目标（15%）5.35个百分点), or the document states it for the same
--     period and the comparator says whose it is; then one whose value is not the only one is none
--     the value is the one before the gap that stands nearest to it; where the gap's own sentence holds several of other
--     scopes (增长12.3%，两年平均增长9.4%，快于全省（6.1%）6.2个百分点), the one that agrees with the benchmark is meant
-- inputs: staging.identity_operand, staging.ref_comparator, staging.interval_difference, staging.difference_words, fact_figure
create table staging.identity_gap as

with

valued as not materialized (
    select * from staging.identity_operand
    where indicator_id is not null and measure in ('level', 'growth', 'share', 'completion', 'pull')
),

stated as (
    select
        gap.*,
        known.benchmark,
        if(gap.unit = '个百分点', ['%', '个百分点'], [gap.unit]) as value_units,
    from staging.identity_operand as gap
    left join staging.ref_comparator as known on known.comparator = gap.comparator
    where gap.measure = 'gap' and gap.scenario = 'actual' and gap.indicator_id is not null
),

-- few sentences state a gap: the others need no look
in_sentence as materialized (
    select
        figure_id,
        article_id,
        sentence_key,
        indicator_id,
        char_start,
        unit,
        numeral,
    from valued
    where sentence_key in (select sentence_key from stated)
),

-- a pattern has to be made for each pair, so that all else is asked first
near as materialized (
    select
        stated.figure_id as gap_figure_id,
        stated.numeral as gap_numeral,
        benchmark.figure_id as benchmark_figure_id,
        benchmark.numeral as benchmark_numeral,
        benchmark.char_start,
    from stated
    inner join in_sentence as benchmark
        on
            benchmark.article_id = stated.article_id
            and benchmark.sentence_key = stated.sentence_key
            and benchmark.indicator_id = stated.indicator_id
            and benchmark.char_start < stated.char_start
            and benchmark.char_start > stated.char_start - 40
            and list_contains(stated.value_units, benchmark.unit)
),

beside as (
    select
        near.gap_figure_id,
        near.benchmark_figure_id,
        'beside' as evidence,
    from near
    inner join fact_figure on fact_figure.figure_id = near.gap_figure_id
    where
        regexp_matches(
            fact_figure.sentence,
            '(^|[^0-9.])' || regexp_escape(near.benchmark_numeral) || '[^0-9，,；;。（(）)]{0,6}[）)][^0-9，,；;。]{0,12}'
            || regexp_escape(near.gap_numeral) || '($|[^0-9.])'
        )
        or regexp_matches(
            fact_figure.sentence,
            '[高低快慢多少超比较于过][^0-9，,；;。]{0,24}' || regexp_escape(near.benchmark_numeral)
            || '(%|％|亿元|万元|个|家)[^0-9，,；;。]{0,8}' || regexp_escape(near.gap_numeral) || '($|[^0-9.])'
        )
    qualify
        row_number() over (
            partition by near.gap_figure_id order by near.char_start desc, near.benchmark_figure_id
        ) = 1
),

paired as (
    select
        stated.figure_id as gap_figure_id,
        valued.figure_id as value_figure_id,
        beside.benchmark_figure_id,
    from stated
    inner join valued
        on
            valued.matter_key = stated.matter_key
            and valued.period_start = stated.period_start
            and valued.period_end = stated.period_end
    left join beside on beside.gap_figure_id = stated.figure_id
    left join valued as benchmark on benchmark.figure_id = beside.benchmark_figure_id
    where
        valued.scenario = 'actual'
        and list_contains(stated.value_units, valued.unit)
        and (
            valued.scope is not distinct from stated.scope
            or stated.scope is null
            or (
                beside.benchmark_figure_id is not null
                and valued.sentence_key = stated.sentence_key
                and valued.char_start < stated.char_start
            )
        )
        and (valued.char_start < stated.char_start or valued.sentence_key = stated.sentence_key)
        and valued.figure_id is distinct from beside.benchmark_figure_id
        and coalesce(valued.measure = benchmark.measure and valued.unit = benchmark.unit, true)
    qualify
        row_number() over (
            partition by stated.figure_id
            order by
                valued.sentence_key = stated.sentence_key
                and abs(valued.value - benchmark.value - stated.value) < 1e-6 desc nulls last,
                (valued.scope is not distinct from stated.scope or stated.scope is null) desc,
                valued.char_start < stated.char_start desc, abs(stated.char_start - valued.char_start),
                valued.figure_id
        ) = 1
),

elsewhere as (
    select
        stated.figure_id as gap_figure_id,
        benchmark.figure_id as benchmark_figure_id,
        min(benchmark.value) over gaps = max(benchmark.value) over gaps as one_value,
        row_number() over (
            partition by stated.figure_id
            order by
                benchmark.sentence_key = stated.sentence_key desc, abs(stated.char_start - benchmark.char_start),
                benchmark.figure_id
        ) as choice,
    from paired
    inner join stated on stated.figure_id = paired.gap_figure_id
    inner join valued on valued.figure_id = paired.value_figure_id
    inner join valued as benchmark
        on
            benchmark.document_id = valued.document_id
            and benchmark.indicator_id = valued.indicator_id
            and benchmark.measure = valued.measure
            and benchmark.unit = valued.unit
    where
        paired.benchmark_figure_id is null
        and benchmark.figure_id != valued.figure_id
        and (benchmark.scope is not distinct from valued.scope or benchmark.scope is null)
        and case
            when stated.benchmark in ('provincial_target', 'city_target', 'own_target')
                then
                    benchmark.scenario = 'target'
                    and benchmark.bound = 'eq'
                    and benchmark.subject_key = valued.subject_key
                    and benchmark.period_start = valued.period_start
                    and benchmark.period_end = valued.period_end
                    and benchmark.set_by = case stated.benchmark
                        when 'provincial_target' then 'province' when 'city_target' then 'city' else 'zone' end
            when stated.benchmark in ('provincial_average', 'city_total')
                then
                    benchmark.scenario = 'actual'
                    and benchmark.subject_level = if(stated.benchmark = 'city_total', 'city', 'province')
                    and benchmark.subject_level != valued.subject_level
                    and coalesce(benchmark.province_id = valued.province_id, true)
                    and (stated.benchmark = 'provincial_average' or benchmark.city_id = valued.city_id)
                    and benchmark.period_start = valued.period_start
                    and benchmark.period_end = valued.period_end
            when stated.benchmark in ('previous_quarter', 'same_quarter_last_year')
                then
                    benchmark.scenario = 'actual'
                    and benchmark.subject_level = valued.subject_level
                    and benchmark.subject_key = valued.subject_key
                    and benchmark.scope is not distinct from valued.scope
                    and benchmark.period_end = last_day(
                        valued.period_end
                        - if(stated.benchmark = 'previous_quarter', interval 3 month, interval 12 month)
                    )
                    and datediff('month', benchmark.period_start, benchmark.period_end)
                    = datediff('month', valued.period_start, valued.period_end)
            else false
        end
    window gaps as (partition by stated.figure_id)
),

found as (
    select
        paired.gap_figure_id,
        paired.value_figure_id,
        coalesce(paired.benchmark_figure_id, elsewhere.benchmark_figure_id) as benchmark_figure_id,
    from paired
    left join elsewhere on elsewhere.gap_figure_id = paired.gap_figure_id and elsewhere.choice = 1 and elsewhere.one_value
),

final as (
    select
        'gap' as identity,
        stated.figure_id as stated_figure_id,
        [stated.figure_id, valued.figure_id, benchmark.figure_id] as figure_ids,
        [stated.figure_no, valued.figure_no, benchmark.figure_no] as figure_nos,
        ['stated', 'value', 'benchmark'] as roles,
        stated.is_current and valued.is_current and benchmark.is_current as is_current,
        stated.unit,
        stated.value as stated,
        stated.reach as stated_reach,
        valued.value - benchmark.value as expected,
        staging.interval_difference(valued.reach, benchmark.reach) as expected_reach,
        staging.difference_words(valued.shown, benchmark.value, benchmark.shown, stated.shown) as expression,
    from found
    inner join stated on stated.figure_id = found.gap_figure_id
    inner join valued on valued.figure_id = found.value_figure_id
    inner join valued as benchmark on benchmark.figure_id = found.benchmark_figure_id
)

select * from final
