-- grain: a macro: the shape of a figure's period: of a stock one month is a point, and several whole years that somebody
--     plans for are a span, not a window that grows
-- inputs: staging.period_shape
create macro staging.period_kind(period_start, period_end, observation, scenario) as (
    case
        when observation = 'stock' and staging.period_shape(period_start, period_end) = 'month' then 'point'
        when
            scenario != 'actual'
            and staging.period_shape(period_start, period_end) = 'since'
            and month(period_start) = 1
            and month(period_end) = 12
            then 'span'
        else staging.period_shape(period_start, period_end)
    end
)
