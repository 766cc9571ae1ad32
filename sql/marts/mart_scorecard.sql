-- grain: one row per subject and quarter of which something that the scorecard weighs has a figure
--     score: over the weights that had data; coverage: their share of all weights
--     grade: the highest whose least score and least coverage are both reached, and that allows as many red warnings;
--     without a grade no rank and no tier
--     rank: only among at least three subjects of one province (or provinces) that can be compared: who shares no indicator
--     with a peer of the same or better coverage has none; a flow of two months and one of three are not shared
-- inputs: mart_scorecard_part, mart_warning, dim_indicator, staging.ref_score_grade, staging.ref_score_tier
-- inputs: staging.expected_peers, staging.panel_share
create table mart_scorecard as

with

part as (
    select
        mart_scorecard_part.* replace (cast(mart_scorecard_part.certainty as staging.certainty_words) as certainty),
        -- what a stock or a rate is at the end has no length
        case when dim_indicator.observation = 'flow' then mart_scorecard_part.months end as shape,
    from mart_scorecard_part
    inner join dim_indicator on dim_indicator.indicator_id = mart_scorecard_part.indicator_id
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
        list_sort(
            list(indicator_id || ' ' || measure || coalesce(' ' || shape, '')) filter (where normalised_score is not null)
        ) as aspects,
        list_sort(list(indicator_id || ' ' || measure) filter (where value is not null and normalised_score is null))
            as unscored,
        list(figure_id order by weight desc, indicator_id, measure) filter (where normalised_score is not null)
            as figure_ids,
        bool_or(contested) filter (where normalised_score is not null) as contested,
        coalesce(max(certainty) filter (where normalised_score is not null), max(certainty)) as certainty,
    from part
    group by quarter_id, subject_level, subject_name, province_id, city_id, zone_id
),

warning as (
    select
        quarter_id,
        subject_level,
        subject_name,
        city_id,
        zone_id,
        count(*) as warnings,
        count(*) filter (where severity = 'red') as red_warnings,
    from mart_warning
    group by all
),

warned as (
    select
        summed.*,
        coalesce(warning.warnings, 0) as warnings,
        coalesce(warning.red_warnings, 0) as red_warnings,
    from summed
    left join warning
        on
            warning.quarter_id = summed.quarter_id
            and warning.subject_level = summed.subject_level
            and warning.subject_name = summed.subject_name
            and warning.city_id is not distinct from summed.city_id
            and warning.zone_id is not distinct from summed.zone_id
),

grade as (
    select * from staging.ref_score_grade
),

graded as (
    select
        warned.*,
        (
            select max_by(grade.grade, (grade.minimum_score, grade.grade))
            from grade
            where
                grade.minimum_score <= warned.score
                and grade.minimum_coverage <= warned.coverage
                and coalesce(grade.maximum_red_warnings >= warned.red_warnings, true)
        ) as grade,
        if(subject_level in ('city', 'county', 'zone'), province_id, null) as field,
    from warned
),

-- few sets of indicators, so that each is held against each
profile as (
    select
        quarter_id,
        subject_level,
        field,
        aspects,
        max(coverage) as coverage,
    from graded
    where grade is not null
    group by all
),

-- a set weighs the same whoever has it, so its coverage is one
apart as (
    select distinct
        one.quarter_id,
        one.subject_level,
        one.field,
        one.aspects,
    from profile as one
    inner join profile as other
        on
            other.quarter_id = one.quarter_id
            and other.subject_level = one.subject_level
            and other.field is not distinct from one.field
            and other.coverage >= one.coverage
    where not list_has_any(one.aspects, other.aspects)
),

comparable as (
    select
        graded.*,
        graded.grade is not null and apart.aspects is null as is_comparable,
    from graded
    left join apart
        on
            apart.quarter_id = graded.quarter_id
            and apart.subject_level = graded.subject_level
            and apart.field is not distinct from graded.field
            and apart.aspects = graded.aspects
),

ranked as (
    select
        *,
        case when is_comparable and count(*) over graded_peers >= 3 then rank() over (graded_peers order by score desc) end
            as rank,
        case when is_comparable and count(*) over graded_peers >= 3 then count(*) over graded_peers end as peers,
    from comparable
    window graded_peers as (partition by quarter_id, subject_level, field, is_comparable)
),

tier as (
    select * from staging.ref_score_tier
),

coded as (
    select
        quarter_id,
        ranked.subject_level,
        subject_name,
        ranked.province_id,
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
        coalesce(unscored, []) as unscored,
        warnings,
        red_warnings,
        staging.panel_share(peers, expected.subjects) as panel_share,
        certainty,
    from ranked
    left join staging.expected_peers as expected
        on
            expected.subject_level = ranked.subject_level
            and (expected.province_id = ranked.field or ranked.subject_level = 'province')
),

final as (
    select * replace (
        cast(quarter_id as varchar) as quarter_id,
        cast(certainty as varchar) as certainty,
        cast(subject_level as varchar) as subject_level,
        cast(province_id as varchar) as province_id,
        cast(city_id as varchar) as city_id,
        cast(zone_id as varchar) as zone_id
    ) from coded
)

select * from final
order by quarter_id, subject_level, rank nulls last, score desc nulls last, subject_name, city_id, zone_id
