-- grain: a macro: whether what is stated agrees with what follows from the other numbers of an identity
-- inputs: staging.identity_tolerance
create macro staging.identity_agrees(identity, stated, expected, stated_reach, expected_reach) as (
    case
        when identity = 'nested_period'
            then
                round(stated - expected, 6)
                >= -staging.identity_tolerance(identity, stated, expected, stated_reach, expected_reach)
        else
            abs(round(stated - expected, 6))
            <= staging.identity_tolerance(identity, stated, expected, stated_reach, expected_reach)
    end
)
