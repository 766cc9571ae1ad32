-- grain: one row per figure of a catalog indicator: the parts of the figure key that marts compare by
--     comparator_key: see staging.comparator_key_of
--     unit_key: levels and gaps in units that don't convert into each other are different figures
--     recency: 1 is the current figure of its key: the later as-of month wins, then the later load, then an exact
--     value over a bound; of one document what it prints first, as what follows may be a part of it; current_no is that
--     figure's number
--     version_no: recency among what documents say first: what one document says again is no revision
--     contested: the current figure's document gives its key another value too
--     scope_key_no: of the scope in codes, by which marts compare; scope_wording_no: of its words without counts, so that
--     8个工业类开发区 and 9个工业类开发区 are one wording
--     is_latest_in_quarter: no other current period of its quarter ends later, of the same subject, indicator, measure,
--     scenario, scope key, comparator and unit
--     numbers (_no) stand for words wherever marts join, group or sort by them, in the order of the words; 0 is none
-- inputs: fact_figure, dim_article, dim_document, staging.subject_key_of, staging.rounding_of, staging.versions_agree
-- inputs: staging.comparator_key_of
create type staging.subject_words as enum (
    select staging.subject_key_of(subject_level, zone_id, city_id, subject_name)
    from fact_figure
    where disposition = 'figure'
    group by all
    order by all
);

create type staging.indicator_words as enum (
    select distinct indicator_id from fact_figure
    where indicator_id is not null
    order by all
);

create type staging.level_words as enum (select distinct subject_level from fact_figure order by all);

create type staging.measure_words as enum (select distinct measure from fact_figure order by all);

create type staging.scope_words as enum (
    select distinct scope from fact_figure
    where scope is not null
    order by all
);

create type staging.scope_key_words as enum (
    select distinct scope_key from fact_figure
    where scope_key is not null
    order by all
);

create type staging.comparator_words as enum (
    select distinct comparator from fact_figure
    where comparator is not null
    order by all
);

create type staging.unit_words as enum (
    select unit from fact_figure
    where unit is not null
    union
    select unit_canonical from fact_figure
    where unit_canonical is not null
    order by all
);

create type staging.quarter_words as enum (
    select distinct quarter_id from fact_figure
    where quarter_id is not null
    order by all
);

create type staging.place_words as enum (
    select province_id from fact_figure
    where province_id is not null
    union
    select city_id from fact_figure
    where city_id is not null
    order by all
);

create type staging.zone_words as enum (
    select distinct zone_id from fact_figure
    where zone_id is not null
    order by all
);

create type staging.scenario_words as enum (select distinct scenario from fact_figure order by all);

create type staging.period_words as enum ('point', 'month', 'quarter', 'half', 'ytd', 'year', 'since', 'span');

-- the worst is the greatest, so that max() is the certainty of a row that rests on several figures
create type staging.certainty_words as enum ('reviewed', 'confirmed', 'clear', 'doubtful');

create type staging.bound_words as enum (select distinct bound from fact_figure order by all);

create table staging.figure_key as

with

-- narrow, and so cheap to keep: three steps read it
numbered as materialized (
    select
        rowid as figure_no,
        cast(
            staging.subject_key_of(subject_level, zone_id, city_id, subject_name) as staging.subject_words
        ) as subject_key,
        cast(staging.comparator_key_of(measure, comparator) as staging.comparator_words) as comparator_key,
        cast(case when measure in ('level', 'gap') then coalesce(unit_canonical, unit) end as staging.unit_words)
            as unit_key,
        case when scenario = 'target' then set_by end as set_by_key,
        enum_code(cast(subject_level as staging.level_words)) as level_no,
        enum_code(subject_key) as subject_no,
        enum_code(cast(indicator_id as staging.indicator_words)) as indicator_no,
        enum_code(cast(measure as staging.measure_words)) as measure_no,
        enum_code(cast(scenario as staging.scenario_words)) as scenario_no,
        cast(coalesce(list_position(['level', 'growth', 'pull'], rank_of), 0) as utinyint) as rank_of_no,
        coalesce(enum_code(cast(scope as staging.scope_words)) + 1, 0) as scope_no,
        coalesce(enum_code(cast(scope_key as staging.scope_key_words)) + 1, 0) as scope_key_no,
        coalesce(enum_code(comparator_key) + 1, 0) as comparator_no,
        coalesce(enum_code(unit_key) + 1, 0) as unit_key_no,
        coalesce(enum_code(cast(unit_canonical as staging.unit_words)) + 1, 0) as unit_no,
        period_start,
        period_end,
    from fact_figure
    where disposition = 'figure'
),

wording as (
    select
        enum_code(cast(scope as staging.scope_words)) + 1 as scope_no,
        dense_rank() over (
            order by regexp_replace(scope, '^(全市|全省|全区)?[0-9一二两三四五六七八九十]+(个|家)', '')
        ) as scope_wording_no,
    from (select unnest(enum_range(cast(null as staging.scope_words))) as scope)
),

-- few keys are reported more than once, and only those need sorting
repeated as (
    select
        level_no, subject_no, indicator_no, measure_no, scope_no, comparator_no, unit_key_no, period_start, period_end,
    from numbered
    group by all
    having count(*) > 1
),

ordered as (
    select
        numbered.figure_no,
        row_number() over versions as recency,
        first_value(numbered.figure_no) over versions as current_no,
        fact_figure.document_id,
        dim_article.as_of_month,
        fact_figure.value,
        fact_figure.value_canonical,
        fact_figure.bound,
        staging.rounding_of(
            fact_figure.quote, fact_figure.correction_id, fact_figure.value, fact_figure.value_canonical
        ) as rounding,
    from numbered
    semi join repeated using (
        level_no, subject_no, indicator_no, measure_no, scope_no, comparator_no, unit_key_no, period_start, period_end
    )
    inner join fact_figure on fact_figure.rowid = numbered.figure_no
    left join dim_article on dim_article.article_id = fact_figure.article_id
    left join dim_document on dim_document.document_id = fact_figure.document_id
    window versions as (
        partition by
            numbered.level_no, numbered.subject_no, numbered.indicator_no, numbered.measure_no, fact_figure.rank_of,
            fact_figure.scenario, numbered.set_by_key, numbered.scope_no, numbered.comparator_no,
            numbered.unit_key_no, numbered.period_start, numbered.period_end
        order by
            dim_article.as_of_month desc nulls last, dim_document.loaded_at desc, fact_figure.bound = 'eq' desc,
            fact_figure.document_id desc, fact_figure.char_start, fact_figure.figure_id
    )
),

first_of_document as (
    select
        figure_no,
        row_number() over (partition by current_no order by recency) as version_no,
    from ordered
    qualify row_number() over (partition by current_no, document_id, as_of_month order by recency) = 1
),

contested as (
    select distinct one.current_no
    from ordered as one
    inner join ordered as other
        on
            other.current_no = one.current_no
            and other.document_id = one.document_id
            and other.as_of_month is not distinct from one.as_of_month
    where
        one.recency = 1
        and other.recency > 1
        and not coalesce(
            staging.versions_agree(
                coalesce(one.value_canonical, one.value), one.bound,
                coalesce(other.value_canonical, other.value), other.bound, greatest(one.rounding, other.rounding)
            ),
            false
        )
),

-- most periods end with their quarter, and nothing comes after those
early as (
    select * from numbered
    where period_end != last_day(date_trunc('quarter', period_end) + interval 2 month)
),

overtaken as (
    select distinct early.figure_no
    from numbered as later
    inner join early
        on
            later.level_no = early.level_no
            and later.subject_no = early.subject_no
            and later.indicator_no = early.indicator_no
            and later.measure_no = early.measure_no
            and later.scenario_no = early.scenario_no
            and later.rank_of_no = early.rank_of_no
            and later.scope_key_no = early.scope_key_no
            and later.comparator_no = early.comparator_no
            and later.unit_key_no = early.unit_key_no
            and date_trunc('quarter', later.period_end) = date_trunc('quarter', early.period_end)
            and later.period_end > early.period_end
),

final as (
    select
        numbered.* exclude (period_start, period_end, scenario_no, rank_of_no),
        coalesce(ordered.recency, 1) as recency,
        coalesce(ordered.current_no, numbered.figure_no) as current_no,
        if(ordered.figure_no is null, 1, first_of_document.version_no) as version_no,
        contested.current_no is not null as contested,
        coalesce(wording.scope_wording_no, 0) as scope_wording_no,
        overtaken.figure_no is null as is_latest_in_quarter,
    from numbered
    left join wording on wording.scope_no = numbered.scope_no
    left join ordered on ordered.figure_no = numbered.figure_no
    left join first_of_document on first_of_document.figure_no = numbered.figure_no
    left join contested on contested.current_no = ordered.current_no
    left join overtaken on overtaken.figure_no = numbered.figure_no
)

select * from final
