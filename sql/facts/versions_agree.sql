-- grain: a macro: whether two versions of a figure agree: they differ by no more than the coarser one is rounded, or
--     only in the direction that a bound leaves open
-- inputs:
create macro staging.versions_agree(value, bound, other_value, other_bound, rounding) as (
    case
        when abs(cast(value as double) - cast(other_value as double)) <= rounding + 1e-9 then true
        when value > other_value then bound in ('le', 'lt') or other_bound in ('ge', 'gt')
        when value < other_value then bound in ('ge', 'gt') or other_bound in ('le', 'lt')
    end
)
