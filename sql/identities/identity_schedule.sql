-- grain: one row per stated gap to the schedule (序时进度) whose completion is printed too: completion - months / 12 = gap
--     the completion stands before the gap in the same sentence, or is the only one of its document
-- inputs: staging.identity_operand, staging.ref_comparator, staging.interval_difference
create table staging.identity_schedule as

with

stated as (
    select gap.*
    from staging.identity_operand as gap
    inner join staging.ref_comparator as known on known.comparator = gap.comparator
    where
        known.benchmark = 'schedule'
        and gap.measure = 'gap'
        and gap.scenario = 'actual'
        and gap.indicator_id is not null
        and gap.period_start = date_trunc('year', gap.period_end)
),

done as (
    select * from staging.identity_operand
    where measure = 'completion' and scenario = 'actual' and unit = '%' and indicator_id is not null
),

candidate as (
    select
        stated.figure_id as gap_figure_id,
        done.figure_id as done_figure_id,
        done.sentence_key = stated.sentence_key and done.char_start < stated.char_start as is_before,
        min(done.value) over gaps = max(done.value) over gaps as one_value,
        row_number() over (
            partition by stated.figure_id
            order by
                done.sentence_key = stated.sentence_key and done.char_start < stated.char_start desc,
                abs(stated.char_start - done.char_start), done.figure_id
        ) as choice,
    from stated
    inner join done
        on
            done.matter_key = stated.matter_key
            and done.period_start = stated.period_start
            and done.period_end = stated.period_end
            and done.scope is not distinct from stated.scope
    window gaps as (partition by stated.figure_id)
),

final as (
    select
        'schedule' as identity,
        stated.figure_id as stated_figure_id,
        [stated.figure_id, done.figure_id] as figure_ids,
        [stated.figure_no, done.figure_no] as figure_nos,
        ['stated', 'done'] as roles,
        stated.is_current and done.is_current as is_current,
        stated.unit,
        stated.value as stated,
        stated.reach as stated_reach,
        done.value - 100.0 * month(stated.period_end) / 12 as expected,
        -- 33.3 or 33.33 may have been taken for a third
        staging.interval_difference(
            done.reach,
            {
                'low': 100.0 * month(stated.period_end) / 12 - if(month(stated.period_end) % 3 = 0, 0.0, 0.05),
                'high': 100.0 * month(stated.period_end) / 12 + if(month(stated.period_end) % 3 = 0, 0.0, 0.05)
            }
        ) as expected_reach,
        concat(done.shown, ' - ', month(stated.period_end), '/12 = ', stated.shown) as expression,
    from candidate
    inner join stated on stated.figure_id = candidate.gap_figure_id
    inner join done on done.figure_id = candidate.done_figure_id
    where candidate.choice = 1 and (candidate.is_before or candidate.one_value)
)

select * from final
