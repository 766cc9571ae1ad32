-- grain: one row per subject, quarter, indicator, measure, period, scope and benchmark; a gap that a text states and
--     nothing computes stands here too, without benchmark_value, and without value where nobody printed one
--     a target that is inherited and that the gap a text states contradicts is not the subject's: it has one of its own
--     a small warehouse, which one thread makes, has its rows in the order of the texts
-- inputs: staging.current_figure, staging.peer_group, staging.gap_benchmark, staging.gap_stated, dim_indicator
create table mart_gap as

with

pair as (
    select
        coalesce(computed.figure_no, stated.value_no, stated.gap_no) as figure_no,
        coalesce(computed.figure_no, stated.value_no) is not null as has_value,
        coalesce(computed.benchmark, cast(stated.benchmark as staging.benchmark_words)) as benchmark,
        computed.benchmark_value,
        computed.benchmark_no,
        computed.benchmark_subject_name,
        computed.scope_differs,
        computed.benchmark_basis,
        coalesce(computed.inherited, false) as inherited,
        stated.gap_no,
    from staging.gap_benchmark as computed
    full outer join staging.gap_stated as stated
        on
            stated.value_no = computed.figure_no
            and cast(stated.benchmark as staging.benchmark_words) = computed.benchmark
    -- here, where rows are narrow, sorting costs little, and in one thread the joins below keep the order
    order by figure_no, benchmark
),

measured as (
    select
        subject.quarter_id,
        subject.subject_level,
        subject.subject_name,
        subject.province_id,
        subject.city_id,
        subject.zone_id,
        subject.indicator_id,
        if(pair.has_value, subject.measure, stated.measure) as measure,
        subject.scope,
        subject.scope_key,
        if(pair.has_value, subject.comparator_key, null) as comparator,
        subject.period_start,
        subject.period_end,
        subject.months,
        subject.period_kind,
        subject.is_latest_in_quarter,
        if(pair.benchmark in ('best_peer', 'peer_median'), peer.panel_share, null) as panel_share,
        if(pair.has_value, subject.value_canonical, null) as value,
        if(pair.has_value, subject.unit_canonical, stated.unit) as unit,
        subject.bound,
        subject.contested or coalesce(benchmark.contested, false) as contested,
        coalesce(pair.scope_differs, benchmark.scope_wording_no != subject.scope_wording_no, false) as scope_differs,
        pair.benchmark,
        pair.benchmark_value,
        pair.benchmark_basis,
        pair.inherited,
        try_cast(subject.value_canonical - pair.benchmark_value as decimal(18, 4)) as gap,
        stated.gap_reported,
        -- the last term covers what binary floating point adds to the sum
        -- a target is exact: somebody set it, nobody measured it
        subject.rounding + if(benchmark.scenario = 'target', 0.0, coalesce(benchmark.rounding, 0.0)) + stated.rounding + 1e-9
            as tolerance,
        subject.figure_id,
        benchmark.figure_id as benchmark_figure_id,
        stated.gap_figure_id,
        coalesce(benchmark.subject_name, pair.benchmark_subject_name) as benchmark_subject_name,
        greatest(subject.certainty, benchmark.certainty, stated.certainty) as certainty,
        greatest(subject.certainty, stated.certainty) as own_certainty,
    from pair
    inner join staging.current_figure as subject on subject.figure_no = pair.figure_no
    left join staging.current_figure as benchmark on benchmark.figure_no = pair.benchmark_no
    left join staging.gap_stated as stated on stated.gap_no = pair.gap_no
    left join staging.peer_group as peer on peer.figure_no = pair.figure_no
),

settled as (
    select
        *,
        inherited and coalesce(abs(cast(gap - gap_reported as double)) > tolerance, false) as is_denied,
    from measured
),

kept as (
    select * exclude (is_denied, own_certainty) replace (
        if(is_denied, own_certainty, certainty) as certainty,
        if(is_denied, null, benchmark_value) as benchmark_value,
        if(is_denied, null, benchmark_basis) as benchmark_basis,
        if(is_denied, null, benchmark_figure_id) as benchmark_figure_id,
        if(is_denied, null, benchmark_subject_name) as benchmark_subject_name,
        if(is_denied, null, gap) as gap,
        inherited and not is_denied as inherited
    ) from settled
),

judged as (
    select
        measured.*,
        -- positive is better; a part does not have to reach its whole
        case
            when measured.benchmark = 'city_total' and measured.measure = 'level' then null
            when dim_indicator.direction = 'higher' then coalesce(measured.gap, measured.gap_reported)
            when dim_indicator.direction = 'lower' then -coalesce(measured.gap, measured.gap_reported)
        end as lead,
        -- 超过90% may be any better value, 不足90% any worse one; the other way round where lower is better
        if(dim_indicator.direction = 'lower', measured.bound in ('le', 'lt'), measured.bound in ('ge', 'gt'))
            as may_be_better,
        if(dim_indicator.direction = 'lower', measured.bound in ('ge', 'gt'), measured.bound in ('le', 'lt'))
            as may_be_worse,
    from kept as measured
    inner join dim_indicator on dim_indicator.indicator_id = measured.indicator_id
),

coded as (
    select
        quarter_id,
        subject_level,
        subject_name,
        province_id,
        city_id,
        zone_id,
        indicator_id,
        measure,
        scope,
        comparator,
        period_start,
        period_end,
        value,
        unit,
        bound,
        benchmark,
        benchmark_value,
        gap,
        gap_reported,
        abs(cast(gap - gap_reported as double)) <= tolerance as agrees,
        case
            when lead >= 0 and not may_be_worse then true
            when lead < 0 and not may_be_better then false
        end as met,
        figure_id,
        benchmark_figure_id,
        gap_figure_id,
        benchmark_subject_name,
        contested,
        scope_key,
        scope_differs,
        benchmark_basis,
        inherited,
        months,
        period_kind,
        is_latest_in_quarter,
        panel_share,
        certainty,
    from judged
),

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
        cast(scope as varchar) as scope,
        cast(scope_key as varchar) as scope_key,
        cast(comparator as varchar) as comparator,
        cast(unit as varchar) as unit,
        cast(bound as varchar) as bound,
        cast(period_kind as varchar) as period_kind,
        cast(months as bigint) as months,
        cast(benchmark as varchar) as benchmark
    ) from coded
)

select * from final
