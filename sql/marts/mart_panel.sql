-- grain: one row per quarter, indicator and set of peers (the subjects of one level and province; all provinces are one set)
--     of which at least one subject reports a value in the quarter
--     expected: how many the register holds; share: how many of them reported, by the one definition (staging.panel_share)
--     that ranks, warnings and tiers cite too
--     missing: who reported the indicator in one of the four quarters before, and not in this
-- inputs: staging.current_figure, staging.expected_peers, staging.panel_share, dim_indicator, dim_zone
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

subject as (
    select
        figure.subject_level,
        figure.subject_no,
        min(figure.subject_name) as subject_name,
        coalesce(bool_and(dim_zone.registered), true) as registered,
    from staging.current_figure as figure
    left join dim_zone on dim_zone.zone_id = figure.zone_id and figure.subject_level = 'zone'
    where figure.subject_level in ('province', 'city', 'zone', 'county')
    group by figure.subject_level, figure.subject_no
),

panel as (
    select
        reported.quarter_no,
        reported.indicator_no,
        reported.subject_level,
        reported.province_id,
        count(*) as reported,
        count(*) filter (where subject.registered) as reported_registered,
    from reported
    inner join subject on subject.subject_level = reported.subject_level and subject.subject_no = reported.subject_no
    group by all
),

followed as (
    select
        *,
        lead(quarter_no) over (
            partition by indicator_no, subject_level, province_id, subject_no order by quarter_no
        ) as next_no,
    from reported
),

-- only who was silent for a while has quarters that are missing
silent as (
    select
        indicator_no,
        subject_level,
        province_id,
        subject_no,
        unnest(range(quarter_no + 1, least(coalesce(next_no, quarter_no + 5), quarter_no + 5))) as quarter_no,
    from followed
    where coalesce(next_no, quarter_no + 2) > quarter_no + 1
),

missing as (
    select
        silent.quarter_no,
        silent.indicator_no,
        silent.subject_level,
        silent.province_id,
        list(subject.subject_name order by subject.subject_name) as missing,
    from silent
    inner join subject on subject.subject_level = silent.subject_level and subject.subject_no = silent.subject_no
    semi join panel
        on
            panel.quarter_no = silent.quarter_no
            and panel.indicator_no = silent.indicator_no
            and panel.subject_level = silent.subject_level
            and panel.province_id is not distinct from silent.province_id
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
        coalesce(missing.missing, []) as missing,
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
