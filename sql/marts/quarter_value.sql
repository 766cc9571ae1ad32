-- grain: one row per subject, quarter and indicator of reform and promotion: the value that stands for the quarter
--     of several the choice is, in this order: a value over a rank alone; without scope, then the scope of fewest words
--     (they narrow least); the latest end; from the start of the year, then a later start within it, then from the
--     latest year before; the rank in the province over other ranks
--     promotion takes no count over several years: beside this year's trips it would mislead; mart_pipeline has it
--     values in units that don't convert stay in fact_figure; qualifiers say what the value is not: exact, of all, of
--     the year so far
-- inputs: mart_ranking, staging.current_figure, dim_indicator
create table staging.quarter_value as

with

wanted as (
    select * from dim_indicator
    where
        group_id in ('reform', 'promotion')
        or indicator_id in ('projects_signed', 'projects_signed_investment')
),

figure as (
    select * from staging.current_figure
    where indicator_id in (select indicator_id from wanted)
),

stated as (
    select
        figure.subject_level,
        figure.subject_key,
        figure.subject_name,
        figure.province_id,
        figure.city_id,
        figure.zone_id,
        figure.quarter_id,
        figure.indicator_id,
        figure.scope,
        figure.period_start,
        figure.period_end,
        figure.period_start >= date_trunc('year', figure.period_end) as within_year,
        (
            dim_indicator.observation = 'stock'
            and figure.period_start = date_trunc('month', figure.period_end)
        ) as is_month_end,
        case when figure.measure = 'level' then figure.value_canonical end as value,
        case when figure.measure = 'level' then figure.bound end as bound,
        ranking.rank_reported as rank,
        ranking.rank_comparator,
        figure.figure_id,
        ranking.rank_figure_id,
        figure.contested,
        cast(ranking.certainty as staging.certainty_words) as certainty,
    from mart_ranking as ranking
    inner join wanted as dim_indicator on dim_indicator.indicator_id = ranking.indicator_id
    inner join figure on figure.figure_id = ranking.figure_id
    where
        ranking.measure = 'level'
        and (figure.measure = 'rank' or figure.value_canonical is not null)
        and (
            dim_indicator.group_id = 'reform'
            or (
                (
                    dim_indicator.group_id = 'promotion'
                    or ranking.indicator_id in ('projects_signed', 'projects_signed_investment')
                )
                and figure.period_start >= date_trunc('year', figure.period_end)
            )
        )
),

chosen as (
    select * from stated
    qualify
        row_number() over (
            partition by subject_level, subject_key, quarter_id, indicator_id
            order by
                value is null, scope is not null, length(scope), scope, period_end desc, within_year desc,
                case when within_year then period_start end, period_start desc,
                coalesce(rank_comparator like '全省%', false) desc, rank_comparator nulls last, figure_id,
                rank_figure_id
        ) = 1
),

final as (
    select
        *,
        list_filter(
            [
                indicator_id || ' bound ' || nullif(bound, 'eq'),
                indicator_id || ' scope ' || scope,
                case
                    when period_start != date_trunc('year', period_end) and not is_month_end
                        then
                            indicator_id || ' period ' || strftime(period_start, '%Y-%m') || '..'
                            || strftime(period_end, '%Y-%m')
                end,
                indicator_id || ' rank ' || rank_comparator,
            ],
            lambda words: words is not null
        ) as qualifiers,
        list_filter([figure_id, rank_figure_id], lambda id: id is not null) as figure_ids,
    from chosen
)

select * from final
