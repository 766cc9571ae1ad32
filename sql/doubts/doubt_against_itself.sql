-- grain: one row per gap of a province to the average of the province, or of a city to its own, which is of what lies in it
--     高于全省 said of all zones of a province is against the province's whole economy; where the words say that it is an
--     average, or of the zones (全省开发区平均), it is of the subject itself, which is then not whom the text means
-- inputs: staging.keyed_reading, staging.ref_comparator
create table staging.doubt_against_itself as

with

final as (
    select figure.figure_no
    from staging.keyed_reading as figure
    inner join staging.ref_comparator as known on known.comparator = cast(figure.comparator as varchar)
    where
        figure.measure in ('gap', 'rank')
        and regexp_matches(known.comparator, '平均|开发区')
        and (
            (figure.subject_level = 'province' and known.benchmark = 'provincial_average')
            or (figure.subject_level = 'city' and known.benchmark = 'city_total')
        )
)

select * from final
