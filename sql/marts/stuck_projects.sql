-- grain: a macro: how many of `whole` projects a printed rate leaves out; null unless the digits printed allow exactly
--     one number of projects, except that a rate of 100 leaves none of any whole
-- inputs:
create macro staging.stuck_projects(whole, rate, rounding) as (
    case
        when whole is null or rate not between 0 and 100 then null
        when rate = 100 then 0
        when
            whole * rounding / 100 < 0.5
            -- the last term covers what binary floating point adds to the product
            and abs(whole * (100 - rate) / 100 - round(whole * (100 - rate) / 100)) <= whole * rounding / 100 + 1e-9
            then round(whole * (100 - rate) / 100)
    end
)
