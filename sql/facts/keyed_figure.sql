-- grain: one row per figure of a catalog indicator, with the parts of the figure key that marts compare by
--     subject_key: a zone by its id, a county within its city, every other subject by its name
--     comparator_key: a level and a growth need no comparator, so words there don't set two figures apart
--     unit_key: levels and gaps in units that don't convert into each other are different figures
--     rounding: half a unit in the last printed place, in unit_canonical
--     recency: 1 is the current figure of its key: the later as-of month wins, then the later load, then an exact
--     value over a bound; document and place in the text only settle what is left
-- inputs: fact_figure, dim_article, dim_document
create table staging.keyed_figure as

with

-- not materialized: three steps read these rows, and two of them only the parts of the key
figure as not materialized (
    select
        fact_figure.*,
        dim_article.as_of_month,
        dim_document.loaded_at,
        greatest(
            -- a misprinted numeral says nothing about the places of what was meant
            case when correction_id is null then length(split_part(quote, '.', 2)) else 0 end,
            length(rtrim(split_part(cast(value as varchar), '.', 2), '0'))
        ) as decimals,
    from fact_figure
    left join dim_article on dim_article.article_id = fact_figure.article_id
    left join dim_document on dim_document.document_id = fact_figure.document_id
    where fact_figure.disposition = 'figure'
),

keyed as not materialized (
    select
        *,
        case subject_level
            when 'zone' then coalesce(zone_id, subject_name)
            when 'county' then concat_ws('/', city_id, subject_name)
            else subject_name
        end as subject_key,
        case when measure not in ('level', 'growth') then comparator end as comparator_key,
        case when measure in ('level', 'gap') then coalesce(unit_canonical, unit) end as unit_key,
        case when scenario = 'target' then set_by end as set_by_key,
        -- the ratio of the two values is the unit's factor
        0.5 * pow(10, -decimals) * coalesce(abs(cast(value_canonical as double) / nullif(cast(value as double), 0)), 1)
            as rounding,
    from figure
),

hashed as not materialized (
    select
        *,
        hash(
            subject_level, subject_key, indicator_id, measure, rank_of, scenario, set_by_key, scope, comparator_key,
            unit_key, period_start, period_end
        ) as key_hash,
    from keyed
),

-- few keys are reported more than once, and only those need sorting; two keys of one hash are told apart below
repeated as (
    select key_hash from hashed
    group by key_hash
    having count(*) > 1
),

ordered as (
    select
        figure_id,
        row_number() over (
            partition by
                subject_level, subject_key, indicator_id, measure, rank_of, scenario, set_by_key, scope,
                comparator_key, unit_key, period_start, period_end
            order by
                as_of_month desc nulls last, loaded_at desc, bound = 'eq' desc, document_id desc, char_start desc,
                figure_id desc
        ) as recency,
    from hashed
    where key_hash in (select key_hash from repeated)
),

final as (
    select
        hashed.* exclude (key_hash),
        coalesce(ordered.recency, 1) as recency,
    from hashed
    left join ordered on ordered.figure_id = hashed.figure_id
)

select * from final
order by figure_id
