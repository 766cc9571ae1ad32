-- grain: one row per calendar quarter between the first and the last that figures touch, without holes
-- inputs: staging.figure
create table dim_quarter as

with

figure as (
    select * from staging.figure
),

bounds as (
    select
        date_trunc('quarter', min(period_start)) as first_start,
        date_trunc('quarter', max(period_end)) as last_start,
    from figure
),

starts as (
    select cast(unnest(generate_series(first_start, last_start, interval 3 month)) as date) as start_date
    from bounds
    where first_start is not null
),

final as (
    select
        year(start_date) || '-Q' || quarter(start_date) as quarter_id,
        year(start_date) as year,
        quarter(start_date) as quarter_of_year,
        start_date,
        last_day(start_date + interval 2 month) as end_date,
        year(start_date) || '年第' || substr('一二三四', quarter(start_date), 1) || '季度' as name_zh,
        'Q' || quarter(start_date) || ' ' || year(start_date) as name_en,
    from starts
)

select * from final
order by quarter_id
