-- grain: one row per subject and quarter of which something that the scorecard weighs has a figure
--     score: over the weights that had data; coverage: their share of all weights
--     grade: the highest whose least score and least coverage are both reached; without a grade no rank and no tier
-- inputs: mart_scorecard_part, staging.ref_score_grade, staging.ref_score_tier
create table mart_scorecard as

with

part as (
    select * from mart_scorecard_part
),

summed as (
    select
        quarter_id,
        subject_level,
        subject_name,
        province_id,
        city_id,
        zone_id,
        cast(
            round(
                cast(sum(weight * normalised_score) as double)
                / nullif(sum(weight) filter (where normalised_score is not null), 0),
                4
            ) as decimal(18, 4)
        ) as score,
        cast(
            round(
                coalesce(cast(sum(weight) filter (where normalised_score is not null) as double), 0)
                / nullif(sum(weight), 0),
                4
            ) as decimal(18, 4)
        ) as coverage,
        count(normalised_score) as indicators,
        list(figure_id order by weight desc, indicator_id, measure) filter (where normalised_score is not null)
            as figure_ids,
        bool_or(contested) filter (where normalised_score is not null) as contested,
    from part
    group by quarter_id, subject_level, subject_name, province_id, city_id, zone_id
),

grade as (
    select * from staging.ref_score_grade
),

graded as (
    select
        summed.*,
        (
            select max_by(grade.grade, (grade.minimum_score, grade.grade))
            from grade
            where grade.minimum_score <= summed.score and grade.minimum_coverage <= summed.coverage
        ) as grade,
    from summed
),

ranked as (
    select
        *,
        case when grade is not null then rank() over (graded_peers order by score desc) end as rank,
        case when grade is not null then count(*) over graded_peers end as peers,
    from graded
    window graded_peers as (partition by quarter_id, subject_level, grade is not null)
),

tier as (
    select * from staging.ref_score_tier
),

coded as (
    select
        quarter_id,
        subject_level,
        subject_name,
        province_id,
        city_id,
        zone_id,
        score,
        grade,
        case
            when peers >= 3
                then (
                    select min_by(tier.tier, (tier.up_to, tier.tier))
                    from tier
                    -- up_to has four decimals: a third of 3 peers is 1 of them
                    where ranked.rank <= round(tier.up_to * ranked.peers, 3)
                )
        end as tier,
        coverage,
        rank,
        peers,
        indicators,
        coalesce(figure_ids, []) as figure_ids,
        coalesce(contested, false) as contested,
    from ranked
),

final as (
    select * replace (
        cast(quarter_id as varchar) as quarter_id,
        cast(subject_level as varchar) as subject_level,
        cast(province_id as varchar) as province_id,
        cast(city_id as varchar) as city_id,
        cast(zone_id as varchar) as zone_id
    ) from coded
)

select * from final
order by quarter_id, subject_level, rank nulls last, score desc nulls last, subject_name, city_id, zone_id
