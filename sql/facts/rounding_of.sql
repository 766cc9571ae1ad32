-- grain: a macro: half a unit in the last printed place of a value, in its canonical unit
-- inputs:
create macro staging.rounding_of(quote, correction_id, value, value_canonical) as (
    0.5
    * pow(
        10,
        -greatest(
            -- a misprinted numeral says nothing about the places of what was meant
            case when correction_id is null then length(split_part(quote, '.', 2)) else 0 end,
            length(rtrim(split_part(cast(value as varchar), '.', 2), '0'))
        )
    )
    -- the ratio of the two values is the unit's factor
    * coalesce(abs(cast(value_canonical as double) / nullif(cast(value as double), 0)), 1)
)
