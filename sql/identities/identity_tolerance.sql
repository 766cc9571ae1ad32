-- grain: a macro: how far stated may lie from expected on the side where it lies; infinite where that side is open
-- inputs:
create macro staging.identity_tolerance(identity, stated, expected, stated_reach, expected_reach) as (
    round(
        case
            when identity = 'nested_period' or stated < expected
                then expected - struct_extract(expected_reach, 'low') + struct_extract(stated_reach, 'high') - stated
            else struct_extract(expected_reach, 'high') - expected + stated - struct_extract(stated_reach, 'low')
        end,
        6
    )
)
