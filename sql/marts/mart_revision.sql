-- grain: one row per figure key that more than one document reports, and one per figure that a changed file superseded
--     what one document says twice is no revision: other marts call it contested, and its first value stands here
--     versions stand in the lists with the current one first, then as staging.figure_key orders them
--     reason: the first of its criteria by which the current version goes before the one next to it
--     difference: the current value less that of the version next to it, in the unit that both are compared in
-- inputs: staging.keyed_figure, staging.current_figure, staging.older_figure, staging.superseded_figure, staging.versions_agree
-- inputs: staging.period_kind, staging.period_months, dim_indicator
create table mart_revision as

with

-- only a key with a second version has a row here, so that the joins stay small; figures are read where they are
-- stored each time, as a step that all joins read would be a copy of all of them
second as (
    select
        figure_id,
        current_no,
        as_of_month,
        loaded_at,
        bound,
    from staging.older_figure
    where version_no = 2
),

key as (
    select
        current.*,
        second.figure_id as second_figure_id,
        case
            when current.as_of_month is distinct from second.as_of_month then 'later as-of month'
            when current.loaded_at is distinct from second.loaded_at then 'later load'
            when current.bound = 'eq' and second.bound != 'eq' then 'exact over a bound'
            else 'position in the text'
        end as reason,
    from second
    inner join staging.current_figure as current on current.figure_no = second.current_no
),

version as (
    select
        key.figure_id as current_figure_id,
        figure.figure_id,
        figure.document_id,
        figure.version_no as recency,
        figure.value as printed,
        figure.unit,
        figure.bound,
        greatest(key.rounding, figure.rounding) as rounding,
        key.bound as current_bound,
        case
            when key.value_canonical is not null and figure.value_canonical is not null then key.value_canonical
            when key.unit is not distinct from figure.unit then key.value
        end as current_value,
        case
            when key.value_canonical is not null and figure.value_canonical is not null then figure.value_canonical
            when key.unit is not distinct from figure.unit then figure.value
        end as value,
    from key
    inner join staging.keyed_figure as figure on figure.current_no = key.figure_no
    where figure.version_no is not null
),

gathered as (
    select
        current_figure_id,
        count(*) as versions,
        list(document_id order by recency) as documents,
        list(figure_id order by recency) as figure_ids,
        list(rtrim(rtrim(cast(printed as varchar), '0'), '.') order by recency) as values_reported,
        list(coalesce(unit, '') order by recency) as units,
        list(bound order by recency) as bounds,
        case
            when bool_or(value is null) then null
            else bool_and(staging.versions_agree(current_value, current_bound, value, bound, rounding))
        end as agrees,
        try_cast(max(current_value - value) filter (where recency = 2) as decimal(18, 4)) as difference,
    from version
    group by current_figure_id
),

reported_again as (
    select
        key.quarter_id,
        key.subject_level,
        key.subject_name,
        key.province_id,
        key.city_id,
        key.zone_id,
        key.indicator_id,
        key.measure,
        key.rank_of,
        key.scenario,
        key.set_by_key as set_by,
        key.scope,
        key.comparator_key as comparator,
        key.unit_key,
        key.period_start,
        key.period_end,
        key.reason,
        gathered.versions,
        gathered.documents,
        gathered.figure_ids,
        gathered.values_reported,
        gathered.units,
        gathered.bounds,
        key.figure_id as current_figure_id,
        gathered.agrees,
        gathered.difference,
        cast(null as varchar) as earlier_document_id,
        cast(null as varchar) as earlier_figure_id,
        cast(null as decimal(18, 4)) as earlier_value,
        cast(null as varchar) as earlier_unit,
        cast(null as decimal(18, 4)) as earlier_value_canonical,
        cast(null as varchar) as earlier_bound,
        cast(null as double) as earlier_rounding,
        cast(null as varchar) as earlier_sha256,
        cast(null as timestamp) as earlier_loaded_at,
    from key
    inner join gathered on gathered.current_figure_id = key.figure_id
),

corrected as (
    select
        earlier.*,
        current.figure_id as current_figure_id,
        current.document_id as current_document_id,
        current.value as printed,
        current.unit,
        current.bound,
        greatest(current.rounding, earlier.earlier_rounding) as rounding,
        case
            when current.value_canonical is not null and earlier.earlier_value_canonical is not null
                then current.value_canonical
            when current.unit is not distinct from earlier.earlier_unit then current.value
        end as current_value,
        case
            when current.value_canonical is not null and earlier.earlier_value_canonical is not null
                then earlier.earlier_value_canonical
            when current.unit is not distinct from earlier.earlier_unit then earlier.earlier_value
        end as compared_value,
    from staging.superseded_figure as earlier
    left join staging.current_figure as current
        on
            current.subject_level = earlier.subject_level
            and current.subject_key = earlier.subject_key
            and current.indicator_id = earlier.indicator_id
            and current.measure = earlier.measure
            and current.rank_of is not distinct from earlier.rank_of
            and current.scenario = earlier.scenario
            and current.set_by_key is not distinct from earlier.set_by
            and current.scope is not distinct from earlier.scope
            and current.comparator_key is not distinct from earlier.comparator
            and current.unit_key is not distinct from earlier.unit_key
            and current.period_start = earlier.period_start
            and current.period_end = earlier.period_end
),

superseded as (
    select
        quarter_id,
        subject_level,
        subject_name,
        province_id,
        city_id,
        zone_id,
        indicator_id,
        measure,
        rank_of,
        scenario,
        set_by,
        scope,
        comparator,
        unit_key,
        period_start,
        period_end,
        'superseded by a corrected file' as reason,
        case when current_figure_id is null then 1 else 2 end as versions,
        list_filter([current_document_id, earlier_document_id], lambda each: each is not null) as documents,
        list_filter([current_figure_id, earlier_figure_id], lambda each: each is not null) as figure_ids,
        list_filter(
            [
                rtrim(rtrim(cast(printed as varchar), '0'), '.'),
                rtrim(rtrim(cast(earlier_value as varchar), '0'), '.')
            ],
            lambda each: each is not null
        ) as values_reported,
        list_filter(
            [case when current_figure_id is not null then coalesce(unit, '') end, coalesce(earlier_unit, '')],
            lambda each: each is not null
        ) as units,
        list_filter([bound, earlier_bound], lambda each: each is not null) as bounds,
        current_figure_id,
        staging.versions_agree(current_value, bound, compared_value, earlier_bound, rounding) as agrees,
        try_cast(current_value - compared_value as decimal(18, 4)) as difference,
        earlier_document_id,
        earlier_figure_id,
        earlier_value,
        earlier_unit,
        earlier_value_canonical,
        earlier_bound,
        earlier_rounding,
        earlier_sha256,
        earlier_loaded_at,
    from corrected
),

both_kinds as (
    select * from reported_again
    union all by name
    select * from superseded
),

final as (
    select
        both_kinds.*,
        -- history outlives its figures, so the kind is worked out here
        staging.period_kind(
            both_kinds.period_start, both_kinds.period_end, dim_indicator.observation, both_kinds.scenario
        ) as period_kind,
        staging.period_months(both_kinds.period_start, both_kinds.period_end, period_kind) as months,
    from both_kinds
    left join dim_indicator on dim_indicator.indicator_id = both_kinds.indicator_id
)

select * from final
order by quarter_id, indicator_id, measure, subject_level, subject_name, current_figure_id, earlier_loaded_at, earlier_figure_id
