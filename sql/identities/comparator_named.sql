-- grain: one row per comparator that names a quantity of the catalog (全市开发区工业总产值), with the indicator and
--     the words before its name that say whose; the longest name wins
-- inputs: staging.identity_operand, staging.ref_synonym, dim_indicator
create table staging.comparator_named as

with

comparator as (
    select distinct
        comparator,
        regexp_replace(comparator, '(的比重|比重|的)?[（(：:，,]*$', '') as words,
    from staging.identity_operand
    where measure = 'share' and comparator is not null
),

term as (
    select
        name_zh as term,
        indicator_id,
    from dim_indicator
    union
    select
        term,
        indicator_id,
    from staging.ref_synonym
    where indicator_id is not null
),

ending as (
    select
        comparator,
        words,
        unnest(list_transform(range(1, length(words) + 1), lambda place: substr(words, place))) as ending,
    from comparator
    -- the zones themselves are whose the whole is, not what it is
    where not regexp_full_match(words, '.{0,4}开发区')
),

final as (
    select
        ending.comparator,
        term.indicator_id,
        left(ending.words, length(ending.words) - length(term.term)) as owner,
    from ending
    inner join term on term.term = ending.ending
    qualify row_number() over (partition by ending.comparator order by length(term.term) desc, term.indicator_id) = 1
)

select * from final
