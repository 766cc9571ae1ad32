-- grain: a macro: the indicator_id that a name means, else that of the likest name; null where nothing is like it
-- inputs: indicator_exactly, indicator_nearest
create macro indicator_named(name) as (coalesce(indicator_exactly(name), indicator_nearest(name)))
