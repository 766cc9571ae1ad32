-- grain: one row per figure; value_canonical is null where the printed unit does not convert to the unit that
--     the measure calls for: the indicator's own for a level (the unit's own where the indicator has none),
--     % for growth, share and completion, 个百分点 for pull, either of the two kinds for a gap, 位 for a rank
--     certainty, doubts: as far as reading knows; staging.settled_figure adds what the figures say of each other
-- inputs: staging.figure, staging.ref_indicator, staging.ref_unit, staging.scope_key, staging.to_canonical
-- inputs: staging.period_kind, staging.period_months, staging.certainty_of
create table fact_figure as

with

figure as (
    select * from staging.figure
),

indicator as (
    select * from staging.ref_indicator
),

unit as (
    select * from staging.ref_unit
),

targeted as (
    select
        figure.*,
        scope_key.scope_key,
        unit.unit_canonical as base_unit,
        unit.dimension,
        unit.factor,
        staging.period_kind(figure.period_start, figure.period_end, indicator.observation, figure.scenario) as period_kind,
        case
            when figure.indicator_id is null then null
            when figure.measure in ('growth', 'share', 'completion') then '%'
            when figure.measure = 'rank' then '位'
            when figure.measure = 'pull' then '个百分点'
            when figure.measure = 'gap' and '个百分点' in (figure.unit, unit.unit_canonical) then '个百分点'
            when figure.measure = 'gap' then indicator.canonical_unit
            when figure.measure = 'level' then coalesce(indicator.canonical_unit, unit.unit_canonical)
        end as target_unit,
    from figure
    left join indicator on indicator.indicator_id = figure.indicator_id
    left join unit on unit.unit = figure.unit
    left join staging.scope_key
        on
            scope_key.scope = figure.scope
            and scope_key.year = coalesce(year(figure.period_end), 0)
            and scope_key.indicator_id is not distinct from figure.indicator_id
),

converted as (
    select
        targeted.*,
        case
            when targeted.unit = targeted.target_unit then targeted.value
            when
                targeted.base_unit = coalesce(target.unit_canonical, targeted.target_unit)
                and targeted.dimension = coalesce(target.dimension, targeted.dimension)
                then staging.to_canonical(targeted.value, targeted.factor / coalesce(target.factor, 1))
        end as value_canonical,
    from targeted
    left join unit as target on target.unit = targeted.target_unit
),

final as (
    select
        figure_id,
        document_id,
        article_id,
        char_start,
        char_end,
        quote,
        sentence,
        disposition,
        indicator_id,
        indicator_label,
        measure,
        rank_of,
        scenario,
        set_by,
        subject_level,
        province_id,
        city_id,
        zone_id,
        subject_name,
        period_start,
        period_end,
        value,
        unit,
        bound,
        comparator,
        scope,
        rule,
        doubts,
        correction_id,
        year(period_end) || '-Q' || quarter(period_end) as quarter_id,
        value_canonical,
        case when value_canonical is not null then target_unit end as unit_canonical,
        scope_key,
        staging.period_months(period_start, period_end, period_kind) as months,
        period_kind,
        -- few sentences hold the one sign that is looked for first, which is found ten times as fast as a pattern
        case
            when
                (contains(sentence, '初步') or contains(sentence, '快报'))
                and regexp_matches(sentence, '初步(核算|统计|测算|汇总|数据)|快报(数|统计|数据)')
                then 'provisional'
            when scenario = 'actual' and contains(sentence, '算') and regexp_matches(sentence, '估算|据测算|经测算|推算') then 'estimated'
            when (contains(sentence, '修订') or contains(sentence, '最终')) and regexp_matches(sentence, '修订(后|数)|经修订|最终(核实|核算)') then 'revised'
            else 'normal'
        end as obs_status,
        case
            when measure != 'growth' then null
            when (contains(sentence, '价') or contains(sentence, '实际')) and regexp_matches(sentence, '可比价|不变价|扣除价格|实际(同比)?增长') then 'constant'
            when (contains(sentence, '价') or contains(sentence, '名义')) and regexp_matches(sentence, '名义(同比)?增|按?现价|现行价|当年价') then 'current'
        end as price_basis,
        staging.certainty_of(rule, doubts, false) as certainty,
    from converted
)

select * from final
order by document_id, char_start, figure_id
