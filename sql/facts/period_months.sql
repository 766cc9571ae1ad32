-- grain: a macro: how many months a period of a kind has; a point has none
-- inputs:
create macro staging.period_months(period_start, period_end, period_kind) as (
    if(period_kind = 'point', 0, date_diff('month', period_start, period_end) + 1)
)
