-- grain: a macro: what stretch of the calendar a period is: month, quarter, half, year, ytd (from January on, not yet one of
--     these), since (from a year before on), span (any other within a year); periods are whole months
-- inputs:
create macro staging.period_shape(period_start, period_end) as (
    case
        when year(period_start) != year(period_end) then 'since'
        when month(period_start) = month(period_end) then 'month'
        when month(period_end) - month(period_start) = 2 and month(period_start) % 3 = 1 then 'quarter'
        when month(period_end) - month(period_start) = 5 and month(period_start) % 6 = 1 then 'half'
        when month(period_end) - month(period_start) = 11 then 'year'
        when month(period_start) = 1 then 'ytd'
        else 'span'
    end
)
