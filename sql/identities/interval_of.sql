-- grain: a macro: the interval {low, high} that a printed number may stand for: half a unit in its last place to both
--     sides, or open to one side where it is only a bound; a bound on a fall (下降超过5%) is one on its size
-- inputs:
create macro staging.interval_of(value, half, bound) as {
    'low': case
        when bound in ('ge', 'gt') and value >= 0 then value
        when bound in ('le', 'lt') and value < 0 then value
        when bound in ('ge', 'gt', 'le', 'lt') then cast('-infinity' as double)
        else value - half
    end,
    'high': case
        when bound in ('ge', 'gt') and value < 0 then value
        when bound in ('le', 'lt') and value >= 0 then value
        when bound in ('ge', 'gt', 'le', 'lt') then cast('infinity' as double)
        else value + half
    end
}
