-- grain: a macro: which share of the subjects that the register holds are there; null where it holds none, 1 where more are
--     there than it holds
-- inputs:
create macro staging.panel_share(present, expected) as (
    cast(round(least(present / nullif(expected, 0), 1), 4) as decimal(18, 4))
)
