-- grain: a macro: value * factor as decimal(18,4); null where four decimals can't hold it within half a percent
-- inputs:
create macro staging.to_canonical(value, factor) as (
    case
        when
            abs(round(cast(value as double) * factor, 4) - cast(value as double) * factor)
            <= 0.005 * abs(cast(value as double) * factor)
            then try_cast(round(cast(value as double) * factor, 4) as decimal(18, 4))
    end
)
