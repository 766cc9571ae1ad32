-- grain: one row per current figure, kind of rule and benchmark that give a warning: the rule of the highest severity
--     what only a bound leaves open gives none: 超过90% is not under 95, and is not last with its 90
--     last: at least as many peers as the rule asks for, and such a share of those that the register holds, so that the
--     last of those that a text happens to print is none; at most half of them share the place; not beside a better rank
--     that a text prints, nor above the provincial average
--     negative growth is one against the year before: 环比 and 年均 are others
--     enterprises, projects and others are not assessed; neither is what is in doubt, unless the policy takes it
-- inputs: staging.warning_rule, staging.current_figure, staging.peer_group, mart_gap, mart_ranking, staging.is_left_out
create table staging.warning_hit as

with

rule as (
    select * from staging.warning_rule
),

below_benchmark as (
    select
        gap.* exclude (gap, gap_reported, agrees, met, comparator, scope_key, scope_differs),
        rule.rule,
        rule.kind,
        rule.severity,
        rule.threshold,
        coalesce(gap.gap, gap.gap_reported) as gap,
    from mart_gap as gap
    inner join rule
        on
            rule.kind = 'below_benchmark'
            and rule.benchmark = gap.benchmark
            and rule.indicator_id = gap.indicator_id
            and rule.measure = gap.measure
    where
        not gap.met
        and gap.subject_level in ('province', 'city', 'zone', 'county')
        and not staging.is_left_out(gap.certainty, 'warning')
        and abs(coalesce(gap.gap, gap.gap_reported)) >= coalesce(rule.threshold, 0)
),

ranked as (
    select
        ranking.*,
        rule.rule,
        rule.kind,
        rule.severity,
        rule.threshold,
        -- positive is better
        if(rule.direction = 'lower', rule.threshold - ranking.value, ranking.value - rule.threshold) as lead,
        ranking.bound in (if(rule.direction = 'lower', 'le', 'ge'), if(rule.direction = 'lower', 'lt', 'gt'))
            as may_be_better,
        ranking.bound = if(rule.direction = 'lower', 'gt', 'lt') as is_worse,
    from mart_ranking as ranking
    inner join rule
        on
            rule.kind in ('under_threshold', 'negative_growth')
            and rule.indicator_id = ranking.indicator_id
            and rule.measure = ranking.measure
            and rule.unit = ranking.unit
    where
        ranking.subject_level in ('province', 'city', 'zone', 'county')
        and ranking.value is not null
        and not staging.is_left_out(ranking.certainty, 'warning')
        and (
            rule.kind != 'negative_growth'
            or (
                ranking.comparator is null
                and not coalesce(regexp_matches(ranking.scope, '环比|年均|平均增|两年平均|^比'), false)
            )
        )
),

under_threshold as (
    select * from ranked
    where not may_be_better and (lead < 0 or (lead = 0 and is_worse))
),

-- narrow: most figures are not last
ordered as (
    select
        figure.figure_no,
        peer.set_no,
        peer.rank,
        peer.rank_worst,
        peer.peers,
        peer.panel_share,
        peer.best_no,
        rule.rule,
        rule.kind,
        rule.severity,
        rule.threshold,
    from staging.current_figure as figure
    inner join staging.peer_group as peer on peer.figure_no = figure.figure_no
    inner join rule
        on
            rule.kind = 'last_among_peers'
            and rule.indicator_id = figure.indicator_id
            and rule.measure = figure.measure
            and (rule.unit = figure.unit_canonical or rule.unit is null)
    where
        figure.subject_level in ('province', 'city', 'zone', 'county')
        and peer.rank_worst is not null
        and not staging.is_left_out(figure.certainty, 'warning')
        and peer.peers >= rule.threshold
        and coalesce(peer.panel_share >= rule.minimum_share, true)
),

peer_set as (
    select
        rule,
        set_no,
        -- of some whose values are only bounds it may be one or the other
        max(rank_worst) as last_rank,
    from ordered
    group by all
),

above_average as (
    select figure_id from mart_gap
    where benchmark = 'provincial_average' and met
),

-- a rank that a text prints knows more peers than the values do
better_rank as (
    select figure_id from mart_ranking
    where rank_reported < rank
),

last_among_peers as (
    select ordered.*
    from ordered
    inner join staging.current_figure as figure on figure.figure_no = ordered.figure_no
    anti join above_average on above_average.figure_id = figure.figure_id
    anti join better_rank on better_rank.figure_id = figure.figure_id
    inner join peer_set using (rule, set_no)
    where
        ordered.rank = peer_set.last_rank
        and 2 * (ordered.peers - ordered.rank + 1) <= ordered.peers
),

hit as (
    select * from below_benchmark
    union all by name
    select
        quarter_id, subject_level, subject_name, province_id, city_id, zone_id, indicator_id, measure, scope,
        period_start, period_end, months, period_kind, is_latest_in_quarter, value, unit, bound, contested, certainty, figure_id, rule, kind, severity, threshold,
        try_cast(value - threshold as decimal(18, 4)) as gap,
    from under_threshold
    union all by name
    select
        figure.quarter_id, figure.subject_level, figure.subject_name, figure.province_id, figure.city_id, figure.zone_id,
        figure.indicator_id, figure.measure, figure.scope, figure.period_start, figure.period_end, figure.months,
        cast(figure.period_kind as varchar) as period_kind, figure.is_latest_in_quarter,
        figure.value_canonical as value, figure.unit_canonical as unit, figure.bound, figure.contested,
        cast(figure.certainty as varchar) as certainty, figure.figure_id,
        worst.rule,
        worst.kind, worst.severity, worst.threshold, worst.rank, worst.peers, worst.panel_share, best.figure_id as benchmark_figure_id,
    from last_among_peers as worst
    inner join staging.current_figure as figure on figure.figure_no = worst.figure_no
    left join staging.current_figure as best on best.figure_no = worst.best_no
),

final as (
    select * from hit
    qualify
        row_number() over (
            partition by figure_id, kind, benchmark
            order by list_position(['red', 'orange', 'yellow'], severity), rule
        ) = 1
)

select * from final
