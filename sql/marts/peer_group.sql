-- grain: one row per current value that can be compared, with its place among its peers: the subjects of the same
--     level and province with the same indicator, measure, period, scope key, comparator and unit
--     of several values of one subject under one scope key the one without a scope is compared, else the first by its words
--     scope_differs: the peers' scopes are in other words, though of one key
--     best_no: the figure of the best peer, of equals the first by figure_id
--     panel_share: how many of the subjects of the level and province that the register holds are among the peers
-- inputs: staging.current_figure, staging.expected_peers, staging.panel_share, dim_indicator
create table staging.peer_group as

with

comparable as (
    select
        figure.figure_no,
        figure.level_no,
        expected.subjects,
        figure.subject_no,
        if(figure.subject_level in ('city', 'county', 'zone'), figure.province_id, null) as field,
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
        case dim_indicator.direction
            when 'higher' then figure.value_canonical
            when 'lower' then -figure.value_canonical
        end as merit,
    from staging.current_figure as figure
    inner join dim_indicator on dim_indicator.indicator_id = figure.indicator_id
    left join staging.expected_peers as expected
        on
            expected.subject_level = figure.subject_level
            and (expected.province_id = figure.province_id or figure.subject_level = 'province')
    where
        figure.scenario = 'actual'
        and figure.measure in ('level', 'growth', 'share', 'completion', 'pull')
        and figure.value_canonical is not null
),

-- few subjects have several values of one key, and only those need sorting
several as (
    select level_no, subject_no, indicator_no, measure_no, period_start, period_end, scope_key_no, comparator_no, unit_no
    from comparable
    group by all
    having count(*) > 1
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

final as (
    select
        figure_no,
        case when merit is not null then rank() over (peers order by merit desc) end as rank,
        count(*) over peers as peers,
        staging.panel_share(peers, subjects) as panel_share,
        min(scope_wording_no) over peers != max(scope_wording_no) over peers as scope_differs,
        try_cast(round(median(cast(value_canonical as double)) over peers, 4) as decimal(18, 4)) as median_value,
        case when merit is not null then first_value(figure_no) over (peers order by merit desc, figure_no) end as best_no,
    from comparable
    anti join second using (figure_no)
    window
        peers as (
            partition by
                level_no, field, indicator_no, measure_no, period_start, period_end, scope_key_no, comparator_no, unit_no
        )
)

select * from final
