-- grain: one row per quarter, subject, indicator and scope key whose year to date nobody prints, and that follows from the same
--     of the year after or before and the growth between them; the year after goes first, as one text mostly prints both
--     growth at constant prices chains no levels; a bound gives none
-- inputs: staging.series_value, dim_quarter
create table staging.series_chained as

with

printed as (
    select * from staging.series_value
    where to_date_exact
),

chainable as (
    select * from staging.series_value
    where growth_exact and growth > -100 and not is_constant
),

back as (
    select
        level_no, subject_no, indicator_no, scope_key_no, quarter_no - 4 as quarter_no, is_flow, adds_up, is_constant,
        may_fall, scope, scope_key, contested, certainty,
        cast(to_date as double) / (1 + cast(growth as double) / 100) as value,
        [to_date_id, growth_id] as figure_ids,
        1 as preference,
    from chainable
    where to_date_exact
),

forth as (
    select
        later.level_no, later.subject_no, later.indicator_no, later.scope_key_no, later.quarter_no, later.is_flow,
        later.adds_up, later.is_constant, later.may_fall, later.scope, later.scope_key,
        later.contested or earlier.contested as contested,
        greatest(later.certainty, earlier.certainty) as certainty,
        cast(earlier.to_date as double) * (1 + cast(later.growth as double) / 100) as value,
        [earlier.to_date_id, later.growth_id] as figure_ids,
        2 as preference,
    from chainable as later
    inner join printed as earlier
        on
            earlier.level_no = later.level_no
            and earlier.subject_no = later.subject_no
            and earlier.indicator_no = later.indicator_no
            and earlier.scope_key_no = later.scope_key_no
            and earlier.quarter_no = later.quarter_no - 4
    where later.to_date is null
),

wanted as (
    select * from back
    where quarter_no in (select 4 * "year" + quarter_of_year - 1 from dim_quarter)
    union all by name
    select * from forth
),

missing as (
    select wanted.*
    from wanted
    anti join staging.series_value as known
        on
            known.to_date is not null
            and known.level_no = wanted.level_no
            and known.subject_no = wanted.subject_no
            and known.indicator_no = wanted.indicator_no
            and known.scope_key_no = wanted.scope_key_no
            and known.quarter_no = wanted.quarter_no
),

final as (
    select
        * exclude (value, preference),
        try_cast(round(value, 4) as decimal(18, 4)) as chained,
    from missing
    where not exists (
        select 1 from missing as other
        where
            other.preference < missing.preference
            and other.level_no = missing.level_no
            and other.subject_no = missing.subject_no
            and other.indicator_no = missing.indicator_no
            and other.scope_key_no = missing.scope_key_no
            and other.quarter_no = missing.quarter_no
    )
)

select * from final
