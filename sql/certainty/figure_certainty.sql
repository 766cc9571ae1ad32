-- grain: one row per figure whose doubts or certainty are others than reading alone gave it
--     an identity clears the doubts that dim_doubt says it does: it holds among numbers of one list, so that whose they are
--     and of when may be wrong of all of them; a count of whom a number is for clears those about several; a second document
--     clears every doubt
-- inputs: fact_figure, staging.warehouse_doubt, staging.confirmed_figure, staging.ref_doubt, staging.certainty_of
create table staging.figure_certainty as

with

found as (
    select
        figure_no,
        list(distinct doubt) as doubts,
    from staging.warehouse_doubt
    group by figure_no
),

clearable as (
    select
        coalesce(list(doubt) filter (where cleared_by = 'identity'), []) as by_identity,
        coalesce(list(doubt) filter (where cleared_by = 'count'), []) as by_count,
    from staging.ref_doubt
),

-- narrow: most figures are in neither
touched as (
    select
        coalesce(confirmed.figure_no, found.figure_no) as figure_no,
        coalesce(confirmed.by_identity, false) as by_identity,
        coalesce(confirmed.by_count, false) as by_count,
        coalesce(confirmed.by_document, false) as by_document,
        found.doubts,
    from staging.confirmed_figure as confirmed
    full outer join found on found.figure_no = confirmed.figure_no
),

joined as (
    select
        touched.figure_no,
        figure.rule,
        touched.by_document,
        touched.by_identity,
        touched.by_count,
        list_sort(list_distinct(coalesce(string_split(figure.doubts, ';'), []) || coalesce(touched.doubts, []))) as doubts,
    from touched
    inner join fact_figure as figure on figure.rowid = touched.figure_no
),

final as (
    select
        joined.figure_no,
        nullif(array_to_string(joined.doubts, ';'), '') as doubts,
        staging.certainty_of(
            joined.rule,
            nullif(array_to_string(joined.doubts, ';'), ''),
            joined.by_document
            or (
                (joined.by_identity or joined.by_count)
                and list_has_all(
                    if(joined.by_identity, clearable.by_identity, []) || if(joined.by_count, clearable.by_count, []),
                    joined.doubts
                )
            )
        ) as certainty,
    from joined
    cross join clearable
)

select * from final
