-- grain: one row per quarter, indicator, measure, subject, period and scope; where the texts rank a value in several
--     sets, one row per set; a reported rank whose value nobody printed stands alone, without value and rank
--     a value in doubt has a row, and no rank
-- inputs: staging.current_figure, staging.peer_group
create table mart_ranking as

with

-- narrow: what finds the value that a rank belongs to
key as (
    select
        figure_no,
        level_no,
        subject_no,
        indicator_no,
        measure,
        scope_no,
        scope,
        period_start,
        period_end,
        value_canonical is not null as has_value,
    from staging.current_figure
    where
        scenario = 'actual'
        and measure in ('level', 'growth', 'share', 'completion', 'pull')
),

reported as (
    select * from staging.current_figure
    where scenario = 'actual' and measure = 'rank'
),

candidate as (
    select
        reported.figure_no as rank_no,
        reported.comparator as rank_comparator,
        key.figure_no,
        key.scope_no = reported.scope_no as same_scope,
        -- a rank printed without a scope holds for the one scope that has a value, never for one of several
        min(key.scope) over ranks = max(key.scope) over ranks as one_scope,
        row_number() over (
            partition by reported.figure_no
            order by key.scope_no = reported.scope_no desc, key.has_value desc, key.figure_no
        ) as choice,
    from reported
    inner join key
        on
            key.level_no = reported.level_no
            and key.subject_no = reported.subject_no
            and key.indicator_no = reported.indicator_no
            and key.measure = reported.rank_of
            and key.period_start = reported.period_start
            and key.period_end = reported.period_end
            and (key.scope_no = reported.scope_no or reported.scope_no = 0)
    window ranks as (partition by reported.figure_no)
),

matched as (
    select
        figure_no,
        rank_no,
    from candidate
    where choice = 1 and (same_scope or one_scope)
    qualify row_number() over (partition by figure_no, rank_comparator order by same_scope desc, rank_no) = 1
),

matched_rank as (
    select
        matched.figure_no,
        cast(reported.value as bigint) as rank_reported,
        reported.comparator as rank_comparator,
        reported.figure_id as rank_figure_id,
        reported.certainty,
    from matched
    inner join reported on reported.figure_no = matched.rank_no
),

with_value as (
    select
        valued.quarter_id,
        valued.subject_level,
        valued.subject_name,
        valued.province_id,
        valued.city_id,
        valued.zone_id,
        valued.indicator_id,
        valued.measure,
        valued.scenario,
        valued.scope,
        valued.scope_key,
        valued.comparator_key as comparator,
        valued.period_start,
        valued.period_end,
        coalesce(valued.value_canonical, valued.value) as value,
        coalesce(valued.unit_canonical, valued.unit) as unit,
        valued.bound,
        valued.contested,
        peer.rank,
        peer.rank_best,
        peer.rank_worst,
        peer.peers,
        coalesce(peer.scope_differs, false) as scope_differs,
        matched_rank.rank_reported,
        matched_rank.rank_comparator,
        valued.figure_id,
        matched_rank.rank_figure_id,
        valued.indicator_no,
        valued.measure_no,
        valued.level_no,
        valued.scope_no,
        valued.unit_no,
        valued.subject_no,
        valued.months,
        valued.period_kind,
        valued.is_latest_in_quarter,
        peer.panel_share,
        greatest(valued.certainty, matched_rank.certainty) as certainty,
    from staging.current_figure as valued
    left join staging.peer_group as peer on peer.figure_no = valued.figure_no
    left join matched_rank on matched_rank.figure_no = valued.figure_no
    where valued.scenario = 'actual' and valued.measure not in ('rank', 'gap')
),

without_value as (
    select
        quarter_id,
        subject_level,
        subject_name,
        province_id,
        city_id,
        zone_id,
        indicator_id,
        rank_of as measure,
        scenario,
        scope,
        scope_key,
        null as comparator,
        period_start,
        period_end,
        null as value,
        null as unit,
        null as bound,
        contested,
        null as rank,
        null as rank_best,
        null as rank_worst,
        null as peers,
        false as scope_differs,
        cast(value as bigint) as rank_reported,
        comparator as rank_comparator,
        figure_id,
        figure_id as rank_figure_id,
        indicator_no,
        measure_no,
        level_no,
        scope_no,
        unit_no,
        subject_no,
        months,
        period_kind,
        is_latest_in_quarter,
        null as panel_share,
        certainty,
    from reported
    anti join matched on matched.rank_no = reported.figure_no
),

coded as (
    select * from with_value
    union all by name
    select * from without_value
),

sorted as (
    select * exclude (indicator_no, measure_no, level_no, scope_no, unit_no, subject_no) from coded
    order by
        quarter_id, indicator_no, measure_no, level_no, scope_no, unit_no, rank_best, rank_worst, subject_no, figure_id, rank_figure_id
),

-- words only now: numbers are sorted sooner
final as (
    select * replace (
        cast(quarter_id as varchar) as quarter_id,
        cast(certainty as varchar) as certainty,
        cast(subject_level as varchar) as subject_level,
        cast(province_id as varchar) as province_id,
        cast(city_id as varchar) as city_id,
        cast(zone_id as varchar) as zone_id,
        cast(indicator_id as varchar) as indicator_id,
        cast(measure as varchar) as measure,
        cast(scenario as varchar) as scenario,
        cast(scope as varchar) as scope,
        cast(scope_key as varchar) as scope_key,
        cast(comparator as varchar) as comparator,
        cast(unit as varchar) as unit,
        cast(bound as varchar) as bound,
        cast(period_kind as varchar) as period_kind,
        cast(months as bigint) as months,
        cast(rank_comparator as varchar) as rank_comparator
    ) from sorted
)

select * from final
