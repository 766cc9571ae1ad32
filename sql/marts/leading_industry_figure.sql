-- grain: one row per subject, quarter, ordinal, item (enterprises, output …) and measure (level, share): the figure of
--     a leading industry that stands for the quarter
--     ordinal: 第一主导产业 is 1, 第二 2 and so on; null where the words name no place or several (第一、第二主导产业)
--     item: output and investment are the first of their indicators that texts print a level of, else a share
--     of several levels the choice is: the scope of fewest words, the latest end, from the start of the year, then a
--     later start within it, then from the latest year before; of shares, first one of that level's period and scope
-- inputs: staging.current_figure
create table staging.leading_industry_figure as

with

worded as (
    select
        *,
        concat_ws(' ', scope, indicator_label) as words,
        case indicator_id
            when 'leading_industry_enterprises' then 'enterprises'
            when 'enterprises_above_size' then 'enterprises_above_size'
            when 'gross_industrial_output' then 'output'
            when 'industrial_output_above_size' then 'output'
            when 'industrial_value_added' then 'value_added'
            else 'investment'
        end as item,
        list_position(
            [
                'gross_industrial_output', 'industrial_output_above_size', 'industrial_investment',
                'manufacturing_investment', 'fixed_asset_investment', 'industry_project_investment',
            ],
            indicator_id
        ) as preference,
        coalesce(length(scope), 0) as scope_length,
        period_start >= date_trunc('year', period_end) as within_year,
    from staging.current_figure
    where
        scenario = 'actual'
        and measure in ('level', 'share')
        and value_canonical is not null
        and indicator_id in (
            'leading_industry_enterprises', 'enterprises_above_size', 'gross_industrial_output',
            'industrial_output_above_size', 'industrial_value_added', 'industrial_investment',
            'manufacturing_investment', 'fixed_asset_investment', 'industry_project_investment'
        )
        and (indicator_id = 'leading_industry_enterprises' or scope like '%主导产业%' or indicator_label like '%主导产业%')
),

placed as (
    select
        *,
        list_distinct(regexp_extract_all(words, '第([一二三四五])大?主导产业', 1)) as places,
        regexp_matches(words, '[一二三四][、和及与]第?[一二三四五]大?主导产业') as several,
    from worded
),

figure as (
    select
        *,
        case when len(places) = 1 and not several then instr('一二三四五', places[1]) end as ordinal,
    from placed
),

one_indicator as (
    select * from figure
    qualify
        indicator_id = first_value(indicator_id) over (
            partition by subject_level, subject_key, quarter_id, ordinal, item
            order by measure, preference, figure_id
        )
),

level as (
    select * from one_indicator
    where measure = 'level'
    qualify
        row_number() over (
            partition by subject_level, subject_key, quarter_id, ordinal, item
            order by
                scope_length, scope, period_end desc, within_year desc, case when within_year then period_start end,
                period_start desc, figure_id
        ) = 1
),

share as (
    select share.*
    from one_indicator as share
    left join level
        on
            level.subject_level = share.subject_level
            and level.subject_key = share.subject_key
            and level.quarter_id = share.quarter_id
            and level.ordinal is not distinct from share.ordinal
            and level.item = share.item
    where share.measure = 'share'
    qualify
        row_number() over (
            partition by share.subject_level, share.subject_key, share.quarter_id, share.ordinal, share.item
            order by
                coalesce(
                    level.scope is not distinct from share.scope
                    and level.period_start = share.period_start
                    and level.period_end = share.period_end,
                    false
                ) desc,
                share.scope_length, share.scope, share.period_end desc, share.within_year desc,
                case when share.within_year then share.period_start end, share.period_start desc, share.comparator,
                share.figure_id
        ) = 1
),

both_measures as (
    select * from level
    union all by name
    select * from share
),

final as (
    select
        subject_level,
        subject_key,
        subject_name,
        province_id,
        city_id,
        zone_id,
        quarter_id,
        ordinal,
        item,
        measure,
        indicator_id,
        value_canonical as value,
        comparator,
        figure_id,
        contested,
        certainty,
        list_filter(
            [
                'bound ' || nullif(bound, 'eq'),
                case when not regexp_full_match(scope, '(第[一二三四五]大?)?主导产业') then 'scope ' || scope end,
                case
                    when period_start not in (date_trunc('year', period_end), date_trunc('month', period_end))
                        then 'period ' || strftime(period_start, '%Y-%m') || '..' || strftime(period_end, '%Y-%m')
                end,
            ],
            lambda words: words is not null
        ) as qualifiers,
    from both_measures
)

select * from final
