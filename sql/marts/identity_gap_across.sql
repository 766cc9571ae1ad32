-- grain: one row per stated gap whose benchmark only another document prints, in the same scope: value - benchmark = gap
--     of current figures that nobody contests; a target that is inherited is no operand: the text may mean another
-- inputs: staging.gap_stated, staging.gap_benchmark, staging.identity_gap, staging.identity_operand
-- inputs: staging.current_figure, staging.interval_difference, staging.difference_words
create table staging.identity_gap_across as

with

-- few gaps are stated, and of those fewer lack a benchmark
pair as (
    select
        stated.gap_figure_id,
        valued.figure_id as value_figure_id,
        benchmark.figure_id as benchmark_figure_id,
    from staging.gap_stated as stated
    inner join staging.gap_benchmark as computed
        on
            computed.figure_no = stated.value_no
            and cast(computed.benchmark as varchar) = stated.benchmark
            and not computed.inherited
    inner join staging.current_figure as valued on valued.figure_no = stated.value_no
    inner join staging.current_figure as benchmark on benchmark.figure_no = computed.benchmark_no
    inner join staging.current_figure as gap on gap.figure_no = stated.gap_no
    anti join (select figure_ids[1] as gap_figure_id from staging.identity_gap) as known
        on known.gap_figure_id = stated.gap_figure_id
    where
        benchmark.document_id != gap.document_id
        and benchmark.scope is not distinct from valued.scope
        and not valued.contested
        and not benchmark.contested
        and not gap.contested
),

operand as materialized (
    select * from staging.identity_operand
    where
        figure_id in (
            select unnest([gap_figure_id, value_figure_id, benchmark_figure_id]) from pair
        )
),

final as (
    select
        'gap' as identity,
        stated.figure_id as stated_figure_id,
        [stated.figure_id, valued.figure_id, benchmark.figure_id] as figure_ids,
        ['stated', 'value', 'benchmark'] as roles,
        stated.is_current and valued.is_current and benchmark.is_current as is_current,
        stated.unit,
        stated.value as stated,
        stated.reach as stated_reach,
        valued.value - benchmark.value as expected,
        staging.interval_difference(valued.reach, benchmark.reach) as expected_reach,
        staging.difference_words(valued.shown, benchmark.value, benchmark.shown, stated.shown) as expression,
        true as across_documents,
    from pair
    inner join operand as stated on stated.figure_id = pair.gap_figure_id
    inner join operand as valued on valued.figure_id = pair.value_figure_id
    inner join operand as benchmark on benchmark.figure_id = pair.benchmark_figure_id
)

select * from final
