-- grain: one row per subject, quarter, indicator and measure that the scorecard weighs, for subjects of which at least
--     one of them has a figure in the quarter; what is missing has no value, no score and no contribution
--     the figure: without a scope that narrows, or else of the only scope that has one; then by the latest end, the year to date,
--     the earlier start
--     what is in doubt stands only where nothing else does, and has no score, unless the policy takes it
--     a bound is scored at the number printed: 超过90% scores as 90
--     a growth without a target is held against the provincial average; one below zero scores 0 without any benchmark, so
--     that the worst case does not drop out of the score
-- inputs: staging.ref_score_weight, staging.current_figure, staging.peer_group, staging.gap_benchmark
-- inputs: dim_indicator, staging.is_left_out
create table mart_scorecard_part as

with

weight as (
    select
        weight.*,
        dim_indicator.direction,
        -- numbers stand for words below, in the order that the rows are to have
        row_number() over (order by weight.weight desc, weight.indicator_id, weight.measure) as weight_no,
    from staging.ref_score_weight as weight
    inner join dim_indicator on dim_indicator.indicator_id = weight.indicator_id
),

valued as (
    select
        figure.*,
        weight.weight_no,
    from staging.current_figure as figure
    inner join weight
        on
            weight.indicator_id = figure.indicator_id
            and weight.measure = figure.measure
    where
        figure.scenario = 'actual'
        and figure.subject_level in ('province', 'city', 'zone', 'county')
        and figure.value_canonical is not null
        -- 环比 is not what the weights are for
        and (figure.measure != 'growth' or figure.comparator_no = 0)
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
        row_number() over (
            order by quarter_id, min(subject_level), min(subject_name), max(city_id), max(zone_id), subject_no
        ) as assessment_no,
    from valued
    group by quarter_id, level_no, subject_no
),

chosen as (
    select * from valued
    window aspects as (partition by quarter_id, level_no, subject_no, weight_no)
    qualify
        row_number() over (
            partition by quarter_id, level_no, subject_no, weight_no
            order by
                staging.is_left_out(certainty, 'scorecard'), scope_key_no = 0 desc, scope is null desc, period_end desc, period_start = date_trunc('year', period_end) desc, period_start,
                comparator_no, figure_no
        ) = 1
        and (
            scope_key_no = 0
            or min(scope) over aspects = max(scope) over aspects
        )
),

-- few targets are in doubt
doubted as (
    select figure_no from staging.current_figure
    where scenario = 'target' and staging.is_left_out(certainty, 'scorecard')
),

target as (
    select
        figure_no,
        benchmark,
        benchmark_value,
        benchmark_no,
        benchmark_basis,
        inherited,
    from staging.gap_benchmark
    anti join doubted on doubted.figure_no = gap_benchmark.benchmark_no
    where benchmark in ('provincial_target', 'city_target', 'own_target', 'provincial_average')
    qualify
        row_number() over (
            partition by figure_no
            order by
                -- one of its own goes first
                inherited and benchmark != 'provincial_average',
                list_position(
                    ['provincial_target', 'city_target', 'own_target', 'provincial_average'], cast(benchmark as varchar)
                )
        ) = 1
),

-- only what has a figure is looked up and scored; what is missing joins last
present as (
    select
        subject.assessment_no,
        weight.weight_no,
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
        chosen.months,
        chosen.period_kind,
        chosen.value_canonical as value,
        chosen.unit_canonical as unit,
        chosen.bound,
        chosen.figure_id,
        chosen.contested,
        peer.rank,
        peer.peers,
        if(weight.method = 'target_ratio', cast(target.benchmark as varchar), null) as benchmark,
        if(weight.method = 'target_ratio', target.benchmark_value, null) as benchmark_value,
        if(weight.method = 'target_ratio', aim.figure_id, null) as benchmark_figure_id,
        if(weight.method = 'target_ratio', target.benchmark_basis, null) as benchmark_basis,
        weight.method = 'target_ratio' and coalesce(target.inherited, false) as inherited,
        greatest(chosen.certainty, if(weight.method = 'target_ratio', aim.certainty, null)) as certainty,
    from chosen
    inner join weight on weight.weight_no = chosen.weight_no
    inner join subject
        on
            subject.quarter_id = chosen.quarter_id
            and subject.level_no = chosen.level_no
            and subject.subject_no = chosen.subject_no
    left join staging.peer_group as peer on peer.figure_no = chosen.figure_no
    left join target
        on
            target.figure_no = chosen.figure_no
            and (weight.measure = 'growth' or target.benchmark != 'provincial_average')
    left join staging.current_figure as aim on aim.figure_no = target.benchmark_no
),

scored as (
    select
        *,
        case
            when staging.is_left_out(certainty, 'scorecard') then null
            when method = 'as_percent'
                then case when unit = '%' then if(direction = 'lower', 100 - value, value) end
            when method = 'min_max'
                then 100 * (value - worst) / (best - worst)
            when method = 'peer_percentile'
                then case when peers >= coalesce(minimum_peers, 2) then 100.0 * (peers - rank) / (peers - 1) end
            when method = 'target_ratio'
                then
                    case
                        when direction = 'none' then null
                        when direction = 'higher' and measure = 'growth' and value < 0 then 0
                        when benchmark_value <= 0 then null
                        when direction = 'higher' then 100 * cast(value as double) / benchmark_value
                        -- reached by none and less than none alike
                        when value <= 0 then 100
                        else 100 * cast(benchmark_value as double) / value
                    end
        end as raw_score,
    from present
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

contributing as (
    select
        *,
        cast(
            round(
                cast(weight * normalised_score as double)
                / nullif(sum(weight) filter (where normalised_score is not null) over (partition by assessment_no), 0),
                4
            ) as decimal(18, 4)
        ) as contribution,
    from normalised
),

coded as (
    select
        subject.assessment_no,
        weight.weight_no,
        subject.quarter_id,
        subject.subject_level,
        subject.subject_name,
        subject.province_id,
        subject.city_id,
        subject.zone_id,
        weight.indicator_id,
        weight.measure,
        part.scope,
        part.period_start,
        part.period_end,
        weight.method,
        weight.weight,
        part.value,
        part.unit,
        part.bound,
        part.benchmark,
        part.benchmark_value,
        part.rank,
        part.peers,
        part.normalised_score,
        part.contribution,
        part.figure_id,
        part.benchmark_figure_id,
        part.contested,
        part.benchmark_basis,
        coalesce(part.inherited, false) as inherited,
        part.months,
        part.period_kind,
        part.certainty,
    from subject
    cross join weight
    left join contributing as part
        on
            part.assessment_no = subject.assessment_no
            and part.weight_no = weight.weight_no
),

sorted as (
    select * exclude (assessment_no, weight_no) from coded
    order by assessment_no, weight_no
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
        cast(scope as varchar) as scope,
        cast(unit as varchar) as unit,
        cast(bound as varchar) as bound,
        cast(period_kind as varchar) as period_kind,
        cast(months as bigint) as months
    ) from sorted
)

select * from final
