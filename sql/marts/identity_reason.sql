-- grain: one row per guess why a text's own numbers contradict each other, in Chinese and English
-- inputs:
create table staging.identity_reason as

with

final as (
    select * from (
        values
        (
            'slip',
            '小数点疑似错位：移动一位即相符。',
            'The decimal point seems to have slipped: moved by one place, the numbers agree.'
        ),
        (
            'truncated',
            '末位疑似直接截去而未四舍五入。',
            'The last digits seem to have been cut off instead of rounded.'
        ),
        (
            'gap',
            '所述差距与数值减基准不符：可能有数字误印，或差距所对的口径、时期与所列基准不同。',
            'The stated gap is not value minus benchmark: a misprint, or the gap is against a benchmark of another '
            || 'scope or period than the one printed.'
        ),
        (
            'schedule',
            '所述与序时进度之差与完成比例减已过月数/12不符：可能有数字误印，或计划并非全年计划。',
            'The stated gap is not completion minus the share of the year that is over: a misprint, or the plan is not one '
            || 'for the year.'
        ),
        (
            'share',
            '所述占比与部分除以整体不符：可能有数字误印，或占比另按投资额等其他口径、其他整体计算。',
            'The stated share is not part by whole: a misprint, or the share is of another quantity (perhaps of '
            || 'investment) or of another whole.'
        ),
        (
            'rate',
            '所述比率与两个项目数之比不符：可能按投资额计算，或属于另一批次、另一时点。',
            'The stated rate is not the ratio of the two counts: perhaps of investment, or of another batch or date.'
        ),
        (
            'whole_count',
            '任何整数个项目都得不出该比率，它不是项目个数之比：可能按投资额计算，或属于另一批次。',
            'No whole number of projects gives this rate, so it is not a share of counts: perhaps of investment, or of '
            || 'another batch.'
        ),
        (
            'sum_short',
            '各部分之和小于合计：可能有未列出的部分，或有数字误印、口径不同。',
            'The parts add up to less than the total: some part may not be listed, or a misprint, or another scope.'
        ),
        (
            'sum_over',
            '各部分之和大于合计：可能有重复计算、数字误印，或合计的口径较窄。',
            'The parts add up to more than the total: counted twice, a misprint, or the total has a narrower scope.'
        ),
        (
            'nested_period',
            '较长时期的累计小于其中较短时期的数：两处可能所指批次或口径不同，或有数字误印。',
            'The longer period has less than a shorter one inside it: the two may mean different batches or scopes, or '
            || 'one is a misprint.'
        ),
        (
            'growth',
            '所述增速与两期数值之比不符：上年数可能已修订，或增速按可比口径计算。',
            'The stated growth is not what the two values give: last year''s value may have been revised, or growth is '
            || 'on a comparable basis.'
        ),
        (
            'growth_real',
            '增加值增速通常按可比价计算，不等于现价数值之比；也可能上年数已修订。',
            'Growth of value added is usually at constant prices, and so is not the ratio of two values at current '
            || 'prices; last year''s value may also have been revised.'
        ),
        (
            'completion',
            '所述完成比例与完成数除以计划数不符：可能对应另一计划或口径，或有数字误印。',
            'The stated completion is not done by plan: it may be against another plan or scope, or a misprint.'
        )
    ) as reason (reason_id, likely_reason_zh, likely_reason_en)
)

select * from final
