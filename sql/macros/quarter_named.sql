-- grain: a macro: the quarter_id that a name means (see quarter_read), or of the quarters that dim_quarter holds the nearest to it
-- inputs: dim_quarter, quarter_read
create macro quarter_named(name) as (
    select
        arg_min(
            dim_quarter.quarter_id,
            abs(
                4 * (dim_quarter.year - cast(left(asked.quarter, 4) as integer))
                + dim_quarter.quarter_of_year - cast(right(asked.quarter, 1) as integer)
            )
        )
    from (select quarter_read(name) as quarter) as asked
    inner join dim_quarter on asked.quarter is not null
)
