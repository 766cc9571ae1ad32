-- grain: a table macro: mart_ranking of one indicator and quarter, the best first within what can be compared
-- inputs: mart_ranking, dim_indicator, indicator_named, quarter_named
create macro ranking(indicator, quarter) as table
select
    dim_indicator.name_zh as indicator_zh,
    mart_ranking.*,
from mart_ranking
inner join dim_indicator on dim_indicator.indicator_id = mart_ranking.indicator_id
where
    mart_ranking.indicator_id = indicator_named(indicator)
    and mart_ranking.quarter_id = quarter_named(quarter)
order by
    mart_ranking.measure, mart_ranking.subject_level, mart_ranking.period_start, mart_ranking.period_end,
    mart_ranking.scope nulls first, mart_ranking.unit, mart_ranking.rank nulls last, mart_ranking.subject_name,
    mart_ranking.figure_id
