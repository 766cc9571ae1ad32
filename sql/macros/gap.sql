-- grain: a table macro: mart_gap of one indicator and quarter, by benchmark
-- inputs: mart_gap, dim_indicator, indicator_named, quarter_named
create macro gap(indicator, quarter) as table
select
    dim_indicator.name_zh as indicator_zh,
    mart_gap.*,
from mart_gap
inner join dim_indicator on dim_indicator.indicator_id = mart_gap.indicator_id
where
    mart_gap.indicator_id = indicator_named(indicator)
    and mart_gap.quarter_id = quarter_named(quarter)
order by
    mart_gap.measure, mart_gap.benchmark, mart_gap.subject_level, mart_gap.subject_name, mart_gap.period_start,
    mart_gap.period_end, mart_gap.scope nulls first, mart_gap.figure_id
