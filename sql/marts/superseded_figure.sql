-- grain: one row per figure that a document held before it was loaded again changed, and holds no longer as it was
--     history: what the previous warehouse knew already to be superseded, and what this run supersedes; a figure that
--     the changed document still reports with the same value, unit and bound is not superseded
--     the parts of the key are those of staging.figure_key
-- inputs: staging.previous_figure, staging.previous_document, staging.previous_revision, staging.keyed_figure
-- inputs: staging.subject_key_of, staging.rounding_of, staging.comparator_key_of
create table staging.superseded_figure as

with

earlier as (
    select
        previous.*,
        previous_document.sha256 as earlier_sha256,
        previous_document.loaded_at as earlier_loaded_at,
        staging.subject_key_of(subject_level, zone_id, city_id, subject_name) as subject_key,
        staging.comparator_key_of(measure, comparator) as comparator_key,
        case when measure in ('level', 'gap') then coalesce(unit_canonical, unit) end as unit_key,
        case when scenario = 'target' then set_by end as set_by_key,
        staging.rounding_of(quote, correction_id, value, value_canonical) as earlier_rounding,
    from staging.previous_figure as previous
    inner join staging.previous_document on previous_document.document_id = previous.document_id
    where previous.disposition = 'figure'
),

still_there as (
    select distinct earlier.figure_id
    from earlier
    inner join staging.keyed_figure as figure
        on
            figure.document_id = earlier.document_id
            and figure.subject_level = earlier.subject_level
            and figure.subject_key = earlier.subject_key
            and figure.indicator_id = earlier.indicator_id
            and figure.measure = earlier.measure
            and figure.rank_of is not distinct from earlier.rank_of
            and figure.scenario = earlier.scenario
            and figure.set_by_key is not distinct from earlier.set_by_key
            and figure.scope is not distinct from earlier.scope
            and figure.comparator_key is not distinct from earlier.comparator_key
            and figure.unit_key is not distinct from earlier.unit_key
            and figure.period_start = earlier.period_start
            and figure.period_end = earlier.period_end
            and figure.value = earlier.value
            and figure.unit is not distinct from earlier.unit
            and figure.bound = earlier.bound
),

superseded_now as (
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
        set_by_key as set_by,
        scope,
        comparator_key as comparator,
        unit_key,
        period_start,
        period_end,
        document_id as earlier_document_id,
        figure_id as earlier_figure_id,
        value as earlier_value,
        unit as earlier_unit,
        value_canonical as earlier_value_canonical,
        bound as earlier_bound,
        earlier_rounding,
        earlier_sha256,
        earlier_loaded_at,
        subject_key,
    from earlier
    where figure_id not in (select figure_id from still_there)
),

superseded_before as (
    select
        *,
        staging.subject_key_of(subject_level, zone_id, city_id, subject_name) as subject_key,
    from staging.previous_revision
),

final as (
    select * from superseded_before
    union all by name
    select * from superseded_now
)

select * from final
