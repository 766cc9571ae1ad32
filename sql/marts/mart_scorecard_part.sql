-- grain: one row per subject, quarter, indicator and measure that the scorecard weighs, for subjects of which at least
--     one of them has a figure in the quarter; what is missing has no value, no score and no contribution
--     the figure: without a scope, or else of the only scope that has one; then by the latest end, the year to date,
--     the earlier start
--     a bound is scored at the number printed: 超过90% scores as 90
-- inputs: staging.ref_score_weight, staging.current_figure, staging.peer_group, mart_gap, dim_indicator
create table mart_scorecard_part as

with

weight as (
    select
        weight.*,
        dim_indicator.direction,
    from staging.ref_score_weight as weight
    inner join dim_indicator on dim_indicator.indicator_id = weight.indicator_id
),

valued as (
    select figure.*
    from staging.current_figure as figure
    inner join weight
        on
            weight.indicator_id = figure.indicator_id
            and weight.measure = figure.measure
    where
        figure.scenario = 'actual'
        and figure.subject_level in ('province', 'city', 'zone', 'county')
        and figure.value_canonical is not null
        -- what holds of each of several is no value of the whole
        and coalesce(figure.scope not like '%（均）', true)
),

subject as (
    select
        quarter_id,
        level_no,
        subject_no,
        min(subject_level) as subject_level,
        min(subject_name) as subject_name,
        max(province_id) as province_id,
        max(city_id) as city_id,
        max(zone_id) as zone_id,
        -- so that the rows below need not be told apart by words
        row_number() over (order by quarter_id, level_no, subject_no) as assessment_no,
    from valued
    group by quarter_id, level_no, subject_no
),

chosen as (
    select * from valued
    window aspects as (partition by quarter_id, level_no, subject_no, indicator_no, measure_no)
    qualify
        row_number() over (
            partition by quarter_id, level_no, subject_no, indicator_no, measure_no
            order by
                scope is null desc, period_end desc, period_start = date_trunc('year', period_end) desc, period_start,
                comparator_no, figure_no
        ) = 1
        and (
            scope is null
            or min(scope) over aspects = max(scope) over aspects
        )
),

target as (
    select
        figure_id,
        benchmark,
        benchmark_value,
        benchmark_figure_id,
    from mart_gap
    where
        benchmark in ('provincial_target', 'city_target', 'own_target')
        and benchmark_value is not null
        and value is not null
    qualify
        row_number() over (
            partition by figure_id
            order by list_position(['provincial_target', 'city_target', 'own_target'], benchmark)
        ) = 1
),

weighed as (
    select
        subject.*,
        weight.indicator_id,
        weight.measure,
        weight.method,
        weight.weight,
        weight.direction,
        weight.best,
        weight.worst,
        weight.minimum_peers,
        chosen.scope,
        chosen.period_start,
        chosen.period_end,
        chosen.value_canonical as value,
        chosen.unit_canonical as unit,
        chosen.bound,
        chosen.figure_id,
        peer.rank,
        peer.peers,
        if(weight.method = 'target_ratio', target.benchmark, null) as benchmark,
        if(weight.method = 'target_ratio', target.benchmark_value, null) as benchmark_value,
        if(weight.method = 'target_ratio', target.benchmark_figure_id, null) as benchmark_figure_id,
    from subject
    cross join weight
    left join chosen
        on
            chosen.quarter_id = subject.quarter_id
            and chosen.level_no = subject.level_no
            and chosen.subject_no = subject.subject_no
            and chosen.indicator_id = weight.indicator_id
            and chosen.measure = weight.measure
    left join staging.peer_group as peer on peer.figure_no = chosen.figure_no
    left join target on target.figure_id = chosen.figure_id
),

scored as (
    select
        *,
        case method
            when 'as_percent'
                then case when unit = '%' then if(direction = 'lower', 100 - value, value) end
            when 'min_max'
                then 100 * (value - worst) / (best - worst)
            when 'peer_percentile'
                then case when peers >= coalesce(minimum_peers, 2) then 100.0 * (peers - rank) / (peers - 1) end
            when 'target_ratio'
                then
                    case
                        when benchmark_value <= 0 or direction = 'none' then null
                        when direction = 'higher' then 100 * cast(value as double) / benchmark_value
                        -- reached by none and less than none alike
                        when value <= 0 then 100
                        else 100 * cast(benchmark_value as double) / value
                    end
        end as raw_score,
    from weighed
),

normalised as (
    select
        *,
        -- greatest() passes over null, and what is missing must not become 0
        case
            when raw_score is not null
                then cast(round(least(greatest(raw_score, 0), 100), 4) as decimal(18, 4))
        end as normalised_score,
    from scored
),

scored_weight as (
    select
        assessment_no,
        sum(weight) as weights,
    from normalised
    where normalised_score is not null
    group by assessment_no
),

final as (
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
        period_start,
        period_end,
        method,
        weight,
        value,
        unit,
        bound,
        benchmark,
        benchmark_value,
        rank,
        peers,
        normalised_score,
        cast(
            round(
                cast(weight * normalised_score as double)
                / nullif(scored_weight.weights, 0),
                4
            ) as decimal(18, 4)
        ) as contribution,
        figure_id,
        benchmark_figure_id,
    from normalised
    left join scored_weight using (assessment_no)
)

select * from final
order by quarter_id, subject_level, subject_name, city_id, zone_id, weight desc, indicator_id, measure
