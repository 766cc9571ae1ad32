-- grain: one row per quarter, indicator, measure, subject, period and scope; where the texts rank a value in several
--     sets, one row per set; a reported rank whose value nobody printed stands alone, without value and rank
-- inputs: staging.current_figure, staging.peer_group
create table mart_ranking as

with

valued as (
    select * from staging.current_figure
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
        reported.figure_id as rank_figure_id,
        reported.comparator as rank_comparator,
        valued.figure_id,
        valued.scope is not distinct from reported.scope as same_scope,
        -- a rank printed without a scope holds for the one scope that has a value, never for one of several
        min(valued.scope) over ranks = max(valued.scope) over ranks as one_scope,
        row_number() over (
            partition by reported.figure_id
            order by
                valued.scope is not distinct from reported.scope desc, valued.value_canonical is not null desc,
                valued.figure_id
        ) as choice,
    from reported
    inner join valued
        on
            valued.subject_level = reported.subject_level
            and valued.subject_key = reported.subject_key
            and valued.indicator_id = reported.indicator_id
            and valued.measure = reported.rank_of
            and valued.period_start = reported.period_start
            and valued.period_end = reported.period_end
            and (valued.scope is not distinct from reported.scope or reported.scope is null)
    window ranks as (partition by reported.figure_id)
),

matched as (
    select
        figure_id,
        rank_figure_id,
    from candidate
    where choice = 1 and (same_scope or one_scope)
    qualify row_number() over (partition by figure_id, rank_comparator order by same_scope desc, rank_figure_id) = 1
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
        valued.comparator_key as comparator,
        valued.period_start,
        valued.period_end,
        coalesce(valued.value_canonical, valued.value) as value,
        coalesce(valued.unit_canonical, valued.unit) as unit,
        valued.bound,
        peer.rank,
        peer.peers,
        cast(reported.value as bigint) as rank_reported,
        reported.comparator as rank_comparator,
        valued.figure_id,
        reported.figure_id as rank_figure_id,
    from valued
    left join staging.peer_group as peer on peer.figure_id = valued.figure_id
    left join matched on matched.figure_id = valued.figure_id
    left join reported on reported.figure_id = matched.rank_figure_id
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
        null as comparator,
        period_start,
        period_end,
        null as value,
        null as unit,
        null as bound,
        null as rank,
        null as peers,
        cast(value as bigint) as rank_reported,
        comparator as rank_comparator,
        figure_id,
        figure_id as rank_figure_id,
    from reported
    where figure_id not in (select rank_figure_id from matched)
),

final as (
    select * from with_value
    union all by name
    select * from without_value
)

select * from final
order by quarter_id, indicator_id, measure, subject_level, scope, unit, rank, subject_name, figure_id, rank_figure_id
