-- grain: one row per goal that holds for another year than the share of it that is done, or the gap to it, which the same
--     sentence prints beside it, of one subject and indicator
-- inputs: staging.keyed_reading
create table staging.doubt_goal_of_other_year as

with

goal as (
    select figure_no, article_id, sentence_key, level_no, subject_no, indicator_no, period_start, period_end
    from staging.keyed_reading
    where scenario = 'target'
),

held as (
    select article_id, sentence_key, level_no, subject_no, indicator_no, period_end
    from staging.keyed_reading
    where scenario = 'actual' and (measure = 'completion' or (measure = 'gap' and comparator like '%目标%'))
),

final as (
    select distinct goal.figure_no
    from goal
    inner join held using (article_id, sentence_key, level_no, subject_no, indicator_no)
    where held.period_end > goal.period_end or year(held.period_end) < year(goal.period_start)
)

select * from final
