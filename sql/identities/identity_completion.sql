-- grain: one row per stated completion whose amount done and plan are printed in the same document: done / plan =
--     completion
--     the plan may be set for a longer period of the same year (一季度完成年度计划的25%); the one in the same sentence
--     goes first, and of several elsewhere nobody knows which is meant
--     a plan is none that is only a bound, that stands after the completion (unless in brackets right behind it), as what
--     comes next is hoped for, or that another body set than the comparator says
-- inputs: staging.identity_operand, staging.interval_ratio, fact_figure
create table staging.identity_completion as

with

-- not kept: it is wide, and each of its readers needs few of its columns
level as not materialized (
    select * from staging.identity_operand
    where indicator_id is not null and measure = 'level' and value > 0
),

stated as (
    select * from staging.identity_operand
    where indicator_id is not null and measure = 'completion' and scenario = 'actual' and unit = '%'
),

candidate as (
    select
        stated.figure_id as completion_figure_id,
        done.figure_id as done_figure_id,
        plan.figure_id as plan_figure_id,
        plan.sentence_key = stated.sentence_key as same_sentence,
        (
            plan.bound = 'eq'
            and (
                plan.char_start < stated.char_start
                or (
                    plan.sentence_key = stated.sentence_key
                    and regexp_matches(
                        fact_figure.sentence,
                        regexp_escape(stated.numeral) || '[%％][（(][^0-9）)]*' || regexp_escape(plan.numeral) || '($|[^0-9.])'
                    )
                )
            )
            and case
                when regexp_matches(stated.comparator, '省(定|下|里|级|委|政府)') then plan.set_by = 'province'
                when regexp_matches(stated.comparator, '市(定|下|里|级|委|政府)') then plan.set_by = 'city'
                when plan.sentence_key = stated.sentence_key then true
                else coalesce(plan.set_by = stated.subject_level, true)
            end
        ) as is_operand,
        row_number() over (
            partition by stated.figure_id
            order by
                is_operand desc,
                plan.sentence_key = stated.sentence_key desc, done.char_start < stated.char_start desc,
                abs(stated.char_start - done.char_start), abs(stated.char_start - plan.char_start),
                done.figure_id, plan.figure_id
        ) as choice,
        min(plan.value) over completions = max(plan.value) over completions as one_plan,
    from stated
    inner join level as done
        on
            done.matter_key = stated.matter_key
            and done.period_start = stated.period_start
            and done.period_end = stated.period_end
            and done.scope is not distinct from stated.scope
            and done.scenario = 'actual'
    inner join fact_figure on fact_figure.figure_id = stated.figure_id
    inner join level as plan
        on
            plan.matter_key = stated.matter_key
            and plan.scope is not distinct from stated.scope
            and plan.unit = done.unit
            and plan.scenario in ('target', 'plan')
            and plan.period_start = stated.period_start
    where
        plan.period_end >= stated.period_end
        and year(plan.period_end) = year(stated.period_end)
    window completions as (partition by stated.figure_id)
),

final as (
    select
        'completion' as identity,
        stated.figure_id as stated_figure_id,
        [stated.figure_id, done.figure_id, plan.figure_id] as figure_ids,
        [stated.figure_no, done.figure_no, plan.figure_no] as figure_nos,
        ['stated', 'done', 'plan'] as roles,
        stated.is_current and done.is_current and plan.is_current as is_current,
        stated.unit,
        stated.value as stated,
        stated.reach as stated_reach,
        100 * done.value / plan.value as expected,
        staging.interval_ratio(done.reach, plan.reach) as expected_reach,
        concat(done.shown, ' / ', plan.shown, ' = ', stated.shown, '%') as expression,
    from candidate
    inner join stated on stated.figure_id = candidate.completion_figure_id
    inner join level as done on done.figure_id = candidate.done_figure_id
    inner join level as plan on plan.figure_id = candidate.plan_figure_id
    where candidate.choice = 1 and candidate.is_operand and (candidate.same_sentence or candidate.one_plan) and expected_reach is not null
)

select * from final
