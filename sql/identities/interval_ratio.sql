-- grain: a macro: the interval of a / b in %, where a and b are intervals {low, high} and all of b is above zero;
--     null where it is not
-- inputs:
create macro staging.interval_ratio(a, b) as (
    case
        when struct_extract(b, 'low') > 0
            then {
                'low': 100 * struct_extract(a, 'low')
                / case when struct_extract(a, 'low') >= 0 then struct_extract(b, 'high') else struct_extract(b, 'low') end,
                'high': 100 * struct_extract(a, 'high')
                / case when struct_extract(a, 'high') >= 0 then struct_extract(b, 'low') else struct_extract(b, 'high') end
            }
    end
)
