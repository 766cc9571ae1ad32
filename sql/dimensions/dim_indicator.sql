-- grain: one row per indicator of the catalog
--     synonyms: what else texts and people call it
--     additivity: what a sum of its values means: additive (single quarters add up to the year, parts to the whole),
--     semi_additive (parts add up, quarters don't: the last one counts), non_additive (neither)
--     growth_prices: value added and gross product grow at constant prices, all else at current ones
-- inputs: staging.ref_indicator, staging.ref_synonym, staging.ref_evaluation_item, staging.ref_evaluation_system
create table dim_indicator as

with

asked_for as (
    select
        item.indicator_id,
        string_agg(distinct system.name_zh, '; ' order by system.name_zh) as evaluation_systems,
    from staging.ref_evaluation_item as item
    inner join staging.ref_evaluation_system as system on system.system_id = item.system_id
    group by item.indicator_id
),

synonym as (
    select
        indicator_id,
        list(term order by term) as synonyms,
    from staging.ref_synonym
    where indicator_id is not null
    group by indicator_id
),

final as (
    select
        indicator_id,
        name_zh,
        name_en,
        group_id,
        canonical_unit,
        direction,
        aggregation,
        observation,
        definition,
        definition_source,
        coalesce(core, true) as core,
        evaluation_systems,
        coalesce(synonyms, []) as synonyms,
        case
            when aggregation = 'sum' and observation = 'flow' then 'additive'
            when aggregation = 'sum' then 'semi_additive'
            else 'non_additive'
        end as additivity,
        case when regexp_matches(name_zh, '增加值|生产总值') then 'constant' else 'current' end as growth_prices,
    from staging.ref_indicator
    left join asked_for using (indicator_id)
    left join synonym using (indicator_id)
)

select * from final
order by indicator_id
