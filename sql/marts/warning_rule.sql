-- grain: one row per enabled warning rule, indicator and measure that it holds for, its threshold in that indicator's
--     unit; a rule for an indicator takes the place of one of the same kind for its group, and that of one for all
-- inputs: staging.ref_warning_rule, staging.ref_unit, staging.to_canonical, dim_indicator
create table staging.warning_rule as

with

measure as (
    select unnest(['level', 'growth', 'share', 'pull', 'completion']) as measure
),

aspect as (
    select
        dim_indicator.indicator_id,
        dim_indicator.group_id,
        dim_indicator.direction,
        measure.measure,
        case measure.measure
            when 'level' then dim_indicator.canonical_unit
            when 'pull' then '个百分点'
            else '%'
        end as unit,
    from dim_indicator
    cross join measure
    where dim_indicator.direction != 'none'
),

enabled as (
    select
        *,
        case when indicator_id is not null then 1 when group_id is not null then 2 else 3 end as breadth,
    from staging.ref_warning_rule
    where enabled
),

held as (
    select
        enabled.rule,
        enabled.kind,
        aspect.indicator_id,
        aspect.measure,
        aspect.direction,
        aspect.unit,
        enabled.benchmark,
        case
            -- a number of peers
            when enabled.kind = 'last_among_peers' then coalesce(enabled.threshold, 3)
            when enabled.kind = 'negative_growth' then coalesce(enabled.threshold, 0)
            when enabled.unit = aspect.unit then enabled.threshold
            when printed.unit_canonical = base.unit_canonical and printed.dimension = base.dimension
                then staging.to_canonical(enabled.threshold, printed.factor / base.factor)
            else enabled.threshold
        end as threshold,
        coalesce(enabled.minimum_share, 0.8) as minimum_share,
        enabled.severity,
        enabled.message_zh,
        enabled.message_en,
    from enabled
    inner join aspect
        on
            (enabled.indicator_id is null or enabled.indicator_id = aspect.indicator_id)
            and (enabled.group_id is null or enabled.group_id = aspect.group_id)
            and (enabled.measure is null or enabled.measure = aspect.measure)
            and (enabled.kind != 'negative_growth' or (aspect.measure = 'growth' and aspect.direction = 'higher'))
    left join staging.ref_unit as printed on printed.unit = enabled.unit
    left join staging.ref_unit as base on base.unit = aspect.unit
    where
        enabled.unit is null
        or enabled.unit = aspect.unit
        or (printed.unit_canonical = base.unit_canonical and printed.dimension = base.dimension)
    qualify
        enabled.breadth = min(enabled.breadth) over (
            partition by enabled.kind, enabled.benchmark, aspect.indicator_id, aspect.measure
        )
),

final as (
    select * from held
)

select * from final
