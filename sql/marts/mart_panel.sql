-- grain: one row per quarter, indicator and set of peers (the subjects of one level and province; all provinces are one set)
--     of which at least one subject reports a value in the quarter
--     expected: how many the register holds; share: how many of them reported, by the one definition (staging.panel_share)
--     that ranks, warnings and tiers cite too
--     missing: who reported the indicator in one of the four quarters before, and not in this
-- inputs: staging.current_figure, staging.expected_peers, staging.panel_share, dim_indicator, dim_zone
create type staging.panel_words as enum (
    select distinct subject_name from staging.current_figure
    where subject_level in ('province', 'city', 'zone', 'county')
    order by all
);

create table mart_panel as

with

reported as (
    select distinct
        cast(4 * year(period_end) + quarter(period_end) - 1 as integer) as quarter_no,
        indicator_no,
        subject_level,
        if(subject_level = 'province', null, province_id) as province_id,
        subject_no,
    from staging.current_figure
    where
        scenario = 'actual'
        and measure in ('level', 'growth', 'share', 'completion', 'pull')
        and subject_level in ('province', 'city', 'zone', 'county')
),

named as (
    select
        subject_level,
        subject_no,
        min(subject_name) as subject_name,
        min(if(subject_level = 'zone', zone_id, null)) as zone_id,
    from staging.current_figure
    where subject_level in ('province', 'city', 'zone', 'county')
    group by subject_level, subject_no
),

subject as (
    select
        named.subject_level,
        named.subject_no,
        -- a list of numbers is made and sorted three times as fast as one of words
        cast(named.subject_name as staging.panel_words) as subject_name,
        coalesce(dim_zone.registered, true) as registered,
    from named
    left join dim_zone on dim_zone.zone_id = named.zone_id
),

told as (
    select
        reported.*,
        subject.subject_name,
        subject.registered,
    from reported
    inner join subject on subject.subject_level = reported.subject_level and subject.subject_no = reported.subject_no
),

panel as (
    select
        quarter_no,
        indicator_no,
        subject_level,
        province_id,
        count(*) as reported,
        count(*) filter (where registered) as reported_registered,
    from told
    group by all
),

followed as (
    select
        *,
        lead(quarter_no) over (
            partition by indicator_no, subject_level, province_id, subject_no order by quarter_no
        ) as next_no,
    from told
),

-- only who was silent for a while has quarters that are missing
silent as (
    select
        indicator_no,
        subject_level,
        province_id,
        subject_name,
        unnest(range(quarter_no + 1, least(coalesce(next_no, quarter_no + 5), quarter_no + 5))) as quarter_no,
    from followed
    where coalesce(next_no, quarter_no + 2) > quarter_no + 1
),

missing as (
    select
        quarter_no,
        indicator_no,
        subject_level,
        province_id,
        list_sort(list(subject_name)) as missing,
    from silent
    group by all
),

indicator as (
    select
        enum_code(try_cast(indicator_id as staging.indicator_words)) as indicator_no,
        indicator_id,
    from dim_indicator
),

final as (
    select
        (panel.quarter_no // 4) || '-Q' || (panel.quarter_no % 4 + 1) as quarter_id,
        indicator.indicator_id,
        cast(panel.subject_level as varchar) as subject_level,
        cast(panel.province_id as varchar) as province_id,
        coalesce(expected.subjects, 0) as expected,
        panel.reported,
        panel.reported_registered,
        staging.panel_share(panel.reported_registered, expected.subjects) as panel_share,
        coalesce(cast(missing.missing as varchar []), []) as missing,
    from panel
    inner join indicator on indicator.indicator_no = panel.indicator_no
    left join staging.expected_peers as expected
        on
            expected.subject_level = panel.subject_level
            and expected.province_id is not distinct from panel.province_id
    left join missing
        on
            missing.quarter_no = panel.quarter_no
            and missing.indicator_no = panel.indicator_no
            and missing.subject_level = panel.subject_level
            and missing.province_id is not distinct from panel.province_id
)

select * from final
order by quarter_id, indicator_id, subject_level, province_id
