-- grain: a macro: whether a place (headline, ranking, warning, scorecard) leaves a figure of a certainty out; what the
--     reference data do not say of a place is leave_out
-- inputs: dim_certainty_policy
create macro staging.is_left_out(certainty, place) as (
    certainty = 'doubtful'
    and (
        select coalesce(bool_and(treatment = 'leave_out'), true) from dim_certainty_policy
        where used_in = place
    )
)
