-- grain: one row per amount that is a thousand times, or a thousandth of, what the same subject has of the same scope and
--     length within two years before and after, or what its peers have in the same period (the median of four and more):
--     one of them was read in another unit (万元 as 亿元)
--     of two in a row nobody knows which is wrong; of more it is the one far from the median. Decades apart a zone does grow
--     a thousandfold; counts may
-- inputs: staging.current_reading
create table staging.doubt_thousandfold as

with

valued as materialized (
    select
        figure_no, level_no, subject_no, indicator_no, scope_no, unit_no, months, province_id, period_start, period_end,
        cast(value_canonical as double) as value,
    from staging.current_reading
    where
        measure = 'level'
        and scenario = 'actual'
        and value_canonical > 0
        and unit_canonical not in ('%', '个', '家', '次', '人')
),

-- few subjects have values a thousand times apart
suspect as (
    select level_no, subject_no, indicator_no, scope_no, unit_no, months
    from valued
    group by all
    having max(value) >= 1000 * min(value)
),

row_of_values as (
    select
        figure_no,
        value,
        median(value) over near as middle,
        count(*) over near as values_there,
        max(value) over near >= 1000 * min(value) over near as is_apart,
    from valued
    semi join suspect using (level_no, subject_no, indicator_no, scope_no, unit_no, months)
    window
        near as (
            partition by level_no, subject_no, indicator_no, scope_no, unit_no, months
            order by period_end
            range between interval 24 month preceding and interval 24 month following
        )
),

peer as (
    select
        level_no, province_id, indicator_no, scope_no, unit_no, period_start, period_end,
        median(value) as middle,
    from valued
    group by all
    having count(distinct subject_no) >= 5 and max(value) >= 1000 * min(value)
),

final as (
    select figure_no
    from row_of_values
    where is_apart and (values_there = 2 or value >= 500 * middle or 500 * value <= middle)
    union
    select valued.figure_no
    from valued
    inner join peer
        on
            peer.level_no = valued.level_no
            and peer.province_id = valued.province_id
            and peer.indicator_no = valued.indicator_no
            and peer.scope_no = valued.scope_no
            and peer.unit_no = valued.unit_no
            and peer.period_start = valued.period_start
            and peer.period_end = valued.period_end
    where valued.value >= 1000 * peer.middle or 1000 * valued.value <= peer.middle
)

select * from final
