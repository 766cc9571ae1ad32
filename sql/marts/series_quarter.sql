-- grain: one row per quarter, subject, indicator and scope key, with the year to date and the single quarter, each as it came
--     about: printed, derived (a difference or a sum of two that are printed), or chained (a level from another year's and growth)
--     only flows that add up are subtracted; a year to date that falls is no quarter below zero: one of the two is wrong, or
--     was revised, and to_date_falls says so
-- inputs: staging.series_value, staging.series_chained
create table staging.series_quarter as

with

joined as (
    select
        coalesce(value.level_no, chained.level_no) as level_no,
        coalesce(value.subject_no, chained.subject_no) as subject_no,
        coalesce(value.indicator_no, chained.indicator_no) as indicator_no,
        coalesce(value.scope_key_no, chained.scope_key_no) as scope_key_no,
        coalesce(value.quarter_no, chained.quarter_no) as quarter_no,
        coalesce(value.is_flow, chained.is_flow) as is_flow,
        coalesce(value.adds_up, chained.adds_up) as adds_up,
        coalesce(value.may_fall, chained.may_fall) as may_fall,
        coalesce(value.scope, chained.scope) as scope,
        coalesce(value.scope_key, chained.scope_key) as scope_key,
        coalesce(value.contested, false) or coalesce(chained.contested, false) as contested,
        greatest(value.certainty, chained.certainty) as certainty,
        coalesce(value.to_date, chained.chained) as to_date,
        case
            when value.to_date is not null then 'printed'
            when chained.chained is not null then 'chained'
        end as to_date_origin,
        case when value.to_date is not null then [value.to_date_id] else chained.figure_ids end as to_date_ids,
        coalesce(value.to_date_exact, chained.chained is not null) as to_date_exact,
        value.* exclude (
            level_no, subject_no, indicator_no, scope_key_no, quarter_no, is_flow, adds_up, is_constant, may_fall, scope,
            scope_key, contested, certainty, to_date, to_date_id, to_date_exact
        ),
    from staging.series_value as value
    full outer join staging.series_chained as chained
        on
            chained.level_no = value.level_no
            and chained.subject_no = value.subject_no
            and chained.indicator_no = value.indicator_no
            and chained.scope_key_no = value.scope_key_no
            and chained.quarter_no = value.quarter_no
),

compared as (
    select
        this.*,
        this.quarter_no % 4 = 0 as is_first,
        before.to_date as before,
        before.to_date_ids as before_ids,
        before.to_date_origin = 'chained' or this.to_date_origin = 'chained' as is_chained,
        this.to_date_exact and before.to_date_exact as both_exact,
        coalesce(before.contested, false) as before_contested,
        before.certainty as before_certainty,
    from joined as this
    left join joined as before
        on
            this.adds_up
            and this.quarter_no % 4 != 0
            and before.level_no = this.level_no
            and before.subject_no = this.subject_no
            and before.indicator_no = this.indicator_no
            and before.scope_key_no = this.scope_key_no
            and before.quarter_no = this.quarter_no - 1
),

judged as (
    select
        *,
        coalesce(both_exact and not may_fall and to_date < before, false) as to_date_falls,
        case
            when not is_flow then null
            when single is not null then 'printed'
            when is_first then to_date_origin
            when both_exact and (may_fall or to_date >= before) then if(is_chained, 'chained', 'derived')
        end as quarter_origin,
        -- what is printed of the quarter adds to what was there before
        to_date is null and single_exact and before is not null as can_be_added,
    from compared
),

final as (
    select
        level_no,
        subject_no,
        indicator_no,
        scope_key_no,
        quarter_no,
        scope,
        scope_key,
        contested or before_contested as contested,
        greatest(certainty, before_certainty) as certainty,
        if(can_be_added, try_cast(before + single as decimal(18, 4)), to_date) as to_date,
        if(can_be_added, 'derived', to_date_origin) as to_date_origin,
        if(can_be_added, list_append(before_ids, single_id), coalesce(to_date_ids, [])) as to_date_ids,
        coalesce(to_date_exact or can_be_added, false) as to_date_exact,
        to_date_falls,
        case
            when quarter_origin is null then null
            when single is not null then single
            when is_first then to_date
            else try_cast(to_date - before as decimal(18, 4))
        end as quarter_value,
        quarter_origin,
        case
            when quarter_origin is null then []
            when single is not null then [single_id]
            when is_first then to_date_ids
            else list_concat(to_date_ids, before_ids)
        end as quarter_ids,
        coalesce(if(single is not null, single_exact, to_date_exact), false) as quarter_exact,
        growth,
        growth_id,
        single_growth,
        single_growth_id,
    from judged
)

select * from final
