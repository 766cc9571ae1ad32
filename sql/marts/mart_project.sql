-- grain: one row per named project of a city, its name's variants joined (see project_group)
--     the name shown, and its quarter and zone, are those of the latest mention
--     stage: the furthest that mentions of the latest as-of month tell; months that tell none are passed over
--     investment and capacity: the current figures, as for every mart, over all variants of the name
-- inputs: staging.settled_figure, dim_article, dim_document, staging.current_figure, staging.keyed_figure
-- inputs: staging.project_group, staging.project_stage, staging.ref_industry, staging.ref_unit
set variable industry_words = (
    select coalesce(string_agg(regexp_escape(lower(term)), '|' order by length(term) desc, term), '[^\s\S]')
    from staging.ref_industry
);

create table mart_project as

with

mention as (
    select
        -- in the order of the texts, as fact_figure is
        figure.figure_no,
        figure.figure_id,
        figure.document_id,
        -- the sentence itself is long, and the steps below sort
        hash(figure.sentence) as sentence_key,
        figure.scenario,
        figure.quarter_id,
        figure.subject_name,
        figure.province_id,
        figure.city_id,
        figure.zone_id,
        dim_article.as_of_month,
        dim_document.loaded_at,
        cast(figure.certainty as staging.certainty_words) as certainty,
        named.city_key,
        named.name_key,
        named.marks,
        named.zone_key,
        named.project,
    from staging.settled_figure as figure
    inner join staging.project_group as named
        on
            named.city_key = coalesce(figure.city_id, figure.province_id, '')
            and named.subject_name = figure.subject_name
            and named.zone_id is not distinct from figure.zone_id
    left join dim_article on dim_article.article_id = figure.article_id
    left join dim_document on dim_document.document_id = figure.document_id
    where figure.subject_level = 'project'
),

placed as (
    select
        *,
        row_number() over (partition by project order by as_of_month nulls last, figure_no) as from_first,
        row_number() over (
            partition by project order by as_of_month desc nulls last, loaded_at desc, figure_no desc
        ) as from_latest,
    from mention
),

first_name as (
    select
        project,
        subject_name,
        min(from_first) as from_first,
    from placed
    group by project, subject_name
),

every_name as (
    select
        project,
        list(subject_name order by from_first) as names,
    from first_name
    group by project
),

project as (
    select
        project,
        max(zone_key) as zone_id,
        max(province_id) as province_id,
        max(city_id) as city_id,
        count(distinct (document_id, sentence_key)) as mentions,
        list(figure_id order by from_first) as figure_ids,
        cast(max(certainty) as varchar) as certainty,
    from placed
    group by project
),

first_mention as (
    select
        *,
        'p' || substr(md5(concat_ws(chr(31), city_key, name_key, marks, coalesce(zone_id, ''))), 1, 16) as project_id,
    from placed
    where from_first = 1
),

latest_mention as (
    select * from placed
    where from_latest = 1
),

stage as (
    select
        placed.project,
        placed.figure_id,
        placed.as_of_month,
        told.stage,
        told.library,
        told.stage_words,
    from placed
    inner join staging.project_stage as told
        on
            told.sentence_key = placed.sentence_key
            and told.subject_name = placed.subject_name
            and told.scenario = placed.scenario
    qualify
        row_number() over (
            partition by placed.project
            order by placed.as_of_month desc nulls last, told.stage_rank desc, placed.from_latest desc
        ) = 1
),

investment as (
    select
        placed.project,
        figure.figure_id,
        coalesce(figure.value_canonical, figure.value) as value,
        coalesce(figure.unit_canonical, figure.unit) as unit,
        figure.bound,
    from placed
    inner join staging.current_figure as figure on figure.figure_id = placed.figure_id
    where figure.indicator_id = 'project_investment' and figure.measure = 'level'
    qualify
        row_number() over (
            partition by placed.project
            order by
                figure.as_of_month desc nulls last, figure.loaded_at desc, figure.bound = 'eq' desc,
                placed.from_latest
        ) = 1
),

-- a project can have several capacities under one key, so that all of the latest document count; 150人, 200亩 and 3亿元
-- are how many work there, where it stands and what it costs, whatever words stand before them
capacity_figure as (
    select
        placed.project,
        placed.from_first,
        figure.figure_id,
        figure.value,
        figure.unit,
        rtrim(rtrim(cast(figure.value as varchar), '0'), '.') || coalesce(figure.unit, '') as words,
    from placed
    inner join staging.keyed_figure as figure on figure.figure_id = placed.figure_id
    left join staging.ref_unit as unit on unit.unit = cast(figure.unit as varchar)
    where
        figure.indicator_id = 'project_capacity'
        and figure.measure = 'level'
        and not coalesce(figure.unit in ('人', '名', '万人'), false)
        and not coalesce(unit.dimension in ('money', 'money_foreign', 'land', 'percent', 'points', 'time'), false)
    qualify
        placed.document_id = first_value(placed.document_id) over (
            partition by placed.project order by placed.from_latest
        )
),

each_capacity as (
    select * from capacity_figure
    qualify row_number() over (partition by project, words order by from_first) = 1
),

capacity as (
    select
        project,
        arg_min(value, from_first) as value,
        arg_min(unit, from_first) as unit,
        list(words order by from_first) as capacities,
        list(figure_id order by from_first) as figure_ids,
    from each_capacity
    group by project
),

industry_word as (
    select
        project,
        unnest(words) as word,
        generate_subscripts(words, 1) as place,
    from (
        select
            latest_mention.project,
            -- the name shown first, then the others
            regexp_extract_all(
                lower(latest_mention.subject_name || chr(31) || array_to_string(every_name.names, chr(31))),
                getvariable('industry_words')
            ) as words,
        from latest_mention
        inner join every_name on every_name.project = latest_mention.project
    )
),

each_industry as (
    select
        industry_word.project,
        term.term,
        term.industry,
        min(industry_word.place) as place,
    from industry_word
    inner join staging.ref_industry as term on lower(term.term) = industry_word.word
    group by industry_word.project, term.term, term.industry
),

industry as (
    select
        project,
        arg_min(industry, (place, term)) as industry,
        list(term order by place, term) as words,
    from each_industry
    group by project
),

coded as (
    select
        first_mention.project_id,
        latest_mention.quarter_id,
        'project' as subject_level,
        latest_mention.subject_name,
        project.province_id,
        project.city_id,
        project.zone_id,
        every_name.names,
        stage.stage,
        stage.library,
        stage.stage_words,
        stage.as_of_month as stage_month,
        stage.figure_id as stage_figure_id,
        investment.value as investment,
        investment.unit as investment_unit,
        investment.bound as investment_bound,
        investment.figure_id as investment_figure_id,
        capacity.value as capacity,
        capacity.unit as capacity_unit,
        capacity.capacities,
        capacity.figure_ids as capacity_figure_ids,
        industry.industry,
        industry.words as industry_words,
        first_mention.document_id as first_document_id,
        first_mention.quarter_id as first_quarter_id,
        first_mention.as_of_month as first_month,
        latest_mention.document_id as latest_document_id,
        latest_mention.as_of_month as latest_month,
        project.mentions,
        project.figure_ids,
        project.certainty,
    from project
    inner join first_mention on first_mention.project = project.project
    inner join latest_mention on latest_mention.project = project.project
    inner join every_name on every_name.project = project.project
    left join stage on stage.project = project.project
    left join investment on investment.project = project.project
    left join capacity on capacity.project = project.project
    left join industry on industry.project = project.project
),

final as (
    select * replace (
        cast(investment_unit as varchar) as investment_unit,
        cast(investment_bound as varchar) as investment_bound,
        cast(capacity_unit as varchar) as capacity_unit
    ) from coded
)

select * from final
order by city_id, zone_id, subject_name, project_id
