-- grain: one row per current figure, kind of rule and benchmark that give a warning: the rule of the highest severity
--     what only a bound leaves open gives none: 超过90% is not under 95, and is not last with its 90
--     last: at least as many peers as the rule asks for, at most half of them share the place
--     enterprises, projects and others are not assessed
-- inputs: staging.warning_rule, staging.current_figure, staging.peer_group, mart_gap, mart_ranking
create table staging.warning_hit as

with

rule as (
    select * from staging.warning_rule
),

below_benchmark as (
    select
        gap.* exclude (gap, gap_reported, agrees, met, benchmark_subject_name, comparator),
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
        and abs(coalesce(gap.gap, gap.gap_reported)) >= coalesce(rule.threshold, 0)
),

ranked as (
    select * from mart_ranking
    where
        subject_level in ('province', 'city', 'zone', 'county')
        and value is not null
),

judged as (
    select
        ranked.*,
        rule.rule,
        rule.kind,
        rule.severity,
        rule.threshold,
        -- positive is better
        if(rule.direction = 'lower', rule.threshold - ranked.value, ranked.value - rule.threshold) as lead,
        ranked.bound in (if(rule.direction = 'lower', 'le', 'ge'), if(rule.direction = 'lower', 'lt', 'gt'))
            as may_be_better,
        ranked.bound = if(rule.direction = 'lower', 'gt', 'lt') as is_worse,
        ranked.bound in (if(rule.direction = 'lower', 'ge', 'le'), if(rule.direction = 'lower', 'gt', 'lt'))
            as may_be_worse,
    from ranked
    inner join rule
        on
            rule.kind != 'below_benchmark'
            and rule.indicator_id = ranked.indicator_id
            and rule.measure = ranked.measure
            and (rule.unit = ranked.unit or (rule.unit is null and rule.kind = 'last_among_peers'))
),

under_threshold as (
    select * from judged
    where
        kind in ('under_threshold', 'negative_growth')
        and not may_be_better
        and (lead < 0 or (lead = 0 and is_worse))
),

ordered as (
    select * from judged
    where kind = 'last_among_peers' and rank is not null and peers >= threshold
),

peer_set as (
    select
        rule, indicator_id, measure, subject_level, period_start, period_end, scope, comparator, unit,
        max(rank) as last_rank,
        -- a value ranked in several sets has several rows
        count(distinct figure_id) filter (where may_be_worse) as may_be_worse,
    from ordered
    group by rule, indicator_id, measure, subject_level, period_start, period_end, scope, comparator, unit
),

last_among_peers as (
    select ordered.*
    from ordered
    inner join peer_set
        on
            peer_set.rule = ordered.rule
            and peer_set.indicator_id = ordered.indicator_id
            and peer_set.measure = ordered.measure
            and peer_set.subject_level = ordered.subject_level
            and peer_set.period_start = ordered.period_start
            and peer_set.period_end = ordered.period_end
            and peer_set.scope is not distinct from ordered.scope
            and peer_set.comparator is not distinct from ordered.comparator
            and peer_set.unit = ordered.unit
            and peer_set.last_rank = ordered.rank
    where
        not ordered.may_be_better
        -- another, whose value is only a bound, may be the last instead
        and peer_set.may_be_worse - cast(ordered.may_be_worse as bigint) <= 0
        and 2 * (ordered.peers - ordered.rank + 1) <= ordered.peers
),

hit as (
    select * from below_benchmark
    union all by name
    select
        quarter_id, subject_level, subject_name, province_id, city_id, zone_id, indicator_id, measure, scope,
        period_start, period_end, value, unit, bound, figure_id, rule, kind, severity, threshold,
        try_cast(value - threshold as decimal(18, 4)) as gap,
    from under_threshold
    union all by name
    select
        worst.quarter_id, worst.subject_level, worst.subject_name, worst.province_id, worst.city_id, worst.zone_id,
        worst.indicator_id, worst.measure, worst.scope, worst.period_start, worst.period_end, worst.value, worst.unit,
        worst.bound, worst.figure_id, worst.rule, worst.kind, worst.severity, worst.threshold, worst.rank, worst.peers,
        best.figure_id as benchmark_figure_id,
    from last_among_peers as worst
    inner join staging.current_figure as figure on figure.figure_id = worst.figure_id
    inner join staging.peer_group as peer on peer.figure_no = figure.figure_no
    inner join staging.current_figure as best on best.figure_no = peer.best_no
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
