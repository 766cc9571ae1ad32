-- grain: one row per quarter, subject, indicator and scope key: what the texts print of the year to date and of the single
--     quarter, as levels and as growth against the year before
--     quarter_no: 4 * year + quarter - 1, so that a quarter before is 1 less, and a year before 4 less
--     of a stock or a rate the level at the quarter's end stands for the year to date
--     of several figures the one without a scope counts, then the scope that is first by its words, then the shortest period
--     only what is counted in one unit (canonical_unit); what holds of each of several is no value of the whole
--     exact: not 超过, 约
-- inputs: staging.current_figure, dim_indicator
create table staging.series_value as

with

indicator as (
    select
        enum_code(try_cast(indicator_id as staging.indicator_words)) as indicator_no,
        observation = 'flow' as is_flow,
        observation = 'flow' and aggregation = 'sum' as adds_up,
        growth_prices = 'constant' as is_constant,
        contains(name_zh, '利润') as may_fall,
    from dim_indicator
    where canonical_unit is not null
),

figure as (
    select
        figure.level_no,
        figure.subject_no,
        figure.indicator_no,
        figure.scope_key_no,
        cast(4 * year(figure.period_end) + quarter(figure.period_end) - 1 as integer) as quarter_no,
        indicator.is_flow,
        indicator.adds_up,
        indicator.is_constant,
        indicator.may_fall,
        figure.scope,
        figure.scope_key,
        figure.value_canonical as value,
        figure.figure_id,
        figure.bound = 'eq' as exact,
        figure.contested,
        figure.certainty,
        -- one number to choose by: scope, months, place
        (cast(figure.scope_no as bigint) << 44) | (cast(figure.months as bigint) << 34) | figure.figure_no as choice,
        figure.measure = 'level' as is_level,
        not indicator.is_flow or month(figure.period_start) = 1 as is_to_date,
        indicator.is_flow and figure.period_kind = 'quarter' as is_single,
    from staging.current_figure as figure
    inner join indicator on indicator.indicator_no = figure.indicator_no
    where
        figure.scenario = 'actual'
        and (figure.measure = 'level' or (figure.measure = 'growth' and figure.comparator_no = 0))
        and figure.value_canonical is not null
        and figure.period_kind in ('point', 'month', 'quarter', 'half', 'ytd', 'year')
        and figure.period_end = last_day(date_trunc('quarter', figure.period_end) + interval 2 month)
        and coalesce(figure.scope not like '%（均）', true)
),

final as (
    select
        level_no,
        subject_no,
        indicator_no,
        scope_key_no,
        quarter_no,
        any_value(is_flow) as is_flow,
        any_value(adds_up) as adds_up,
        any_value(is_constant) as is_constant,
        any_value(may_fall) as may_fall,
        arg_min(scope, choice) as scope,
        any_value(scope_key) as scope_key,
        bool_or(contested) as contested,
        max(certainty) as certainty,
        arg_min(value, choice) filter (where is_level and is_to_date) as to_date,
        arg_min(figure_id, choice) filter (where is_level and is_to_date) as to_date_id,
        arg_min(exact, choice) filter (where is_level and is_to_date) as to_date_exact,
        arg_min(value, choice) filter (where is_level and is_single) as single,
        arg_min(figure_id, choice) filter (where is_level and is_single) as single_id,
        arg_min(exact, choice) filter (where is_level and is_single) as single_exact,
        arg_min(value, choice) filter (where not is_level and is_to_date) as growth,
        arg_min(figure_id, choice) filter (where not is_level and is_to_date) as growth_id,
        arg_min(exact, choice) filter (where not is_level and is_to_date) as growth_exact,
        arg_min(value, choice) filter (where not is_level and is_single) as single_growth,
        arg_min(figure_id, choice) filter (where not is_level and is_single) as single_growth_id,
    from figure
    where is_to_date or is_single
    group by level_no, subject_no, indicator_no, scope_key_no, quarter_no
)

select * from final
