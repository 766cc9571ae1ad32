-- grain: a macro: the quarter_id that a name means: '2024-Q1', 2024年第一季度, 2024年一季度 or Q1 2024
-- inputs: dim_quarter
create macro quarter_named(name) as (
    select min(dim_quarter.quarter_id)
    from dim_quarter
    where
        name in (
            dim_quarter.quarter_id,
            dim_quarter.name_zh,
            replace(dim_quarter.name_zh, '第', ''),
            dim_quarter.name_en
        )
)
