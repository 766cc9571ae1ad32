-- grain: one row per quarter, subject, indicator and scope key: the year to date, the single quarter, and their growth
--     against the year before, as printed beside what follows from the levels; each names the figures that it comes from
--     growth is derived from levels that are exact; of the year to date only from those that are printed or added, as a
--     chained level would only give back the growth that it came from
-- inputs: staging.series_quarter, staging.current_figure, dim_indicator
create table mart_series as

with

subject as (
    select
        level_no,
        subject_no,
        min(subject_level) as subject_level,
        min(subject_name) as subject_name,
        max(province_id) as province_id,
        max(city_id) as city_id,
        max(zone_id) as zone_id,
    from staging.current_figure
    group by level_no, subject_no
),

indicator as (
    select
        enum_code(try_cast(indicator_id as staging.indicator_words)) as indicator_no,
        indicator_id,
        canonical_unit,
    from dim_indicator
),

grown as (
    select
        this.*,
        case
            when
                this.to_date_exact and earlier.to_date_exact and earlier.to_date > 0
                and this.to_date_origin != 'chained' and earlier.to_date_origin != 'chained'
                then try_cast(round(100 * cast(this.to_date as double) / earlier.to_date - 100, 4) as decimal(18, 4))
        end as growth_derived,
        -- most growth is only printed: lists are made where it is derived
        if(growth_derived is null, [], list_concat(this.to_date_ids, earlier.to_date_ids)) as growth_ids,
        case
            when this.quarter_exact and earlier.quarter_exact and earlier.quarter_value > 0
                then
                    try_cast(
                        round(100 * cast(this.quarter_value as double) / earlier.quarter_value - 100, 4) as decimal(18, 4)
                    )
        end as quarter_growth_derived,
        if(
            quarter_growth_derived is null, [], list_distinct(list_concat(this.quarter_ids, earlier.quarter_ids))
        ) as quarter_growth_ids,
        coalesce(earlier.contested, false) as earlier_contested,
        earlier.certainty as earlier_certainty,
    from staging.series_quarter as this
    left join staging.series_quarter as earlier
        on
            earlier.level_no = this.level_no
            and earlier.subject_no = this.subject_no
            and earlier.indicator_no = this.indicator_no
            and earlier.scope_key_no = this.scope_key_no
            and earlier.quarter_no = this.quarter_no - 4
),

coded as (
    select
        (grown.quarter_no // 4) || '-Q' || (grown.quarter_no % 4 + 1) as quarter_id,
        subject.subject_level,
        subject.subject_name,
        subject.province_id,
        subject.city_id,
        subject.zone_id,
        indicator.indicator_id,
        grown.scope_key,
        grown.scope,
        indicator.canonical_unit as unit,
        grown.to_date,
        grown.to_date_origin,
        grown.to_date_ids as to_date_figure_ids,
        grown.to_date_falls,
        grown.quarter_value,
        grown.quarter_origin,
        grown.quarter_ids as quarter_figure_ids,
        grown.growth as growth_printed,
        grown.growth_id as growth_figure_id,
        grown.growth_derived,
        grown.growth_ids as growth_derived_figure_ids,
        grown.single_growth as quarter_growth_printed,
        grown.single_growth_id as quarter_growth_figure_id,
        grown.quarter_growth_derived,
        grown.quarter_growth_ids as quarter_growth_derived_figure_ids,
        grown.contested or grown.earlier_contested as contested,
        greatest(grown.certainty, grown.earlier_certainty) as certainty,
        grown.quarter_no,
        grown.indicator_no,
        grown.level_no,
        grown.subject_no,
        grown.scope_key_no,
    from grown
    inner join subject on subject.level_no = grown.level_no and subject.subject_no = grown.subject_no
    inner join indicator on indicator.indicator_no = grown.indicator_no
),

sorted as (
    select * exclude (quarter_no, indicator_no, level_no, subject_no, scope_key_no) from coded
    order by quarter_no, indicator_no, level_no, subject_no, scope_key_no
),

-- words only now: numbers are sorted sooner
final as (
    select * replace (
        cast(certainty as varchar) as certainty,
        cast(subject_level as varchar) as subject_level,
        cast(province_id as varchar) as province_id,
        cast(city_id as varchar) as city_id,
        cast(zone_id as varchar) as zone_id,
        cast(scope_key as varchar) as scope_key,
        cast(scope as varchar) as scope
    ) from sorted
)

select * from final
