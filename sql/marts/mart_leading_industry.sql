-- grain: one row per subject, quarter and leading industry (ordinal 1 第一, 2 第二; null where the words name no place):
--     which of several figures stands for the quarter, staging.leading_industry_figure says
-- inputs: staging.leading_industry_figure
create table mart_leading_industry as

with

figure as (
    select
        *,
        -- item and measure as the column is named
        item || if(measure = 'share', '_share ', ' ') as column_words,
    from staging.leading_industry_figure
),

coded as (
    select
        quarter_id,
        subject_level,
        min(subject_name) as subject_name,
        min(province_id) as province_id,
        min(city_id) as city_id,
        min(zone_id) as zone_id,
        cast(ordinal as bigint) as ordinal,
        cast(max(value) filter (where item = 'enterprises' and measure = 'level') as bigint) as enterprises,
        max(value) filter (where item = 'enterprises' and measure = 'share') as enterprises_share,
        max(comparator) filter (where item = 'enterprises' and measure = 'share') as enterprises_share_of,
        cast(max(value) filter (where item = 'enterprises_above_size' and measure = 'level') as bigint)
            as enterprises_above_size,
        max(value) filter (where item = 'enterprises_above_size' and measure = 'share')
            as enterprises_above_size_share,
        max(comparator) filter (where item = 'enterprises_above_size' and measure = 'share')
            as enterprises_above_size_share_of,
        max(value) filter (where item = 'output' and measure = 'level') as output,
        max(indicator_id) filter (where item = 'output') as output_indicator_id,
        max(value) filter (where item = 'output' and measure = 'share') as output_share,
        max(comparator) filter (where item = 'output' and measure = 'share') as output_share_of,
        max(value) filter (where item = 'value_added' and measure = 'level') as value_added,
        max(value) filter (where item = 'value_added' and measure = 'share') as value_added_share,
        max(comparator) filter (where item = 'value_added' and measure = 'share') as value_added_share_of,
        max(value) filter (where item = 'investment' and measure = 'level') as investment,
        max(indicator_id) filter (where item = 'investment') as investment_indicator_id,
        max(value) filter (where item = 'investment' and measure = 'share') as investment_share,
        max(comparator) filter (where item = 'investment' and measure = 'share') as investment_share_of,
        flatten(
            list(list_transform(qualifiers, lambda words: column_words || words) order by item, measure)
        ) as qualifiers,
        list(figure_id order by figure_id) as figure_ids,
        bool_or(contested) as contested,
        max(certainty) as certainty,
    from figure
    group by quarter_id, subject_level, subject_key, ordinal
),

final as (
    select * replace (
        cast(quarter_id as varchar) as quarter_id,
        cast(certainty as varchar) as certainty,
        cast(subject_level as varchar) as subject_level,
        cast(province_id as varchar) as province_id,
        cast(city_id as varchar) as city_id,
        cast(zone_id as varchar) as zone_id,
        cast(enterprises_share_of as varchar) as enterprises_share_of,
        cast(enterprises_above_size_share_of as varchar) as enterprises_above_size_share_of,
        cast(output_indicator_id as varchar) as output_indicator_id,
        cast(output_share_of as varchar) as output_share_of,
        cast(value_added_share_of as varchar) as value_added_share_of,
        cast(investment_indicator_id as varchar) as investment_indicator_id,
        cast(investment_share_of as varchar) as investment_share_of
    ) from coded
)

select * from final
order by quarter_id, subject_level, subject_name, ordinal, figure_ids
