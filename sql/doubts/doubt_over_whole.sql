-- grain: one row per share, or rate in % of the catalog, that is above 100 or below 0: a part is no more than its whole
--     growth and completion may be; what reading calls a rate, and is none, is one of them
-- inputs: staging.keyed_reading
create table staging.doubt_over_whole as

with

final as (
    select figure_no
    from staging.keyed_reading
    where
        (measure = 'share' or measure = 'level')
        and unit_canonical = '%'
        and (value_canonical > 100 or value_canonical < 0)
)

select * from final
