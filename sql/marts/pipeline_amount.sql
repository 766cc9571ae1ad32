-- grain: one row per batch (subject, period, scope): its investments, and its three rates as texts report and rank them
--     a rate that several sets rank shows its rank in the province, else in the set first by its words
-- inputs: staging.current_figure, mart_ranking
create table staging.pipeline_amount as

with

money as (
    select
        figure_id,
        subject_level,
        subject_key,
        scope,
        period_start,
        period_end,
        indicator_id,
        value_canonical as value,
        bound,
        contested,
        certainty,
        rounding,
        null as rank,
        null as rank_comparator,
        null as rank_figure_id,
    from staging.current_figure
    where
        scenario = 'actual'
        and measure = 'level'
        and value_canonical is not null
        and indicator_id in (
            'projects_signed_investment', 'projects_started_investment', 'projects_in_production_investment',
            'projects_completed_investment'
        )
),

rate as (
    select
        figure.figure_id,
        figure.subject_level,
        figure.subject_key,
        figure.scope,
        figure.period_start,
        figure.period_end,
        figure.indicator_id,
        case when figure.measure = 'level' then figure.value_canonical end as value,
        case when figure.measure = 'level' then figure.bound end as bound,
        figure.contested,
        cast(ranking.certainty as staging.certainty_words) as certainty,
        figure.rounding,
        ranking.rank_reported as rank,
        ranking.rank_comparator,
        ranking.rank_figure_id,
    from mart_ranking as ranking
    inner join staging.current_figure as figure on figure.figure_id = ranking.figure_id
    where
        ranking.measure = 'level'
        and ranking.indicator_id in ('start_rate', 'production_rate', 'full_output_rate')
        and (figure.measure = 'rank' or figure.value_canonical is not null)
    qualify
        row_number() over (
            partition by
                figure.subject_level, figure.subject_key, figure.scope, figure.period_start, figure.period_end,
                figure.indicator_id
            order by
                figure.measure = 'level' desc, coalesce(ranking.rank_comparator like '全省%', false) desc,
                ranking.rank_comparator nulls last, figure.figure_id, ranking.rank_figure_id
        ) = 1
),

amount as (
    select * from money
    union all by name
    select * from rate
),

final as (
    select
        subject_level,
        subject_key,
        scope,
        period_start,
        period_end,
        max(value) filter (where indicator_id = 'projects_signed_investment') as signed_investment,
        max(value) filter (where indicator_id = 'projects_started_investment') as started_investment,
        max(value) filter (where indicator_id = 'projects_in_production_investment') as in_production_investment,
        max(value) filter (where indicator_id = 'projects_completed_investment') as completed_investment,
        max(value) filter (where indicator_id = 'start_rate') as start_rate,
        max(value) filter (where indicator_id = 'production_rate') as production_rate,
        max(value) filter (where indicator_id = 'full_output_rate') as full_output_rate,
        max(bound) filter (where indicator_id = 'start_rate') as start_rate_bound,
        max(bound) filter (where indicator_id = 'production_rate') as production_rate_bound,
        max(bound) filter (where indicator_id = 'full_output_rate') as full_output_rate_bound,
        max(rounding) filter (where indicator_id = 'start_rate') as start_rate_rounding,
        max(rounding) filter (where indicator_id = 'production_rate') as production_rate_rounding,
        max(rounding) filter (where indicator_id = 'full_output_rate') as full_output_rate_rounding,
        max(rank) filter (where indicator_id = 'start_rate') as start_rate_rank,
        max(rank) filter (where indicator_id = 'production_rate') as production_rate_rank,
        max(rank) filter (where indicator_id = 'full_output_rate') as full_output_rate_rank,
        max(rank_comparator) filter (where indicator_id = 'start_rate') as start_rate_rank_comparator,
        max(rank_comparator) filter (where indicator_id = 'production_rate') as production_rate_rank_comparator,
        max(rank_comparator) filter (where indicator_id = 'full_output_rate') as full_output_rate_rank_comparator,
        list(
            replace(replace(indicator_id, 'projects_', ''), '_rate', '_rate_reported') || ' bound ' || bound
            order by indicator_id
        ) filter (where bound != 'eq') as qualifiers,
        list(figure_id) || coalesce(list(rank_figure_id) filter (where rank_figure_id is not null), []) as figure_ids,
        bool_or(contested) as contested,
        max(certainty) as certainty,
        bool_or(indicator_id != 'projects_completed_investment') as makes_batch,
    from amount
    group by subject_level, subject_key, scope, period_start, period_end
)

select * from final
