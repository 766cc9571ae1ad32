-- grain: one row per current value that can be compared, with its place among its peers: the subjects of the same
--     level and province with the same indicator, measure, period, scope key, comparator and unit; zones are compared
--     across provinces where all that have the value are national ones
--     of several values of one subject under one scope key the one without a scope is compared, else the first by its words
--     rank_best, rank_worst: between which its rank lies: 超过90% may be any better value, so that among peers with 96 and
--     75 it is first or second; rank: where both are one; all three are null of fewer than three peers
--     a bound on a share or a rate in % ends at 100 and at 0, unless it says more itself
--     scope_differs: the peers' scopes are in other words, though of one key
--     best_no: the figure of the best peer, of equals the first by figure_id; null where a bound leaves open who or what
--     median_value: null where bounds leave it open
--     set_no: the same for all peers; is_across: of several provinces
--     panel_share: how many of the subjects of the level and province that the register holds are among the peers
-- inputs: staging.current_figure, staging.expected_peers, staging.panel_share, dim_indicator, dim_zone
--     a figure in doubt is no peer, unless the policy takes it
-- inputs: staging.interval_of, staging.is_left_out
create table staging.peer_group as

with

valued as (
    select
        figure.figure_no,
        figure.level_no,
        figure.subject_level,
        figure.subject_no,
        figure.subject_level = 'zone' as is_zone,
        coalesce(dim_zone.level = 'national', false) as is_national,
        if(figure.subject_level in ('city', 'county', 'zone'), figure.province_id, null) as province_id,
        figure.indicator_no,
        figure.measure_no,
        figure.period_start,
        figure.period_end,
        figure.scope_no,
        figure.scope_key_no,
        figure.scope_wording_no,
        figure.comparator_no,
        figure.unit_no,
        figure.value_canonical,
        if(figure.bound in ('ge', 'gt', 'le', 'lt'), figure.bound, null) as bound,
        figure.measure = 'share' or (figure.measure = 'level' and figure.unit_canonical = '%') as is_part,
        case dim_indicator.direction when 'higher' then 1 when 'lower' then -1 end as sign,
    from staging.current_figure as figure
    inner join dim_indicator on dim_indicator.indicator_id = figure.indicator_id
    left join dim_zone on dim_zone.zone_id = figure.zone_id and figure.subject_level = 'zone'
    where
        figure.scenario = 'actual'
        and figure.measure in ('level', 'growth', 'share', 'completion', 'pull')
        and figure.value_canonical is not null
        and not staging.is_left_out(figure.certainty, 'ranking')
),

national as (
    select indicator_no, measure_no, period_start, period_end, scope_key_no, comparator_no, unit_no
    from valued
    where is_zone
    group by all
    having bool_and(is_national)
),

comparable as (
    select
        valued.* exclude (province_id, subject_level),
        valued.is_zone and national.indicator_no is not null as is_across,
        expected.subjects,
        if(is_across, null, valued.province_id) as field,
        valued.sign * valued.value_canonical as merit,
    from valued
    left join national using (
        indicator_no, measure_no, period_start, period_end, scope_key_no, comparator_no, unit_no
    )
    left join staging.expected_peers as expected
        on
            expected.subject_level = valued.subject_level
            and coalesce(expected.province_id, 'all')
            = if(
                valued.subject_level = 'province' or national.indicator_no is not null and valued.is_zone,
                'all',
                cast(valued.province_id as varchar)
            )
),

-- few subjects have several values of one key, and only those need sorting; of one scope there is one value, so that
-- one of the several is of a scope that is not the first of its key
later_scope as (
    select scope_no
    from comparable
    group by scope_key_no, scope_no
    qualify row_number() over (partition by scope_key_no order by scope_no) > 1
),

several as (
    select level_no, subject_no, indicator_no, measure_no, period_start, period_end, scope_key_no, comparator_no, unit_no
    from comparable
    semi join later_scope using (scope_no)
),

second as (
    select comparable.figure_no
    from comparable
    semi join several using (
        level_no, subject_no, indicator_no, measure_no, period_start, period_end, scope_key_no, comparator_no, unit_no
    )
    qualify
        row_number() over (
            partition by
                level_no, subject_no, indicator_no, measure_no, period_start, period_end, scope_key_no, comparator_no,
                unit_no
            order by scope_no, figure_no
        ) > 1
),

-- what is right where all values are exact
placed as (
    select
        figure_no,
        value_canonical,
        bound,
        sign,
        is_part,
        is_across,
        case when merit is not null then rank() over (peers order by merit desc) end as rank,
        count(*) over peers as peers,
        staging.panel_share(peers, subjects) as panel_share,
        min(scope_wording_no) over peers != max(scope_wording_no) over peers as scope_differs,
        count(bound) over peers > 0 as has_bound,
        min(figure_no) over peers as set_no,
        try_cast(round(median(cast(value_canonical as double)) over peers, 4) as decimal(18, 4)) as median_value,
        case when merit is not null then first_value(figure_no) over (peers order by merit desc, figure_no) end as best_no,
    from comparable
    anti join second using (figure_no)
    window
        peers as (
            partition by
                level_no, field, indicator_no, measure_no, period_start, period_end, scope_key_no, comparator_no, unit_no
        )
),

-- few sets hold a bound, and only their values need to be held against each other as intervals
reaching as (
    select
        figure_no,
        set_no,
        sign,
        bound,
        -- 超过90 starts at the next number that a column can hold
        staging.interval_of(
            cast(
                value_canonical
                + case bound when 'gt' then 0.0001 when 'lt' then -0.0001 else 0 end * if(value_canonical < 0, -1, 1)
                as double
            ),
            0.0,
            bound
        ) as reach,
        if(is_part and bound is not null, greatest(reach['low'], least(0.0, value_canonical)), reach['low']) as low,
        if(is_part and bound is not null, least(reach['high'], greatest(100.0, value_canonical)), reach['high']) as high,
    from placed
    where has_bound and peers >= 3
),

set_median as (
    select
        set_no,
        median(low) as low_median,
        median(high) as high_median,
    from reaching
    group by set_no
),

ending as (
    select
        figure_no,
        set_no,
        true as is_low,
        low = high as is_high,
        if(sign = 1, low, -high) as merit,
    from reaching
    where sign is not null
    union all
    select
        figure_no,
        set_no,
        false as is_low,
        true as is_high,
        if(sign = 1, high, -low) as merit,
    from reaching
    where sign is not null and low != high
),

-- of how many others the low end, or the high end, is better than this end
better as (
    select
        figure_no,
        is_low,
        is_high,
        merit,
        count(*) filter (where is_low) over better_ends as lows,
        count(*) filter (where is_high) over better_ends as highs,
    from ending
    window
        better_ends as (
            partition by set_no order by merit desc range between unbounded preceding and current row exclude group
        )
),

between_ranks as (
    select
        figure_no,
        cast(1 + sum(lows) filter (where is_high) as bigint) as rank_best,
        -- whose high end is better than its own low end is not in its own way
        cast(1 + sum(highs) filter (where is_low) as bigint) - cast(max(merit) > min(merit) as bigint) as rank_worst,
    from better
    group by figure_no
),

set_best as (
    select
        reaching.set_no,
        min(reaching.figure_no) as best_no,
    from between_ranks
    inner join reaching on reaching.figure_no = between_ranks.figure_no
    where between_ranks.rank_worst = 1 and reaching.bound is null
    group by reaching.set_no
),

final as (
    select
        placed.figure_no,
        placed.set_no,
        placed.is_across,
        case
            when placed.peers < 3 or between_ranks.rank_best != between_ranks.rank_worst then null
            else coalesce(between_ranks.rank_best, placed.rank)
        end as rank,
        if(placed.peers < 3, null, coalesce(between_ranks.rank_best, placed.rank)) as rank_best,
        if(placed.peers < 3, null, coalesce(between_ranks.rank_worst, placed.rank)) as rank_worst,
        placed.peers,
        placed.panel_share,
        placed.scope_differs,
        case
            when not placed.has_bound then placed.median_value
            when set_median.low_median = set_median.high_median
                then try_cast(round(set_median.low_median, 4) as decimal(18, 4))
        end as median_value,
        if(placed.has_bound, set_best.best_no, placed.best_no) as best_no,
    from placed
    left join between_ranks on between_ranks.figure_no = placed.figure_no
    left join set_median on set_median.set_no = placed.set_no
    left join set_best on set_best.set_no = placed.set_no
)

select * from final
